"""Serves finished image renditions where no web server stands in front.

Originals and documents lie below the same root and are never served by address.
"""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

PUBLIC = "images/"
YEAR = 31_536_000  # seconds; a rendition's name carries a hash of its content


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send one rendition; anything else answers like an absent file."""
    if not path.startswith(PUBLIC) or ".." in path:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
