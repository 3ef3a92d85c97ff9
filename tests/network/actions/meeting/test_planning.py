"""Planning a meeting and leading it from step to step."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent
from lms.taxonomy.models import ActionField
from network.actions.meeting.agenda import ItemWords, add_item
from network.actions.meeting.planning import (
    PLAIN_STEPS,
    EmptyAgendaError,
    MeetingPlan,
    MeetingTimesError,
    change_meeting,
    plan_meeting,
    step_meeting,
)
from network.models import Meeting, MeetingKind, MeetingState
from network.rules import DATED, MEETING_STEPS
from tests.factories.meetings import NOW, START, MeetingFactory, coordinator, staff

pytestmark = pytest.mark.django_db
PLAN = MeetingPlan(
    kind=MeetingKind.QUARTERLY,
    title="Quartalstreffen 2027-Q1",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
    place="Rathaus",
)


def fields(*codes):
    return tuple(ActionField.objects.filter(code__in=codes))


def test_a_coordinator_plans_the_quarterly_meeting_and_it_is_recorded():
    by = coordinator("education")
    made = plan_meeting(plan=PLAN, by=by, at=NOW)
    assert (made.state, made.ics_sequence, made.sent_sequence) == ("planned", 0, None)
    assert made.ics_uid == f"{made.key}@testserver"
    event = AuditEvent.objects.get(action="meeting.plan")
    assert (event.object_key, event.actor_key) == (made.key, by.user.key)


def test_other_meetings_only_about_ones_own_field():
    by = coordinator("education")
    special = replace(PLAN, kind=MeetingKind.SPECIAL)
    assert plan_meeting(plan=replace(special, fields=fields("education")), by=by, at=NOW)
    for foreign in ((), fields("energy")):
        with pytest.raises(NotAllowedError):
            plan_meeting(plan=replace(special, fields=foreign), by=by, at=NOW)
    assert plan_meeting(plan=replace(special, fields=fields("energy")), by=staff(), at=NOW)
    assert Meeting.objects.count() == 2


def test_a_meeting_ends_after_it_begins():
    with pytest.raises(MeetingTimesError):
        plan_meeting(plan=replace(PLAN, ends_at=START), by=staff(), at=NOW)
    assert not Meeting.objects.exists()


def test_the_sequence_rises_only_with_what_calendars_show():
    by = staff()
    made = plan_meeting(plan=PLAN, by=by, at=NOW)
    made = change_meeting(
        meeting=made, plan=replace(PLAN, is_public=True), version=0, by=by, at=NOW
    )
    assert (made.ics_sequence, made.version) == (0, 1)
    later = replace(PLAN, starts_at=START + timedelta(days=7), ends_at=START + timedelta(days=8))
    made = change_meeting(meeting=made, plan=later, version=1, by=by, at=NOW)
    assert (made.ics_sequence, made.version, made.ics_uid) == (1, 2, f"{made.key}@testserver")


def test_a_second_editor_is_told_of_the_first():
    by = staff()
    made = plan_meeting(plan=PLAN, by=by, at=NOW)
    change_meeting(meeting=made, plan=replace(PLAN, place="Schloss"), version=0, by=by, at=NOW)
    with pytest.raises(ConflictError):
        change_meeting(meeting=made, plan=replace(PLAN, place="Turm"), version=0, by=by, at=NOW)
    assert Meeting.objects.get().place == "Schloss"


def test_a_meeting_cannot_be_changed_into_somebody_elses():
    by = coordinator("education")
    made = plan_meeting(plan=PLAN, by=by, at=NOW)
    foreign = replace(PLAN, kind=MeetingKind.SPECIAL, fields=fields("energy"))
    with pytest.raises(NotAllowedError):
        change_meeting(meeting=made, plan=foreign, version=0, by=by, at=NOW)


@pytest.mark.parametrize(("state", "to"), list(product(MeetingState.values, repeat=2)))
def test_every_step_is_possible_or_refused_without_a_trace(state, to):
    meeting = MeetingFactory(state=state)
    by = staff()
    if state == MeetingState.PLANNED:
        add_item(meeting=meeting, words=ItemWords("Punkt"), by=by, at=NOW)
    if to in MEETING_STEPS[state] and to in PLAIN_STEPS:
        assert step_meeting(meeting=meeting, to=to, by=by, at=NOW).state == to
        return
    with pytest.raises(ConflictError):
        step_meeting(meeting=meeting, to=to, by=by, at=NOW)
    row = Meeting.objects.get()
    assert (row.state, row.version) == (state, 0)


def test_an_empty_agenda_cannot_be_fixed():
    with pytest.raises(EmptyAgendaError):
        step_meeting(
            meeting=MeetingFactory(), to=MeetingState.AGENDA_FIXED, by=coordinator(), at=NOW
        )
    assert Meeting.objects.get().state == MeetingState.PLANNED


@pytest.mark.parametrize("state", sorted(set(MeetingState.values) - set(DATED)))
def test_the_date_of_what_was_held_or_called_off_stays(state):
    with pytest.raises(ConflictError):
        change_meeting(
            meeting=MeetingFactory(state=state), plan=PLAN, version=0, by=staff(), at=NOW
        )


def test_coordinators_of_other_fields_lead_nothing():
    meeting = MeetingFactory(kind=MeetingKind.SPECIAL, fields=["energy"])
    with pytest.raises(NotAllowedError):
        step_meeting(
            meeting=meeting, to=MeetingState.AGENDA_FIXED, by=coordinator("education"), at=NOW
        )
