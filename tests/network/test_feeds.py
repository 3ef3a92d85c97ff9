"""Calendars to subscribe to."""

from datetime import UTC, datetime

import icalendar
import pytest

from lms.taxonomy.models import ActionField
from network.actions.coordinator import end_coordinator
from network.actions.feed import new_feed_token, revoke_feed
from network.models import Coordinator, MeetingState
from tests.factories.accounts import UserFactory
from tests.factories.meetings import NOW, MeetingFactory, coordinator
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
LINK = "https://video.example/geheim"


def events(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {
        str(event["SUMMARY"]): event
        for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    }


def test_the_public_feed_knows_public_dates_and_no_links(client):
    MeetingFactory(title="öffentlich", is_public=True, online_link=LINK, place="")
    MeetingFactory(title="Sentinel")
    response = client.get("/de/netzwerk/termine.ics")
    assert set(events(response)) == {"öffentlich"}
    assert LINK.encode() not in response.content
    assert response.cookies == {}


def test_a_field_has_its_own_and_those_of_all(client):
    for title, codes in (("Energie", ["energy"]), ("Bildung", ["education"]), ("alle", [])):
        MeetingFactory(title=title, is_public=True, fields=codes)
    found = events(client.get("/de/netzwerk/felder/energy/termine.ics"))
    assert set(found) == {"Energie", "alle"}
    assert str(found["Energie"]["URL"]) == "http://testserver/de/netzwerk/felder/energy/"
    assert client.get("/de/netzwerk/felder/nichts/termine.ics").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_asks_the_same_however_long_it_is(client, number):
    for _each in range(number):
        MeetingFactory(is_public=True, fields=["energy"])
    with expect_statements(2):
        response = client.get("/de/netzwerk/termine.ics")
    assert response.content.count(b"BEGIN:VEVENT") == number


def own(client, token):
    return client.get(f"/de/netzwerk/kalender/{token}/treffen.ics")


def test_a_person_finds_their_meetings_until_the_address_is_switched_off(client):
    user = coordinator("education").user
    MeetingFactory(title="Quartal", online_link=LINK)
    MeetingFactory(title="abgesagt", state=MeetingState.CANCELLED)
    MeetingFactory(title="Sentinel", kind="special", fields=["energy"])
    token = new_feed_token(user=user, at=NOW)
    response = own(client, token)
    found = events(response)
    assert set(found) == {"Quartal", "abgesagt"}
    assert str(found["abgesagt"]["STATUS"]) == "CANCELLED"
    assert LINK in str(found["Quartal"]["DESCRIPTION"])
    assert response["Cache-Control"] == "private, no-store"
    assert own(client, "x" * 32).status_code == 404
    revoke_feed(user=user, at=NOW)
    assert own(client, token).status_code == 404


def test_whoever_coordinates_no_longer_finds_nothing(client):
    user = coordinator("education", starts_on=datetime(2020, 1, 1, tzinfo=UTC).date()).user
    token = new_feed_token(user=user, at=NOW)
    row = Coordinator.objects.get(field=ActionField.objects.get(code="education"))
    assert own(client, token).status_code == 200
    end_coordinator(coordinator=row, on=datetime(2020, 2, 1, tzinfo=UTC).date(), actor=None, at=NOW)
    assert own(client, token).status_code == 404
    assert own(client, new_feed_token(user=UserFactory(), at=NOW)).status_code == 404


def test_a_feed_holds_nothing_of_agenda_and_minutes(client):
    user = coordinator("education").user
    meeting = MeetingFactory(is_public=True)
    meeting.items.create(
        position=0, source="manual", kind="free", title="Sentinel", text="Sentinel",
        minutes="Sentinel",
    )  # fmt: skip
    token = new_feed_token(user=user, at=NOW)
    for address in ("termine.ics", "felder/energy/termine.ics", f"kalender/{token}/treffen.ics"):
        assert b"Sentinel" not in client.get(f"/de/netzwerk/{address}").content
