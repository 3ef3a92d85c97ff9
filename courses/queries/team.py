"""What the team of a run sees: texts that wait for a grade, and who is in the run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from courses.enums import EnrolmentState, QuestionType, RunKind
from courses.grading.disclosure import shown
from courses.models import (
    Course,
    CourseRun,
    CourseText,
    Enrolment,
    QuestionVersion,
    QuizPart,
    Response,
    RunContact,
    TextGrade,
)
from courses.queries.run_end import over_by
from lms.accounts.enums import AccountKind
from lms.accounts.models import User

PSEUDONYMOUS = (AccountKind.SEAT, AccountKind.GROUP)


def team_runs(user: User, *, ended_after: datetime) -> QuerySet[CourseRun]:
    """Runs somebody looks after: named for them, still of the house, and not over for too long."""
    return (
        CourseRun.objects.filter(
            ~over_by(ended_after),
            team__user=user,
            course__partner__memberships__user=user,
        )
        .select_related("course__partner")
        .distinct()
    )


def looked_after(runs: QuerySet[CourseRun]) -> QuerySet[CourseRun]:
    """Those of some runs that have a team, of people still in the house."""
    return runs.filter(team__user__memberships__partner=F("course__partner")).distinct()


def with_team_to_name(runs: QuerySet[CourseRun]) -> QuerySet[CourseRun]:
    """Those of some runs that need a team: in runs of classes their leads read the texts."""
    return runs.exclude(kind=RunKind.SCHOOL_CLASS)


def asks_texts(course: Course) -> bool:
    """Whether a published test of a course asks for a text that a person must read; two queries."""
    parts = QuizPart.objects.filter(
        quiz__lesson__course=course, quiz__retired_at=None, quiz__lesson__retired_at=None
    )
    ids = {pk for version, pool in parts.values_list("version", "pool") for pk in (version, *pool)}
    return QuestionVersion.objects.filter(pk__in=ids - {None}, type=QuestionType.FREE_TEXT).exists()


def unread_texts(course: Course) -> dict[int, int]:
    """How many texts wait in each run of a course that nobody looks after, as it may be told.

    Empty where the course asks for no texts; at most four queries.
    """
    if not asks_texts(course):
        return {}
    runs = with_team_to_name(course.runs.all())
    runs = runs.exclude(pk__in=looked_after(runs).values("pk"))
    texts = _team_texts().filter(attempt__enrolment__run__course=course, points=None)
    waiting = dict(texts.order_by().values_list("attempt__enrolment__run").annotate(Count("pk")))
    return {pk: shown(waiting.get(pk, 0)) for pk in runs.values_list("pk", flat=True)}


def submitted_texts() -> QuerySet[Response]:
    """Free texts that were handed in, the one that waits longest first."""
    return (
        Response.objects.filter(
            attempt__submitted_at__isnull=False, version__type=QuestionType.FREE_TEXT
        )
        .select_related("attempt__quiz__lesson", "attempt__enrolment__course__partner", "version")
        .select_related("attempt__enrolment__run", "text_grade")
        .order_by("attempt__submitted_at", "pk")
    )


def _team_texts() -> QuerySet[Response]:
    """What teams may read: pupils' texts are for the lead of their class alone (P11)."""
    return submitted_texts().exclude(attempt__enrolment__user__kind__in=PSEUDONYMOUS)


def texts_of(runs: Iterable[CourseRun], *, grader: User) -> QuerySet[Response]:
    """Submitted free texts in these runs with ``person`` (a number), never the grader's own.

    Who left the run has left its team, too.
    """
    before = Enrolment.objects.filter(
        run=OuterRef("attempt__enrolment__run"), pk__lte=OuterRef("attempt__enrolment")
    )
    number = before.order_by().values("run").annotate(people=Count("pk")).values("people")
    return (
        _team_texts()
        .filter(attempt__enrolment__run__in=runs)
        .exclude(attempt__enrolment__user=grader)
        .exclude(attempt__enrolment__state=EnrolmentState.LEFT)
        .annotate(person=Subquery(number, output_field=IntegerField()))
    )


def waiting_texts(texts: QuerySet[Response]) -> QuerySet[Response]:
    """Those nobody has graded yet, the one that waits longest first."""
    return texts.filter(points=None)


def graded_texts(texts: QuerySet[Response]) -> QuerySet[Response]:
    """Those somebody has graded, the newest grade first."""
    return texts.filter(text_grade__isnull=False).order_by("-text_grade__graded_at", "-pk")


def newest_grade(text: Response) -> TextGrade | None:
    """The grade a text has by now; one query."""
    return TextGrade.objects.filter(response=text).first()


@dataclass(frozen=True)
class PersonOfRun:
    """Somebody in a run; ``number`` is what stands for the name."""

    number: int
    enrolment: Enrolment

    @property
    def contact(self) -> RunContact | None:
        """What the team may know besides; None where nothing was given, or it is deleted."""
        return getattr(self.enrolment, "contact", None)

    @property
    def name(self) -> str:
        """The name given for the team, else a number.

        Who enrolled while there was no team was told that nobody sees anything: a team that comes
        later reads no name that was not meant for it. Aliases of a class are for its lead alone.
        """
        if self.contact:
            return self.contact.name
        if self.enrolment.user.is_pseudonymous:
            return _("Person %(number)d aus einer Klasse") % {"number": self.number}
        return _("Person %(person)s") % {"person": self.number}


def people_of(run: CourseRun) -> list[PersonOfRun]:
    """Who is in a run, in the order in which they came; who left keeps the number (one query)."""
    rows = Enrolment.objects.filter(run=run).select_related("user", "course__partner", "contact")
    people = (PersonOfRun(number, row) for number, row in enumerate(rows.order_by("pk"), 1))
    return [one for one in people if one.enrolment.state != EnrolmentState.LEFT]


def person_of(enrolment: Enrolment) -> PersonOfRun:
    """One of the people of a run, under the number ``people_of`` gives; one query."""
    before = Enrolment.objects.filter(run=enrolment.run_id, pk__lte=enrolment.pk)
    return PersonOfRun(before.count(), enrolment)


def entered_addresses(run: CourseRun) -> dict[User, str]:
    """Who was entered by the team and gave an address, with the address; one query."""
    rows = RunContact.objects.filter(enrolment__run=run, is_entered_by_team=True).exclude(email="")
    rows = rows.exclude(enrolment__state=EnrolmentState.LEFT).select_related("enrolment__user")
    return {row.enrolment.user: row.email for row in rows.order_by("pk")}


def run_titles(runs: Iterable[CourseRun], language: str) -> dict[int, str]:
    """What the courses of runs are called, by course, in ``language`` or their first; one query."""
    courses = {run.course_id: run.course for run in runs}
    found: dict[int, dict[str, str]] = {}
    for text in CourseText.objects.filter(course__in=courses):
        found.setdefault(text.course_id, {})[text.locale] = text.title
    return {
        pk: found.get(pk, {}).get(language) or found.get(pk, {}).get(course.language, "")
        for pk, course in courses.items()
    }
