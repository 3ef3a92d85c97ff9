from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from courses.actions.enrolment import ClosedRunError, FullRunError, enrol, leave
from courses.enums import CourseState, EnrolmentState
from courses.models import CourseRun, Enrolment, LessonProgress
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory


def run_of(course):
    return CourseRun.objects.select_related("course").get(course=course)


@pytest.mark.django_db
def test_enrolling_twice_gives_the_same():
    run, user = run_of(CourseFactory()), UserFactory()
    first = enrol(user=user, run=run, at=NOW)
    assert enrol(user=user, run=run, at=NOW) == first
    run.refresh_from_db()
    assert run.seats_taken == 1


@pytest.mark.django_db
def test_who_comes_back_finds_everything():
    course = CourseFactory(lessons=1)
    run, user = run_of(course), UserFactory()
    enrolment = enrol(user=user, run=run, at=NOW)
    LessonProgress.objects.create(
        enrolment=enrolment, lesson=course.lessons.get(), position=500, started_at=NOW,
        updated_at=NOW,
    )  # fmt: skip
    leave(enrolment=enrolment, at=NOW)
    leave(enrolment=enrolment, at=NOW)
    run.refresh_from_db()
    assert run.seats_taken == 0
    again = enrol(user=user, run=run, at=NOW)
    assert (again.pk, again.state) == (enrolment.pk, EnrolmentState.ACTIVE)
    assert again.progress.get().position == 500


@pytest.mark.django_db
def test_who_had_finished_stays_finished():
    user, run = UserFactory(), run_of(CourseFactory())
    enrolment = enrol(user=user, run=run, at=NOW)
    Enrolment.objects.update(completed_at=NOW, state=EnrolmentState.COMPLETED)
    enrolment.refresh_from_db()
    leave(enrolment=enrolment, at=NOW)
    assert enrol(user=user, run=run, at=NOW).state == EnrolmentState.COMPLETED


@pytest.mark.django_db
def test_full_and_closed_runs_take_nobody():
    run = run_of(CourseFactory())
    run.capacity = 1
    run.save()
    enrol(user=UserFactory(), run=run, at=NOW)
    with pytest.raises(FullRunError):
        enrol(user=UserFactory(), run=run, at=NOW)
    run.refresh_from_db()
    run.enrol_until = NOW - timedelta(days=1)
    run.save()
    with pytest.raises(ClosedRunError):
        enrol(user=UserFactory(), run=run, at=NOW)
    other = run_of(CourseFactory(state=CourseState.RETIRED))
    with pytest.raises(ClosedRunError):
        enrol(user=UserFactory(), run=other, at=NOW)


def at_once(number, work):
    def one(index):
        try:
            return work(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=12) as pool:
        return list(pool.map(one, range(number)))


@pytest.mark.django_db(transaction=True)
def test_a_hundred_and_twenty_at_once_are_one_enrolment():
    run, user = run_of(CourseFactory()), UserFactory()
    found = at_once(120, lambda _index: enrol(user=user, run=run, at=NOW).pk)
    assert len(set(found)) == 1
    assert Enrolment.objects.count() == 1
    run.refresh_from_db()
    assert run.seats_taken == 1


@pytest.mark.django_db(transaction=True)
def test_seats_are_never_given_twice():
    run = run_of(CourseFactory())
    CourseRun.objects.update(capacity=5)
    run.refresh_from_db()
    users = [UserFactory() for _ in range(20)]

    def one(index):
        try:
            return enrol(user=users[index], run=run, at=NOW).pk
        except FullRunError:
            return None

    taken = [pk for pk in at_once(20, one) if pk]
    run.refresh_from_db()
    assert (len(taken), run.seats_taken, Enrolment.objects.count()) == (5, 5, 5)


@pytest.mark.django_db(transaction=True)
def test_coming_back_twice_at_once_takes_one_seat():
    run, user = run_of(CourseFactory()), UserFactory()
    leave(enrolment=enrol(user=user, run=run, at=NOW), at=NOW)
    found = at_once(10, lambda _index: enrol(user=user, run=run, at=NOW).pk)
    run.refresh_from_db()
    assert (len(set(found)), run.seats_taken) == (1, 1)
