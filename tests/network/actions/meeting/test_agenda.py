"""The agenda, generated and edited."""

from datetime import timedelta

import pytest

from lms.common.errors import ConflictError
from network.actions.meeting.agenda import (
    ItemWords,
    add_item,
    drop_item,
    edit_item,
    generate_agenda,
    move_item,
)
from network.actions.meeting.planning import step_meeting
from network.enums import CooperationState
from network.models import AgendaItem, Cooperation, ItemKind, MeetingState
from network.queries.agenda import AgendaInputs, Gap
from tests.factories.meetings import (
    NOW,
    CooperationFactory,
    DecisionFactory,
    MeetingFactory,
    staff,
)

pytestmark = pytest.mark.django_db
INPUTS = AgendaInputs(gaps=(Gap("early-primary", "Kita – Grundschule", 2.0),))


@pytest.fixture
def meeting():
    DecisionFactory()
    CooperationFactory()
    return MeetingFactory()


def generate(meeting, at=NOW):
    return generate_agenda(meeting=meeting, by=staff(), at=at, inputs=INPUTS)


def titles(meeting):
    return [item.title for item in meeting.items.all()]


def test_the_same_facts_give_the_same_agenda(meeting):
    first = generate(meeting)
    again = generate(meeting)
    assert [item.pk for item in first] == [item.pk for item in again]
    assert titles(meeting) == [
        "Zwei Kitas ansprechen", "Lesepaten für die Kita", "Kita – Grundschule", "Verschiedenes",
    ]  # fmt: skip
    other = MeetingFactory()
    assert [item.text for item in generate(other)] == [item.text for item in again]


def test_edits_survive(meeting):
    by = staff()
    decision, case, gap, _free = generate(meeting)
    edit_item(item=case, words=ItemWords("Lesepaten: was hilft?"), version=0, by=by, at=NOW)
    drop_item(item=gap, is_dropped=True, by=by, at=NOW)
    move_item(item=case, is_up=True, by=by, at=NOW)
    add_item(meeting=meeting, words=ItemWords("Sommerfest"), by=by, at=NOW)
    generate(meeting)
    assert titles(meeting) == [
        "Lesepaten: was hilft?", "Zwei Kitas ansprechen", "Kita – Grundschule", "Verschiedenes",
        "Sommerfest",
    ]  # fmt: skip
    gap.refresh_from_db()
    assert gap.is_dropped
    assert meeting.items.get(kind=ItemKind.OPEN_DECISIONS).pk == decision.pk


def test_what_is_settled_leaves_unless_somebody_wrote_about_it(meeting):
    by = staff()
    second = CooperationFactory(title="Werkstatt")
    generate(meeting)
    case = meeting.items.get(object_key=second.key)
    edit_item(item=case, words=ItemWords("Werkstatt fortsetzen"), version=0, by=by, at=NOW)
    Cooperation.objects.update(state=CooperationState.DECLINED)
    generate(meeting)
    assert "Werkstatt fortsetzen" in titles(meeting)
    assert "Lesepaten für die Kita" not in titles(meeting)


def test_what_is_new_comes_behind_its_sort(meeting):
    generate(meeting)
    CooperationFactory(title="Neuer Fall", created_at=NOW - timedelta(days=20))
    generate(meeting)
    assert titles(meeting)[1:3] == ["Lesepaten für die Kita", "Neuer Fall"]


def test_a_second_editor_is_told_and_overwrites_nothing(meeting):
    by = staff()
    item = generate(meeting)[0]
    edit_item(item=item, words=ItemWords("Erste"), version=0, by=by, at=NOW)
    with pytest.raises(ConflictError):
        edit_item(item=item, words=ItemWords("Zweite"), version=0, by=by, at=NOW)
    assert AgendaItem.objects.get(pk=item.pk).title == "Erste"


def test_moving_beyond_the_end_changes_nothing(meeting):
    first, *_rest, last = generate(meeting)
    before = titles(meeting)
    move_item(item=first, is_up=True, by=staff(), at=NOW)
    move_item(item=last, is_up=False, by=staff(), at=NOW)
    assert titles(meeting) == before


def test_a_fixed_agenda_is_closed_until_it_is_opened_again(meeting):
    by = staff()
    item = generate(meeting)[0]
    step_meeting(meeting=meeting, to=MeetingState.AGENDA_FIXED, by=by, at=NOW)
    for change in (
        lambda: generate(meeting),
        lambda: add_item(meeting=meeting, words=ItemWords("X"), by=by, at=NOW),
        lambda: edit_item(item=item, words=ItemWords("X"), version=0, by=by, at=NOW),
        lambda: move_item(item=item, is_up=False, by=by, at=NOW),
        lambda: drop_item(item=item, is_dropped=True, by=by, at=NOW),
    ):
        with pytest.raises(ConflictError):
            change()
    step_meeting(meeting=meeting, to=MeetingState.PLANNED, by=by, at=NOW)
    add_item(meeting=meeting, words=ItemWords("X"), by=by, at=NOW)
    assert titles(meeting)[-1] == "X"
