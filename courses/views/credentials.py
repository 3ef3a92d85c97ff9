"""Public documents behind the addresses that credentials name.

Programs get them as JSON, without cookies; a browser is led to the page that says the same.
"""

import json
import logging
from http import HTTPStatus

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from courses.actions.credential import signed_status_list
from courses.actions.signing import SigningError
from courses.enums import CertificateKind
from courses.models import Achievement, StatusList
from courses.queries.credential import achievement_document
from courses.queries.signing import issuer_document, issuer_name, key_set
from lms.common.text import MOST_DIGITS

logger = logging.getLogger("courses")

LINKED_DATA = "application/ld+json"
MINUTES = 5  # others may keep a document, and we a signed list


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys of tokens, as wallets and verifiers ask for them."""
    return _document(json.dumps(key_set()), "application/jwk-set+json")


@require_safe
def issuer_profile(request: HttpRequest, issuer: str) -> HttpResponse:
    """A house as issuer; one that never issued a certificate answers like an unknown one."""
    name = issuer_name(issuer)
    if name is None:
        raise Http404
    document = issuer_document(partner_key=issuer, name=name)
    return _document(json.dumps(document, ensure_ascii=False), LINKED_DATA)


@require_safe
def achievement_address(request: HttpRequest, achievement: str) -> HttpResponse:
    """What certificates state alike; browsers see the page in their language."""
    row = get_object_or_404(Achievement, key=achievement)
    if "text/html" in request.headers.get("Accept", ""):
        response: HttpResponse = redirect("courses:achievement", achievement)
    else:
        response = _document(json.dumps(achievement_document(row), ensure_ascii=False), LINKED_DATA)
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def achievement_page(request: HttpRequest, achievement: str) -> HttpResponse:
    """The same for people."""
    row = get_object_or_404(Achievement, key=achievement)
    kind = CertificateKind(row.facts["kind"]).label
    response = render(request, "courses/achievement.html", {"facts": row.facts, "kind": kind})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def status_list(request: HttpRequest, issuer: str, number: str) -> HttpResponse:
    """Which certificates of a house do not hold any more, signed; kept until another is revoked."""
    if not number.isdecimal() or len(number) > MOST_DIGITS:
        raise Http404
    row = get_object_or_404(StatusList, issuer_key=issuer, number=int(number))
    name = f"status-list:{row.pk}:{row.changed_at.isoformat()}"
    document = cache.get(name)
    if document is None:
        try:
            document = signed_status_list(row)
        except SigningError:
            logger.exception("status list not signed")
            return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        cache.set(name, document, MINUTES * 60)
    return _document(document, LINKED_DATA)


def _document(content: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    # Nothing here depends on who asks, so pages of others may read it.
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
