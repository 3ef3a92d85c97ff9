"""What team and learners of a run tell one another; who may tell, ask and answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from courses.enums import EnrolmentState
from courses.models import (
    Announcement,
    CourseRun,
    Enrolment,
    LessonContent,
    LessonQuestion,
    RunTeamMember,
)
from courses.queries.school_class import led_classes
from courses.queries.team import team_runs
from lms.accounts.enums import AccountKind, AgeBand
from lms.accounts.models import User

TOO_YOUNG = (AgeBand.UNDER_14, AgeBand.FROM_14)  # no lead stands between them and a team
ANSWERS_FOR = timedelta(days=60)  # after the end of a run


def led_runs(user: User) -> QuerySet[CourseRun]:
    """What the classes somebody leads learn, while the class lasts."""
    classes = led_classes(user).filter(ended_at=None)
    found = CourseRun.objects.filter(school_class__in=classes.order_by().values("pk"))
    return found.select_related("course__partner", "school_class")


def tellable_runs(user: User, at: datetime) -> QuerySet[CourseRun]:
    """Runs in which somebody may tell everybody something: of the team, or of the own class."""
    team = team_runs(user, ended_after=at - ANSWERS_FOR).order_by().values("pk")
    mine = Q(pk__in=team) | Q(pk__in=led_runs(user).order_by().values("pk"))
    return CourseRun.objects.filter(mine).select_related("course__partner", "school_class")


def news_of(run: CourseRun) -> QuerySet[Announcement]:
    """What was told in a run, the newest first."""
    return Announcement.objects.filter(run=run)


def with_conversation(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Enrolments with ``has_news``, ``has_team`` and ``has_asked``; asks nothing more."""
    team = RunTeamMember.objects.filter(
        run=OuterRef("run"), user__memberships__partner=OuterRef("course__partner")
    )
    return rows.annotate(
        has_news=Exists(Announcement.objects.filter(run=OuterRef("run"))),
        has_team=Exists(team),
        has_asked=Exists(LessonQuestion.objects.filter(enrolment=OuterRef("pk"))),
    )


def with_latest_news(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Enrolments with ``news_subject`` and ``news_at`` of the newest announcement, if any."""
    newest = Announcement.objects.filter(run=OuterRef("run")).order_by("-pk")
    return rows.annotate(
        news_subject=Subquery(newest.values("subject")[:1]),
        news_at=Subquery(newest.values("created_at")[:1]),
    )


def can_ask(enrolment: Enrolment) -> bool:
    """Whether anybody would answer, and the learner may write to them.

    A seat of a class asks its lead. Others ask the team, from 16 years on; a group's account has
    nobody in particular behind it. ``enrolment`` comes from ``with_conversation``.
    """
    user = enrolment.user
    if enrolment.run.school_class_id is not None:
        return user.kind == AccountKind.SEAT
    has_team = bool(getattr(enrolment, "has_team", False))
    return has_team and user.kind == AccountKind.PERSONAL and user.age_band not in TOO_YOUNG


def own_questions(enrolment: Enrolment, lesson_id: int) -> QuerySet[LessonQuestion]:
    """What a learner asked about a lesson."""
    return LessonQuestion.objects.filter(enrolment=enrolment, lesson=lesson_id)


def questions_for(user: User, at: datetime) -> QuerySet[LessonQuestion]:
    """Questions somebody may answer, with ``person``: a number, or the alias for who leads.

    The team sees what was let through to it, a lead everything of the own class; nobody their own.
    """
    team = team_runs(user, ended_after=at - ANSWERS_FOR).order_by().values("pk")
    led = led_runs(user).order_by().values("pk")
    before = Enrolment.objects.filter(run=OuterRef("enrolment__run"), pk__lte=OuterRef("enrolment"))
    number = before.order_by().values("run").annotate(people=Count("pk")).values("people")
    stays = ~Q(enrolment__state=EnrolmentState.LEFT)  # who left the run has left its team, too
    may = Q(enrolment__run__in=team, released_at__isnull=False) & stays
    may |= Q(enrolment__run__in=led)
    return (
        LessonQuestion.objects.filter(may)
        .exclude(enrolment__user=user)
        .annotate(
            number=Subquery(number, output_field=IntegerField()),
            alias=F("enrolment__user__seat__alias"),
            is_led=Exists(CourseRun.objects.filter(pk=OuterRef("enrolment__run"), pk__in=led)),
        )
        .select_related("lesson", "enrolment__run__school_class", "enrolment__course__partner")
        .select_related("enrolment__user")
    )


def unanswered(questions: QuerySet[LessonQuestion]) -> QuerySet[LessonQuestion]:
    """Those nobody has answered, the one that waits longest first."""
    return questions.filter(answered_at=None)


def answered(questions: QuerySet[LessonQuestion]) -> QuerySet[LessonQuestion]:
    """Those somebody has answered, the newest answer first."""
    return questions.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")


def lesson_titles(lessons: Iterable[int], language: str) -> dict[int, tuple[str, str]]:
    """Title of lessons with its language where that is not ``language``; one query."""
    rows = LessonContent.objects.filter(lesson__in=set(lessons)).order_by("version")
    found: dict[int, dict[str, str]] = {}
    for lesson, locale, title in rows.values_list("lesson", "locale", "title"):
        found.setdefault(lesson, {})[locale] = title
    first = {pk: next(iter(titles.items())) for pk, titles in found.items()}
    return {
        pk: (titles[language], "") if language in titles else (first[pk][1], first[pk][0])
        for pk, titles in found.items()
    }


@dataclass(frozen=True)
class Asked:
    """What was asked about a lesson, for its authors: nothing about who asked."""

    lesson: str
    lang: str
    text: str
    answer: str


def asked_about(course: UUID, language: str, *, most: int = 50) -> list[Asked]:
    """The newest questions about a course that may be passed on; two queries.

    What a class asks is among them only where its lead let it through.

    Args:
        course: Its source key.
        language: Of the lessons' titles.
        most: How many.
    """
    rows = list(
        LessonQuestion.objects.filter(
            lesson__course__source_key=course,
            lesson__retired_at=None,
            released_at__isnull=False,
        )
        .order_by("-released_at", "-pk")
        .only("lesson_id", "text", "answer")[:most]
    )
    titles = lesson_titles((row.lesson_id for row in rows), language) if rows else {}
    return [
        Asked(*titles.get(row.lesson_id, ("", "")), text=row.text, answer=row.answer)
        for row in rows
    ]
