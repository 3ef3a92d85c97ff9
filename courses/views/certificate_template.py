"""What a house says on its certificates: for its admins and city staff (row 20)."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions.certificate_specimen import specimen_pdf
from courses.actions.certificate_template import (
    reset_certificate_template,
    save_certificate_template,
)
from courses.forms.certificate_template import WordingForm
from courses.models import CertificateTemplate
from courses.queries.wording import certificate_template
from courses.rules import can_word_certificates
from courses.views.access import person, see
from courses.views.steering import keeper
from lms.common.pdf import pdf_available
from network.queries.own import kept_partner
from network.queries.viewer import Viewer


@keeper
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, partner: str, locale: str, viewer: Viewer) -> HttpResponse:
    """Show and keep the words of a house in one language."""
    template = _template_or_404(viewer, partner, locale)
    form = WordingForm(request.POST if request.method == "POST" else None, template=template)
    if not form.is_bound or not form.is_valid():
        return _page(request, viewer, template, form)
    save_certificate_template(
        partner=template.partner,
        locale=locale,
        words=form.cleaned_data,
        actor=person(request),
        at=timezone.now(),
    )
    messages.success(request, _("Gespeichert. Neue Zertifikate tragen diesen Wortlaut."))
    return see(reverse("courses:wording", args=[partner, locale]))


@keeper
@require_POST
def preview(request: HttpRequest, partner: str, locale: str, viewer: Viewer) -> HttpResponse:
    """Print what is in the form on a specimen; as a file, so that the form stays open."""
    template = _template_or_404(viewer, partner, locale)
    form = WordingForm(request.POST, template=template)
    if not form.is_valid() or not pdf_available():
        return _page(request, viewer, template, form)
    typed = CertificateTemplate(partner=template.partner, locale=locale, **form.cleaned_data)
    pdf = specimen_pdf(partner=template.partner, template=typed, at=timezone.now())
    headers = {
        "Content-Disposition": 'attachment; filename="muster-zertifikat.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@keeper
@require_POST
def reset(request: HttpRequest, partner: str, locale: str, viewer: Viewer) -> HttpResponse:
    """Back to the usual words."""
    house = _template_or_404(viewer, partner, locale).partner
    reset_certificate_template(
        partner=house, locale=locale, actor=person(request), at=timezone.now()
    )
    messages.success(request, _("Neue Zertifikate tragen wieder den üblichen Wortlaut."))
    return see(reverse("courses:wording", args=[partner, locale]))


def _template_or_404(viewer: Viewer, key: str, locale: str) -> CertificateTemplate:
    """The words of a house, or an empty sheet; a foreign house is absent like an unknown one.

    Raises:
        PermissionDenied: The person writes or reviews for the house.
    """
    house = kept_partner(viewer, key)
    if house is None or locale not in dict(settings.LANGUAGES):
        raise Http404
    if not can_word_certificates(viewer, house.pk):
        raise PermissionDenied(_("Das macht die Verwaltung Ihrer Einrichtung."))
    empty = CertificateTemplate(partner=house, locale=locale)
    return certificate_template(house, locale) or empty


def _page(
    request: HttpRequest, viewer: Viewer, template: CertificateTemplate, form: WordingForm
) -> HttpResponse:
    house = template.partner
    context = {
        "viewer": viewer,
        "partner": house,
        "template": template,
        "form": form,
        "languages": settings.LANGUAGES,
        "can_make_pdf": pdf_available(),
        "breadcrumb": [
            ("/", _("Start")),
            (reverse("network:own"), _("Meine Einrichtung")),
            (reverse("network:own-house", args=[house.key]), house.name),
            ("", _("Wortlaut der Zertifikate")),
        ],
    }
    status = HTTPStatus.OK
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif form.is_bound:  # a preview was asked for
        status = HTTPStatus.SERVICE_UNAVAILABLE
    return render(request, "courses/wording.html", context, status=status)
