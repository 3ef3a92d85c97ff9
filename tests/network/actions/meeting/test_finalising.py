"""Final minutes, follow-ups and corrections."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from lms.common.errors import ConflictError
from lms.records.models import OutboxMessage
from lms.taxonomy.models import ActionField
from network.actions.meeting.agenda import drop_item, generate_agenda
from network.actions.meeting.finalising import (
    CorrectionNoteError,
    correct_minutes,
    finalise_minutes,
)
from network.actions.meeting.minutes import settle_decision
from network.models import AgendaItem, Decision, Meeting, MeetingState, MinutesVersion
from tests.factories.meetings import (
    NOW,
    START,
    DecisionFactory,
    MeetingFactory,
    coordinator,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return coordinator("education")


def held(by, **facts):
    """A meeting with the generated agenda, ready to be finished."""
    meeting = MeetingFactory(**facts)
    generate_agenda(meeting=meeting, by=by, at=NOW)
    return meeting


def finish(meeting, by):
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.MINUTES_DRAFT)
    return finalise_minutes(meeting=meeting, by=by, at=NOW)


def test_open_decisions_carry_over_exactly_once(by):
    old = DecisionFactory(field=ActionField.objects.get(code="education"))
    first = held(by)
    finish(first, by)
    old.refresh_from_db()
    carried = Decision.objects.get(carried_from=old)
    assert (old.state, carried.state, carried.meeting) == ("moved", "open", first)
    assert (carried.text, carried.due) == (old.text, old.due)
    second = held(by, starts_at=START + timedelta(days=90))
    assert [i.object_key for i in second.items.filter(kind="open_decisions")] == [carried.key]
    finish(second, by)
    third = held(by, starts_at=START + timedelta(days=180))
    assert third.items.filter(kind="open_decisions").count() == 1
    assert Decision.objects.filter(state="open").count() == 1
    assert Decision.objects.count() == 3


def test_what_was_done_or_struck_out_is_not_carried(by):
    done, struck = DecisionFactory(text="erledigt"), DecisionFactory(text="gestrichen")
    meeting = held(by)
    settle_decision(decision=done, is_done=True, by=by, at=NOW)
    item = meeting.items.get(object_key=struck.key)
    drop_item(item=item, is_dropped=True, by=by, at=NOW)
    finish(meeting, by)
    assert list(Decision.objects.order_by("pk").values_list("state", flat=True)) == ["done", "open"]


def test_final_minutes_cannot_be_changed_even_by_raw_sql(by):
    meeting = held(by)
    version = finish(meeting, by)
    with pytest.raises(ConflictError):
        finalise_minutes(meeting=meeting, by=by, at=NOW)
    for words in (
        "UPDATE network_minutesversion SET note = 'x'",
        "DELETE FROM network_minutesversion",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)
    assert list(MinutesVersion.objects.values_list("pk", "note")) == [(version.pk, "")]


def test_the_version_holds_what_was_said(by):
    meeting = held(by)
    item = meeting.items.get()
    AgendaItem.objects.update(minutes="Wir waren uns einig.")
    DecisionFactory(meeting=meeting, item=item, text="Anrufen", due=date(2027, 2, 1))
    content = finish(meeting, by).content
    assert content["items"] == [
        {
            "title": "Verschiedenes",
            "text": "",
            "time_box": 10,
            "minutes": "Wir waren uns einig.",
            "decisions": [{"text": "Anrufen", "role": "Koordination Bildung", "due": "2027-02-01"}],
        }
    ]


def test_a_correction_is_a_new_version_with_a_note(by):
    meeting = held(by)
    finish(meeting, by)
    facts = {"meeting": meeting, "minutes": {0: "Richtig"}, "by": by, "at": NOW}
    with pytest.raises(CorrectionNoteError):
        correct_minutes(note=" ", number=1, **facts)
    assert correct_minutes(note="Zahl berichtigt", number=1, **facts).number == 2
    with pytest.raises(ConflictError):
        correct_minutes(note="zugleich", number=1, **facts)
    versions = MinutesVersion.objects.order_by("number")
    assert [v.content["items"][0]["minutes"] for v in versions] == ["", "Richtig"]
    assert [v.note for v in versions] == ["", "Zahl berichtigt"]


def test_nothing_to_correct_before_it_is_final(by):
    meeting = held(by)
    with pytest.raises(ConflictError):
        correct_minutes(meeting=meeting, minutes={}, note="x", number=1, by=by, at=NOW)


def test_every_role_hears_of_its_own_tasks_once(by):
    coordinator("energy")
    meeting = held(by)
    for text, code in (("Bildungsaufgabe", "education"), ("Energieaufgabe", "energy")):
        DecisionFactory(meeting=meeting, text=text, field=ActionField.objects.get(code=code),
                        responsible_role="x")  # fmt: skip
    finish(meeting, staff())
    texts = dict(
        OutboxMessage.objects.filter(kind="meeting_minutes").values_list("recipient", "text")
    )
    assert "Bildungsaufgabe" in texts["education@stadt.example"]
    assert "Energieaufgabe" not in texts["education@stadt.example"]
    assert "Energieaufgabe" in texts["energy@stadt.example"]
