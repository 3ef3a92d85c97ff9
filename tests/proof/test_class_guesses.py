"""20,000 guesses find nothing and lock nobody out; 3,000 right cards from one address get in."""

import itertools

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.actions.school_class.founding import open_class, renew_sheet
from courses.actions.school_class.joining import open_joining
from courses.enums import Picture
from courses.models import ClassSeat
from courses.views.card_guesses import OF_CLASS
from lms.common.keys import ALPHABET
from tests.support.school_class import room

pytestmark = [pytest.mark.django_db, pytest.mark.proof]
PAD, DOOR, ME, JOIN = (f"/de/karte/{rest}" for rest in ("bilder/", "", "ich/", "mitmachen/"))
GUESSES, LOGINS = 20_000, 3_000


def test_guesses_find_nothing_and_lock_nobody_else_out():
    here, other = room(seats=30), room(seats=2)
    now = timezone.now()
    code = renew_sheet(school_class=here.school_class, actor=here.lead, at=now)
    beside = renew_sheet(school_class=other.school_class, actor=other.lead, at=now)
    joining = open_joining(school_class=other.school_class, days=1, actor=other.lead, at=now)
    statuses = {"pictures": [], "codes": []}
    client = Client()
    for number, pictures in enumerate(itertools.product(Picture.values, repeat=5)):
        if number == GUESSES // 2:
            break
        if number % 10 == 0:  # a new device each time the last one has to wait
            client = Client()
            client.get(reverse("courses:card-scan", args=[code]))
        statuses["pictures"].append(client.post(PAD, {"bild": pictures}).status_code)
    for number in range(GUESSES // 2):
        guess = joining[:5] + "".join(ALPHABET[number // 28**place % 28] for place in range(8))
        address = JOIN if number % 2 else DOOR
        statuses["codes"].append(client.post(address, {"code": guess}).status_code)
    assert 303 not in statuses["pictures"] + statuses["codes"]
    assert 200 not in statuses["codes"]
    assert statuses["pictures"].count(422) <= OF_CLASS
    assert statuses["codes"].count(422) < 50
    assert not ClassSeat.objects.filter(first_used_at__isnull=False).exists()
    pupil = Client()
    pupil.get(reverse("courses:card-scan", args=[beside]))
    chosen = [str(picture) for picture in other.cards[0].pictures]
    assert pupil.post(PAD, {"bild": chosen})["Location"] == ME
    assert Client().post(JOIN, {"code": joining}).status_code == 200


def test_right_cards_from_one_address_are_never_throttled():
    classes = [room(seats=30) for _ in range(4)]
    for here in classes:
        open_class(school_class=here.school_class, actor=here.lead, at=timezone.now())
    codes = [card.code for here in classes for card in here.cards]
    statuses = []
    for number in range(LOGINS):
        client = Client(REMOTE_ADDR="203.0.113.7")
        client.get(reverse("courses:card-scan", args=[codes[number % len(codes)]]))
        statuses.append(client.post(ME, {"los": "1"}).status_code)
    assert statuses == [303] * LOGINS
    assert ClassSeat.objects.filter(first_used_at__isnull=False).count() == 120
