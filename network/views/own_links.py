"""Pages behind links from mails: looking changes nothing, a button does."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.common.errors import DomainError
from network.actions.application import confirm_application
from network.actions.claim import prove_claim
from network.actions.confirmation import use_link
from network.queries.links import application_of, claim_of, open_link

FORM = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORM)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm or end the one entry of the link."""
    now = timezone.now()
    link = open_link(token, at=now)
    if link is None:
        return _spent(request)
    if request.method == "POST":
        ends = "beenden" in request.POST
        try:
            use_link(token=token, ends=ends, at=now)
        except DomainError as error:
            return _spent(request, str(error), int(error.status))
        text = _("Der Eintrag ist beendet.") if ends else _("Danke! Der Eintrag ist bestätigt.")
        return _done(request, text)
    partner = link.partner or (link.listing.partner if link.listing else None)
    context = {"link": link, "listing": link.listing, "partner": partner}
    return render(request, "network/own-link-entry.html", context)


@never_cache
@require_http_methods(FORM)
def claim_prove(request: HttpRequest, token: str) -> HttpResponse:
    """The organisation's mailbox says that a claim is right."""
    now = timezone.now()
    claim = claim_of(token, at=now)
    if claim is None:
        return _spent(request)
    if request.method == "POST":
        try:
            prove_claim(token=token, at=now)
        except DomainError as error:
            return _spent(request, str(error), int(error.status))
        return _done(request, _("Danke! Jetzt entscheidet die Stadtverwaltung."))
    return render(request, "network/own-link-claim.html", {"claim": claim})


@never_cache
@require_http_methods(FORM)
def apply_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The mailbox of an application is real."""
    now = timezone.now()
    application = application_of(token, at=now)
    if application is None:
        return _spent(request)
    if request.method == "POST":
        try:
            confirm_application(token=token, at=now)
        except DomainError as error:
            return _spent(request, str(error), int(error.status))
        return _done(request, _("Danke! Ihre Bewerbung liegt jetzt bei der Stadtverwaltung."))
    return render(request, "network/own-link-application.html", {"application": application})


def _spent(request: HttpRequest, text: str = "", status: int = 0) -> HttpResponse:
    context: dict[str, Any] = {"text": text}
    return render(request, "network/own-link-spent.html", context, status=status or _GONE)


def _done(request: HttpRequest, text: str) -> HttpResponse:
    return render(request, "network/own-link-done.html", {"text": text})


_GONE = int(HTTPStatus.GONE)
