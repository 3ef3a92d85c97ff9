"""Correcting a wrong key: a new version takes the old one's place, and old answers are regraded.

Decision 0010 says what a correction may change and why nobody approves it anew.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.carrying import carry_over
from courses.actions.question import revise_question
from courses.actions.settling import settle
from courses.enums import AttemptState
from courses.formats.questions import origin_of, with_origin
from courses.grading.content import parse
from courses.grading.scoring import grade
from courses.grading.structure import difference, is_corrigible
from courses.models import QuestionVersion, QuizAttempt, QuizPart
from courses.queries.correction import CorrectionReport, correction_report, to_regrade
from courses.signals import question_corrected
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event


class NotSameQuestionError(DomainError):
    """More than the key would change: that is a new question for a new test."""


class NothingToCorrectError(ConflictError):
    """The key is the same, or the version was corrected before."""


def check_correction(version: QuestionVersion, content: dict[str, Any]) -> CorrectionReport:
    """Say what a correction would change.

    Raises:
        NotSameQuestionError: It changes what learners have read, or nobody grades it by a key.
        NothingToCorrectError: It changes nothing, or it was made before.
    """
    old, new = parse(version.type, version.content), parse(version.type, content)
    if not is_corrigible(old):
        raise NotSameQuestionError(_("Diese Art Frage hat keine Lösung, die falsch sein könnte."))
    if difference(old, new):
        raise NotSameQuestionError(
            _(
                "Berichtigen lassen sich nur die Lösung und die Rückmeldungen. Wortlaut, "
                "Antworten, Tipp, Regel und Punkte bleiben, wie Lernende sie gesehen haben. Für "
                "alles andere schreiben Sie bitte eine neue Fassung."
            )
        )
    if version.corrected_by_id is not None or old == new:
        raise NothingToCorrectError(_("Hier ist nichts (mehr) zu berichtigen."))
    return correction_report(version, content)


@transaction.atomic
def correct_question(
    *, version: QuestionVersion, content: dict[str, Any], actor: User, at: datetime
) -> CorrectionReport:
    """Replace a version whose key was wrong: in quizzes at once, in results batch by batch.

    The caller has checked the right to. Pages keep naming the old version; compiling follows the
    correction. A newer wording stays the newest. Sends ``question_corrected``.

    Returns:
        What was to be changed when it was done.

    Raises:
        NotSameQuestionError: As ``check_correction``.
        NothingToCorrectError: As ``check_correction``.
    """
    locked = QuestionVersion.objects.select_for_update().get(pk=version.pk)
    report = check_correction(locked, content)
    new = revise_question(
        question=locked.question,
        type=locked.type,
        content=with_origin(content, origin_of(locked.content)),
        locale=locked.locale,
        author_key=actor.key,
        at=at,
        corrects=locked,
    )
    QuestionVersion.objects.filter(pk=locked.pk).update(corrected_by=new)
    _replace_in_quizzes(locked.pk, new.pk)
    record_event(
        action="question.correct",
        object_type="question",
        object_key=locked.question.key,
        actor_key=actor.key,
        partner_key=locked.question.bank.partner.key,
        at=at,
        data={"from": locked.number, "to": new.number, **asdict(report)},
    )
    question_corrected.send(sender=QuestionVersion, version=new, at=at)
    return report


def _replace_in_quizzes(old: int, new: int) -> None:
    """New attempts ask the corrected version, fixed or drawn."""
    QuizPart.objects.filter(version=old).update(version=new)
    for part in QuizPart.objects.filter(version=None):  # not every database looks into a list
        if old in part.pool:
            part.pool = list(dict.fromkeys(new if pk == old else pk for pk in part.pool))
            part.save(update_fields=["pool"])


def regrade(*, limit: int, at: datetime) -> int:
    """Regrade submitted attempts that were graded by a wrong key; any number of calls end the same.

    Each attempt is its own transaction. What changed is logged for each question.

    Returns:
        How many attempts were regraded; 0 when nothing is left.
    """
    done = 0
    versions = to_regrade().order_by("version").values_list("version", flat=True).distinct()
    for version in QuestionVersion.objects.filter(pk__in=list(versions)).order_by("pk"):
        attempts = to_regrade().filter(version=version).order_by("attempt")
        changes = [
            _regraded(pk, at)
            for pk in attempts.values_list("attempt", flat=True)[: max(0, limit - done)]
        ]
        done += len(changes)
        if changes:
            _record(version, changes, at)
    return done


@transaction.atomic
def _regraded(key: int, at: datetime) -> bool:
    """Regrade one attempt; tells whether its points changed."""
    attempt = QuizAttempt.objects.select_for_update().select_related("enrolment").get(pk=key)
    if attempt.state == AttemptState.OPEN:
        return False
    before = attempt.points
    changed = carry_over(attempt)
    for row in attempt.responses.filter(position__in=changed).select_related("version"):
        result = grade(parse(row.version.type, row.version.content), row.answer)
        row.points, row.is_correct = result.points, result.is_correct
        row.save(update_fields=["points", "is_correct"])
    settle(attempt=attempt, at=at)
    return attempt.points != before


def _record(version: QuestionVersion, changes: list[bool], at: datetime) -> None:
    record_event(
        action="question.regrade",
        object_type="question",
        object_key=version.question.key,
        partner_key=version.question.bank.partner.key,
        at=at,
        data={"attempts": len(changes), "changed": sum(changes)},
    )
