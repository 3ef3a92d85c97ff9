"""Terms of learning at any time."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import ClosedRunError, enrol
from courses.actions.run import RunDatesError
from courses.actions.run_any_time import AnyTimePlan, any_time_plan, change_any_time
from courses.models import CourseFacet
from courses.queries.labels import catalogue_stamp
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAID = AnyTimePlan(price_text="9 Euro", withdrawal_text="Vierzehn Tage lang.")


def change(run, plan):
    return change_any_time(run=run, plan=plan, actor=UserFactory(), at=NOW)


def test_a_price_is_stored_found_logged_and_told_to_nobody_who_is_in():
    run, stamp = CourseFactory().runs.get(), catalogue_stamp()
    enrol(user=UserFactory(), run=run, at=NOW)
    change(run, PAID)
    run.refresh_from_db()
    assert any_time_plan(run) == PAID
    facets = CourseFacet.objects.filter(course=run.course, facet="cost")
    assert list(facets.values_list("value", flat=True)) == ["paid"]
    assert catalogue_stamp() != stamp
    change(run, PAID)
    assert AuditEvent.objects.filter(action="run.change", object_key=run.key).count() == 1
    assert not OutboxMessage.objects.exists()


def test_who_comes_then_gets_the_words_about_withdrawing():
    run = change(CourseFactory().runs.get(), PAID)
    enrol(user=UserFactory(), run=run, at=NOW)
    assert "Vierzehn Tage lang." in OutboxMessage.objects.get(kind="seat_enrolled").text


def test_outside_the_window_nobody_enrols():
    run = change(CourseFactory().runs.get(), AnyTimePlan(enrol_from=NOW + DAY))
    with pytest.raises(ClosedRunError):
        enrol(user=UserFactory(), run=run, at=NOW)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (AnyTimePlan(price_text="9 Euro"), "withdrawal_text"),
        (AnyTimePlan(enrol_from=NOW, enrol_until=NOW), "enrol_until"),
    ],
)
def test_what_does_not_fit_is_refused(plan, field):
    run = CourseFactory().runs.get()
    with pytest.raises(RunDatesError) as refusal:
        change(run, plan)
    assert refusal.value.field == field


def test_a_run_at_dates_has_another_plan():
    with pytest.raises(ConflictError):
        change(make_run(), PAID)
