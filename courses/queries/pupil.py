"""What a pupil's start page shows: where to go on, what is due when, on which way, what is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from courses.enums import EnrolmentState
from courses.models import Assignment, ClassSeat, Enrolment, LessonProgress, QuizAttempt
from courses.queries.conversation import with_latest_news
from courses.queries.lesson import outline_of
from courses.queries.path.progress import own_paths, steps_in_words
from courses.queries.progress import Progress, progress_in_words, progress_of_all
from courses.queries.quiz import quiz_title
from courses.queries.school_class import assigned_to
from courses.queries.team import run_titles
from lms.accounts.models import User

NEWS_STAYS = timedelta(days=14)  # on the start page
LEAST_STEPS = 2  # of one path: with fewer there is no way to see


@dataclass(frozen=True)
class News:
    """What was told last in one course."""

    subject: str
    course: str
    told_at: datetime
    address: str  # all that was told there


@dataclass(frozen=True)
class Task:
    """One thing a pupil is to do."""

    title: str  # of the course, the lesson or the test
    course: str  # beside the title of a part
    address: str
    due_at: datetime | None
    is_done: bool
    is_late: bool
    words: str = ""  # how far, where it is a whole course
    share: float = 0


@dataclass(frozen=True)
class PupilPath:
    """A learning path of which the pupil was given several steps; the others are not told of."""

    title: str
    lang: str
    steps: list[Task]  # in the order of the path

    @property
    def done(self) -> int:
        """The number of finished steps."""
        return sum(step.is_done for step in self.steps)

    @property
    def share(self) -> float:
        """The finished share, 0..1."""
        return self.done / len(self.steps)

    @property
    def words(self) -> str:
        """How far, in words."""
        return steps_in_words(self.done, len(self.steps))


@dataclass(frozen=True)
class PupilStart:
    """Everything on the page; ``current`` is where the pupil was last."""

    seat: ClassSeat
    current: Task | None
    due: list[Task]
    done: list[Task]
    news: list[News]
    paths: list[PupilPath]


def seat_of(user: User) -> ClassSeat | None:
    """The seat behind an account, with its class."""
    seats = ClassSeat.objects.filter(user=user, removed_at=None)
    return seats.select_related("school_class__partner", "user").first()


def pupil_start(seat: ClassSeat, *, language: str, at: datetime) -> PupilStart:
    """Read a pupil's tasks, the nearest date first; eight queries, however many there are."""
    read = _Reading(seat, language, at)
    tasks = [read.task(row) for row in read.assignments if row.course_id in read.enrolments]
    assigned = {row.course_id for row in read.assignments}
    rest = [row for row in read.enrolments.values() if row.course_id not in assigned]
    tasks += [read.course_task(row, None) for row in rest]
    due = [task for task in tasks if not task.is_done]
    return PupilStart(
        seat=seat,
        current=read.current(),
        due=due,
        done=[task for task in tasks if task.is_done],
        news=read.news(),
        paths=read.paths(),
    )


def next_address(seat: ClassSeat, *, language: str, at: datetime) -> str:
    """Where "Los geht's" leads: the first thing to do, else the start page."""
    due = pupil_start(seat, language=language, at=at).due
    return due[0].address if due else reverse("courses:learning")


class _Reading:
    """The rows of one pupil, read once."""

    def __init__(self, seat: ClassSeat, language: str, at: datetime) -> None:
        self.language, self.at = language, at
        self.assignments: list[Assignment] = list(assigned_to(seat))
        rows = Enrolment.objects.filter(user=seat.user).exclude(state=EnrolmentState.LEFT)
        rows = with_latest_news(rows)
        found = list(rows.select_related("course", "run", "rule").order_by("-last_seen_at", "-pk"))
        self.enrolments = {row.course_id: row for row in found}
        self.progress: dict[int, Progress] = progress_of_all(found)
        self.titles = run_titles((row.run for row in self._with_courses(found)), language)
        parts = [row for row in self.assignments if row.lesson_id or row.quiz_id]
        self.lessons = self._done_lessons(parts)
        self.quizzes = self._passed_quizzes(parts)

    @staticmethod
    def _with_courses(rows: Iterable[Enrolment]) -> Iterable[Enrolment]:
        for row in rows:
            row.run.course = row.course  # already read
            yield row

    def _done_lessons(self, parts: list[Assignment]) -> set[int]:
        ids = [row.lesson_id for row in parts if row.lesson_id]
        done = LessonProgress.objects.filter(
            enrolment__in=self.enrolments.values(), lesson__in=ids, completed_at__isnull=False
        )
        return set(done.values_list("lesson", flat=True)) if ids else set()

    def _passed_quizzes(self, parts: list[Assignment]) -> set[int]:
        ids = [row.quiz_id for row in parts if row.quiz_id]
        passed = QuizAttempt.objects.filter(
            enrolment__in=self.enrolments.values(), quiz__in=ids, is_passed=True
        )
        return set(passed.values_list("quiz", flat=True)) if ids else set()

    def current(self) -> Task | None:
        """Where the pupil was last, unless everything of it is done."""
        rows = (row for row in self.enrolments.values() if row.completed_at is None)
        last = next((row for row in rows if row.last_lesson_id), None)
        return self.course_task(last, None) if last else None

    def news(self) -> list[News]:
        """The newest of each course, while it is new; the last one first."""
        since = self.at - NEWS_STAYS
        found = []
        for row in self.enrolments.values():
            told_at: datetime | None = getattr(row, "news_at", None)
            if told_at is not None and told_at >= since:
                subject: str = getattr(row, "news_subject", "")
                address = reverse("courses:run-news", args=[row.key])
                found.append(News(subject, self.titles[row.course_id], told_at, address))
        return sorted(found, key=lambda one: one.told_at, reverse=True)

    def paths(self) -> list[PupilPath]:
        """The ways that lead through several of the pupil's courses."""
        if len(self.enrolments) < LEAST_STEPS:
            return []
        found = []
        for one in own_paths(self.enrolments, self.language):
            rows = [own.enrolment for own in one.steps if own.enrolment is not None]
            if len(rows) >= LEAST_STEPS:
                steps = [self.course_task(row, None) for row in rows]
                found.append(PupilPath(one.path.title, one.path.lang, steps))
        return found

    def task(self, row: Assignment) -> Task:
        """One assignment as the page shows it."""
        enrolment = self.enrolments[row.course_id]
        if row.quiz is not None:
            lesson, is_done = row.quiz.lesson, row.quiz_id in self.quizzes
            title = quiz_title(row.quiz, self.language)[0]
            address = reverse("courses:quiz", args=[enrolment.key, lesson.slug, row.quiz.key])
        elif row.lesson is not None:
            is_done = row.lesson_id in self.lessons
            steps = outline_of(enrolment.course, self.language)
            title = next((s.title for s in steps if s.lesson.pk == row.lesson_id), "")
            address = reverse("courses:lesson", args=[enrolment.key, row.lesson.slug])
        else:
            return self.course_task(enrolment, row.due_at)
        return Task(
            title=title,
            course=self.titles[row.course_id],
            address=address,
            due_at=row.due_at,
            is_done=is_done,
            is_late=self._is_late(row.due_at, is_done=is_done),
        )

    def course_task(self, enrolment: Enrolment, due_at: datetime | None) -> Task:
        """A whole course."""
        progress, is_done = self.progress[enrolment.pk], enrolment.completed_at is not None
        return Task(
            title=self.titles[enrolment.course_id],
            course="",
            address=reverse("courses:resume", args=[enrolment.key]),
            due_at=due_at,
            is_done=is_done,
            is_late=self._is_late(due_at, is_done=is_done),
            words=progress_in_words(progress),
            share=progress.share,
        )

    def _is_late(self, due_at: datetime | None, *, is_done: bool) -> bool:
        return due_at is not None and due_at < self.at and not is_done
