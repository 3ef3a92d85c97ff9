"""Who of a run is how far, under names that say nothing: for the run's team only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.crypto import salted_hmac

from courses.enums import EnrolmentState
from courses.models import CourseRun, Enrolment, LessonProgress
from courses.queries.course import course_text
from courses.queries.lesson import Step, outline_of
from courses.queries.progress import Progress, progress_of_all

PER_PAGE = 50  # people; nobody sees more at once
DONE, BEGUN, OPEN = "done", "begun", "open"


@dataclass(frozen=True)
class PersonRow:
    """One person under a number; ``states`` has one of done, begun, open for each lesson."""

    number: int
    states: list[str]
    progress: Progress


@dataclass(frozen=True)
class RunProgress:
    """People of a run by lessons; ``page`` holds the keys of the people in ``rows``."""

    run: CourseRun
    title: str
    lang: str  # of the title
    steps: Sequence[Step]
    rows: list[PersonRow]
    page: Page[str]


def run_progress(*, run: CourseRun, number: str | None, language: str) -> RunProgress:
    """One page of people; six queries at most, however many there are.

    People stand in an order that says nothing of who they are or when they came, and that is the
    same each time. Who has left is not in the run.
    """
    people = Enrolment.objects.filter(run=run).exclude(state=EnrolmentState.LEFT)
    keys = sorted(people.order_by().values_list("key", flat=True), key=lambda key: _rank(run, key))
    page = Paginator(keys, PER_PAGE).get_page(number)
    found = {row.key: row for row in people.filter(key__in=list(page)).select_related("course")}
    shown = [found[key] for key in page if key in found]
    steps = outline_of(run.course, language)
    text = course_text(run.course.key, language)
    return RunProgress(
        run=run,
        title=text.title if text else "",
        lang=text.locale if text else "",
        steps=steps,
        rows=_rows(shown, steps, page.start_index()),
        page=page,
    )


def _rank(run: CourseRun, key: str) -> str:
    return salted_hmac("courses.run_progress", run.key + key).hexdigest()


def _rows(people: Sequence[Enrolment], steps: Sequence[Step], start: int) -> list[PersonRow]:
    progress = progress_of_all(people)
    known: dict[int, dict[int, datetime | None]] = defaultdict(dict)
    for enrolment, lesson, completed_at in LessonProgress.objects.filter(
        enrolment__in=people
    ).values_list("enrolment", "lesson", "completed_at"):
        known[enrolment][lesson] = completed_at
    return [
        PersonRow(
            number=number,
            states=[_state(known[row.pk], step) for step in steps],
            progress=progress[row.pk],
        )
        for number, row in enumerate(people, start)
    ]


def _state(known: dict[int, datetime | None], step: Step) -> str:
    if step.lesson.pk not in known:
        return OPEN
    return BEGUN if known[step.lesson.pk] is None else DONE
