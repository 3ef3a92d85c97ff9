"""A pupil's start page shows what there is to do and nothing else."""

from datetime import timedelta

import pytest

from courses.enums import ClassKind
from lms.accounts.models import User
from tests.support import admin
from tests.support.pages import words
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db
LEARNING = "/de/lernen/"


def client_of(card):
    return admin.signed_in(User.objects.get(pk=card.seat.user_id))


def test_due_and_done(client):
    here = assigned(room(seats=2), due_at=NOW + timedelta(days=400))
    other = here.cards[1]
    page = words(client_of(here.cards[0]).get(LEARNING))
    assert f"Hallo {here.cards[0].seat.alias}!" in page
    assert "Sicher im Netz" in page
    assert other.seat.alias not in page
    assert "Laufende Kurse" not in page
    assert '/konto/"' not in page


def test_a_nursery_group_is_greeted_as_a_group():
    here = assigned(room(seats=1, kind=ClassKind.KINDERGARTEN))
    page = words(client_of(here.cards[0]).get(LEARNING))
    assert "Hallo 7b!" in page
    assert "Sicher im Netz" in page


def test_a_pupil_learns_a_lesson_and_not_those_of_others():
    here, other = assigned(room(seats=1)), assigned(room(seats=1))
    client = client_of(here.cards[0])
    row, foreign = here.enrolment(here.cards[0]), other.enrolment(other.cards[0])
    assert client.get(f"/de/lernen/{row.key}/lektion-0/").status_code == 200
    assert client.get(f"/de/lernen/{foreign.key}/lektion-0/").status_code == 404


def test_nothing_to_do_says_so():
    here = room(seats=1)
    page = words(client_of(here.cards[0]).get(LEARNING))
    assert "Gerade ist nichts zu tun" in page
    assert "Zu tun" in page
