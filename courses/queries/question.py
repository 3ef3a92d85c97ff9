"""Questions of partners as their authors see them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.enums import QuestionType
from courses.formats.questions import ImportedQuestion
from courses.models import Question, QuestionBank, QuestionVersion, QuizPart
from network.models import Partner

# A version with another key is newer than the wording it corrects, and older than later wordings.
OLDEST_FIRST = (Coalesce("wording", "number").asc(), F("number").asc())
NEWEST_FIRST = (Coalesce("wording", "number").desc(), F("number").desc())


def versions_tagged(*, partner: Partner, locale: str, tag: str) -> list[int]:
    """Ids of the newest versions of a partner's graded questions with a tag, oldest first.

    Case and surrounding space of a tag do not matter. One query over the partner's questions:
    not every database can look into a list.
    """
    wanted = tag.strip().casefold()
    versions = newest_versions(Partner.objects.filter(pk=partner.pk)).filter(locale=locale)
    versions = versions.exclude(type=QuestionType.SCALE)  # nobody draws a test without points
    rows = versions.order_by("question", "pk").values_list("pk", "question__tags")
    return [pk for pk, tags in rows if wanted in {str(word).strip().casefold() for word in tags}]


def newest_versions(partners: QuerySet[Partner]) -> QuerySet[QuestionVersion]:
    """The newest version, in each language, of every question in use; one query with a subquery."""
    same = QuestionVersion.objects.filter(question=OuterRef("question"), locale=OuterRef("locale"))
    return QuestionVersion.objects.filter(
        question__bank__partner__in=partners,
        question__retired_at=None,
        pk=Subquery(same.order_by(*NEWEST_FIRST).values("pk")[:1]),
    )


def banks_of(partners: QuerySet[Partner]) -> QuerySet[QuestionBank]:
    """The collections of partners with ``size``, the number of questions in use; one query."""
    in_use = Count("questions", filter=Q(questions__retired_at=None))
    banks = QuestionBank.objects.filter(partner__in=partners).annotate(size=in_use)
    return banks.select_related("partner").order_by("partner__name", "-is_default", "name")


def versions_of(question: Question) -> list[QuestionVersion]:
    """Every version of a question in every language, newest first; one query."""
    return list(question.versions.order_by("-number"))


def as_written(versions: Iterable[QuestionVersion], *, tag: str = "") -> list[ImportedQuestion]:
    """Versions as other formats write them, those with a tag or all; no query of its own.

    Give versions with their questions (``select_related``). Case of a tag does not matter.
    """
    wanted = tag.strip().casefold()
    return [
        ImportedQuestion(version.type, version.content, tuple(map(str, version.question.tags)))
        for version in versions
        if not wanted or wanted in {str(word).strip().casefold() for word in version.question.tags}
    ]


def questions_of(version_ids: Iterable[int]) -> dict[int, int]:
    """Map ids of versions to ids of their questions; one query."""
    versions = QuestionVersion.objects.filter(pk__in=set(version_ids))
    return dict(versions.values_list("pk", "question"))


def counting_versions(*, except_course: UUID | None = None) -> set[int]:
    """Ids of the versions that published quizzes count, perhaps without one course's; one query."""
    parts = QuizPart.objects.filter(quiz__is_required=True, quiz__retired_at=None)
    if except_course is not None:
        parts = parts.exclude(quiz__lesson__course__source_key=except_course)
    found: set[int] = set()
    for version, pool in parts.values_list("version", "pool"):
        found.update(pool or [version])
    return found


def without_counted(version_ids: list[int]) -> list[int]:
    """Leave out versions of questions that a published quiz counts; three queries."""
    counted = set(questions_of(counting_versions()).values())
    questions = questions_of(version_ids)
    return [pk for pk in version_ids if questions.get(pk) not in counted]
