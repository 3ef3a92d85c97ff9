"""Groups of a class."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions.school_class.groups import create_group, delete_group, set_group_seats
from courses.forms.school_class import GroupForm, SeatsForm
from courses.models import ClassGroup, SchoolClass
from courses.queries.school_class import seats_of
from courses.views.access import person, see
from courses.views.class_access import of_own_class
from lms.common.errors import DomainError


@of_own_class
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """List the groups with their seats, and begin one."""
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            create_group(
                school_class=found,
                title=form.cleaned_data["title"],
                actor=person(request),
                at=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error("title", str(refusal))
        else:
            return see(reverse("courses:class-groups", args=[found.key]))
    rows = found.groups.prefetch_related("seats")
    context = {"class": found, "groups": rows, "seats": seats_of(found), "form": form}
    is_wrong = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return render(request, "courses/class/groups.html", context, status=status)


@of_own_class
@require_POST
def group(request: HttpRequest, found: SchoolClass, *, group: int) -> HttpResponse:
    """Say who is in a group, or dissolve it."""
    row = get_object_or_404(found.groups.select_related("school_class__partner"), pk=group)
    form = SeatsForm(request.POST, school_class=found, required=False)
    if "aufloesen" in request.POST:
        delete_group(group=row, actor=person(request), at=timezone.now())
    elif form.is_valid():
        _set_seats(request, row, form)
    return see(reverse("courses:class-groups", args=[found.key]))


def _set_seats(request: HttpRequest, group: ClassGroup, form: SeatsForm) -> None:
    seats = form.cleaned_data["seats"]
    try:
        set_group_seats(group=group, seats=seats, actor=person(request), at=timezone.now())
    except DomainError as refusal:  # a run of its tasks is full
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Gespeichert."))
