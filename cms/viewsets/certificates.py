"""Certificates in the admin: found by their exact code, revoked with a reason; no names."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.forms.certificate import CertificateSearchForm, RevokeForm
from cms.scope import Scope
from cms.viewsets.access import admins_only, sent, show
from courses.actions.certificate import revoke_certificate
from courses.actions.certificate_review import keep_certificate
from courses.enums import CertificateState, RevocationReason
from courses.models import Certificate
from courses.queries.certificate import certificates_of
from courses.queries.certificate_review import open_reviews
from courses.queries.verification import verification
from lms.common.errors import DomainError


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
        "form": form if certificate.state == CertificateState.VALID else None,
        "error": str(error) if error else "",
        "address": reverse("courses:verify", args=[code]),
    }
    return show(request, "certificate", context, status=status)


def _reachable(scope: Scope) -> QuerySet[Certificate]:
    """City staff may take back any, also one whose course or holder is gone."""
    return Certificate.objects.all() if scope.is_staff else certificates_of(scope.administered())
