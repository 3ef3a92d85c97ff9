"""Attendance by list as pages, on paper and as a file."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.school_class.ending import end_class
from courses.actions.school_class.meetings import add_meeting, note_presences
from courses.enums import ClassKind
from courses.models import ClassMeeting
from lms.records.models import AuditEvent
from tests.factories.accounts import sign_in
from tests.support.pages import words
from tests.support.queries import expect_statements
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client):
    here = room(seats=3, kind=ClassKind.ADULTS)
    sign_in(client, here.lead)
    return here


def met(here, days_ago=0, *presences):
    day, now = timezone.localdate() - timedelta(days=days_ago), timezone.now()
    meeting = add_meeting(
        school_class=here.school_class, held_on=day, label="", actor=here.lead, at=now
    )
    keys = (card.seat.key for card in here.cards)
    noted = dict(zip(keys, presences, strict=False))
    note_presences(meeting=meeting, presences=noted, actor=here.lead, at=now)
    return meeting


def test_a_meeting_is_added_and_who_was_there_is_noted(client, here):
    day = timezone.localdate().isoformat()
    response = client.post(here.address("class-meetings"), {"held_on": day, "label": "Vormittag"})
    meeting = ClassMeeting.objects.get()
    address = here.address("class-meeting", meeting.key)
    assert (response.status_code, response["Location"]) == (303, address)
    page = words(client.get(address))
    assert all(card.seat.alias in page for card in here.cards)
    first, second, _third = (card.seat for card in here.cards)
    data = {f"presence-{first.key}": "present", f"presence-{second.key}": "betrunken"}
    response = client.post(address, data)
    assert (response.status_code, response["Location"]) == (303, here.address("class-meetings"))
    assert [(row.seat, row.presence) for row in meeting.presences.all()] == [(first, "present")]
    assert "Vormittag</a>: 1 anwesend" in words(client.get(here.address("class-meetings")))


def test_a_wrong_day_is_said_beside_the_field(client, here):
    far = (timezone.localdate() + timedelta(days=999)).isoformat()
    for data, said in (({"held_on": far}, "an dem es die Gruppe gibt"), ({}, "field__error")):
        response = client.post(here.address("class-meetings"), data)
        assert response.status_code == 422
        assert said in words(response)
    assert not ClassMeeting.objects.exists()


def test_a_meeting_is_deleted_by_its_own_form(client, here):
    meeting = met(here)
    client.post(here.address("class-meeting", meeting.key), {"loeschen": "1"})
    assert not ClassMeeting.objects.exists()
    assert client.get(here.address("class-meeting", meeting.key)).status_code == 404


def test_the_list_on_paper_has_aliases_and_room_for_names(client, here):
    page = words(client.get(here.address("class-paper-list")))
    assert page.count("<td></td>") == 3  # nothing but room
    assert "Name (nur von Hand)" in page
    assert all(card.seat.alias in page for card in here.cards)
    assert "<input" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_file_is_there_until_the_class_is_deleted(client, here):
    met(here, 0, "present", "excused")
    end_class(school_class=here.school_class, actor=here.lead, at=timezone.now())
    ended = client.get(here.address("class"))
    assert here.address("class-meetings-csv") in words(ended)
    assert client.get(here.address("class-meetings")).status_code == 409
    text = client.get(here.address("class-meetings-csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[1:] for row in rows[1:]] == [
        ["1 von 1", "anwesend"],
        ["0 von 1", "entschuldigt"],
        ["0 von 1", ""],
    ]
    assert AuditEvent.objects.filter(action="class.export").count() == 1


def test_board_and_its_file_say_how_often_each_seat_was_there(client, here):
    assigned(here)
    assert '<th scope="col">Treffen</th>' not in words(client.get(here.address("class")))
    met(here, 1, "present", "present")
    met(here, 0, "present")
    page = words(client.get(here.address("class")))
    assert '<th scope="col">Treffen</th>' in page
    assert page.count(">2 von 2</td>") == 1
    text = client.get(here.address("class-csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Treffen"] for row in rows] == ["2 von 2", "1 von 2", "0 von 2"]


@pytest.mark.parametrize("kind", [ClassKind.SCHOOL, ClassKind.KINDERGARTEN])
def test_groups_of_children_have_no_list(client, kind):
    here = room(seats=1, kind=kind)
    sign_in(client, here.lead)
    for name in ("class-meetings", "class-meetings-csv", "class-paper-list"):
        assert client.get(here.address(name)).status_code == 404
    assert here.address("class-meetings") not in words(client.get(here.address("class")))


def test_a_meeting_of_another_group_is_as_absent_as_none(client, here):
    other = met(room(seats=1, kind=ClassKind.ADULTS))
    foreign = client.get(here.address("class-meeting", other.key))
    absent = client.get(here.address("class-meeting", "nichtsda22"))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert (
        client.post(here.address("class-meeting", other.key), {"loeschen": "1"}).status_code == 404
    )
    assert ClassMeeting.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_same_however_much_there_is(client, number):
    here = room(seats=number, kind=ClassKind.ADULTS)
    for days in range(number):
        meeting = met(here, days, "present")
    sign_in(client, here.lead)
    pages = {
        here.address("class-meetings"): 5,  # person, class; meetings, seats, presences
        here.address("class-meeting", meeting.key): 5,  # the meeting, presences, seats
        here.address("class-paper-list"): 3,
    }
    for address, asked in pages.items():
        client.get(address)
        with expect_statements(asked):
            assert here.cards[0].seat.alias in words(client.get(address))
