"""Terms of learning without dates, typed and shown in the city's time."""

from datetime import UTC, datetime

from cms.forms.run_any_time import AnyTimeForm
from courses.actions.run_any_time import AnyTimePlan
from courses.models import CourseRun


def test_terms_become_a_plan_and_without_a_price_nothing_is_withdrawn():
    typed = {"enrol_from": "2026-12-03T18:00", "withdrawal_text": "Vierzehn Tage lang."}
    form = AnyTimeForm(typed, run=CourseRun())
    assert form.is_valid()
    assert form.plan() == AnyTimePlan(enrol_from=datetime(2026, 12, 3, 17, 0, tzinfo=UTC))


def test_what_holds_is_shown_and_the_usual_words_where_there_are_none():
    run = CourseRun(enrol_from=datetime(2026, 12, 3, 17, 0, tzinfo=UTC), price_text="9 Euro")
    form = AnyTimeForm(run=run, withdrawal_text="Wie immer.")
    assert 'value="2026-12-03T18:00"' in str(form["enrol_from"])
    assert "Wie immer." in str(form["withdrawal_text"])
