"""A pupil's start page shows what there is to do and nothing else."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.announcement import announce
from courses.enums import ClassKind
from lms.accounts.models import User
from tests.factories.courses import CourseFactory
from tests.factories.paths import courses_of, published_path
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


def test_a_path_stands_there_with_its_given_steps_and_no_way_out():
    given, later, hidden = courses_of(None, None, None)
    published_path(given, later, hidden)
    here = room(seats=1)
    for here.course in (given, later):
        assigned(here)
    page = words(client_of(here.cards[0]).get(LEARNING))
    assert "Lernpfad: <span>Energie verstehen</span>" in page
    assert "0 von 2 Schritten geschafft" in page
    assert "Kurs 3" not in page
    assert "/lernpfade/" not in page


def test_nothing_to_do_says_so():
    here = room(seats=1)
    page = words(client_of(here.cards[0]).get(LEARNING))
    assert "Gerade ist nichts zu tun" in page
    assert "Zu tun" in page


def test_news_stand_above_and_are_read_without_a_mail():
    here = assigned(room(seats=1))
    run = here.school_class.runs.get()
    text = "Wir treffen uns in Raum 3."
    at = timezone.now()
    announce(run=run, key="schluessel", subject="Morgen", text=text, author=here.lead, at=at)
    client = client_of(here.cards[0])
    page = words(client.get(LEARNING))
    address = f"/de/lernen/{here.enrolment(here.cards[0]).key}/mitteilungen/"
    assert page.index("Neu: Morgen") < page.index("Zu tun")
    assert address in page
    assert text in words(client.get(address))


def test_a_lesson_shows_who_one_is_and_no_way_to_accounts_or_catalogue():
    here = assigned(room(seats=1))
    (card,) = here.cards
    here.learn(card, lessons=3)
    here.attempt(card, is_right=True)
    client = client_of(card)
    row = here.enrolment(card)
    assert row.completed_at
    page = words(client.get(f"/de/lernen/{row.key}/lektion-2/"))
    assert page.count('class="seat-bar ') == 1
    assert "Du hast alles in diesem Kurs erledigt." in page
    links = set(re.findall(r'href="(/de/[^"]*)"', page))
    assert not [
        link for link in links if link.startswith(("/de/konto", "/de/kurse", "/de/partner"))
    ]
    assert not [link for link in links if row.key in link and "zertifikat" in link]
    assert f"/de/lernen/{row.key}/lektion-0/" in links


def test_a_course_page_has_nothing_to_enrol_for_a_seat():
    here, other = room(seats=1), CourseFactory()
    text = other.texts.get()
    page = words(client_of(here.cards[0]).get(f"/de/kurse/{other.key}-{text.slug}/"))
    assert "Kurse kommen hier von der Leitung der Klasse oder Gruppe." in page
    assert "einschreiben" not in page
