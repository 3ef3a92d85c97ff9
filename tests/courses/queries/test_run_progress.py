"""People of a run under numbers that say nothing."""

import pytest

from courses.actions.enrolment import enrol, leave
from courses.actions.progress import record_step
from courses.queries.run_progress import BEGUN, DONE, OPEN, PER_PAGE, run_progress
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.support.classroom import fill
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return CourseFactory(lessons=3).runs.select_related("course").get()


def view(run, number=None):
    return run_progress(run=run, number=number, language="de")


def test_states_of_lessons(run):
    enrolment = enrol(user=UserFactory(), run=run, at=NOW)
    first, second, _third = run.course.lessons.all()
    record_step(enrolment=enrolment, lesson=first, position=1000, completed=True, at=NOW)
    record_step(enrolment=enrolment, lesson=second, position=10, completed=False, at=NOW)
    leave(enrolment=enrol(user=UserFactory(), run=run, at=NOW), at=NOW)
    found = view(run)
    assert (found.title, found.lang) == ("Sicher im Netz", "de")
    assert [step.title for step in found.steps] == ["Lektion 0", "Lektion 1", "Lektion 2"]
    (row,) = found.rows
    assert (row.number, row.states) == (1, [DONE, BEGUN, OPEN])
    assert (row.progress.completed, row.progress.required) == (1, 3)


def test_the_order_is_kept_and_says_nothing(run):
    fill(run.course, {run: 40}, at=NOW)
    keys = list(view(run).page)
    assert keys == list(view(run).page)
    joined = list(run.enrolments.order_by("enrolled_at").values_list("key", flat=True))
    assert sorted(keys) == sorted(joined)
    assert keys not in (joined, joined[::-1], sorted(joined))


def test_nobody_sees_more_than_fifty_at_once(run):
    fill(run.course, {run: 53}, at=NOW)
    first, second = view(run), view(run, "2")
    assert [len(first.rows), len(second.rows)] == [PER_PAGE, 3]
    assert not set(first.page) & set(second.page)
    assert [row.number for row in second.rows] == [51, 52, 53]


@pytest.mark.parametrize("people", [1, 3])
def test_a_page_costs_the_same(run, people):
    fill(run.course, {run: people}, at=NOW)
    view(run)
    with expect_statements(5):  # keys, people, title, counts, steps
        assert len(view(run).rows) == people
