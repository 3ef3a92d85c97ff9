from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from courses.enums import EnrolmentState, RunState
from courses.models import Enrolment, Lesson, Quiz
from courses.rules import can_learn, can_open_lesson, can_practise, can_try_lesson, run_state
from tests.factories.network import NOW

DAY = timedelta(days=1)


@dataclass
class Dates:
    enrol_from: datetime | None = None
    enrol_until: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        (Dates(), RunState.OPEN),
        (Dates(enrol_from=NOW + DAY), RunState.UPCOMING),
        (Dates(enrol_from=NOW), RunState.OPEN),
        (Dates(enrol_until=NOW), RunState.RUNNING),
        (Dates(enrol_until=NOW + DAY), RunState.OPEN),
        (Dates(ends_at=NOW), RunState.ENDED),
        (Dates(enrol_from=NOW + DAY, ends_at=NOW - DAY), RunState.ENDED),
    ],
)
def test_a_run_stands_where_its_dates_say(dates, state):
    assert run_state(dates, NOW) == state


def test_only_who_left_cannot_learn():
    states = {state: can_learn(Enrolment(state=state)) for state in EnrolmentState}
    assert states == {
        EnrolmentState.ACTIVE: True,
        EnrolmentState.COMPLETED: True,
        EnrolmentState.LEFT: False,
    }


def test_a_lesson_opens_in_its_course_while_it_is_taught():
    enrolment = Enrolment(course_id=1)
    assert can_open_lesson(enrolment, Lesson(course_id=1))
    assert not can_open_lesson(enrolment, Lesson(course_id=2))
    assert not can_open_lesson(enrolment, Lesson(course_id=1, retired_at=NOW))


def test_trying_and_practising():
    assert can_try_lesson(Lesson(is_open=True))
    assert not can_try_lesson(Lesson(is_open=False))
    assert not can_try_lesson(Lesson(is_open=True, retired_at=NOW))
    assert can_practise(Quiz(is_required=False))
    assert not can_practise(Quiz(is_required=True))
