"""The agenda over HTTP; every button is a form of its own."""

import pytest

from lms.taxonomy.models import ActionField
from network.models import AgendaItem, MeetingState
from tests.factories.meetings import (
    CooperationFactory,
    DecisionFactory,
    MeetingFactory,
    coordinator,
)
from tests.support.admin import signed_in
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return signed_in(coordinator("education").user)


@pytest.fixture
def meeting():
    ActionField.objects.update(priority=0)  # no gap of the chain matters here
    return MeetingFactory()


def address(meeting, part=""):
    return f"/de/netzwerk/treffen/{meeting.key}/{part}"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_however_long_it_is(browser, meeting, number):
    for _each in range(number):
        DecisionFactory()
        CooperationFactory()
    browser.post(address(meeting, "tagesordnung/erzeugen/"))
    browser.get(address(meeting, "tagesordnung/"))
    with expect_statements(6):
        html = browser.get(address(meeting, "tagesordnung/")).content.decode()
    assert html.count("Lesepaten für die Kita</h2>") == number


def test_generate_edit_move_drop_and_add(browser, meeting):
    DecisionFactory()
    browser.post(address(meeting, "tagesordnung/erzeugen/"))
    first, last = meeting.items.all()
    browser.post(address(meeting, f"punkt/{last.key}/schieben/"), {"direction": "up"})
    browser.post(address(meeting, f"punkt/{first.key}/streichen/"), {"dropped": "1"})
    words = {"title": "Sommerfest", "text": "Wer hilft?", "time_box": "15", "version": "0"}
    browser.post(address(meeting, f"punkt/{last.key}/aendern/"), words)
    response = browser.post(address(meeting, "tagesordnung/neu/"), {**words, "title": "Neu"})
    new = meeting.items.last()
    assert response["Location"].endswith(f"#punkt-{new.key}")
    browser.post(address(meeting, "tagesordnung/erzeugen/"))
    rows = list(meeting.items.values_list("title", "is_dropped"))
    assert rows == [("Sommerfest", False), ("Zwei Kitas ansprechen", True), ("Neu", False)]
    html = browser.get(address(meeting, "tagesordnung/")).content.decode()
    assert "Verplant: 30 Min. von 2 Std." in html


def test_two_editors_of_one_item(browser, meeting):
    browser.post(address(meeting, "tagesordnung/erzeugen/"))
    item = meeting.items.get()
    AgendaItem.objects.update(title="Von der anderen", version=1)
    words = {"title": "Von mir", "text": "", "time_box": "5", "version": "0"}
    response = browser.post(address(meeting, f"punkt/{item.key}/aendern/"), words)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Von der anderen" in html
    assert 'value="Von mir"' in html
    words["version"] = "1"
    assert browser.post(address(meeting, f"punkt/{item.key}/aendern/"), words).status_code == 303


def test_a_fixed_agenda_answers_409_and_shows_itself(browser, meeting):
    browser.post(address(meeting, "tagesordnung/erzeugen/"))
    item = meeting.items.get()
    meeting.state = MeetingState.AGENDA_FIXED
    meeting.save()
    for part in ("tagesordnung/erzeugen/", f"punkt/{item.key}/schieben/",
                 f"punkt/{item.key}/streichen/"):  # fmt: skip
        response = browser.post(address(meeting, part))
        assert response.status_code == 409
        assert "Verschiedenes" in response.content.decode()


def test_an_item_without_a_title_is_not_added(browser, meeting):
    response = browser.post(address(meeting, "tagesordnung/neu/"), {"text": "Nur Text"})
    assert response.status_code == 422
    assert "Nur Text" in response.content.decode()
    assert not meeting.items.exists()


def test_an_item_of_another_meeting_is_absent(browser, meeting):
    other = MeetingFactory()
    browser.post(address(other, "tagesordnung/erzeugen/"))
    item = other.items.get()
    assert browser.get(address(meeting, f"punkt/{item.key}/aendern/")).status_code == 404
