from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courses.actions.enrolment import enrol
from courses.actions.quiz import (
    AttemptClosedError,
    NoAttemptLeftError,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.enums import AttemptState, EnrolmentState
from courses.models import QuizAttempt, QuizPart, Response
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    NOW,
    CourseFactory,
    QuestionVersionFactory,
    QuizFactory,
)


def prepared(**settings):
    course = CourseFactory(lessons=1)
    quiz = QuizFactory(lesson=course.lessons.get(), **settings)
    run = course.runs.select_related("course").get()
    return enrol(user=UserFactory(), run=run, at=NOW), quiz


def right(attempt):
    return {
        position: [shown for shown, own in item["options"] if own == "b"]
        for position, item in enumerate(attempt.frozen["items"])
    }


@pytest.mark.django_db
def test_starting_twice_gives_the_open_attempt():
    enrolment, quiz = prepared()
    first = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    assert start_attempt(enrolment=enrolment, quiz=quiz, at=NOW) == first


@pytest.mark.django_db
def test_attempts_are_limited():
    enrolment, quiz = prepared(attempts_allowed=1)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    submit_attempt(attempt=attempt, answers={}, at=NOW)
    with pytest.raises(NoAttemptLeftError):
        start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)


@pytest.mark.django_db
def test_what_was_started_is_frozen():
    enrolment, quiz = prepared()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    quiz.pass_share = "1.0"
    quiz.save()
    QuizPart.objects.create(quiz=quiz, position=9, version=QuestionVersionFactory())
    answers = dict(list(right(attempt).items())[:1])
    quiz.refresh_from_db()
    attempt.refresh_from_db()
    assert len(attempt.frozen["items"]) == 2
    assert submit_attempt(attempt=attempt, answers=answers, at=NOW).points == 1


@pytest.mark.django_db
def test_shuffled_quizzes_still_grade_right():
    enrolment, quiz = prepared(shuffles=True, questions=4)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    result = submit_attempt(attempt=attempt, answers=right(attempt), at=NOW)
    assert (result.points, result.is_passed) == (4, True)


@pytest.mark.django_db
def test_saving_overwrites_and_ends_with_submission():
    enrolment, quiz = prepared()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    save_answers(attempt=attempt, answers=right(attempt), at=NOW)
    save_answers(attempt=attempt, answers={0: [], 99: ["x"]}, at=NOW)
    assert list(Response.objects.values_list("position", "answer")) == [(0, []), (1, ["b"])]
    submit_attempt(attempt=attempt, answers={}, at=NOW)
    with pytest.raises(AttemptClosedError):
        save_answers(attempt=attempt, answers={}, at=NOW)


@pytest.mark.django_db
def test_passing_the_quiz_finishes_the_course():
    enrolment, quiz = prepared()
    from courses.actions.progress import record_step

    record_step(enrolment=enrolment, lesson=quiz.lesson, position=0, completed=True, at=NOW)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    submit_attempt(attempt=attempt, answers=right(attempt), at=NOW)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED


@pytest.mark.django_db(transaction=True)
def test_twenty_submissions_give_one_result():
    enrolment, quiz = prepared()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    good = right(attempt)

    def one(index):
        try:
            row = QuizAttempt.objects.get(pk=attempt.pk)
            return submit_attempt(attempt=row, answers=good if index % 2 else {}, at=NOW).points
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        points = set(pool.map(one, range(20)))
    assert len(points) == 1
    row = QuizAttempt.objects.get()
    assert (row.state, {row.points}) == (AttemptState.SUBMITTED, points)


@pytest.mark.django_db(transaction=True)
def test_twenty_starts_are_one_attempt():
    enrolment, quiz = prepared()

    def one(_index):
        try:
            return start_attempt(enrolment=enrolment, quiz=quiz, at=NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        assert len(set(pool.map(one, range(20)))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("answers", "is_passed"), [({0: "3"}, True), ({}, False)])
def test_of_a_self_assessment_taking_part_is_all_one_can_do(answers, is_passed):
    content = {"prompt": "?", "low": "wenig", "high": "viel"}
    enrolment, quiz = prepared(questions=0)
    version = QuestionVersionFactory(type="scale", content=content)
    QuizPart.objects.create(quiz=quiz, position=0, version=version)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    done = submit_attempt(attempt=attempt, answers=answers, at=NOW)
    assert (done.max_points, done.is_passed) == (0, is_passed)
    assert done.responses.get().answer == answers.get(0)
