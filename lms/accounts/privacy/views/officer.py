"""What the data-protection officer reads; nothing here changes anything."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.models import Incident, PrivacyCase
from lms.accounts.privacy.forms import DrillForm
from lms.accounts.privacy.looks import access_log, affected_people, as_lines
from lms.accounts.privacy.overview import consent_figures, retention_preview
from lms.accounts.privacy.register import register
from lms.accounts.privacy.views.office import for_office

PER_PAGE = 50


@for_office
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Cases, consents, what will be deleted: figures, and ways to the rest."""
    now = timezone.now()
    waiting = PrivacyCase.objects.filter(closed_at=None)
    context = {
        "open_cases": waiting.count(),
        "late_cases": waiting.filter(due_at__lt=now).count(),
        "open_incidents": Incident.objects.filter(settled_at=None).count(),
        "consents": consent_figures(at=now),
        "retention": retention_preview(at=now),
    }
    return render(request, "accounts/privacy/overview.html", context)


@for_office
@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """The register of processing activities and the annex for the impact assessment."""
    return render(request, "accounts/privacy/register.html", {"register": register()})


@for_office
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Who met whose data: events by keys, without the reasons' words."""
    page = Paginator(access_log(), PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "looks": as_lines(page.object_list, with_reason=False)}
    return render(request, "accounts/privacy/log.html", context)


@for_office
@require_safe
def drill(request: HttpRequest) -> HttpResponse:
    """Breach drill: whose data an account in wrong hands could see, which, and when."""
    form = DrillForm(request.GET or None)
    people = None
    if form.is_valid():
        names = ("since", "until", "actor_key", "role")
        people = affected_people(**{name: form.cleaned_data[name] for name in names})
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "people": people}
    return render(request, "accounts/privacy/drill.html", context, status=status)
