"""People grade free texts; whoever wrote one is told."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _, override

from courses.actions.settling import settle
from courses.enums import AttemptState
from courses.grading.content import parse
from courses.grading.free_text import rubric_points
from courses.grading.shapes import ContentError, FreeTextQuestion
from courses.models import QuizAttempt, Response, TextGrade
from courses.queries.quiz import quiz_title
from courses.queries.team import person_of
from lms.accounts.mails import language_of, send
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event
from network.models import Partner


class GradedMeanwhileError(ConflictError):
    """Somebody else graded the same text since it was opened."""


class RubricError(DomainError):
    """The points do not fit the rubric."""


@transaction.atomic
def grade_text(
    *,
    response: Response,
    points: Sequence[int],
    comment: str,
    revision: int,
    grader: User,
    at: datetime,
) -> TextGrade:
    """Grade a text, or change its grade; the result of the attempt follows.

    Args:
        response: Of a submitted attempt; the caller has checked who may grade it.
        points: Whole points for each line of the rubric.
        comment: For the learner.
        revision: Of the grade the grader saw, 0 for none: a newer one is never overwritten.
        grader: Who grades.
        at: When.

    Raises:
        GradedMeanwhileError: Somebody was faster; nothing is changed.
        RubricError: The points do not fit the rubric.
    """
    attempt = QuizAttempt.objects.select_for_update().get(pk=response.attempt_id)
    _refuse_outdated(response, revision)
    total, most = _total(response, points)
    facts = {"points": list(points), "comment": comment, "revision": revision + 1}
    grade, _is_new = TextGrade.objects.update_or_create(
        response=response, defaults={**facts, "graded_at": at, "graded_by": grader}
    )
    Response.objects.filter(pk=response.pk).update(points=total, is_correct=total == most)
    settle(attempt=attempt, at=at)
    _record(attempt, grade, grader, at)
    if attempt.state == AttemptState.SUBMITTED:
        _tell_learner(attempt, grade, at)
    return grade


def _refuse_outdated(response: Response, revision: int) -> None:
    known = TextGrade.objects.filter(response=response).first()
    if (known.revision if known else 0) != revision:
        message = _("Jemand anderes hat diesen Text inzwischen bewertet. Ihre Eingaben sind da.")
        raise GradedMeanwhileError(message)


def reveal_name(*, response: Response, grader: User, at: datetime) -> str:
    """Whose text it is: the name given for the team, else a number; asking is logged."""
    enrolment = response.attempt.enrolment
    record_event(
        action="attempt.name",
        object_type="attempt",
        object_key=response.attempt.key,
        actor_key=grader.key,
        partner_key=enrolment.course.partner.key,
        at=at,
    )
    return person_of(enrolment).name


def _total(response: Response, points: Sequence[int]) -> tuple[Decimal, int]:
    question = parse(response.version.type, response.version.content)
    if not isinstance(question, FreeTextQuestion):
        raise RubricError(_("Diese Antwort bewertet keine Person."))
    try:
        return rubric_points(question, points), question.points
    except ContentError as error:
        raise RubricError(
            _("Bitte vergeben Sie je Zeile nur so viele Punkte, wie möglich sind.")
        ) from error


def _record(attempt: QuizAttempt, grade: TextGrade, grader: User, at: datetime) -> None:
    """What a lead decides about a pupil stands in the log of the class's house, without points."""
    learner, house = attempt.enrolment.user, attempt.enrolment.course.partner
    data: dict[str, object] = {
        "position": grade.response.position,
        "revision": grade.revision,
    }
    if learner.is_pseudonymous:
        house = Partner.objects.get(classes__seats__user=learner)
    else:
        data["points"] = list(grade.points)
    record_event(
        action="attempt.grade",
        object_type="attempt",
        object_key=attempt.key,
        actor_key=grader.key,
        partner_key=house.key,
        at=at,
        data=data,
    )


def _tell_learner(attempt: QuizAttempt, grade: TextGrade, at: datetime) -> None:
    """One mail for each time the result is decided or changed; none where there is no address."""
    learner, quiz = attempt.enrolment.user, attempt.quiz
    if not learner.email:
        return
    language = language_of(learner)
    with override(language):
        address = reverse("courses:quiz", args=[attempt.enrolment.key, quiz.lesson.slug, quiz.key])
    send(
        "email/text_graded",
        recipient=learner.email,
        context={
            "user": learner,
            "quiz": quiz_title(quiz, language)[0],
            "link": f"{settings.SITE_URL}{address}",
        },
        language=language,
        key=f"text-graded:{attempt.key}:{grade.response_id}:{grade.revision}",
        person=learner,
        at=at,
    )
