import pytest

from courses.actions.practice import graded_practice, practice_attempt, shown_attempt
from courses.models import QuizAttempt, QuizPart
from tests.factories.courses import QuestionVersionFactory, QuizFactory

pytestmark = pytest.mark.django_db


def test_practice_exists_for_one_request_only():
    quiz = QuizFactory(questions=1, is_required=False)
    pool = [QuestionVersionFactory().pk for _ in range(3)]
    QuizPart.objects.create(quiz=quiz, position=5, pool=pool, draw_count=2)
    attempt = practice_attempt(quiz, "de")
    assert len(attempt.frozen["items"]) == 3
    found = graded_practice(attempt, {0: ["b"], 1: ["a"]})
    assert [result.is_correct for result in found] == [True, False, False]
    assert found[1].solution == ["Ein langer Satz"]
    assert not QuizAttempt.objects.exists()


def test_a_question_that_counts_by_now_is_no_longer_practice():
    quiz = QuizFactory(questions=2, is_required=False)
    given_away = quiz.parts.first().version
    newer = QuestionVersionFactory(question=given_away.question, number=9)
    graded = QuizFactory(questions=0)
    QuizPart.objects.create(quiz=graded, position=0, version=newer)
    items = practice_attempt(quiz, "de").frozen["items"]
    assert [item["version"] for item in items] == [quiz.parts.last().version_id]


def test_places_are_practised_in_an_order_that_says_nothing_and_stays():
    content = {"prompt": "?", "points": 3, "items": ["eins", "zwei", "drei"]}
    quiz = QuizFactory(is_required=False, questions=0)
    version = QuestionVersionFactory(type="ordering", content=content)
    QuizPart.objects.create(quiz=quiz, position=0, version=version)
    attempt = practice_attempt(quiz, "de")
    order = attempt.frozen["items"][0]["order"]
    assert order == practice_attempt(quiz, "de").frozen["items"][0]["order"]
    assert order != sorted(order)
    (result,) = graded_practice(attempt, {0: [str(place + 1) for place in order]})
    assert (result.is_correct, result.points) == (True, 3)


def test_a_quiz_that_counts_may_be_looked_at():
    quiz = QuizFactory(questions=0)
    pool = [QuestionVersionFactory().pk for _ in range(5)]
    QuizPart.objects.create(quiz=quiz, position=0, pool=pool, draw_count=2)
    shown = [shown_attempt(quiz, "de").frozen["items"] for _ in range(5)]
    assert {tuple(sorted(item["version"] for item in items)) for items in shown} == {
        tuple(pool[:2])
    }
    ids = [option[0] for items in shown for item in items for option in item["options"]]
    assert len(set(ids)) == len(ids) == 20  # drawn anew: they say nothing
    assert not QuizAttempt.objects.exists()
