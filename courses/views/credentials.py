"""Public documents behind the addresses that credentials name; for programs, without cookies."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from courses.queries.signing import issuer as issuing_house, issuer_document, key_set

MINUTES = 5  # others may keep a document


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys of tokens, as wallets and verifiers ask for them."""
    return _document(key_set(), "application/jwk-set+json")


@require_safe
def issuer(request: HttpRequest, partner: str = "") -> HttpResponse:
    """A house as issuer; one that never issued a certificate answers like an unknown one."""
    house = issuing_house(partner)
    if house is None:
        raise Http404
    return _document(issuer_document(partner_key=house.key, name=house.name), "application/ld+json")


def _document(content: dict[str, Any], kind: str) -> HttpResponse:
    response = HttpResponse(json.dumps(content, ensure_ascii=False), content_type=kind)
    response["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    # Nothing here depends on who asks, so pages of others may read it.
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
