"""Classes of a lead: the list, a new one, its facts, its end, a page for parents."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.school_class.ending import end_class
from courses.actions.school_class.founding import (
    ClassPlan,
    change_class,
    create_class,
    school_year_end,
)
from courses.enums import ClassKind
from courses.forms.school_class import ClassFactsForm, ClassForm
from courses.models import SchoolClass
from courses.queries.school_class import counted, has_ended, last_day, lead_partners, led_classes
from courses.views.access import person, see, signed_in
from courses.views.class_access import of_own_class, only_for
from lms.accounts.mails import absolute
from lms.common.errors import DomainError


@never_cache
@signed_in
@require_safe
def classes(request: HttpRequest) -> HttpResponse:
    """List the classes a person leads; ``kurs`` is passed on to what they are to do."""
    user, now = person(request), timezone.now()
    if not lead_partners(user).exists():
        raise Http404
    rows = list(counted(led_classes(user)))
    context = {
        "running": [row for row in rows if not has_ended(row, now)],
        "ended": [row for row in rows if has_ended(row, now)],
        "course": request.GET.get("kurs", ""),
    }
    return render(request, "courses/class/list.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Found a class."""
    user, now = person(request), timezone.now()
    partners = lead_partners(user)
    if not partners.exists():
        raise Http404
    end = school_year_end(timezone.localdate(now))
    form = ClassForm(request.POST or None, partners=partners, ends_on=end)
    status = int(HTTPStatus.OK if request.method != "POST" else HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        partner = data.pop("partner")
        try:
            made = create_class(partner=partner, plan=ClassPlan(**data), lead=user, at=now)
        except DomainError as refusal:
            form.add_error("ends_on", str(refusal))
        else:
            return see(reverse("courses:class-seats", args=[made.key]))
    return render(request, "courses/class/new.html", {"form": form}, status=status)


@of_own_class
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Rename a class, move its last day, end it."""
    initial = {"title": found.title, "ends_on": found.ends_on}
    form = ClassFactsForm(request.POST or None, initial=initial)
    status = int(HTTPStatus.OK if request.method != "POST" else HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.method == "POST" and form.is_valid():
        try:
            change_class(
                school_class=found, **form.cleaned_data, actor=person(request), at=timezone.now()
            )
        except DomainError as refusal:
            form.add_error("ends_on", str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return see(reverse("courses:class", args=[found.key]))
    context = {"class": found, "form": form, "day": last_day(found)}
    return render(request, "courses/class/facts.html", context, status=status)


@of_own_class
@require_POST
def end(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """End a class before its last day."""
    end_class(school_class=found, actor=person(request), at=timezone.now())
    return see(reverse("courses:class", args=[found.key]))


@of_own_class
@only_for(ClassKind.SCHOOL, ClassKind.KINDERGARTEN)
@require_safe
def parents(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """A page to print for parents: what is stored of a class, and what is not."""
    claim = absolute(reverse("courses:card-claim"))
    context = {"class": found, "day": last_day(found), "claim": claim}
    return render(request, "courses/class/parents.html", context)
