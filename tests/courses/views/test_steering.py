"""The door to the pages of courses that only those who steer have."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from courses.views.steering import steering
from network.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory
from tests.support.cases import coordinator, staff

pytestmark = pytest.mark.django_db


def ask(user, **headers):
    """What the view behind the door answers: who looks, and what the address named."""
    request = RequestFactory().get("/de/netzwerk/zahlen/?bis=2026-10", headers=headers)
    request.user = user
    view = steering(lambda _request, viewer, name: HttpResponse(f"{viewer.user.pk} {name}"))
    return view(request, name="zahlen")


@pytest.mark.parametrize("make", [staff, lambda: coordinator("energy")])
def test_who_steers_comes_in_and_the_view_knows_who(make):
    user = make()
    assert ask(user).content.decode() == f"{user.pk} zahlen"


def test_strangers_sign_in_and_come_back():
    answer = ask(AnonymousUser())
    assert answer.status_code == 302
    assert answer.url.endswith("?next=/de/netzwerk/zahlen/%3Fbis%3D2026-10")
    assert ask(AnonymousUser(), Accept="application/json").status_code == 401


@pytest.mark.parametrize(
    "make",
    [
        UserFactory,
        lambda: MembershipFactory(role=Role.ADMIN).user,
        lambda: UserFactory(is_platform_admin=True),
    ],
)
def test_for_others_the_page_is_absent(make):
    with pytest.raises(Http404):
        ask(make())
