"""Practice without account: an attempt that exists only for one request."""

from collections.abc import Mapping

from courses.actions.quiz import parts_in, read_answer
from courses.enums import AttemptState
from courses.grading.content import Answer, parse
from courses.grading.scoring import grade
from courses.models import QuestionVersion, Quiz, QuizAttempt
from courses.queries.question import without_counted
from courses.queries.quiz import ResultView, practice_result


def practice_attempt(quiz: Quiz, language: str) -> QuizAttempt:
    """An unsaved attempt: all questions in their order, options under their own ids.

    Practice quizzes never count, so that their ids need not be hidden from request to request.
    A question that some published quiz counts by now, in whatever version, is left out.
    """
    ids: list[int] = []
    for part in parts_in(quiz, language):
        ids.extend([part.version_id] if part.version_id else part.pool[: part.draw_count])
    ids = without_counted(ids)
    versions = QuestionVersion.objects.in_bulk(ids)
    items = []
    for pk in ids:
        question = parse(versions[pk].type, versions[pk].content)
        choices = getattr(question, "choices", ())
        items.append({"version": pk, "options": [[c.id, c.id] for c in choices]})
    return QuizAttempt(quiz=quiz, number=0, state=AttemptState.OPEN, frozen={"items": items})


def graded_practice(attempt: QuizAttempt, answers: Mapping[int, Answer]) -> list[ResultView]:
    """Grade and explain without storing anything."""
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    found = []
    for position, item in enumerate(items):
        version = versions[item["version"]]
        answer = read_answer(item, answers.get(position))
        result = grade(parse(version.type, version.content), answer)
        found.append(practice_result(position, item, version, answer, result=result))
    return found
