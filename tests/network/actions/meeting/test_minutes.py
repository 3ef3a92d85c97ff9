"""Live minutes, attendance and decisions."""

from datetime import date

import pytest

from lms.common.errors import ConflictError, NotAllowedError
from lms.taxonomy.models import ActionField
from network.actions.meeting.agenda import ItemWords, add_item
from network.actions.meeting.minutes import (
    MAX_MINUTES,
    DueDateError,
    MinutesTooLongError,
    NewDecision,
    Ticked,
    add_decision,
    save_minutes,
    set_attendance,
    settle_decision,
    withdraw_decision,
)
from network.models import AgendaItem, Attendance, Decision, Meeting, MeetingState
from network.rules import WRITTEN
from tests.factories.meetings import NOW, DecisionFactory, MeetingFactory, coordinator, staff

pytestmark = pytest.mark.django_db
TASK = NewDecision("Kitas anrufen", "Koordination Bildung", date(2027, 2, 1))


@pytest.fixture
def by():
    return coordinator("education")


@pytest.fixture
def item(by):
    meeting = MeetingFactory()
    made = add_item(meeting=meeting, words=ItemWords("Punkt"), by=by, at=NOW)
    Meeting.objects.update(state=MeetingState.HELD)
    return AgendaItem.objects.select_related("meeting").get(pk=made.pk)


def test_minutes_tell_role_and_time_and_no_person(item, by):
    saved = save_minutes(item=item, text="Wir waren uns einig.", version=0, by=by, at=NOW)
    assert (saved.minutes_role, saved.minutes_at, saved.version) == ("education", NOW, 1)
    assert save_minutes(item=item, text="Neu", version=1, by=staff(), at=NOW).minutes_role == "city"


def test_two_who_write_at_once_lose_nothing(item, by):
    save_minutes(item=item, text="Erste", version=0, by=by, at=NOW)
    with pytest.raises(ConflictError):
        save_minutes(item=item, text="Zweite", version=0, by=staff(), at=NOW)
    assert AgendaItem.objects.get().minutes == "Erste"
    assert save_minutes(item=item, text="Erste", version=0, by=by, at=NOW).version == 1


@pytest.mark.parametrize("state", sorted(set(MeetingState.values) - set(WRITTEN)))
def test_only_a_meeting_that_runs_is_written(item, by, state):
    decision = DecisionFactory(meeting=item.meeting, item=item)
    Meeting.objects.update(state=state)
    for change in (
        lambda: save_minutes(item=item, text="X", version=0, by=by, at=NOW),
        lambda: add_decision(item=item, decision=TASK, by=by, at=NOW),
        lambda: withdraw_decision(decision=decision, by=by, at=NOW),
        lambda: set_attendance(meeting=item.meeting, ticked=Ticked(), guest="X", by=by, at=NOW),
    ):
        with pytest.raises(ConflictError):
            change()
    assert AgendaItem.objects.get().minutes == ""
    assert Decision.objects.count() == 1


def test_attendance_by_role(item, by):
    rows = [
        Attendance.objects.create(meeting=item.meeting, role=role) for role in ("Stadt", "Energie")
    ]
    first, second = (row.pk for row in rows)
    for ticked in (Ticked(came=[first]), Ticked(came=[second], left=[first])):
        set_attendance(meeting=item.meeting, ticked=ticked, guest="", by=by, at=NOW)
    for _twice in range(2):
        set_attendance(meeting=item.meeting, ticked=Ticked(), guest="Presse", by=by, at=NOW)
    found = list(item.meeting.attendances.values_list("role", "is_present"))
    assert found[:2] == [("Stadt", False), ("Energie", True)]
    assert [role for role, _is in found] == ["Stadt", "Energie", "Presse"]


def test_minutes_too_long_are_refused_and_not_cut(item, by):
    save_minutes(item=item, text="x" * MAX_MINUTES, version=0, by=by, at=NOW)
    with pytest.raises(MinutesTooLongError):
        save_minutes(item=item, text="y" * (MAX_MINUTES + 1), version=1, by=by, at=NOW)
    assert AgendaItem.objects.get().minutes == "x" * MAX_MINUTES


def test_a_decision_names_role_and_day(item, by):
    made = add_decision(item=item, decision=TASK, by=by, at=NOW)
    assert (made.meeting, made.state, made.responsible_role) == (
        item.meeting, "open", "Koordination Bildung",
    )  # fmt: skip
    with pytest.raises(DueDateError):
        add_decision(item=item, decision=NewDecision("X", "Y", date(2027, 1, 19)), by=by, at=NOW)
    withdraw_decision(decision=made, by=by, at=NOW)
    assert not Decision.objects.exists()


def test_who_settles_a_decision(by):
    special = MeetingFactory(kind="special", fields=["energy"])
    foreign = DecisionFactory(meeting=special)
    own = DecisionFactory(meeting=special, field=ActionField.objects.get(code="education"))
    with pytest.raises(NotAllowedError):
        settle_decision(decision=foreign, is_done=True, by=by, at=NOW)
    assert settle_decision(decision=own, is_done=True, by=by, at=NOW).state == "done"
    assert settle_decision(decision=own, is_done=False, by=by, at=NOW).state == "open"
    assert settle_decision(decision=foreign, is_done=True, by=staff(), at=NOW).state == "done"


def test_what_was_carried_on_is_settled_there():
    with pytest.raises(ConflictError):
        settle_decision(decision=DecisionFactory(state="moved"), is_done=True, by=staff(), at=NOW)
