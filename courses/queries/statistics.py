"""What happens in a course: key figures of its runs, told as ``grading.disclosure`` permits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.crypto import salted_hmac

from courses.grading.content import parse
from courses.grading.disclosure import LEAST, admitted, shown
from courses.grading.mistakes import Mistake, mistakes
from courses.grading.shapes import QuestionContent
from courses.grading.statistics import (
    Figures,
    Item,
    ItemTally,
    LessonFigures,
    combined,
    enough,
    quiz_figures,
)
from courses.models import Course, Enrolment, LessonProgress, QuestionVersion, Response

CHUNK = 2000  # rows in memory at once
Groups = dict[str, dict[int, datetime | None]]  # run key → enrolment → when it was finished


class GradedAnswer(NamedTuple):
    """One graded answer of a first attempt as the database gives it."""

    attempt: int
    enrolment: int
    quiz: int
    started_at: datetime
    submitted_at: datetime
    version: int
    points: Decimal
    answer: Any


@dataclass(frozen=True)
class CourseFigures:
    """Figures by run, for those that have any; ``versions`` are the questions that were asked."""

    runs: Mapping[str, Figures]
    versions: Mapping[int, QuestionVersion]

    @cached_property
    def together(self) -> Figures:
        """The whole course, from what is shown for its runs."""
        return combined(self.runs.values())

    def of(self, run: str) -> Figures:
        """One run's figures by its key, the whole course's without one; KeyError for others."""
        return self.runs[run] if run else self.together


def course_figures(course: Course, *, until: datetime) -> CourseFigures:
    """Compute the figures of everything that happened before ``until``.

    Four queries, whatever the number of people; rows are streamed and added up. One query where
    no run has enough people.
    """
    groups = admitted_people(course, until)
    if not groups:
        return CourseFigures({}, {})
    versions = _asked(course)
    lessons, finished = _lessons(course, groups, until), _finished(groups, until)
    tallies, times = _answers(course, groups, versions, until)
    runs = {
        run: Figures(
            people=shown(len(people)),
            finished=finished[run],
            lessons=lessons[run],
            quizzes=enough({key: quiz_figures(found) for key, found in times[run].items()}),
            items=enough({key: tally.figures() for key, tally in tallies[run].items()}),
        )
        for run, people in groups.items()
    }
    return CourseFigures(runs, versions)


def admitted_people(course: Course, until: datetime) -> Groups:
    """Enrolments the figures of each run are about; runs with too few are left out. One query.

    Somebody enrolled twice counts once, with the later enrolment.
    """
    rows = Enrolment.objects.filter(course=course, enrolled_at__lt=until)
    values = rows.order_by("enrolled_at", "pk").values_list(
        "user", "run__key", "pk", "completed_at"
    )
    latest: dict[int, tuple[str, int, datetime | None]] = {}
    for user, run, enrolment, completed_at in values.iterator(chunk_size=CHUNK):
        latest[user] = (run, enrolment, completed_at)
    groups: Groups = defaultdict(dict)
    for run, enrolment, completed_at in latest.values():
        groups[run][enrolment] = completed_at
    kept = {}
    for run, people in groups.items():
        number = admitted(len(people), offset_of(run))
        if number:
            kept[run] = dict(list(people.items())[:number])
    return kept


def offset_of(run: str) -> int:
    """A run's secret 0..4, always the same (see ``grading.disclosure``)."""
    return salted_hmac("courses.statistics", run).digest()[0] % LEAST


def _asked(course: Course) -> dict[int, QuestionVersion]:
    """The versions somebody was asked; whose they are is told along. One query."""
    answered = Response.objects.filter(attempt__enrolment__course=course).values("version")
    versions = QuestionVersion.objects.filter(pk__in=answered)
    return {row.pk: row for row in versions.select_related("question__bank")}


def _finished(groups: Groups, until: datetime) -> dict[str, int]:
    return {
        run: shown(sum(done is not None and done < until for done in people.values()))
        for run, people in groups.items()
    }


def _run_of(groups: Groups) -> dict[int, str]:
    return {enrolment: run for run, people in groups.items() for enrolment in people}


def _lessons(
    course: Course, groups: Groups, until: datetime
) -> dict[str, dict[int, LessonFigures]]:
    """Who began and finished which lesson; one query."""
    run_of = _run_of(groups)
    counts: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    rows = LessonProgress.objects.filter(
        enrolment__course=course, lesson__retired_at=None, started_at__lt=until
    ).values_list("enrolment", "lesson", "completed_at")
    for enrolment, lesson, completed_at in rows.iterator(chunk_size=CHUNK):
        if run := run_of.get(enrolment):
            counts[run, lesson][0] += 1
            counts[run, lesson][1] += completed_at is not None and completed_at < until
    found: dict[str, dict[int, LessonFigures]] = {run: {} for run in groups}
    for (run, lesson), (started, completed) in counts.items():
        found[run][lesson] = LessonFigures(shown(started), shown(completed))
    return {run: enough(lessons) for run, lessons in found.items()}


Tallies = dict[str, dict[Item, ItemTally]]
Times = dict[str, dict[int, list[float]]]


def _answers(
    course: Course, groups: Groups, versions: Mapping[int, QuestionVersion], until: datetime
) -> tuple[Tallies, Times]:
    """Add up the graded answers of first attempts and how long these took; one query.

    Later attempts know the questions and say little about them.
    """
    run_of = _run_of(groups)
    contents = {pk: parse(version.type, version.content) for pk, version in versions.items()}
    tallies: Tallies = {run: {} for run in groups}
    times: Times = {run: defaultdict(list) for run in groups}
    for _attempt, rows in groupby(_graded(course, until), key=lambda row: row.attempt):
        answers = list(rows)
        first = answers[0]
        if run := run_of.get(first.enrolment):
            taken = first.submitted_at - first.started_at
            times[run][first.quiz].append(taken.total_seconds())
            _count(answers, contents, tallies[run])
    return tallies, times


def _graded(course: Course, until: datetime) -> Iterator[GradedAnswer]:
    """What waits for a person to grade it has no points yet and is left out."""
    rows = Response.objects.filter(
        attempt__enrolment__course=course,
        attempt__number=1,
        attempt__submitted_at__lt=until,
        attempt__quiz__retired_at=None,
        attempt__quiz__lesson__retired_at=None,
        points__isnull=False,
    ).order_by("attempt", "position")
    names = ("enrolment", "quiz", "started_at", "submitted_at")
    values = rows.values_list(
        "attempt", *(f"attempt__{name}" for name in names), "version", "points", "answer"
    )
    return (GradedAnswer(*row) for row in values.iterator(chunk_size=CHUNK))


def _count(
    answers: Iterable[GradedAnswer],
    contents: Mapping[int, QuestionContent],
    tallies: dict[Item, ItemTally],
) -> None:
    """Add one attempt's answers; self-assessments have no points and are none."""
    counting = [row for row in answers if contents[row.version].points]
    points = sum((row.points for row in counting), Decimal(0))
    possible = sum(contents[row.version].points for row in counting)
    for row in counting:
        question = contents[row.version]
        tally = tallies.setdefault((row.quiz, row.version), ItemTally(question.points))
        others = possible - question.points
        rest = float((points - row.points) / others) if others else None
        made: Iterable[Mistake] = ()
        if row.points < question.points:
            made = set(mistakes(question, row.answer))
        tally.add(row.points, rest, made)
