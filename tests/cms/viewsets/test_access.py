"""Who our own views let in, and with which answer they send others away."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from cms.viewsets.access import admins_only, scoped, sent, staff_only
from tests.support import admin

pytestmark = pytest.mark.django_db


def view(request, scope, word=""):
    return HttpResponse(f"{scope.user.username} {word}")


def ask(rf, guard, user, method="get"):
    request = getattr(rf, method)("/")
    request.user = user
    return guard(view)(request, word="da")


def test_the_scope_is_handed_over(rf):
    user = admin.member(None, name="carla", is_city_staff=True)
    assert ask(rf, scoped, user).content == b"carla da"


@pytest.mark.parametrize(
    ("guard", "let_in"),
    [(staff_only, {"city"}), (admins_only, {"city", "admin_a", "admin_b"})],
)
def test_guards(rf, guard, let_in):
    world = admin.world()
    for name, user in world.people.items():
        expected = 200 if name in let_in else 403
        assert ask(rf, guard, user).status_code == expected, name


def test_strangers_and_refusals_get_403(rf):
    def refuse(request, scope):
        raise PermissionDenied

    request = rf.get("/")
    request.user = AnonymousUser()
    assert scoped(view)(request).status_code == 403
    request = rf.get("/")
    request.user = admin.member(None, name="carla", is_city_staff=True)
    assert scoped(refuse)(request).status_code == 403


def test_an_empty_form_was_sent_all_the_same(rf):
    assert sent(rf.get("/")) is None
    assert sent(rf.post("/")) is not None
