"""A certificate as files for digital wallets: the same credential in four envelopes."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from courses.actions.credential import credential_token
from courses.formats.credentials.baking import bake_png, bake_svg
from courses.models import Certificate

# Ending of a file → its type. Wallets take documents and tokens, web pages show pictures.
FORMS = {
    "json": "application/ld+json",
    "jwt": "application/jwt",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def badge_file(certificate: Certificate, form: str, *, name: str) -> bytes:
    """One of ``FORMS`` of a certificate whose credential was signed.

    Args:
        certificate: With ``achievement`` and ``status_list``.
        form: The ending.
        name: The printed one; only its hash gets into the file.

    Raises:
        SigningError: A token was asked for, and there is no key that could sign.
    """
    if form == "jwt":
        return credential_token(certificate, name=name).encode()
    if form == "svg":
        return bake_svg(_picture("svg").decode(), certificate.credential)
    if form == "png":
        return bake_png(_picture("png"), certificate.credential)
    return certificate.credential.encode()


@cache
def _picture(ending: str) -> bytes:
    found = finders.find(f"lms/img/badge.{ending}")
    return Path(str(found)).read_bytes()
