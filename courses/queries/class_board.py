"""The lead's board: who is where, who is stuck, what is hard, what is due; aliases only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, ngettext

from courses.enums import AttemptState, EnrolmentState
from courses.models import (
    Assignment,
    ClassSeat,
    Course,
    CourseRun,
    CourseText,
    Enrolment,
    LessonProgress,
    QuizAttempt,
    Response,
    SchoolClass,
)
from courses.queries.class_meetings import Attended, attended_in_words, attended_meetings
from courses.queries.lesson import Step, outline_of
from courses.queries.school_class import running_assignments, seats_of
from lms.common.spreadsheet import Cell, Sheet

STUCK_AFTER = timedelta(days=7)  # without a step, unless the lead asks for another number
FAILED_TWICE = 2  # attempts at one test, and none passed
HARD_SHARE = 0.5  # of those who tried succeeded in less
HARD_LEAST = 3  # so many tried, else it says nothing
DONE, BEGUN, OPEN = "done", "begun", "open"


@dataclass(frozen=True)
class BoardRow:
    """One seat; ``states`` has one of done, begun, open for each step."""

    seat: ClassSeat
    states: list[str]
    done: int
    required: int
    passed: int  # tests
    last_at: datetime | None
    stuck: str  # why, in words; "" where nothing is the matter
    is_in: bool  # enrolled in the course
    attended: int  # meetings, in a group of adults


@dataclass(frozen=True)
class Hard:
    """A test or a question in which few of the class succeed."""

    title: str
    tried: int
    right: int


@dataclass(frozen=True)
class ClassBoard:
    """A class in one course; ``courses`` are (key, title) to choose from."""

    school_class: SchoolClass
    courses: list[tuple[str, str]]
    course: Course | None
    run: CourseRun | None  # of the class in this course, where it has one of its own
    title: str
    steps: Sequence[Step]
    rows: list[BoardRow]
    hard: list[Hard]
    due: list[Assignment]
    titles: dict[int, str]
    meetings: int  # of a group of adults; pupils have none

    @property
    def stuck(self) -> list[BoardRow]:
        """Seats that need somebody."""
        return [row for row in self.rows if row.stuck]


def class_board(
    school_class: SchoolClass,
    *,
    course: str,
    language: str,
    at: datetime,
    stuck_after: timedelta = STUCK_AFTER,
) -> ClassBoard:
    """Read a class in one course (its key; "": the first there is); nine queries at most.

    Courses of ended tasks stay on the board; they are asked for only where no task runs.
    """
    due = list(running_assignments(school_class))
    courses = {row.course_id: row.course for row in due}
    runs = [row.run for row in due] or list(school_class.runs.select_related("course"))
    courses |= {run.course_id: run.course for run in runs if run.course_id not in courses}
    titles = _titles(courses, language)
    chosen = next((c for c in courses.values() if c.key == course), None)
    chosen = chosen or next(iter(courses.values()), None)
    seats = list(seats_of(school_class))
    attended = attended_meetings(school_class)
    read = _Course(seats, chosen, language, attended) if chosen else None
    return ClassBoard(
        school_class=school_class,
        courses=[(one.key, titles[pk]) for pk, one in courses.items()],
        course=chosen,
        run=_own_run(runs, chosen),
        title=titles[chosen.pk] if chosen else "",
        steps=read.steps if read else (),
        rows=[read.row(seat, at, stuck_after) for seat in seats] if read else [],
        hard=read.hard() if read else [],
        due=[row for row in due if row.due_at],
        titles=titles,
        meetings=attended.meetings,
    )


def _own_run(runs: Iterable[CourseRun], course: Course | None) -> CourseRun | None:
    own = (run for run in runs if run.school_class_id and course and run.course_id == course.pk)
    return next(own, None)


def _titles(courses: dict[int, Course], language: str) -> dict[int, str]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for text in CourseText.objects.filter(course__in=courses):
        found[text.course_id][text.locale] = text.title
    return {
        pk: found[pk].get(language) or found[pk].get(one.language, "")
        for pk, one in courses.items()
    }


class _Course:
    """What the seats of a class did in one course, read once."""

    def __init__(
        self, seats: list[ClassSeat], course: Course, language: str, attended: Attended
    ) -> None:
        self.attended = attended
        self.steps = outline_of(course, language)
        self.language = language
        rows = Enrolment.objects.filter(course=course, user__in=[seat.user_id for seat in seats])
        rows = rows.exclude(state=EnrolmentState.LEFT)
        self.enrolments = {row.user_id: row for row in rows}
        ids = [row.pk for row in self.enrolments.values()]
        self.progress: dict[int, dict[int, LessonProgress]] = defaultdict(dict)
        for one in LessonProgress.objects.filter(enrolment__in=ids):
            self.progress[one.enrolment_id][one.lesson_id] = one
        self.attempts: dict[int, list[QuizAttempt]] = defaultdict(list)
        tries = QuizAttempt.objects.filter(enrolment__in=ids, quiz__retired_at=None)
        for attempt in tries.select_related("quiz").defer("frozen"):
            self.attempts[attempt.enrolment_id].append(attempt)

    def row(self, seat: ClassSeat, at: datetime, stuck_after: timedelta) -> BoardRow:
        enrolment = self.enrolments.get(seat.user_id)
        known = self.progress[enrolment.pk] if enrolment else {}
        tries = self.attempts[enrolment.pk] if enrolment else []
        states = [_state(known.get(step.lesson.pk)) for step in self.steps]
        needed = [
            state for state, step in zip(states, self.steps, strict=True) if step.lesson.is_required
        ]
        moments = [one.updated_at for one in known.values()]
        moments += [one.submitted_at or one.started_at for one in tries]
        return BoardRow(
            seat=seat,
            states=states,
            done=needed.count(DONE),
            required=len(needed),
            passed=len({one.quiz_id for one in tries if one.is_passed}),
            last_at=max(moments, default=None),
            stuck=self._stuck(enrolment, tries, max(moments, default=None), at - stuck_after),
            is_in=enrolment is not None,
            attended=self.attended.by_seat[seat.pk],
        )

    def _stuck(
        self,
        enrolment: Enrolment | None,
        tries: list[QuizAttempt],
        last: datetime | None,
        before: datetime,
    ) -> str:
        if enrolment is None or enrolment.completed_at is not None:
            return ""
        passed = {one.quiz_id for one in tries if one.is_passed}
        failed: dict[int, int] = defaultdict(int)
        for one in tries:
            if one.is_passed is False and one.quiz_id not in passed:
                failed[one.quiz_id] += 1
        most = max(failed.values(), default=0)
        if most >= FAILED_TWICE:
            words = ngettext(
                "%(n)d Versuch nicht bestanden", "%(n)d Versuche nicht bestanden", most
            )
            return words % {"n": most}
        if (last or enrolment.enrolled_at) < before:
            return _("lange kein Schritt") if last else _("noch nicht begonnen")
        return ""

    def hard(self) -> list[Hard]:
        """Tests and questions, the hardest first; one more query."""
        found = [*self._hard_tests(), *self._hard_questions()]
        return sorted(found, key=lambda one: one.right / one.tried)

    def _hard_tests(self) -> Iterable[Hard]:
        tried: dict[int, set[int]] = defaultdict(set)
        right: dict[int, set[int]] = defaultdict(set)
        quizzes = {}
        for enrolment, tries in self.attempts.items():
            for one in tries:
                if one.state == AttemptState.SUBMITTED:
                    quizzes[one.quiz_id] = one.quiz
                    tried[one.quiz_id].add(enrolment)
                if one.is_passed:
                    right[one.quiz_id].add(enrolment)
        for pk, people in tried.items():
            if _is_hard(len(people), len(right[pk])):
                titles = quizzes[pk].titles
                title = titles.get(self.language) or next(iter(titles.values()), "")
                yield Hard(title, len(people), len(right[pk]))

    def _hard_questions(self) -> Iterable[Hard]:
        ids = [
            one.pk
            for tries in self.attempts.values()
            for one in tries
            if one.state == AttemptState.SUBMITTED
        ]
        rows = (
            Response.objects.filter(attempt__in=ids, is_correct__isnull=False)
            .order_by()
            .values("version", "version__content")
            .annotate(tried=Count("pk"), right=Count("pk", filter=Q(is_correct=True)))
        )
        for row in rows if ids else ():
            if _is_hard(row["tried"], row["right"]):
                yield Hard(row["version__content"].get("prompt", ""), row["tried"], row["right"])


def _is_hard(tried: int, right: int) -> bool:
    return tried >= HARD_LEAST and right < tried * HARD_SHARE


def _state(known: LessonProgress | None) -> str:
    if known is None:
        return OPEN
    return BEGUN if known.completed_at is None else DONE


def board_sheet(board: ClassBoard) -> Sheet:
    """The table of the page as a file: the same rows, columns and words."""
    words = {DONE: _("fertig"), BEGUN: _("begonnen"), OPEN: _("noch offen")}
    columns = [
        _("Platz"),
        _("Pflichtlektionen"),
        _("Tests bestanden"),
        *([_("Treffen")] if board.meetings else []),
        _("Zuletzt"),
        _("Hinweis"),
        *[step.title for step in board.steps],
    ]
    rows: list[list[Cell]] = [
        [
            row.seat.alias,
            _("%(done)d von %(all)d") % {"done": row.done, "all": row.required},
            row.passed,
            *([attended_in_words(row.attended, board.meetings)] if board.meetings else []),
            date_format(localtime(row.last_at), "SHORT_DATE_FORMAT") if row.last_at else "",
            row.stuck,
            *[words[state] for state in row.states],
        ]
        for row in board.rows
    ]
    return Sheet(board.title or board.school_class.title, columns, rows)
