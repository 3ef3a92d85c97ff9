"""What a person learns: running, finished, certified."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.urls import reverse

from courses.enums import CertificateState, EnrolmentState
from courses.models import (
    Certificate,
    CourseText,
    Enrolment,
    Lesson,
    LessonProgress,
    Quiz,
    QuizAttempt,
)
from courses.queries.certificate import course_certificates
from courses.queries.conversation import with_conversation, with_latest_news
from courses.queries.progress import Progress, progress_in_words, progress_of_all
from lms.accounts.models import User

PLACE = "0000000000"  # stands for a key; no key holds a zero


@dataclass(frozen=True)
class LearningCard:
    """One course of the learner."""

    enrolment: Enrolment
    title: str
    lang: str
    partner: str
    pages: dict[str, str]  # addresses: resume, leave, certificate, dates, news, papers
    progress: Progress
    words: str
    certificates: list[Certificate] = field(default_factory=list)  # valid and revoked ones
    is_leave: bool = False  # the run is, or was asked to be, recognised as Bildungszeit

    @property
    def waits_for_name(self) -> bool:
        """Finished, but nothing is issued to a user name."""
        return self.enrolment.completed_at is not None and not self.certificates


@dataclass(frozen=True)
class Learning:
    """The page "Mein Lernen"."""

    running: list[LearningCard]
    finished: list[LearningCard]
    kept: list[LearningCard]  # left, but certified

    @property
    def enrolments(self) -> list[Enrolment]:
        """All enrolments the page shows."""
        return [card.enrolment for card in (*self.running, *self.finished, *self.kept)]

    @property
    def current(self) -> LearningCard | None:
        """The course seen last, to go on with."""
        return self.running[0] if self.running else None


def own_enrolment(user: User, key: str) -> Enrolment | None:
    """The person's own enrolment by key, with its course; one query."""
    mine = Enrolment.objects.filter(user=user, key=key).exclude(state=EnrolmentState.LEFT)
    rows = with_conversation(mine)
    return rows.select_related("course__partner", "run", "user", "rule").first()


def learning(user: User, language: str) -> Learning:
    """Read the learner's courses, last seen first; four queries, however many there are."""
    left = Q(state=EnrolmentState.LEFT)
    rows = Enrolment.objects.filter(~left | Q(completed_at__isnull=False), user=user)
    rows = with_latest_news(rows).order_by("-last_seen_at", "-pk")
    rows = rows.select_related("course__partner", "run__leave_recognition", "rule")
    progress = progress_of_all(rows)
    titles, certificates, pages = _titles(rows, language), _certificates(rows), _pages()
    cards = [
        LearningCard(
            enrolment=row,
            title=titles[row.course_id][0],
            lang=titles[row.course_id][1],
            partner=row.course.partner.name,
            pages={name: page.replace(PLACE, row.key) for name, page in pages.items()},
            progress=progress[row.pk],
            words=progress_in_words(progress[row.pk]),
            certificates=certificates[row.pk],
            is_leave=hasattr(row.run, "leave_recognition"),
        )
        for row in rows
    ]
    here = [card for card in cards if card.enrolment.state != EnrolmentState.LEFT]
    gone = [card for card in cards if card.enrolment.state == EnrolmentState.LEFT]
    return Learning(
        running=[card for card in here if card.enrolment.completed_at is None],
        finished=[card for card in here if card.enrolment.completed_at is not None],
        kept=[card for card in gone if card.certificates],
    )


def _titles(rows: QuerySet[Enrolment], language: str) -> dict[int, tuple[str, str]]:
    """Title by course, with its language where that is not ``language``.

    Prefetching would build a query set for every course.
    """
    first = {row.course_id: row.course.language for row in rows}
    found: dict[int, tuple[str, str]] = defaultdict(lambda: ("", ""))
    texts = CourseText.objects.filter(course__in=first)
    for course, locale, title in texts.values_list("course", "locale", "title"):
        if locale == language:
            found[course] = title, ""
        elif locale == first[course] and course not in found:
            found[course] = title, locale
    return found


def _certificates(rows: QuerySet[Enrolment]) -> dict[int, list[Certificate]]:
    found: dict[int, list[Certificate]] = defaultdict(list)
    issued = course_certificates().filter(enrolment__in={row.pk for row in rows})
    for certificate in issued.exclude(state=CertificateState.REPLACED):
        if certificate.enrolment_id is not None:
            found[certificate.enrolment_id].append(certificate)
    return found


def _addresses() -> dict[str, str]:
    """Addresses of an enrolment's pages with ``PLACE`` for its key: resolved once for a list."""
    names = ("resume", "leave", "certificate-name")
    return {name: reverse(f"courses:{name}", args=[PLACE]) for name in names}


def _pages() -> dict[str, str]:
    """Addresses with ``PLACE`` for the enrolment's key: resolved once, however long the list."""
    routes = {"resume": "resume", "leave": "leave", "certificate": "certificate-name"}
    routes |= {"dates": "own-dates", "news": "run-news", "papers": "leave-papers"}
    return {name: reverse(f"courses:{route}", args=[PLACE]) for name, route in routes.items()}


def resume_lesson(enrolment: Enrolment) -> tuple[Lesson | None, int]:
    """Where to go on: the lesson seen last with its position, else the first not done.

    A lesson that was finished leads on to the first one open; when all are done, to the first
    test that is still to be passed. Two queries, one more in that case.
    """
    lessons = list(enrolment.course.lessons.filter(retired_at__isnull=True).order_by("position"))
    rows = LessonProgress.objects.filter(enrolment=enrolment)
    known = {row.lesson_id: row for row in rows}
    last = next((x for x in lessons if x.pk == enrolment.last_lesson_id), None)
    if last is not None and last.pk in known and known[last.pk].completed_at is None:
        return last, known[last.pk].position
    undone = [x for x in lessons if x.pk not in known or known[x.pk].completed_at is None]
    if not undone and enrolment.completed_at is None:
        undone = [x for x in lessons if x.pk == _missing_quiz(enrolment, lessons)]
    after = [x for x in undone if last is not None and x.position > last.position]
    return next(iter(after or undone or lessons), None), 0


def _missing_quiz(enrolment: Enrolment, lessons: list[Lesson]) -> int | None:
    """The lesson of the first test that counts and is not passed."""
    passed = QuizAttempt.objects.filter(enrolment=enrolment, is_passed=True).values("quiz")
    missing = Quiz.objects.filter(lesson__in=lessons, is_required=True, retired_at__isnull=True)
    order = missing.exclude(pk__in=passed).order_by("lesson__position")
    return order.values_list("lesson", flat=True).first()
