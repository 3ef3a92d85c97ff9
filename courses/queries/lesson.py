"""The lesson player's read model: outline, body, and what the learner already did."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from courses.models import (
    Course,
    CourseText,
    Enrolment,
    Lesson,
    LessonContent,
    LessonFile,
    LessonProgress,
    ReflectionNote,
)
from courses.queries.labels import language_in_words
from courses.queries.progress import Progress, course_progress
from courses.queries.quiz import QuizState, quiz_states

FILE_TOKEN = re.compile(r"%%file:([A-Za-z0-9-]+)%%")
Address = Callable[[str], str]
OUTLINES = 200  # kept per process, each some 100 kB for forty lessons


@dataclass(frozen=True)
class Step:
    """A lesson as the outline names it."""

    lesson: Lesson
    title: str
    lang: str  # language of the title when it is not the interface's
    section: str
    content_id: int
    is_done: bool = False
    is_current: bool = False


@dataclass(frozen=True)
class Segment:
    """A part of the body: ``kind`` html, quiz or reflection, and what belongs to it."""

    kind: str
    html: str = ""
    quiz: QuizState | None = None
    block: str = ""
    prompt: str = ""
    note: str = ""


@dataclass(frozen=True)
class LessonView:
    """Everything the player shows."""

    course: Course
    course_title: str
    course_lang: str
    lesson: Lesson
    title: str
    lang: str
    language_label: str
    segments: list[Segment]
    outline: list[Step]
    number: int
    previous: Lesson | None = None
    next: Lesson | None = None
    progress: Progress | None = None
    enrolment: Enrolment | None = None
    position: int = 0
    sections: list[tuple[str, list[Step]]] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """Whether the learner has finished this lesson."""
        return any(step.is_current and step.is_done for step in self.outline)


def outline_of(course: Course, language: str) -> tuple[Step, ...]:
    """Lessons in teaching order with the best title for a language.

    One query for each content version of a course and process; nobody may change what it returns.
    """
    return _outline(course.key, course.content_version, course.language, language)


@lru_cache(maxsize=OUTLINES)
def _outline(key: str, version: int, first: str, language: str) -> tuple[Step, ...]:
    rows = (
        LessonContent.objects.filter(
            lesson__course__key=key,
            lesson__retired_at__isnull=True,
        )
        .select_related("lesson__section")
        .defer("segments")
        .order_by("lesson__position", "version")
    )
    # Newer versions come later; a lesson that only another language has is better than none.
    rank = {first: 1, language: 2}
    best: dict[int, LessonContent] = {}
    for row in rows:
        old = best.get(row.lesson_id)
        if old is None or rank.get(row.locale, 0) >= rank.get(old.locale, 0):
            best[row.lesson_id] = row
    return tuple(_step(row, language) for row in best.values())


@lru_cache(maxsize=OUTLINES)
def _course_title(key: str, version: int, first: str, language: str) -> tuple[str, str]:
    """What the course is called, and in which language; one query per version and process."""
    texts = CourseText.objects.filter(course__key=key).values_list("locale", "title")
    titles = dict(texts)
    shown = language if language in titles else first
    return titles.get(shown, ""), shown


def _step(row: LessonContent, language: str) -> Step:
    section = row.lesson.section
    titles = section.titles if section else {}
    return Step(
        lesson=row.lesson,
        title=row.title,
        lang="" if row.locale == language else row.locale,
        section=titles.get(language) or next(iter(titles.values()), ""),
        content_id=row.pk,
    )


def neighbours(
    outline: Sequence[Step], slug: str
) -> tuple[Lesson | None, Lesson | None, Lesson | None]:
    """A lesson by its slug with the one before and the one after it."""
    lessons = [step.lesson for step in outline]
    place = next((i for i, lesson in enumerate(lessons) if lesson.slug == slug), None)
    if place is None:
        return None, None, None
    before = lessons[place - 1] if place else None
    after = lessons[place + 1] if place + 1 < len(lessons) else None
    return lessons[place], before, after


def lesson_view(
    *,
    enrolment: Enrolment,
    slug: str,
    language: str,
    file_address: Address,
    progress: Progress | None = None,
) -> LessonView | None:
    """Read a lesson for its learner; ``None`` when the course has no such lesson.

    ``progress`` just computed is used again. Costs three queries, one or two more for each kind
    of interactive part the lesson holds, whatever the number of lessons, and one for an outline
    this process has not read since the course was published.
    """
    done = dict(
        LessonProgress.objects.filter(enrolment=enrolment).values_list("lesson", "completed_at")
    )
    steps = [
        _marked(step, is_done=done.get(step.lesson.pk) is not None, slug=slug)
        for step in outline_of(enrolment.course, language)
    ]
    if all(not step.is_current for step in steps):
        return None
    progress = progress or course_progress(enrolment)
    return _view(
        steps, enrolment.course, language, file_address, enrolment=enrolment, progress=progress
    )


def trial_view(
    *, course: Course, slug: str, language: str, file_address: Address
) -> LessonView | None:
    """Read a lesson opened for trying; nobody's progress is touched."""
    steps = [_marked(step, is_done=False, slug=slug) for step in outline_of(course, language)]
    return _view(steps, course, language, file_address, enrolment=None)


def _marked(step: Step, *, is_done: bool, slug: str) -> Step:
    return Step(
        lesson=step.lesson,
        title=step.title,
        lang=step.lang,
        section=step.section,
        content_id=step.content_id,
        is_done=is_done,
        is_current=step.lesson.slug == slug,
    )


def _view(
    steps: list[Step],
    course: Course,
    language: str,
    file_address: Address,
    *,
    enrolment: Enrolment | None,
    progress: Progress | None = None,
) -> LessonView | None:
    place = next((index for index, step in enumerate(steps) if step.is_current), None)
    if place is None:
        return None
    current = steps[place]
    content = LessonContent.objects.get(pk=current.content_id)
    title, lang = _course_title(course.key, course.content_version, course.language, language)
    return LessonView(
        course=course,
        course_title=title,
        course_lang=lang,
        lesson=current.lesson,
        title=current.title,
        lang=current.lang,
        language_label=language_in_words(content.locale),
        segments=_segments(content, current.lesson, language, file_address, enrolment=enrolment),
        outline=steps,
        number=place + 1,
        previous=steps[place - 1].lesson if place else None,
        next=steps[place + 1].lesson if place + 1 < len(steps) else None,
        progress=progress,
        enrolment=enrolment,
        sections=_grouped(steps),
    )


def _grouped(steps: list[Step]) -> list[tuple[str, list[Step]]]:
    groups: list[tuple[str, list[Step]]] = []
    for step in steps:
        if groups and groups[-1][0] == step.section:
            groups[-1][1].append(step)
        else:
            groups.append((step.section, [step]))
    return groups


def _segments(
    content: LessonContent,
    lesson: Lesson,
    language: str,
    file_address: Address,
    *,
    enrolment: Enrolment | None,
) -> list[Segment]:
    kinds = {part["kind"] for part in content.segments}
    quizzes = quiz_states(lesson, enrolment, language) if "quiz" in kinds else {}
    notes = _notes(lesson, enrolment) if "reflection" in kinds else {}
    files = _Files(lesson, file_address)
    found = []
    for part in content.segments:
        if part["kind"] == "html":
            found.append(Segment(kind="html", html=files.addressed(part["html"])))
        elif part["kind"] == "quiz" and part["quiz"] in quizzes:
            found.append(Segment(kind="quiz", quiz=quizzes[part["quiz"]]))
        elif part["kind"] == "reflection":
            found.append(
                Segment(
                    kind="reflection",
                    block=part["block"],
                    prompt=part["prompt"],
                    note=notes.get(part["block"], ""),
                )
            )
    return found


class _Files:
    """Puts addresses in place of tokens; asks the database only when there is a token."""

    def __init__(self, lesson: Lesson, address: Address) -> None:
        self.lesson, self.address = lesson, address
        self.keys: dict[str, str] | None = None

    def addressed(self, html: str) -> str:
        """Replace every token; a file that is gone leads to the top of the page."""
        return FILE_TOKEN.sub(self._address, html)

    def _address(self, match: re.Match[str]) -> str:
        if self.keys is None:
            rows = LessonFile.objects.filter(lesson=self.lesson, retired_at__isnull=True)
            self.keys = dict(rows.values_list("source_key", "key"))
        key = self.keys.get(match[1])
        return self.address(key) if key else "#inhalt"


def reflection_blocks(lesson: Lesson) -> set[str]:
    """The blocks of a lesson, in any language, beside which a note may be kept; one query."""
    bodies = LessonContent.objects.filter(lesson=lesson).values_list("segments", flat=True)
    return {part["block"] for body in bodies for part in body if part["kind"] == "reflection"}


def _notes(lesson: Lesson, enrolment: Enrolment | None) -> dict[str, str]:
    if enrolment is None:
        return {}
    rows = ReflectionNote.objects.filter(enrolment=enrolment, lesson=lesson)
    return dict(rows.values_list("block", "text"))
