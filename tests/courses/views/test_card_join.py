"""Joining by code and taking progress along, as pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.school_class.joining import close_joining, open_joining
from courses.models import ClassSeat, Enrolment
from tests.factories.accounts import UserFactory, sign_in
from tests.support.pages import words
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db
JOIN, CLAIM = "/de/karte/mitmachen/", "/de/karte/mitnehmen/"


def test_a_joiner_sees_the_own_card_once_and_nobody_elses(client):
    here = assigned(room(seats=3))
    code = open_joining(school_class=here.school_class, days=1, actor=here.lead, at=timezone.now())
    response = client.post(JOIN, {"code": code})
    seat = ClassSeat.objects.get(first_used_at__isnull=False)
    page = words(response)
    assert seat.alias in page
    assert not any(card.seat.alias in page for card in here.cards if card.seat != seat)
    assert "no-store" in response["Cache-Control"]
    assert client.post(reverse("courses:card-me"), {"los": "1"}).status_code == 303
    assert int(client.session["_auth_user_id"]) == seat.user_id


def test_a_scanned_code_leaves_the_address_and_a_button_takes_the_seat(client):
    here = room(seats=1)
    code = open_joining(school_class=here.school_class, days=1, actor=here.lead, at=timezone.now())
    response = client.get(reverse("courses:card-join-scan", args=[code]))
    assert (response.status_code, response["Location"]) == (303, JOIN)
    assert response["Referrer-Policy"] == "strict-origin"
    assert code in words(client.get(JOIN))
    assert not ClassSeat.objects.filter(first_used_at__isnull=False).exists()
    assert client.post(JOIN, {"code": code}).status_code == 200
    assert code not in words(client.get(JOIN))


def test_a_closed_code_is_answered_as_a_wrong_one(client):
    here = room(seats=1)
    code = open_joining(school_class=here.school_class, days=1, actor=here.lead, at=timezone.now())
    close_joining(school_class=here.school_class, actor=here.lead, at=timezone.now())
    bodies = set()
    for guess in (code, "bcdf-2345-ghjk"):
        response = client.post(JOIN, {"code": guess})
        assert response.status_code == 422
        bodies.add(
            words(response).replace(guess, "").replace(str(response.context["csrf_token"]), "")
        )
    assert len({body.count("Dieser Code gilt nicht") for body in bodies}) == 1
    assert client.post(JOIN, {"code": ""}).status_code == 422


def test_full_is_full(client):
    here = room(seats=1)
    code = open_joining(school_class=here.school_class, days=1, actor=here.lead, at=timezone.now())
    client.post(JOIN, {"code": code})
    response = client.post(JOIN, {"code": code})
    assert response.status_code == 409
    assert "kein Platz mehr frei" in words(response)


def test_taking_along_is_a_form_with_card_and_pictures(client):
    here = assigned(room(seats=1))
    (card,) = here.cards
    user = UserFactory()
    sign_in(client, user)
    data = {f"picture-{n}": picture.value for n, picture in enumerate(card.pictures, 1)}
    wrong = client.post(CLAIM, data | {"code": "bcdf-2345-ghjk-mnpq"})
    assert wrong.status_code == 422
    assert "passen nicht zusammen" in words(wrong)
    response = client.post(CLAIM, data | {"code": card.code})
    assert (response.status_code, response["Location"]) == (303, "/de/lernen/")
    assert Enrolment.objects.filter(user=user, course=here.course).exists()
    assert client.post(CLAIM, data | {"code": card.code}).status_code == 409
