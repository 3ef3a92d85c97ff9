"""What a class is to do."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions.school_class.assigning import AssignmentError, assign, end_assignment
from courses.enums import CourseState
from courses.forms.school_class import TaskForm
from courses.models import Course, SchoolClass
from courses.queries.class_tasks import course_choices, task_rows
from courses.views.access import language, person, see
from courses.views.class_access import of_own_class
from lms.common.errors import DomainError


@of_own_class
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """List what is to be done; choose a course (``kurs``), then a part of it, and assign it."""
    key = request.POST.get("kurs") or request.GET.get("kurs", "")
    course = Course.objects.filter(key=key, state=CourseState.PUBLISHED).first()
    is_sent = request.method == "POST"
    form = None
    if course is not None:
        data = request.POST if is_sent else None
        form = TaskForm(
            data, school_class=found, course=course, language=language(), at=timezone.now()
        )
    if is_sent and form is not None and form.is_valid() and _assigned(request, found, form):
        return see(reverse("courses:class-tasks", args=[found.key]))
    context = {
        "class": found,
        "tasks": task_rows(found, language()),
        "courses": course_choices(language()),
        "course": course,
        "form": form,
        "now": timezone.now(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    return render(request, "courses/class/tasks.html", context, status=status)


def _assigned(request: HttpRequest, found: SchoolClass, form: TaskForm) -> bool:
    try:
        assign(
            school_class=found,
            target=form.target(),
            due_at=form.due_at(),
            actor=person(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error("due_on" if isinstance(refusal, AssignmentError) else None, str(refusal))
        return False
    messages.success(request, _("Die Aufgabe steht jetzt auf der Startseite der Lernenden."))
    return True


@of_own_class
@require_POST
def end(request: HttpRequest, found: SchoolClass, *, task: str) -> HttpResponse:
    """Take a task off the list."""
    row = get_object_or_404(found.assignments.select_related("school_class__partner"), key=task)
    try:
        end_assignment(assignment=row, actor=person(request), at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return see(reverse("courses:class-tasks", args=[found.key]))
