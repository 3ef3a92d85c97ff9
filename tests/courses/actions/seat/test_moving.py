"""Moving somebody to another date keeps everything but the date."""

import pytest

from courses.actions.enrolment import FullRunError, enrol, leave
from courses.actions.seat.errors import ClosedRunError, MovedError
from courses.actions.seat.moving import move_enrolment
from courses.actions.seat.queue import join_waiting_list
from courses.enums import RunKind
from courses.models import CourseRun, LessonProgress, RunContact, SchoolClass, SeatRequest
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, LessonFactory
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return make_run(capacity=1)


@pytest.fixture
def other(run):
    return make_run(course=run.course, capacity=1)


@pytest.fixture
def row(run):
    return enrol(user=UserFactory(), run=run, at=NOW, contact_name="Ada")


def move(row, to):
    return move_enrolment(enrolment=row, to=to, actor=UserFactory(), at=NOW)


def taken(*runs):
    found = dict(CourseRun.objects.values_list("pk", "seats_taken"))
    return [found[run.pk] for run in runs]


def test_progress_comes_along_and_the_seat_goes_to_the_next(run, other, row):
    lesson = LessonFactory(course=run.course)
    LessonProgress.objects.create(enrolment=row, lesson=lesson, started_at=NOW, updated_at=NOW)
    waiting = join_waiting_list(user=UserFactory(), run=run, at=NOW)
    move(row, other)
    move(row, other)
    row.refresh_from_db()
    assert (row.run, row.progress.count(), row.contact.name) == (other, 1, "Ada")
    assert SeatRequest.objects.get(pk=waiting.pk).state == "offered"
    assert taken(run, other) == [1, 1]
    assert AuditEvent.objects.get(action="enrolment.move").person_key == row.user.key
    assert OutboxMessage.objects.filter(kind="seat_moved").get().recipient == row.user.email


def test_who_waited_for_that_date_waits_no_longer(run, other, row):
    inside = enrol(user=UserFactory(), run=other, at=NOW)
    request = SeatRequest.objects.create(run=other, user=row.user, state="waiting", queued_at=NOW)
    leave(enrolment=inside, at=NOW)
    move(row, other)
    request.refresh_from_db()
    assert (request.state, taken(run, other)) == ("accepted", [0, 1])


def test_a_full_or_cancelled_date_takes_nobody(run, other, row):
    enrol(user=UserFactory(), run=other, at=NOW)
    with pytest.raises(FullRunError):
        move(row, other)
    join_waiting_list(user=UserFactory(), run=other, at=NOW)
    CourseRun.objects.filter(pk=other.pk).update(capacity=5)
    with pytest.raises(FullRunError):
        move(row, other)
    CourseRun.objects.filter(pk=other.pk).update(cancelled_at=NOW)
    with pytest.raises(ClosedRunError):
        move(row, other)
    row.refresh_from_db()
    assert (row.run, taken(run, other)) == (run, [1, 1])


def test_only_within_the_course_and_never_from_a_class(run, row):
    with pytest.raises(ConflictError, match="innerhalb eines Kurses"):
        move(row, make_run())
    school_class = SchoolClass.objects.create(
        partner=run.course.partner, title="7b", ends_on=NOW.date(), device_hash="x", created_at=NOW
    )
    closed = make_run(course=run.course, kind=RunKind.SCHOOL_CLASS, school_class=school_class)
    with pytest.raises(ConflictError, match="Klasse"):
        move(row, closed)
    assert taken(run, closed) == [1, 0]


def test_without_dates_no_team_needs_the_contact(run, row):
    move(row, run.course.runs.get(kind=RunKind.SELF_PACED))
    assert not RunContact.objects.exists()


def test_who_left_meanwhile_is_not_moved(run, other, row):
    leave(enrolment=row, at=NOW)
    with pytest.raises(MovedError):
        move(row, other)
    assert taken(run, other) == [0, 0]
