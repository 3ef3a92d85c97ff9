"""What the forms of meetings make of what people type."""

import pytest

from network.forms.meeting import CorrectionForm, DecisionForm, ItemForm, MeetingForm
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
SENT = {
    "kind": "quarterly",
    "day": "2027-05-03",
    "begins": "09:00",
    "ends": "11:00",
    "version": "0",
}


def test_quarter_title_and_summer_time():
    form = MeetingForm(SENT)
    assert form.is_valid(), form.errors
    plan = form.plan()
    assert (plan.quarter, plan.title) == ("2027-Q2", "Quartalstreffen 2027-Q2")
    assert plan.starts_at.isoformat() == "2027-05-03T09:00:00+02:00"


def test_other_kinds_are_named_by_their_day():
    form = MeetingForm({**SENT, "kind": "special"})
    assert form.is_valid()
    assert (form.plan().quarter, form.plan().title) == ("", "Sondertreffen 03.05.2027")


def test_a_meeting_comes_back_as_it_was():
    meeting = MeetingFactory(fields=["energy"])
    initial = MeetingForm(meeting=meeting).initial
    assert str(initial["begins"]) == "14:00:00"  # Berlin
    assert [field.code for field in initial["fields_chosen"]] == ["energy"]


def test_a_decision_of_an_unknown_field_is_refused():
    facts = {"text": "X", "responsible_role": "Y", "due": "2027-01-01", "field": "nichts"}
    assert not DecisionForm(facts, fields=[]).is_valid()
    form = DecisionForm({**facts, "field": ""}, fields=[])
    assert form.is_valid()
    assert form.decision().field is None


def test_items_have_a_title_and_some_time():
    assert not ItemForm({"title": "X", "time_box": "0", "version": "0"}).is_valid()
    form = ItemForm({"title": "X", "time_box": "5", "version": "0"})
    assert form.is_valid()
    assert (form.words().title, form.words().time_box) == ("X", 5)


def test_a_correction_needs_a_note():
    items = [{"title": "Punkt", "minutes": "alt"}]
    assert not CorrectionForm({"number": "1"}, items=items, number=1).is_valid()
    form = CorrectionForm({"number": "1", "note": "x", "minutes-0": "neu"}, items=items, number=1)
    assert form.is_valid()
    assert form.minutes() == {0: "neu"}
