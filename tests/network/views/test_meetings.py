"""Meetings over HTTP: the list, the date, inviting, calling off."""

import re

import pytest

from lms.records.models import OutboxMessage
from lms.taxonomy.models import ActionField
from network.actions.meeting.agenda import ItemWords, add_item
from network.models import Meeting, MeetingState
from tests.factories.meetings import NOW, DecisionFactory, MeetingFactory, coordinator
from tests.support.admin import signed_in
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
LIST = "/de/netzwerk/treffen/"
FORM = {
    "kind": "quarterly", "title": "", "day": "2027-01-20", "begins": "14:00", "ends": "16:00",
    "place": "Rathaus", "version": "0",
}  # fmt: skip


@pytest.fixture
def by():
    return coordinator("education")


@pytest.fixture
def browser(by):
    return signed_in(by.user)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_long_it_is(browser, number):
    for _each in range(number):
        field = ActionField.objects.get(code="education")
        DecisionFactory(meeting=MeetingFactory(fields=["education"]), field=field)
    browser.get(LIST)
    with expect_statements(7):
        html = browser.get(LIST).content.decode()
    assert html.count("Quartalstreffen 2027-Q1</a>") == number


def test_the_form_asks_for_what_a_meeting_needs(browser):
    html = browser.get(f"{LIST}neu/").content.decode()
    for label in ("Art", "Datum", "Beginn", "Ende", "Ort", "Handlungsfelder"):
        assert re.search(rf"(<label|<legend)[^>]*>{label}\b", html), label


def test_planning_leads_to_the_agenda_and_tells_nobody(browser):
    response = browser.post(f"{LIST}neu/", FORM)
    meeting = Meeting.objects.get()
    assert response["Location"] == f"{LIST}{meeting.key}/tagesordnung/"
    assert (meeting.title, meeting.quarter) == ("Quartalstreffen 2027-Q1", "2027-Q1")
    assert meeting.starts_at.isoformat() == "2027-01-20T13:00:00+00:00"
    assert not OutboxMessage.objects.exists()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browser):
    response = browser.post(f"{LIST}neu/", {**FORM, "ends": "13:00"})
    assert response.status_code == 422
    assert "Das Ende liegt vor dem Beginn." in response.content.decode()
    assert 'value="Rathaus"' in response.content.decode()
    response = browser.post(f"{LIST}neu/", {**FORM, "kind": "special"})
    assert response.status_code == 403
    assert "Handlungsfeld, das Sie koordinieren" in response.content.decode()
    assert not Meeting.objects.exists()


def test_a_second_editor_sees_both_and_may_save_again(browser):
    meeting = MeetingFactory(place="Schloss", version=3)
    address = f"{LIST}{meeting.key}/termin/"
    response = browser.post(address, {**FORM, "version": "2"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "So steht es jetzt" in html
    assert "Schloss" in html
    assert 'value="Rathaus"' in html
    assert 'name="version" value="3"' in html
    assert browser.post(address, {**FORM, "version": "3"}).status_code == 303
    assert Meeting.objects.get().place == "Rathaus"


def test_looking_at_an_invitation_sends_nothing_and_a_click_does(browser, by):
    meeting = MeetingFactory()
    add_item(meeting=meeting, words=ItemWords("Punkt"), by=by, at=NOW)
    step = browser.post(f"{LIST}{meeting.key}/schritt/", {"to": "agenda_fixed"})
    assert step.status_code == 303
    address = f"{LIST}{meeting.key}/einladen/"
    html = browser.get(address).content.decode()
    assert "education@stadt.example" in html
    assert "1 E-Mail senden" in html
    assert not OutboxMessage.objects.exists()
    assert browser.post(address).status_code == 303
    assert OutboxMessage.objects.get().recipient == "education@stadt.example"
    assert "auf dem neuesten Stand" in browser.get(address).content.decode()


def test_calling_off_is_shown_first_and_then_done(browser):
    meeting = MeetingFactory(state=MeetingState.INVITED, sent_sequence=0)
    address = f"{LIST}{meeting.key}/absagen/"
    assert "Absagen und 1 E-Mail senden" in browser.get(address).content.decode()
    assert Meeting.objects.get().state == MeetingState.INVITED
    assert browser.post(address).status_code == 303
    assert OutboxMessage.objects.get().subject == "Abgesagt: Quartalstreffen 2027-Q1"


@pytest.mark.parametrize("to", ["held", "minutes_final", "cancelled", "unsinn", ""])
def test_an_impossible_step_answers_409_and_changes_nothing(browser, to):
    meeting = MeetingFactory()
    response = browser.post(f"{LIST}{meeting.key}/schritt/", {"to": to})
    assert response.status_code == 409
    assert "geht jetzt nicht" in response.content.decode() or "gibt es nicht" in (
        response.content.decode()
    )
    assert Meeting.objects.get().state == MeetingState.PLANNED


@pytest.mark.parametrize("state", MeetingState.values)
def test_every_state_has_its_pages(browser, state):
    meeting = MeetingFactory(state=state)
    for part in ("", "tagesordnung/", "einladen/", "absagen/", "protokoll/", "abschliessen/",
                 "mappe/", "termin/"):  # fmt: skip
        assert browser.get(f"{LIST}{meeting.key}/{part}").status_code == 200, part


def test_no_page_names_a_person(browser, by):
    meeting = MeetingFactory()
    for part in ("", f"{meeting.key}/", f"{meeting.key}/einladen/"):
        main = browser.get(LIST + part).content.decode().partition("<main")[2]
        assert by.user.username not in main
