"""The lesson player."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from courses.actions.progress import END, record_step, save_note
from courses.enums import CourseState, SignalKind
from courses.models import Enrolment, Lesson, LessonFile
from courses.queries.conversation import can_ask, own_questions
from courses.queries.course import course_text
from courses.queries.lesson import (
    LessonView,
    lesson_view,
    neighbours,
    outline_of,
    reflection_blocks,
    trial_view,
)
from courses.queries.progress import Progress, progress_in_words
from courses.rules import can_try_lesson
from courses.views.access import language, learning_in, learning_or_404, lesson_or_404, see
from courses.views.files import send_file
from courses.views.kept import NOTE, keeps_form
from lms.common.htmx import wants_part
from lms.common.text import whole_number

DIGITS = 4  # of a position


def _view_or_404(enrolment: Enrolment, slug: str, progress: Progress | None = None) -> LessonView:
    def address(key: str) -> str:
        return reverse("courses:lesson-file", args=[enrolment.key, slug, key])

    view = lesson_view(
        enrolment=enrolment,
        slug=slug,
        language=language(),
        file_address=address,
        progress=progress,
    )
    if view is None:
        raise Http404
    return view


def _show(request: HttpRequest, view: LessonView) -> HttpResponse:
    words = progress_in_words(view.progress) if view.progress else ""
    name = "courses/lesson.html#player" if wants_part(request) else "courses/lesson.html"
    context = {
        "view": view,
        "words": words,
        "is_part": wants_part(request),
        "signals": SignalKind.choices,
        **_conversation(view),
    }
    return render(request, name, context)


def _conversation(view: LessonView) -> dict[str, object]:
    """Whether one may ask, and what one asked; a query more for who ever did."""
    row = view.enrolment
    if row is None:
        return {}
    has_asked = getattr(row, "has_asked", False)
    asked = list(own_questions(row, view.lesson.pk)) if has_asked else []
    return {"can_ask": can_ask(row), "asked": asked}


@learning_in
@require_safe
def lesson(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Show a lesson; writes nothing."""
    return _show(request, _view_or_404(learning_or_404(request, enrolment), lesson))


@keeps_form
@require_POST
def step(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Record the step and the notes beside it, and lead on: next, done, back, stay or later."""
    row = learning_or_404(request, enrolment)
    current, before, after = neighbours(outline_of(row.course, language()), lesson)
    if current is None:
        raise Http404
    direction = request.POST.get("direction", "later")
    is_done = direction in {"next", "done"}
    position = END if is_done else _position(request)
    _keep_notes(row, current, request.POST)
    progress = record_step(
        enrolment=row, lesson=current, position=position, completed=is_done, at=timezone.now()
    )
    targets = {"next": after, "back": before, "done": current, "stay": current}
    target = targets.get(direction)
    if target is None:
        return _leave(request)
    address = reverse("courses:lesson", args=[row.key, target.slug])
    if not wants_part(request):
        return see(address)
    response = _show(request, _view_or_404(row, target.slug, progress))
    response["HX-Push-Url"] = address
    return response


def _leave(request: HttpRequest) -> HttpResponse:
    """To my learning; htmx would put that page into this one, so it is told to go there."""
    address = reverse("courses:learning")
    return HttpResponseClientRedirect(address) if wants_part(request) else see(address)


def _keep_notes(enrolment: Enrolment, lesson: Lesson, sent: QueryDict) -> None:
    """Keep the notes that came along; only for places the lesson really has."""
    typed = {name.removeprefix(NOTE): str(sent[name]) for name in sent if name.startswith(NOTE)}
    if typed:
        for block in typed.keys() & reflection_blocks(lesson):
            save_note(
                enrolment=enrolment, lesson=lesson, block=block, text=typed[block],
                at=timezone.now(),
            )  # fmt: skip


@learning_in
@require_POST
def position(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Remember how far one has read; sent by a script when the page is left."""
    row = learning_or_404(request, enrolment)
    record_step(
        enrolment=row,
        lesson=lesson_or_404(row, lesson),
        position=_position(request),
        completed=False,
        at=timezone.now(),
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@learning_in
@require_safe
def file(request: HttpRequest, enrolment: str, lesson: str, *, file: str) -> HttpResponseBase:
    """Send a file of a lesson one may open."""
    row = learning_or_404(request, enrolment)
    return send_file(request, _file_or_404(lesson_or_404(row, lesson), file))


@require_safe
def trial_lesson(request: HttpRequest, key: str, slug: str, lesson: str) -> HttpResponse:
    """Show a lesson opened for trying; nothing is stored, nobody is known."""
    text = course_text(key, language())
    if text is None or text.course.state != CourseState.PUBLISHED:
        raise Http404

    def address(name: str) -> str:
        return reverse("courses:trial-file", args=[key, text.slug, lesson, name])

    view = trial_view(course=text.course, slug=lesson, language=language(), file_address=address)
    if view is None or not can_try_lesson(view.lesson):
        raise Http404
    return render(request, "courses/trial_lesson.html", {"view": view, "text": text})


@require_safe
def trial_file(
    request: HttpRequest, key: str, slug: str, *, lesson: str, file: str
) -> HttpResponseBase:
    """Send a file of a lesson opened for trying."""
    row = Lesson.objects.filter(
        course__key=key, course__state=CourseState.PUBLISHED, slug=lesson
    ).first()
    if row is None or not can_try_lesson(row):
        raise Http404
    return send_file(request, _file_or_404(row, file))


def _file_or_404(lesson: Lesson, key: str) -> LessonFile:
    found = LessonFile.objects.filter(lesson=lesson, key=key, retired_at__isnull=True).first()
    if found is None:
        raise Http404
    return found


def _position(request: HttpRequest) -> int:
    return whole_number(request.POST.get("position"), digits=DIGITS) or 0
