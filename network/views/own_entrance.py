"""Coming in from outside: applying, claiming, writing to a partner."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods

from lms.common.errors import DomainError
from lms.common.throttle import client_address, count_try
from network.actions.application import apply as send_application
from network.actions.claim import ask_claim
from network.actions.contact import write_to_partner
from network.enums import PartnerState
from network.forms.entrance import ApplyForm, ContactForm
from network.models import Partner
from network.queries.viewer import Viewer, viewer_of
from network.queries.visibility import visible_partners
from network.views.doors import see, signed_in
from network.views.own_access import person

FORM = ["GET", "HEAD", "POST"]
HOUR = 3600  # seconds
DAY = 24 * HOUR
MOST_FORMS = 5  # of one address in an hour; a mail to a stranger's mailbox is no small thing
MOST_TRIES = 20  # the same with faults in them
MOST_MAILS = 5  # to one mailbox in a day that nobody has confirmed; from any address
MOST_TO_ONE = 30  # messages to one partner in a day


@require_http_methods(FORM)
def apply(request: HttpRequest) -> HttpResponse:
    """Apply to take part, without an account."""
    viewer = _viewer(request)
    seen = visible_partners(viewer, localdate(timezone.now()))
    form = ApplyForm(request.POST or None, seen=seen)
    context = {"form": form, "viewer": viewer}
    if not form.is_bound:
        return render(request, "network/own-apply.html", context)
    # Faulty ones count too: each compares the name with all partners.
    if _too_many(request, "network-apply-try", MOST_TRIES):
        return _later(
            request, context | {"form": ApplyForm(initial=request.POST.dict(), seen=seen)}
        )
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "network/own-apply.html", context, status=status)
    if _too_many(request, "network-apply"):
        return _later(request, context)
    language = get_language() or "de"
    if _may_mail("apply", form.cleaned_data["mailbox"]):
        send_application(language=language, at=timezone.now(), **form.cleaned_data)
    for sentence in form.warnings():
        messages.warning(request, sentence)
    messages.success(request, _("Danke! Bitte öffnen Sie den Link in Ihrem Postfach."))
    return see(reverse("network:apply"))


@signed_in
@require_http_methods(FORM)
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to act for a listed organisation."""
    viewer = _viewer(request)
    partner = get_object_or_404(_visible(viewer), slug=slug, state=PartnerState.PROVISIONAL)
    error, status = "", int(HTTPStatus.OK)
    if request.method == "POST":
        if _too_many(request, "network-claim"):
            error = _("Gerade kommen zu viele Formulare an. Bitte später erneut.")
            status = int(HTTPStatus.TOO_MANY_REQUESTS)
        else:
            try:
                if not partner.contact_mailbox or _may_mail("claim", partner.contact_mailbox):
                    ask_claim(partner=partner, user=person(request), at=timezone.now())
            except DomainError as refusal:
                error, status = str(refusal), int(refusal.status)
            else:
                messages.success(request, _("Danke! Das Postfach bekommt jetzt einen Link."))
                return see(reverse("network:claim", args=[partner.slug]))
    context = {"partner": partner, "error": error, "viewer": viewer}
    return render(request, "network/own-claim.html", context, status=status)


@require_http_methods(FORM)
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to a partner's mailbox."""
    viewer = _viewer(request)
    partner = _visible(viewer).filter(slug=slug, state=PartnerState.PUBLISHED).first()
    if partner is None:
        raise Http404
    form = ContactForm(request.POST or None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid() and partner.contact_mailbox:
        to_one = f"network-contact:{partner.key}"
        if _too_many(request, "network-contact") or count_try(to_one, seconds=DAY) > MOST_TO_ONE:
            form.add_error(None, _("Gerade kommen zu viele Formulare an. Bitte später erneut."))
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            write_to_partner(partner=partner, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Ihre Nachricht ist unterwegs."))
            return see(reverse("network:contact", args=[partner.slug]))
    context = {"partner": partner, "form": form, "viewer": viewer}
    return render(request, "network/own-contact.html", context, status=status)


def _may_mail(purpose: str, mailbox: str) -> bool:
    """Whether one more mail may go there today.

    The page answers the same when not: it tells nobody whom others wrote to.
    """
    return count_try(f"network-{purpose}-mail:{mailbox.lower()}", seconds=DAY) <= MOST_MAILS


def _later(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Too many forms came from there; what was typed stays."""
    error = _("Gerade kommen zu viele Formulare an. Bitte später erneut.")
    status = HTTPStatus.TOO_MANY_REQUESTS
    return render(request, "network/own-apply.html", context | {"error": error}, status=status)


def _too_many(request: HttpRequest, name: str, most: int = MOST_FORMS) -> bool:
    return count_try(f"{name}:{client_address(request)}", seconds=HOUR) > most


def _viewer(request: HttpRequest) -> Viewer:
    return viewer_of(request.user, localdate(timezone.now()))


def _visible(viewer: Viewer) -> QuerySet[Partner]:
    return Partner.objects.filter(visible_partners(viewer, localdate(timezone.now())))
