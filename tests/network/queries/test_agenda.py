"""What the generator finds in the network."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.taxonomy.models import ActionField
from network.enums import CooperationState, EventKind
from network.models import CooperationEvent, ItemKind
from network.queries.agenda import (
    AgendaInputs,
    Deadline,
    Gap,
    PlannedPair,
    open_decisions,
    proposals,
)
from tests.factories.meetings import (
    NOW,
    START,
    CooperationFactory,
    DecisionFactory,
    MeetingFactory,
    coordinator,
)
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def found(meeting, kind, **inputs):
    rows = proposals(meeting, at=NOW, inputs=AgendaInputs(**inputs))
    return [row.title for row in rows if row.kind == kind]


def test_the_order_is_fixed_and_the_queries_constant():
    for number in range(3):
        DecisionFactory(text=f"Beschluss {number}")
        CooperationFactory(title=f"Fall {number}")
    CooperationFactory(title="Fertig", state="completed", closed_at=START - timedelta(days=5))
    meeting = MeetingFactory()
    inputs = AgendaInputs(
        gaps=(Gap("a", "Lücke", 1.0),), deadlines=(Deadline("b", "Programm", date(2027, 1, 31), 2),)
    )
    with expect_statements(4):
        rows = proposals(meeting, at=NOW, inputs=inputs)
    kinds = [row.kind for row in rows]
    assert kinds == sorted(kinds, key=list(ItemKind).index)
    assert rows == proposals(meeting, at=NOW, inputs=inputs)
    assert len({row.identity for row in rows}) == len(rows) == 10


def test_a_case_is_silent_after_fourteen_days_without_an_entry():
    old = CooperationFactory(title="alt")
    talked = CooperationFactory(title="im Gespräch", state=CooperationState.IN_TALKS)
    for case, days in ((old, 15), (old, 20), (talked, 14), (talked, 40)):
        CooperationEvent.objects.create(
            cooperation=case, at=NOW - timedelta(days=days), kind=EventKind.NOTE
        )
    CooperationFactory(title="läuft", state=CooperationState.RUNNING)
    CooperationFactory(title="verworfen", state=CooperationState.DISCARDED)
    assert found(MeetingFactory(), ItemKind.SILENT_CASES) == ["alt"]


def test_an_overdue_step_counts_even_where_much_was_said():
    late = CooperationFactory(
        title="läuft", state=CooperationState.RUNNING, next_step_due=date(2026, 11, 25)
    )
    CooperationEvent.objects.create(cooperation=late, at=NOW, kind=EventKind.NOTE)
    CooperationFactory(title="heute", created_at=NOW, next_step_due=date(2026, 11, 26))
    assert found(MeetingFactory(), ItemKind.SILENT_CASES) == ["läuft"]


def test_a_meeting_of_some_fields_is_about_these():
    energy, education = (ActionField.objects.get(code=c) for c in ("energy", "education"))
    CooperationFactory(title="Wind", lead_field=energy)
    CooperationFactory(title="Lesen", lead_field=education)
    CooperationFactory(title="beides", lead_field=education).action_fields.add(energy)
    DecisionFactory(text="Energie", field=energy)
    DecisionFactory(text="Bildung", field=education)
    meeting = MeetingFactory(fields=["energy"])
    assert found(meeting, ItemKind.SILENT_CASES) == ["Wind", "beides"]
    assert found(meeting, ItemKind.OPEN_DECISIONS) == ["Energie"]
    gaps = (Gap("x", "fremd", 9.0, ("education",)), Gap("y", "eigen", 1.0, ("energy",)))
    assert found(meeting, ItemKind.GAPS, gaps=gaps) == ["eigen"]


def test_only_open_decisions_of_earlier_meetings():
    meeting = MeetingFactory()
    DecisionFactory(text="früher")
    DecisionFactory(text="erledigt", state="done")
    DecisionFactory(text="übernommen", state="moved")
    DecisionFactory(text="eigener", meeting=meeting)
    later = MeetingFactory(starts_at=START + timedelta(days=90))
    DecisionFactory(text="später", meeting=later)
    assert [row.text for row in open_decisions(meeting, frozenset())] == ["früher"]


def test_the_plan_stays_within_each_fields_quota():
    coordinator("energy", quarterly_quota=2)
    pairs = tuple(PlannedPair(f"p{n}", f"Paar {n}", "energy") for n in range(4))
    unserved = PlannedPair("q", "ohne Koordination", "education")
    plan = (unserved, *pairs)
    assert found(MeetingFactory(), ItemKind.PLAN, plan=plan) == ["Paar 0", "Paar 1"]


def test_a_deputy_adds_nothing_to_the_quota():
    coordinator("energy", quarterly_quota=1)
    coordinator("energy", quarterly_quota=9, is_deputy=True)
    pairs = tuple(PlannedPair(f"p{n}", f"Paar {n}", "energy") for n in range(4))
    assert found(MeetingFactory(), ItemKind.PLAN, plan=pairs) == ["Paar 0"]


def test_days_are_those_of_the_place():
    due = date(2026, 11, 26)
    CooperationFactory(title="seit heute zu spät", state="running", next_step_due=due)
    midnight = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)  # the 27th in Cottbus
    rows = proposals(MeetingFactory(), at=midnight)
    assert [row.title for row in rows if row.kind == ItemKind.SILENT_CASES] == [
        "seit heute zu spät"
    ]


def test_deadlines_within_a_hundred_days_for_which_something_fits():
    def one(key, days, fitting=1):
        return Deadline(key, key, NOW.date() + timedelta(days=days), fitting)

    deadlines = (one("spät", 101), one("b", 100), one("a", 0), one("vorbei", -1), one("leer", 5, 0))
    assert [title[0] for title in found(MeetingFactory(), ItemKind.FUNDING, deadlines=deadlines)] == [
        "a", "b",
    ]  # fmt: skip


def test_results_of_the_quarter_before():
    for title, days in (("neu", 1), ("alt", 93), ("danach", -1)):
        CooperationFactory(
            title=title,
            state=CooperationState.COMPLETED,
            closed_at=START - timedelta(days=days),
            reached_people=1 if title == "neu" else None,
        )
    rows = proposals(MeetingFactory(), at=NOW)
    assert [(row.title, row.text) for row in rows if row.kind == ItemKind.RESULTS] == [
        ("neu", "1 Person erreicht.")
    ]
