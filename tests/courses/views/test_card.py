"""The way in with a card."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.school_class.ending import end_class
from courses.actions.school_class.founding import open_class, renew_sheet
from courses.actions.school_class.joining import open_joining
from courses.actions.school_class.seats import remove_seat
from courses.enums import ClassKind
from courses.models import ClassSeat
from tests.factories.accounts import sign_in
from tests.support.pages import main_of, words
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db
DU, SIE = (
    re.compile(r"(?i)\b(du|dich|dir|dein\w*|scanne|tippe)\b"),
    re.compile(r"\b(Sie|Ihre\w*)\b"),
)
DOOR, PAD, ME = "/de/karte/", "/de/karte/bilder/", "/de/karte/ich/"


@pytest.fixture
def here():
    return assigned(room(seats=2))


def scan(client, code):
    return client.get(reverse("courses:card-scan", args=[code]))


def choose(client, pictures, **more):
    return client.post(PAD, {"bild": [picture.value for picture in pictures], **more})


def on_device(client, here):
    code = renew_sheet(school_class=here.school_class, actor=here.lead, at=timezone.now())
    return scan(client, code)


def test_in_an_open_class_the_card_alone_is_enough(client, here):
    open_class(school_class=here.school_class, actor=here.lead, at=timezone.now())
    card = here.cards[0]
    response = scan(client, card.code)
    assert (response.status_code, response["Location"]) == (303, ME)
    assert response["Referrer-Policy"] == "strict-origin"
    page = words(client.get(ME))
    assert card.seat.alias in page
    assert f"#{card.seat.symbol}" in page
    assert "_auth_user_id" not in client.session  # nobody is in before saying so
    response = client.post(ME, {"los": "1"})
    row = here.enrolment(card)
    assert (response.status_code, response["Location"]) == (303, f"/de/lernen/{row.key}/")
    assert int(client.session["_auth_user_id"]) == card.seat.user_id
    assert ClassSeat.objects.get(pk=card.seat.pk).first_used_at


def test_otherwise_it_needs_its_pictures(client, here):
    one, other = here.cards
    assert scan(client, one.code)["Location"] == DOOR
    assert one.seat.alias not in words(client.get(DOOR))
    assert choose(client, other.pictures).status_code == 422
    assert client.get(ME)["Location"] == DOOR
    assert choose(client, one.pictures)["Location"] == ME


def test_that_is_not_me(client, here):
    on_device(client, here)
    choose(client, here.cards[0].pictures)
    assert client.post(ME, {"nein": "1"})["Location"] == DOOR
    assert client.post(ME, {"los": "1"})["Location"] == DOOR
    assert "_auth_user_id" not in client.session


def test_on_a_device_of_the_class_pictures_are_enough(client, here):
    assert on_device(client, here)["Location"] == DOOR
    page = words(client.get(DOOR))
    assert "Hallo 7b!" in page
    assert all(card.seat.alias not in page for card in here.cards)
    for picture in here.cards[1].pictures:
        response = client.post(PAD, {"bild": picture.value})
    assert response["Location"] == ME
    assert here.cards[1].seat.alias in words(client.get(ME))


def test_one_picture_after_the_other_may_be_taken_back(client, here):
    on_device(client, here)
    client.post(PAD, {"bild": "sun"})
    client.post(PAD, {"bild": "moon"})
    client.post(PAD, {"zurueck": "1"})
    assert client.session["class_pictures"] == ["sun"]
    assert "Bild 2 von 5" in words(client.get(DOOR))


def test_without_a_camera_codes_and_the_alias_are_typed(client, here):
    code = renew_sheet(school_class=here.school_class, actor=here.lead, at=timezone.now())
    assert client.post(DOOR, {"code": code.upper().replace("-", " ")})["Location"] == DOOR
    card, other = here.cards
    wrong = choose(client, card.pictures, alias=other.seat.alias)
    assert wrong.status_code == 422
    assert other.seat.alias in words(wrong)  # what was typed stays
    assert choose(client, card.pictures, alias=card.seat.alias.lower())["Location"] == ME


@pytest.mark.parametrize(("kind", "says_du"), [(ClassKind.SCHOOL, True), (ClassKind.ADULTS, False)])
def test_children_are_called_du_and_adults_sie(client, kind, says_du):
    here = assigned(room(seats=2, kind=kind))
    on_device(client, here)
    pages = [main_of(client.get(DOOR))]
    scan(client, here.cards[0].code)
    pages.append(main_of(client.get(DOOR)))
    choose(client, here.cards[0].pictures)
    pages.append(main_of(client.get(ME)))
    code = open_joining(school_class=here.school_class, days=1, actor=here.lead, at=timezone.now())
    pages.append(main_of(client.post(reverse("courses:card-join"), {"code": code})))
    sign_in(client, here.lead)
    sheet = main_of(client.post(here.address("class-sheet")))
    pages.append(sheet.partition('<div class="class-sheet')[2].partition("</div>")[0])
    assert [bool(DU.search(page)) for page in pages] == [says_du] * 5
    assert [bool(SIE.search(page)) for page in pages] == [not says_du] * 5


def test_before_the_class_is_known_nobody_is_addressed(client):
    pages = [client.get(DOOR), client.post(DOOR, {"code": "bcdf-2345-ghjk-mnpq"})]
    pages += [client.get(reverse("courses:card-join"))]
    pages += [client.post(reverse("courses:card-join"), {"code": "bcdf-2345-ghjk"})]
    texts = [main_of(page) for page in pages]
    assert [text for text in texts if DU.search(text)] == []
    assert "gilt nicht" in texts[1]
    assert "gilt nicht" in texts[3]


def test_pictures_alone_open_nothing(client, here):
    response = choose(client, here.cards[0].pictures)
    assert response["Location"] == DOOR
    assert client.get(ME)["Location"] == DOOR


def test_void_cards_and_wrong_codes_are_answered_alike(client, here):
    gone, ended = here.cards[0], assigned(room(seats=1))
    remove_seat(seat=gone.seat, actor=here.lead, at=timezone.now())
    end_class(school_class=ended.school_class, actor=None, at=timezone.now())
    pages = set()
    for code in (gone.code, ended.cards[0].code, "bcdf-2345-ghjk-mnpq"):
        client.cookies.clear()
        response = client.post(DOOR, {"code": code})
        text = words(response)
        text = text.replace(str(response.context["csrf_token"]), "")
        pages.add((response.status_code, len(text), "gilt nicht" in text))
    assert len(pages) == 1
    assert pages.pop()[0] == 422


def test_an_empty_code_is_told_at_the_field(client):
    response = client.post(DOOR, {"code": ""})
    assert response.status_code == 422
    assert "field__error" in words(response)


def test_what_was_found_waits_ten_minutes(client, here, monkeypatch):
    on_device(client, here)
    choose(client, here.cards[0].pictures)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.post(ME, {"los": "1"})["Location"] == DOOR


def test_signing_in_gives_a_new_session(client, here):
    on_device(client, here)
    choose(client, here.cards[0].pictures)
    before = client.session.session_key
    client.post(ME, {"los": "1"})
    assert client.session.session_key != before
    assert not any(key.startswith("class_") for key in dict(client.session))
