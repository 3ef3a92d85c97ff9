"""Writing questions of a file into a bank."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.question import QuestionContentError
from courses.formats.questions import Found, ImportedQuestion
from courses.grading.content import parse
from courses.grading.shapes import ContentError
from courses.models import Question, QuestionBank, QuestionVersion

_FREE_TEXT = "free_text"


def checked(found: Iterable[Found]) -> list[Found]:
    """What was found, without the questions the grader cannot read; the reason is its code."""
    return [_checked(_completed(one)) for one in found]


@transaction.atomic
def import_questions(
    *,
    bank: QuestionBank,
    questions: Sequence[ImportedQuestion],
    locale: str,
    at: datetime,
    tags: Iterable[str] = (),
    author_key: str = "",
) -> list[QuestionVersion]:
    """Write all questions or none, each as a new one of this bank; four queries.

    Args:
        bank: Whose questions they become, whatever the file says of their origin.
        questions: What was read.
        locale: Language code of the wording.
        at: When.
        tags: Words by which a quiz may draw them, beside their own.
        author_key: ``User.key`` of who brought them; they do not approve them.

    Raises:
        QuestionContentError: The grader could not read one of them.
    """
    for question in questions:
        _reason_against(question, refuse=True)
    rows = Question.objects.bulk_create(
        Question(bank=bank, tags=list(dict.fromkeys([*tags, *question.tags])), created_at=at)
        for question in questions
    )
    alike = {"number": 1, "locale": locale, "author_key": author_key, "created_at": at}
    return QuestionVersion.objects.bulk_create(
        QuestionVersion(question=row, type=question.kind, content=question.content, **alike)
        for row, question in zip(rows, questions, strict=True)
    )


def _completed(one: Found) -> Found:
    """Give free texts a rubric of one line: people grade by it, and the formats have none."""
    question = one.question
    if question is None or question.kind != _FREE_TEXT:
        return one
    line = {"text": _("Die Antwort passt zur Frage."), "points": question.content["points"]}
    content = {"rubric": [line], **question.content}
    return replace(one, question=replace(question, content=content))


def _checked(one: Found) -> Found:
    reason = _reason_against(one.question) if one.question else ""
    return replace(one, question=None, reasons=(reason,)) if reason else one


def _reason_against(question: ImportedQuestion, *, refuse: bool = False) -> str:
    try:
        parse(question.kind, question.content)
    except ContentError as error:
        if refuse:
            raise QuestionContentError(_("Eine Frage ist nicht vollständig.")) from error
        return error.reason
    return ""
