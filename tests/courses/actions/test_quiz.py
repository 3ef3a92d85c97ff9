from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courses.actions.enrolment import enrol
from courses.actions.quiz import (
    AttemptClosedError,
    NoAttemptLeftError,
    read_answer,
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
@pytest.mark.parametrize(
    ("language", "asked"), [("en", "en"), ("de", "de"), ("", "de"), ("x", "de")]
)
def test_questions_come_in_the_learners_language_else_in_the_first(language, asked):
    enrolment, quiz = prepared(questions=0)
    versions = {code: QuestionVersionFactory(locale=code) for code in ("de", "en")}
    for position, (code, version) in enumerate(versions.items()):
        QuizPart.objects.create(quiz=quiz, position=position, version=version, locale=code)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW, language=language)
    assert [item["version"] for item in attempt.frozen["items"]] == [versions[asked].pk]


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
def test_a_draw_takes_so_many_from_the_pool():
    enrolment, quiz = prepared(questions=0)
    pool = [QuestionVersionFactory().pk for _ in range(5)]
    QuizPart.objects.create(quiz=quiz, position=0, pool=pool, draw_count=3)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    drawn = [item["version"] for item in attempt.frozen["items"]]
    assert len(set(drawn)) == 3
    assert set(drawn) <= set(pool)


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


def test_strangers_among_the_options_vanish():
    item = {"options": [["x1", "a"], ["x2", "b"]]}
    assert read_answer(item, ["x2", "b", "zz"]) == ["b"]
    assert read_answer(item, "x1") == []
    assert read_answer({"options": []}, ["x"]) is None


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


PLACES = {
    "matching": {"prompt": "?", "points": 2, "pairs": [["a", "A"], ["b", "B"], ["c", "C"]]},
    "ordering": {"prompt": "?", "points": 3, "items": ["eins", "zwei", "drei", "vier"]},
    "cloze": {"prompt": "?", "points": 2, "text": "[[Spree]] und [[=nass|hart]]"},
}


def frozen_item(kind):
    version = QuestionVersionFactory(type=kind, content=PLACES[kind])
    enrolment, quiz = prepared(questions=0)
    QuizPart.objects.create(quiz=quiz, position=0, version=version)
    return start_attempt(enrolment=enrolment, quiz=quiz, at=NOW).frozen["items"][0]


@pytest.mark.django_db
def test_entries_to_be_ordered_are_never_shown_in_their_order():
    for _ in range(20):
        order = frozen_item("ordering")["order"]
        assert sorted(order) == [0, 1, 2, 3]
        assert order != [0, 1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PLACES)
def test_places_are_read_in_the_questions_own_order(kind):
    item = frozen_item(kind)
    own = {
        "matching": ["o2", "o0", "o1"],
        "ordering": ["4", "2", "1", "3"],
        "cloze": ["Oder", "o0"],
    }
    shown = {
        place: next((name for name, known in options if known == own[kind][place]), "Oder")
        for place, options in enumerate(item["places"])
    }
    assert read_answer(item, [shown[place] for place in item["order"]]) == own[kind]


@pytest.mark.django_db
@pytest.mark.parametrize("given", [None, "x", [], ["zzz"], ["zzz"] * 50])
def test_strange_answers_fill_no_place(given):
    item = frozen_item("matching")
    assert read_answer(item, given) == ["", "", ""]


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
