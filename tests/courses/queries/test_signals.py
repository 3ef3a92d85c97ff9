from datetime import timedelta

import pytest

from courses.models import CourseRun, LessonSignal
from courses.queries.signals import COUNTS_FOR, Wanted, wanted
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def course():
    return CourseFactory(lessons=3)


def say(lesson, people, kind="more", at=NOW - SECOND):
    rows = EnrolmentFactory.create_batch(people, course=lesson.course)
    LessonSignal.objects.bulk_create(
        LessonSignal(enrolment=row, lesson=lesson, kind=kind, created_at=at) for row in rows
    )
    return rows


def told(course):
    return [(row.kind, row.people) for row in wanted([course.source_key], until=NOW)]


@pytest.mark.parametrize(
    ("people", "shown"), [(4, []), (5, [("more", 5)]), (9, [("more", 5)]), (10, [("more", 10)])]
)
def test_fewer_than_five_are_nobody_and_others_are_rounded_down(course, people, shown):
    lesson = course.lessons.first()
    say(lesson, people)
    say(lesson, 4, "broken")  # of another kind: never added up
    assert told(course) == shown
    assert wanted([CourseFactory().source_key], until=NOW) == []


@pytest.mark.parametrize(
    ("at", "counts"),
    [(NOW, False), (NOW - SECOND, True), (NOW - COUNTS_FOR, True), (NOW - COUNTS_FOR - SECOND, False)],
)  # fmt: skip
def test_only_the_days_before_count(course, at, counts):
    say(course.lessons.first(), 5, at=at)
    assert bool(told(course)) is counts


def test_somebody_enrolled_twice_is_one_person(course):
    lesson = course.lessons.first()
    first = say(lesson, 4)[0]
    first.state = "left"
    first.save()
    again = EnrolmentFactory(user=first.user, course=course, run=CourseRun.objects.get())
    LessonSignal.objects.create(
        enrolment=again, lesson=lesson, kind="more", created_at=NOW - SECOND
    )
    assert told(course) == []


def test_retired_lessons_are_not_told(course):
    lesson = course.lessons.first()
    say(lesson, 5)
    course.lessons.filter(pk=lesson.pk).update(retired_at=NOW)
    assert told(course) == []


@pytest.mark.parametrize("lessons", [1, 3])
def test_it_is_one_query_the_most_frequent_first(course, lessons):
    for number, lesson in enumerate(course.lessons.all()[:lessons], 1):
        say(lesson, 5 * number, "unclear")
    with expect_statements(1):
        found = wanted([course.source_key], until=NOW)
    assert [row.people for row in found] == [5, 10, 15][:lessons][::-1]
    last = course.lessons.all()[lessons - 1]
    assert found[0] == Wanted(last.source_key, "unclear", 5 * lessons)
