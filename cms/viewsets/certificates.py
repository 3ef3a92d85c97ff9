"""Certificates in the admin: found by exact code or name, revoked with a reason."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.forms.certificate import CertificateSearchForm, ExportForm, HolderForm, RevokeForm
from cms.scope import Scope
from cms.viewsets.access import admins_only, sent, show
from courses.actions.certificate import revoke_certificate
from courses.actions.certificate_register import export_register, find_by_holder
from courses.actions.certificate_review import keep_certificate
from courses.enums import CertificateState, RevocationReason
from courses.models import Certificate
from courses.queries.certificate import certificates_of
from courses.queries.certificate_review import open_reviews
from courses.queries.verification import verification
from lms.common.errors import DomainError
from lms.common.spreadsheet import CSV_TYPE


@admins_only
def find(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Ask for a code; one of somebody else's course answers like an unknown one."""
    form = CertificateSearchForm(sent(request))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if _reachable(scope).filter(code=code).exists():
            return redirect("cms:certificate-revoke", code)
        form.add_error("code", _("Zu diesem Code gibt es hier kein Zertifikat."))
    context = {
        "form": form,
        "title": _("Zertifikate"),
        "submit": _("Suchen"),
        "icon": "clipboard-list",
        "intro": _(
            "Hier nehmen Sie ein Zertifikat zurück, das nicht gelten darf. Die Prüfseite sagt es "
            "sofort; das Zertifikat selbst bleibt im Register."
        ),
        "reviews": open_reviews(_reachable(scope)).select_related("certificate"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "certificates", context, status=status)


@admins_only
def find_holder(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Ask for a name and a reason; each person found reads who looked."""
    form = HolderForm(sent(request))
    found = None
    if request.method == "POST" and form.is_valid():
        found = find_by_holder(
            certificates=_reachable(scope), actor=scope.user, at=timezone.now(), **form.cleaned_data
        )
    context = {
        "form": form,
        "title": _("Zertifikat nach Namen suchen"),
        "submit": _("Suchen"),
        "back": reverse("cms:certificate-find"),
        "icon": "clipboard-list",
        "found": found,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "certificate-holder", context, status=status)


@admins_only
def export(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Copy the register as a table, without names."""
    form = ExportForm(sent(request))
    if request.method == "POST" and form.is_valid():
        data = export_register(
            certificates=_reachable(scope), actor=scope.user, at=timezone.now(), **form.cleaned_data
        )
        response = HttpResponse(data, content_type=CSV_TYPE)
        response["Content-Disposition"] = 'attachment; filename="zertifikate.csv"'
        response["Cache-Control"] = "no-store"
        return response
    context = {
        "form": form,
        "title": _("Register herunterladen"),
        "submit": _("Herunterladen (CSV)"),
        "back": reverse("cms:certificate-find"),
        "icon": "clipboard-list",
        "intro": _("Alle Zertifikate Ihres Bereichs mit Code, Kurs und Stand, ohne Namen."),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "form", context, status=status)


@require_POST
@admins_only
def keep(request: HttpRequest, scope: Scope, code: str) -> HttpResponse:
    """Let a certificate hold although its basis changed."""
    certificate = get_object_or_404(_reachable(scope), code=code)
    if keep_certificate(certificate=certificate, actor=scope.user, at=timezone.now()):
        messages.success(request, _("Das Zertifikat bleibt gültig."))
    return redirect("cms:certificate-find")


@admins_only
def revoke(request: HttpRequest, scope: Scope, code: str) -> HttpResponse:
    """Show what a certificate says, and take it back with a reason."""
    certificate = get_object_or_404(_reachable(scope), code=code)
    form = RevokeForm(sent(request))
    error = None
    if request.method == "POST" and form.is_valid():
        reason = RevocationReason(form.cleaned_data["reason"])
        try:
            revoke_certificate(code=code, reason=reason, actor=scope.user, at=timezone.now())
        except DomainError as refusal:
            error = refusal
        else:
            messages.success(request, _("Das Zertifikat ist widerrufen."))
            return redirect("cms:certificate-revoke", code)
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    status = error.status if error else usual
    context = {
        "title": _("Zertifikat %(code)s") % {"code": code},
        "certificate": certificate,
        "found": verification(code),
        "successor": _successor(certificate),
        "form": form if certificate.state == CertificateState.VALID else None,
        "error": str(error) if error else "",
        "address": reverse("courses:verify", args=[code]),
    }
    return show(request, "certificate", context, status=status)


def _successor(certificate: Certificate) -> Certificate | None:
    """What a replaced certificate leads to by now."""
    newest = certificate
    while newest.replaced_by is not None:
        newest = newest.replaced_by
    return None if newest == certificate else newest


def _reachable(scope: Scope) -> QuerySet[Certificate]:
    """City staff may take back any, also one whose course or holder is gone."""
    return Certificate.objects.all() if scope.is_staff else certificates_of(scope.administered())
