"""Writing questions: every change is a new version, because quizzes and attempts name versions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.grading.content import parse
from courses.grading.shapes import ContentError
from courses.models import Question, QuestionBank, QuestionVersion
from courses.queries.question import NEWEST_FIRST
from lms.common.errors import ConflictError, DomainError
from network.models import Partner


class OutdatedQuestionError(ConflictError):
    """Somebody else saved a newer version since this one was opened."""


class QuestionContentError(DomainError):
    """The content is no question the grader could read."""


def default_bank(partner: Partner) -> QuestionBank:
    """The bank into which a partner's new questions go; made when it is missing."""
    bank, _is_new = QuestionBank.objects.get_or_create(
        partner=partner, is_default=True, defaults={"name": partner.name[:120]}
    )
    return bank


@transaction.atomic
def create_question(  # noqa: PLR0913  (the columns of two rows)
    *,
    bank: QuestionBank,
    type: str,  # noqa: A002  (the name of the field)
    content: dict[str, Any],
    locale: str,
    at: datetime,
    tags: Iterable[str] = (),
    author_key: str = "",
) -> QuestionVersion:
    """Write a question and its first version.

    Args:
        bank: Whose question it is.
        type: A value of ``QuestionType``.
        content: As ``grading.content`` describes.
        locale: Language code of the wording.
        at: When.
        tags: Words by which a quiz may draw it.
        author_key: ``User.key`` of who wrote it; they do not approve it.

    Raises:
        QuestionContentError: The grader could not read it.
    """
    question = Question.objects.create(bank=bank, tags=list(tags), created_at=at)
    return _add_version(question, type, content, locale=locale, author_key=author_key, at=at)


@transaction.atomic
def revise_question(  # noqa: PLR0913  (the columns of two rows)
    *,
    question: Question,
    type: str,  # noqa: A002  (the name of the field)
    content: dict[str, Any],
    locale: str,
    at: datetime,
    tags: Iterable[str] | None = None,
    author_key: str = "",
    based_on: int | None = None,
    corrects: QuestionVersion | None = None,
) -> QuestionVersion:
    """Write the next version of a question; older ones stay as they are.

    An unchanged content makes no version. ``tags`` belong to the question, not to a version;
    None leaves them. ``based_on`` is the number of the version that was revised, 0 for the first
    one in its language; None does not ask. ``corrects`` is the version that had a wrong key.

    Raises:
        QuestionContentError: The grader could not read it.
        OutdatedQuestionError: There is a newer version than ``based_on`` by now.
        ConflictError: Somebody else saved at the same moment.
    """
    newest = question.versions.filter(locale=locale).order_by(*NEWEST_FIRST).first()
    is_same = newest is not None and newest.type == type and newest.content == content
    if based_on is not None and not is_same and based_on != (newest.number if newest else 0):
        raise OutdatedQuestionError(
            _("Inzwischen hat jemand anderes diese Frage geändert. Ihr Text steht noch hier.")
        )
    if tags is not None:
        Question.objects.filter(pk=question.pk).update(tags=list(tags))
    if newest is not None and is_same:
        return newest
    return _add_version(
        question, type, content, locale=locale, author_key=author_key, at=at, corrects=corrects
    )


@transaction.atomic
def retire_question(*, question: Question, at: datetime) -> None:
    """Offer a question no longer; quizzes that name it keep asking it."""
    Question.objects.filter(pk=question.pk, retired_at=None).update(retired_at=at)


def _add_version(  # noqa: PLR0913  (the columns of a row)
    question: Question,
    kind: str,
    content: dict[str, Any],
    *,
    locale: str,
    author_key: str,
    at: datetime,
    corrects: QuestionVersion | None = None,
) -> QuestionVersion:
    try:
        parse(kind, content)
    except ContentError as error:
        raise QuestionContentError(_("Diese Frage ist noch nicht vollständig.")) from error
    last = question.versions.aggregate(number=Max("number"))["number"] or 0
    try:
        with transaction.atomic():
            return QuestionVersion.objects.create(
                question=question,
                number=last + 1,
                wording=(corrects.wording or corrects.number) if corrects else None,
                type=kind,
                locale=locale,
                content=content,
                author_key=author_key,
                created_at=at,
            )
    except IntegrityError:
        raise ConflictError(_("Diese Frage wurde gerade von jemand anderem geändert.")) from None
