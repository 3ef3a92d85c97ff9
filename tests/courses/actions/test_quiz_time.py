"""The server's clock: end, grace, pause, and answers checked one by one (``actions.quiz``)."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import enrol
from courses.actions.quiz import (
    AttemptClosedError,
    NotCheckableError,
    NothingToCheckError,
    TimeUpError,
    TooEarlyError,
    check_answer,
    close_overdue,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.models import QuizAttempt, Response
from courses.rules import GRACE
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, QuizFactory

pytestmark = pytest.mark.django_db
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
END = NOW + 10 * MINUTE


def begun(**settings):
    course = CourseFactory(lessons=1)
    quiz = QuizFactory(lesson=course.lessons.get(), **settings)
    run = course.runs.select_related("course").get()
    enrolment = enrol(user=UserFactory(), run=run, at=NOW)
    return start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)


def right(attempt):
    return {
        position: [shown for shown, own in item["options"] if own == "b"]
        for position, item in enumerate(attempt.frozen["items"])
    }


def again(attempt, at):
    return start_attempt(enrolment=attempt.enrolment, quiz=attempt.quiz, at=at)


def test_the_end_is_fixed_at_the_start():
    attempt = begun(time_limit_minutes=10)
    attempt.quiz.time_limit_minutes = 99
    attempt.quiz.save()
    assert again(attempt, NOW).due_at == END
    assert begun().due_at is None


@pytest.mark.parametrize(
    ("at", "is_late"), [(END, False), (END + SECOND, True), (END + GRACE, True)]
)
def test_answers_within_grace_count_and_are_flagged(at, is_late):
    attempt = begun(time_limit_minutes=10)
    save_answers(attempt=attempt, answers=right(attempt), at=at)
    row = submit_attempt(attempt=attempt, answers={}, at=at)
    assert (row.points, row.is_late, row.submitted_at) == (2, is_late, min(at, END))


@pytest.mark.parametrize("way", ["save", "submit", "start", "sweep", "check"])
def test_after_grace_nothing_changes_and_what_was_saved_is_submitted(way):
    attempt = begun(time_limit_minutes=10, feedback_timing="answer")
    answers, after = right(attempt), END + GRACE + SECOND
    save_answers(attempt=attempt, answers={0: answers[0]}, at=NOW)
    late = {"attempt": attempt, "answers": answers, "at": after}
    if way == "submit":
        submit_attempt(**late)
    elif way == "sweep":
        assert close_overdue(attempt=attempt, at=after)
    else:
        with pytest.raises(TimeUpError):
            {
                "save": lambda: save_answers(**late),
                "check": lambda: check_answer(**late, position=1),
                "start": lambda: again(attempt, after),
            }[way]()
    row = QuizAttempt.objects.get()
    assert (row.state, row.points, row.submitted_at) == ("submitted", 1, END)
    assert not close_overdue(attempt=attempt, at=after)
    assert submit_attempt(**late).points == 1
    with pytest.raises(AttemptClosedError):
        save_answers(**late)
    assert QuizAttempt.objects.get().points == 1


def test_between_two_attempts_there_may_be_a_pause():
    attempt = begun(cool_down_minutes=30)
    submit_attempt(attempt=attempt, answers={}, at=NOW)
    with pytest.raises(TooEarlyError, match=r"12:30|11:30"):
        again(attempt, NOW + 30 * MINUTE - SECOND)
    assert again(attempt, NOW + 30 * MINUTE).number == 2


def test_a_checked_answer_is_fixed_and_the_others_are_not():
    attempt = begun(feedback_timing="answer")
    answers = right(attempt)
    with pytest.raises(NothingToCheckError):
        check_answer(attempt=attempt, position=0, answers={}, at=NOW)
    check_answer(attempt=attempt, position=0, answers={0: answers[0], 1: answers[1]}, at=NOW)
    check_answer(attempt=attempt, position=0, answers={0: []}, at=NOW)
    save_answers(attempt=attempt, answers={0: [], 1: []}, at=NOW)
    found = Response.objects.order_by("position").values_list("answer", "is_fixed")
    assert list(found) == [(["b"], True), ([], False)]
    assert submit_attempt(attempt=attempt, answers={0: []}, at=NOW).points == 1


@pytest.mark.parametrize(("timing", "position"), [("submission", 0), ("answer", 9), ("answer", -1)])
def test_nothing_is_checked_where_the_test_does_not_say_so(timing, position):
    attempt = begun(feedback_timing=timing)
    with pytest.raises(NotCheckableError):
        check_answer(attempt=attempt, position=position, answers=right(attempt), at=NOW)
    assert not Response.objects.filter(is_fixed=True).exists()
