"""Who comes in to the working pages of the network."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from network.enums import Role
from network.views import doors
from tests.factories.accounts import UserFactory, sign_in
from tests.support.admin import coordinator
from tests.support.cases import cast
from tests.support.own import keeper, staff

pytestmark = pytest.mark.django_db
BOARD = "/de/netzwerk/faelle/"


def ask(door, user, **headers):
    request = RequestFactory().post("/de/x/", headers=headers)
    request.user = user
    return door(lambda _request, viewer: HttpResponse(viewer.level))(request)


def test_strangers_sign_in_and_scripts_are_told(client):
    assert client.get(BOARD)["Location"] == f"/de/konto/anmelden/?next={BOARD}"
    told = client.get(BOARD, headers={"HX-Request": "true"})
    assert told.status_code == 401
    assert "/de/konto/anmelden/" in told["HX-Redirect"]


def test_a_form_of_a_stranger_leads_back_to_a_page():
    answer = ask(doors.keeper, AnonymousUser())
    assert answer.status_code == 302
    assert answer.url.endswith("?next=/de/partner/")
    assert ask(doors.keeper, AnonymousUser(), HX_Request="true").status_code == 401


def test_without_a_role_the_pages_are_absent(client):
    sign_in(client, UserFactory())
    assert client.get(BOARD).status_code == 404
    sign_in(client, cast().ann)
    assert client.get(BOARD).status_code == 200


def test_each_door_lets_in_its_own():
    _partner, author = keeper()
    _partner, lead = keeper(Role.LEAD)
    klara, office = coordinator("energy", name="klara"), staff()
    suggestions = doors.for_viewers(doors.keeps_suggestions)
    for door, guests in (
        (doors.keeper, (author, office)),
        (doors.office, (office,)),
        (doors.steering, (klara, office)),
        (suggestions, (author, klara, office)),
    ):
        for user in guests:
            assert ask(door, user).status_code == 200
    for door, user in (
        (doors.keeper, lead),
        (doors.keeper, klara),
        (doors.keeper, UserFactory()),
        (doors.office, author),
        (doors.steering, author),
        (suggestions, lead),
    ):
        with pytest.raises(Http404):
            ask(door, user)
    with pytest.raises(PermissionDenied):
        ask(doors.office, klara)
