"""Inviting, telling of changes, calling off: by mail with a date for the calendar."""

from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest

from lms.common.errors import ConflictError
from lms.records.models import OutboxMessage
from network.actions.meeting.agenda import ItemWords, add_item
from network.actions.meeting.inviting import cancel_meeting, invite_all
from network.actions.meeting.planning import MeetingPlan, change_meeting, step_meeting
from network.models import Meeting, MeetingState
from tests.factories.meetings import NOW, START, MeetingFactory, coordinator, staff
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
PLAN = MeetingPlan(
    kind="quarterly",
    title="Quartalstreffen 2027-Q1",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
    place="Rathaus, Saal 1",
    online_link="https://video.example/geheim",
)


@pytest.fixture
def by():
    return coordinator("education")


@pytest.fixture
def meeting(by):
    coordinator("energy", is_deputy=True)
    coordinator("health", mailbox="")
    made = MeetingFactory(online_link=PLAN.online_link)
    made.partners.set([PartnerFactory(name="Kita Sonne", contact_mailbox="kita@example.org")])
    add_item(meeting=made, words=ItemWords("Vertraulicher Fall"), by=by, at=NOW)
    return step_meeting(meeting=made, to=MeetingState.AGENDA_FIXED, by=by, at=NOW)


def mails():
    return list(OutboxMessage.objects.filter(kind="meeting").order_by("pk"))


def event_of(mail):
    sheet = icalendar.Calendar.from_ical(bytes(mail.attachment))
    return str(sheet["METHOD"]), sheet.walk("VEVENT")[0]


def test_every_mailbox_gets_one_mail_with_the_date(meeting, by):
    assert invite_all(meeting=meeting, by=by, at=NOW) == 3
    assert [mail.recipient for mail in mails()] == [
        "energy@stadt.example", "education@stadt.example", "kita@example.org",
    ]  # fmt: skip
    method, event = event_of(mails()[1])
    assert (method, int(event["SEQUENCE"]), str(event["UID"])) == ("REQUEST", 0, meeting.ics_uid)
    assert f"http://testserver/de/netzwerk/treffen/{meeting.key}/" in str(event["DESCRIPTION"])
    assert str(event["URL"]) in str(event["DESCRIPTION"])
    assert mails()[1].attachment_type == "text/calendar; method=REQUEST; charset=utf-8"


def test_a_second_click_sends_nothing(meeting, by):
    invite_all(meeting=meeting, by=by, at=NOW)
    invite_all(meeting=meeting, by=by, at=NOW)
    assert len(mails()) == 3
    assert Meeting.objects.get().state == MeetingState.INVITED


def test_nothing_confidential_in_a_date_and_no_agenda_for_guests(meeting, by):
    invite_all(meeting=meeting, by=by, at=NOW)
    inside, guest = mails()[1], mails()[2]
    assert "Vertraulicher Fall" in inside.text
    assert "Vertraulicher Fall" not in guest.text
    for mail in mails():
        assert b"Vertraulich" not in bytes(mail.attachment)
    assert "/de/netzwerk/felder/" in guest.text


def test_a_change_raises_the_sequence_and_is_told_on_a_click(meeting, by):
    invite_all(meeting=meeting, by=by, at=NOW)
    later = replace(PLAN, starts_at=START + timedelta(days=7), ends_at=START + timedelta(days=8))
    version = Meeting.objects.get().version
    row = change_meeting(meeting=meeting, plan=later, version=version, by=by, at=NOW)
    assert len(mails()) == 3
    assert row.is_invitation_stale
    invite_all(meeting=row, by=by, at=NOW)
    assert len(mails()) == 5  # the plan no longer names the guest
    method, event = event_of(mails()[-1])
    assert (method, int(event["SEQUENCE"]), str(event["UID"])) == ("REQUEST", 1, meeting.ics_uid)
    assert event.decoded("DTSTART") == later.starts_at
    assert mails()[-1].subject.startswith("Geändert")
    assert not Meeting.objects.get().is_invitation_stale


def test_a_cancellation_arrives(meeting, by):
    invite_all(meeting=meeting, by=by, at=NOW)
    assert cancel_meeting(meeting=meeting, by=by, at=NOW) == 3
    method, event = event_of(mails()[-1])
    assert (method, str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    assert Meeting.objects.get().state == MeetingState.CANCELLED
    with pytest.raises(ConflictError):
        invite_all(meeting=meeting, by=by, at=NOW)


def test_nobody_hears_of_what_nobody_was_invited_to(meeting, by):
    assert cancel_meeting(meeting=meeting, by=by, at=NOW) == 0
    assert mails() == []


@pytest.mark.parametrize("state", ["planned", "held", "minutes_draft", "minutes_final"])
def test_invitations_leave_only_between_agenda_and_meeting(state, by):
    meeting = MeetingFactory(state=state)
    with pytest.raises(ConflictError):
        invite_all(meeting=meeting, by=by, at=NOW)
    assert mails() == []


def test_who_is_asked_stands_on_the_list_once(meeting, by):
    invite_all(meeting=meeting, by=by, at=NOW)
    roles = [row.role for row in meeting.attendances.all()]
    assert roles[0] == "Stadtverwaltung"
    assert {"Koordination Bildung", "Vertretung Energie", "Kita Sonne"} <= set(roles)
    Meeting.objects.update(ics_sequence=5)
    invite_all(meeting=meeting, by=staff(), at=NOW)
    assert meeting.attendances.count() == len(roles)
