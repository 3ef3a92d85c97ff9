from datetime import timedelta

import pytest

from courses.models import ClassGroup, LessonProgress
from courses.queries.behind import due_soon, seats_behind
from tests.support import conversation as scene
from tests.support.conversation import NOW
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
PAST, SOON = NOW - timedelta(days=1), NOW + timedelta(days=3)


@pytest.fixture
def found():
    return scene.school_class(scene.course_with_lessons().partner)


@pytest.fixture
def run(found):
    return scene.class_run(found.partner.courses.get(), found)


def seated(found, run, alias):
    seat = scene.seat(found, alias)
    return seat, scene.learner(run, user=seat.user)


def finish(row):
    LessonProgress.objects.create(
        enrolment=row,
        lesson=row.course.lessons.get(),
        started_at=NOW,
        completed_at=NOW,
        updated_at=NOW,
    )


def test_a_seat_is_behind_until_it_is_done(found, run):
    _seat, row = seated(found, run, "Biber 1")
    seated(found, run, "Biber 2")
    assert seats_behind(found, NOW) == 0
    scene.task(found, run, PAST, lesson=run.course.lessons.get())
    assert seats_behind(found, NOW) == 2
    finish(row)
    assert seats_behind(found, NOW) == 1


def test_a_course_counts_as_done_when_it_is_completed(found, run):
    _seat, row = seated(found, run, "Biber 1")
    scene.task(found, run, PAST)
    assert seats_behind(found, NOW) == 1
    row.completed_at = NOW
    row.save()
    assert seats_behind(found, NOW) == 0


def test_only_seats_it_is_for_and_that_are_still_there_count(found, run):
    one, _row = seated(found, run, "Biber 1")
    two, _row = seated(found, run, "Biber 2")
    group = ClassGroup.objects.create(school_class=found, title="Blau")
    two.groups.add(group)
    scene.task(found, run, PAST, group=group)
    assert seats_behind(found, NOW) == 1
    scene.task(found, run, PAST, seat=one)
    assert seats_behind(found, NOW) == 2
    two.removed_at = NOW
    two.save()
    assert seats_behind(found, NOW) == 1


def test_what_ended_or_has_no_date_leaves_nobody_behind(found, run):
    seated(found, run, "Biber 1")
    scene.task(found, run, PAST, ended_at=NOW)
    scene.task(found, run)
    scene.task(found, run, SOON)
    assert (seats_behind(found, NOW), due_soon(found, NOW)) == (0, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_every_class(found, run, number):
    for count in range(number):
        seated(found, run, f"Biber {count}")
    scene.task(found, run, PAST)
    with expect_statements(4):  # due, seats, their groups, who completed the course
        assert seats_behind(found, NOW) == number
