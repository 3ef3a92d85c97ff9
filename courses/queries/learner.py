"""What a person learns: running, finished, certified."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from courses.enums import EnrolmentState
from courses.models import (
    Certificate,
    CourseText,
    Enrolment,
    Lesson,
    LessonProgress,
    Quiz,
    QuizAttempt,
)
from courses.queries.progress import Progress, progress_in_words, progress_of_all
from lms.accounts.models import User


@dataclass(frozen=True)
class LearningCard:
    """One course of the learner."""

    enrolment: Enrolment
    title: str
    lang: str
    partner: str
    image_url: str
    progress: Progress
    words: str
    certificates: list[Certificate] = field(default_factory=list)  # of any state

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
    def current(self) -> LearningCard | None:
        """The course seen last, to go on with."""
        return self.running[0] if self.running else None


def own_enrolment(user: User, key: str) -> Enrolment | None:
    """The person's own enrolment by key, with its course; one query."""
    return (
        Enrolment.objects.filter(user=user, key=key)
        .exclude(state=EnrolmentState.LEFT)
        .select_related("course__partner", "run", "user")
        .first()
    )


def learning(user: User, language: str) -> Learning:
    """Read the learner's courses, last seen first; four queries, however many there are."""
    left = Q(state=EnrolmentState.LEFT)
    rows = Enrolment.objects.filter(~left | Q(completed_at__isnull=False), user=user)
    rows = rows.select_related("course__partner", "run")
    rows = rows.prefetch_related(
        Prefetch("course__texts", queryset=CourseText.objects.only("course", "locale", "title")),
        "certificates",
    ).order_by("-last_seen_at", "-pk")
    progress = progress_of_all(rows)
    cards = [_card(row, progress[row.pk], language) for row in rows]
    here = [card for card in cards if card.enrolment.state != EnrolmentState.LEFT]
    return Learning(
        running=[card for card in here if card.enrolment.completed_at is None],
        finished=[card for card in here if card.enrolment.completed_at is not None],
        kept=[card for card in cards if card not in here and card.certificates],
    )


def _card(row: Any, progress: Progress, language: str) -> LearningCard:
    titles = {text.locale: text.title for text in row.course.texts.all()}
    shown = language if language in titles else row.course.language
    return LearningCard(
        enrolment=row,
        title=titles.get(shown, ""),
        lang="" if shown == language else shown,
        partner=row.course.partner.name,
        image_url=row.course.image_url,
        progress=progress,
        words=progress_in_words(progress),
        certificates=list(row.certificates.all()),
    )


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
