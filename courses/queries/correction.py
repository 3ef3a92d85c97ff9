"""What a corrected key changes: counted before, found afterwards; never who."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from courses.enums import AttemptState
from courses.grading.content import parse
from courses.grading.disclosure import shown
from courses.grading.passing import is_quiz_passed
from courses.grading.scoring import grade
from courses.grading.structure import carried_over
from courses.models import Question, QuestionVersion, QuizAttempt, QuizPart, Response
from courses.queries.certificate_review import unfounded_certificates


@dataclass(frozen=True)
class CorrectionReport:
    """Submitted attempts that asked the question, and how many results a new key changes."""

    attempts: int
    more_points: int
    fewer_points: int
    newly_passed: int
    no_longer_passed: int
    certificates: int  # that would lose their basis; they stay until a person decides

    @property
    def changed(self) -> int:
        """Results with other points."""
        return self.more_points + self.fewer_points

    def told(self) -> "CorrectionReport":
        """What may be told before the correction is made, as one may try out any key."""
        return CorrectionReport(**{name: shown(count) for name, count in asdict(self).items()})


def correction_report(version: QuestionVersion, content: Mapping[str, Any]) -> CorrectionReport:
    """Count what would change if ``content`` took the place of a version; writes nothing.

    Reads every answer to the version once.
    """
    old, new = parse(version.type, version.content), parse(version.type, content)
    rows = _closed(Response.objects.filter(version=version)).select_related("attempt")
    attempts, deltas, gained, lost = 0, [], [], []
    for row in rows.iterator(chunk_size=500):
        attempts += 1
        points = grade(new, carried_over(old, new, row.answer)).points
        delta = points - (row.points or Decimal(0))
        deltas.append(delta)
        before, after = row.attempt.is_passed, _would_pass(row.attempt, delta)
        if before is False and after:
            gained.append(row.attempt)
        elif before and not after:
            lost.append(row.attempt)
    return CorrectionReport(
        attempts=attempts,
        more_points=sum(delta > 0 for delta in deltas),
        fewer_points=sum(delta < 0 for delta in deltas),
        newly_passed=len(gained),
        no_longer_passed=len(lost),
        certificates=_without_basis(lost, gained),
    )


def _would_pass(attempt: QuizAttempt, delta: Decimal) -> bool:
    points = (attempt.points or Decimal(0)) + delta
    most = attempt.max_points or Decimal(0)
    return is_quiz_passed(points, most, Decimal(attempt.frozen["pass_share"]))


def _without_basis(lost: list[QuizAttempt], gained: list[QuizAttempt]) -> int:
    """Who passes by another try instead keeps the basis of the certificate."""
    found = {(attempt.enrolment_id, attempt.quiz_id) for attempt in gained}
    real = [a for a in lost if (a.enrolment_id, a.quiz_id) not in found]
    return unfounded_certificates(real).count()


def to_regrade() -> QuerySet[Response]:
    """Answers of submitted attempts still graded by a version that was corrected since."""
    return _closed(Response.objects.filter(version__corrected_by__isnull=False))


def corrections(version_ids: Iterable[int]) -> dict[int, int]:
    """Map ids of versions that were corrected to what holds instead.

    One query, one more for each time a correction was corrected.
    """
    found: dict[int, int] = {}
    asked = {pk: pk for pk in version_ids}
    while asked:
        rows = QuestionVersion.objects.filter(pk__in=set(asked.values())).exclude(corrected_by=None)
        nexts = {row.pk: row.corrected_by_id for row in rows if row.corrected_by_id}
        asked = {pk: nexts[at] for pk, at in asked.items() if at in nexts}
        found |= asked
    return found


def holding(version_ids: list[int]) -> list[int]:
    """The versions that hold now instead of these, in the same order; queries as above."""
    newer = corrections(version_ids)
    return [newer.get(pk, pk) for pk in version_ids]


def corrigible_versions(question: Question, locale: str) -> QuerySet[QuestionVersion]:
    """Versions of a question that a quiz asks or somebody has answered, the newest first."""
    asked = Exists(QuizPart.objects.filter(version=OuterRef("pk")))
    answered = Exists(Response.objects.filter(version=OuterRef("pk")))
    versions = question.versions.filter(locale=locale, corrected_by=None)
    return versions.filter(asked | answered).order_by("-number")


def _closed(responses: QuerySet[Response]) -> QuerySet[Response]:
    return responses.exclude(attempt__state=AttemptState.OPEN)
