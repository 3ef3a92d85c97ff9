"""Keeping the programmes: what has to be checked, the form, "checked today"."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.accounts.models import User
from lms.common.errors import DomainError
from network.actions.funding_programme import StaleProgrammeError, mark_checked, save_programme
from network.forms.funding_programme import (
    ProgrammeForm,
    call_forms,
    calls_in_words,
    known_calls,
    typed_calls,
)
from network.models import FundingProgramme
from network.queries.programmes import kept_programmes
from network.queries.viewer import Viewer
from network.views.differences import differences
from network.views.doors import for_viewers, keeps_office, see

office = for_viewers(keeps_office)


@office
@require_safe
def programmes(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List all programmes; those nobody has checked for long come first."""
    context = {
        "viewer": viewer,
        "cards": kept_programmes(timezone.now()),
        "breadcrumb": _trail(),
    }
    return render(request, "network/programmes-office.html", context)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Write a new programme down."""
    return _edit(request, viewer, FundingProgramme())


@office
@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, viewer: Viewer, programme: str) -> HttpResponse:
    """Change a programme."""
    row = get_object_or_404(FundingProgramme.objects.prefetch_related("calls"), code=programme)
    return _edit(request, viewer, row)


@office
@require_POST
def programme_checked(request: HttpRequest, viewer: Viewer, programme: str) -> HttpResponse:
    """Somebody compared it with its source today."""
    row = get_object_or_404(FundingProgramme, code=programme)
    mark_checked(programme=row, actor=_person(viewer), at=timezone.now())
    messages.success(request, _("„%(title)s“ ist als heute geprüft vermerkt.") % {"title": row})
    return see(reverse("network:programmes-office"))


def _edit(request: HttpRequest, viewer: Viewer, row: FundingProgramme) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    calls = call_forms(row, data)
    form = ProgrammeForm(data, instance=row)
    # Looking at the rules in words shows the form again and stores nothing.
    are_valid = data is not None and form.is_valid() and calls.is_valid()
    if data is None or "preview" in data or not are_valid:
        return _form_page(request, viewer, form, calls)
    facts = form.facts([one for call in calls if (one := call.facts())])
    try:
        saved = save_programme(
            programme=row, facts=facts, version=form.cleaned_data["version"] or 0,
            actor=_person(viewer), at=timezone.now(),
        )  # fmt: skip
    except StaleProgrammeError as refusal:
        return _on_newest(request, viewer, row.code, refusal)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, viewer, form, calls, status=refusal.status)
    messages.success(request, _("Das Programm ist gespeichert."))
    return see(reverse("network:programme-edit", args=[saved.code]))


def _on_newest(
    request: HttpRequest, viewer: Viewer, code: str, refusal: DomainError
) -> HttpResponse:
    """What was typed beside what somebody else saved; saving again replaces the newer one."""
    row = get_object_or_404(FundingProgramme.objects.prefetch_related("calls"), code=code)
    data = request.POST.copy()
    data["version"] = str(row.version)
    form, calls = ProgrammeForm(data, instance=row), call_forms(row, data)
    newer = differences(form)
    typed, stored = (calls_in_words(one) for one in (typed_calls(calls), known_calls(row)))
    if typed != stored:
        newer.append((_("Aufrufe und Fristen"), typed, stored))
    form.add_error(None, str(refusal))
    return _form_page(request, viewer, form, calls, status=refusal.status, newer=newer)


def _form_page(
    request: HttpRequest,
    viewer: Viewer,
    form: ProgrammeForm,
    calls: Any,
    *,
    status: int = 0,
    newer: Any = (),
) -> HttpResponse:
    is_wrong = form.is_bound and (bool(form.errors) or not calls.is_valid())
    is_asked = "preview" in request.POST
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    is_known = form.instance.pk is not None
    context = {
        "viewer": viewer,
        "form": form,
        "calls": calls,
        "programme": form.instance if is_known else None,
        "shows_errors": is_wrong,
        "newer": newer,
        "preview": form.preview(),
        "breadcrumb": _trail(form.instance.title_de if is_known else _("Neues Programm")),
    }
    code = HTTPStatus.OK if is_asked and not is_wrong else status or usual
    return render(request, "network/programme-form.html", context, status=code)


def _trail(*more: str) -> list[tuple[str, str]]:
    steps = [("/", _("Start")), (reverse("network:programmes"), _("Förderung"))]
    if not more:
        return [*steps, ("", _("Programme pflegen"))]
    return [*steps, (reverse("network:programmes-office"), _("Programme pflegen")), ("", more[0])]


def _person(viewer: Viewer) -> User:
    return cast("User", viewer.user)
