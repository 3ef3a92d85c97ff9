from datetime import timedelta

import pytest

from courses.actions.course import retire_course
from courses.actions.enrolment import enrol, leave
from courses.actions.run import RunDatesError, RunPlan, plan_run, remove_run
from courses.enums import CourseState, Mode, RunKind, RunState
from courses.models import CourseFacet
from courses.queries.labels import catalogue_stamp
from courses.rules import run_state
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_planned_run_is_offered_and_found():
    course, stamp = CourseFactory(), catalogue_stamp()
    plan = RunPlan(
        starts_at=NOW + 10 * DAY, ends_at=NOW + 20 * DAY, enrol_from=NOW + DAY,
        enrol_until=NOW + 5 * DAY, mode=Mode.BLENDED, capacity=12,
    )  # fmt: skip
    run = plan_run(course=course, plan=plan, at=NOW)
    states = [run_state(run, NOW + days * DAY) for days in (0, 2, 7, 21)]
    assert states == [RunState.UPCOMING, RunState.OPEN, RunState.RUNNING, RunState.ENDED]
    formats = CourseFacet.objects.filter(course=course, facet="format").values_list(
        "value", flat=True
    )
    assert "blended" in formats
    assert catalogue_stamp() != stamp
    assert AuditEvent.objects.filter(action="run.plan", object_key=run.key).exists()


@pytest.mark.parametrize(
    "dates",
    [
        {"ends_at": NOW},
        {"ends_at": NOW - DAY},
        {"enrol_from": NOW + DAY, "enrol_until": NOW + DAY},
        {"ends_at": NOW + 2 * DAY, "enrol_until": NOW + 3 * DAY},
        {"ends_at": NOW + 2 * DAY, "enrol_from": NOW + 2 * DAY},
        {"starts_at": NOW - 3 * DAY, "ends_at": NOW},
    ],
)
def test_dates_that_do_not_fit_are_refused(dates):
    course = CourseFactory()
    before = course.runs.count()
    with pytest.raises(RunDatesError):
        plan_run(course=course, plan=RunPlan(**{"starts_at": NOW, **dates}), at=NOW)
    assert course.runs.count() == before


@pytest.mark.parametrize(
    ("more", "is_refused"),
    [
        ({}, True),
        ({"withdrawal_text": "  "}, True),
        ({"withdrawal_text": "Vierzehn Tage lang."}, False),
        ({"booking_url": "https://vhs.example/7"}, False),
    ],
)
def test_a_price_needs_the_words_about_withdrawing_unless_one_books_elsewhere(more, is_refused):
    course = CourseFactory()
    plan = RunPlan(starts_at=NOW, price_text="20 Euro", **more)
    if is_refused:
        with pytest.raises(RunDatesError) as refusal:
            plan_run(course=course, plan=plan, at=NOW)
        assert refusal.value.field == "withdrawal_text"
    else:
        plan_run(course=course, plan=plan, at=NOW)
    assert course.runs.filter(price_text="20 Euro").exists() is not is_refused


def test_a_run_nobody_is_in_can_be_taken_back():
    course = CourseFactory()
    run = plan_run(course=course, plan=RunPlan(starts_at=NOW, mode=Mode.ON_SITE), at=NOW)
    stamp = catalogue_stamp()
    remove_run(run=run, actor=None, at=NOW)
    assert [run.kind for run in course.runs.all()] == [RunKind.SELF_PACED]
    assert not CourseFacet.objects.filter(course=course, value="on_site").exists()
    assert catalogue_stamp() != stamp
    assert AuditEvent.objects.filter(action="run.remove").exists()


def test_a_run_somebody_was_ever_in_stays():
    course = CourseFactory()
    run = plan_run(course=course, plan=RunPlan(starts_at=NOW), at=NOW)
    leave(enrolment=enrol(user=UserFactory(), run=run, at=NOW), at=NOW)
    with pytest.raises(ConflictError, match="schon jemand angemeldet"):
        remove_run(run=run, actor=None, at=NOW)
    with pytest.raises(ConflictError, match="Jederzeit"):
        remove_run(run=course.runs.get(kind=RunKind.SELF_PACED), actor=None, at=NOW)
    assert course.runs.count() == 2
    assert not AuditEvent.objects.filter(action="run.remove").exists()


def test_a_retired_course_gets_no_run():
    course = CourseFactory()
    retire_course(source_key=course.source_key, at=NOW)
    course.refresh_from_db()
    assert course.state == CourseState.RETIRED
    with pytest.raises(ConflictError):
        plan_run(course=course, plan=RunPlan(starts_at=NOW), at=NOW)
