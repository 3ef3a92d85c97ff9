"""Who sees which meetings and decisions."""

from datetime import timedelta

import pytest

from lms.taxonomy.models import ActionField
from network.models import MeetingState
from network.queries.meetings import (
    calendar_date,
    decisions_of,
    invitees,
    mailboxes,
    meetings_of,
    my_decisions,
    next_meeting,
    role_of,
    role_titles,
)
from network.queries.viewer import NOBODY
from tests.factories.meetings import NOW, START, DecisionFactory, MeetingFactory, coordinator, staff
from tests.factories.network import PartnerFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def test_ones_own_and_the_quarterly_ones():
    by = coordinator("energy")
    quarterly = MeetingFactory(fields=["education"])
    own = MeetingFactory(kind="special", fields=["energy", "education"])
    foreign = MeetingFactory(kind="special", fields=["education"])
    assert set(meetings_of(by)) == {quarterly, own}
    assert set(meetings_of(staff())) == {quarterly, own, foreign}
    assert set(meetings_of(NOBODY)) == set()


def test_the_next_meeting_is_not_over_and_not_off():
    by = coordinator("energy")
    MeetingFactory(starts_at=NOW - timedelta(hours=3))
    MeetingFactory(starts_at=START - timedelta(days=2), state=MeetingState.CANCELLED)
    running = MeetingFactory(starts_at=NOW - timedelta(hours=1))
    MeetingFactory()
    with expect_statements(1):
        assert next_meeting(by, NOW) == running
    with expect_statements(0):
        assert next_meeting(NOBODY, NOW) is None


def test_decisions_by_due_date_of_ones_field():
    energy = ActionField.objects.get(code="energy")
    late = DecisionFactory(field=energy, due=START.date())
    early = DecisionFactory(field=energy)
    other = DecisionFactory()
    DecisionFactory(field=energy, state="done")
    assert my_decisions(coordinator("energy")) == [early, late]
    assert set(my_decisions(staff())) == {late, early, other}
    assert my_decisions(NOBODY) == []


def test_decisions_one_may_settle():
    special = MeetingFactory(kind="special", fields=["education"])
    foreign = DecisionFactory(meeting=special)
    own = DecisionFactory(meeting=special, field=ActionField.objects.get(code="energy"))
    quarterly = DecisionFactory()
    assert set(decisions_of(coordinator("energy"))) == {own, quarterly}
    assert set(decisions_of(staff())) == {own, quarterly, foreign}
    assert set(decisions_of(NOBODY)) == set()


def test_roles():
    meeting = MeetingFactory(fields=["energy"])
    assert role_of(staff(), meeting) == "city"
    assert role_of(coordinator("energy"), meeting) == "energy"
    assert role_of(coordinator("education"), meeting) == "education"
    assert role_titles()["energy"] == "Koordination Energie"


def test_who_is_asked_on_the_day_of_the_meeting():
    coordinator("energy")
    coordinator("health", ends_on=START.date() - timedelta(days=1))
    coordinator("education", organisation=PartnerFactory(contact_mailbox="a@b.example"), mailbox="")
    meeting = MeetingFactory()
    meeting.partners.add(PartnerFactory(name="Kita", contact_mailbox="energy@stadt.example"))
    people = invitees(meeting)
    assert {one.mailbox for one in people} == {"energy@stadt.example", "a@b.example"}
    assert len(people) == 3
    assert len(mailboxes(people)) == 2  # one mailbox, one mail
    some = MeetingFactory(fields=["energy"])
    assert [one.role for one in invitees(some)] == ["Koordination Energie"]


def test_a_date_for_outsiders_holds_no_link():
    meeting = MeetingFactory(online_link="https://video.example/x", place="", fields=["energy"])
    inside, outside = (calendar_date(meeting, is_internal=is_in) for is_in in (True, False))
    assert "video.example" in inside.description
    assert inside.location == "https://video.example/x"
    assert "video.example" not in f"{outside.description}{outside.location}{outside.url}"
    assert outside.url.endswith("/de/netzwerk/felder/energy/")
