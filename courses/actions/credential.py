"""Signs what certificates and status lists state; the rows are the ledger, this is their voice."""

import json

from courses.actions.signing import proof_key, token_key
from courses.formats.credentials import integrity, tokens
from courses.formats.credentials.open_badge import open_badge
from courses.formats.credentials.status_list import status_list
from courses.models import Certificate, StatusList
from courses.queries.addresses import issuer_address, method_address, status_list_address
from courses.queries.credential import badge_of
from courses.queries.signing import revoked_places


def signed_credential(certificate: Certificate, *, name: str) -> str:
    """A certificate as a signed document, the same each time for one name and key.

    Args:
        certificate: With ``achievement`` and ``status_list``.
        name: The printed name; only its hash gets into the document.

    Raises:
        SigningError: There is no key that could sign.
    """
    kid, key = proof_key()
    method = method_address(certificate.achievement.issuer_key, kid)
    document = open_badge(badge_of(certificate, name=name))
    signed = integrity.sign(document, key=key, method=method, created=certificate.issued_at)
    return json.dumps(signed, ensure_ascii=False)


def credential_token(certificate: Certificate, *, name: str) -> str:
    """The same document as a token, for wallets.

    Raises:
        SigningError: There is no key that could sign.
    """
    kid, key = token_key()
    return tokens.sign(open_badge(badge_of(certificate, name=name)), key=key, kid=kid)


def signed_status_list(row: StatusList) -> str:
    """Which certificates of a list do not hold any more, as a signed document; two queries.

    Raises:
        SigningError: There is no key that could sign.
    """
    kid, key = proof_key()
    document = status_list(
        list_id=status_list_address(row),
        issuer=issuer_address(row.issuer_key),
        revoked=revoked_places(row),
        valid_from=row.changed_at,
    )
    method = method_address(row.issuer_key, kid)
    signed = integrity.sign(document, key=key, method=method, created=row.changed_at)
    return json.dumps(signed, ensure_ascii=False)
