"""Public halves of the keys that sign certificates, and where they are found."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from courses.enums import KeyUse
from courses.formats.credentials.checking import KeyRing
from courses.formats.credentials.contexts import CREDENTIALS, MULTIKEY
from courses.formats.credentials.keys import public_ed25519, read_jwk
from courses.formats.credentials.multikey import KeyFormatError
from courses.models import Certificate, SigningKey
from network.models import Partner


def issuer_address(partner_key: str) -> str:
    """The address that names a house as issuer; see ``issuer_document``."""
    return f"{settings.SITE_URL}{reverse('issuer', args=[partner_key])}"


def method_address(partner_key: str, kid: str) -> str:
    """The address of a key as one house's; proofs name it."""
    return f"{issuer_address(partner_key)}#{kid}"


def key_ring() -> KeyRing:
    """All keys that ever signed here, those in use and those retired; one query.

    A proof holds under the address of any house: which one is compared with the issuer.
    """
    rows = list(SigningKey.objects.all())
    proofs = {
        row.kid: public_ed25519(read_jwk(row.public, row.algorithm))
        for row in rows
        if row.use == KeyUse.PROOF
    }
    ours = f"{settings.SITE_URL}{reverse('issuers')}"

    def key_of(method: str) -> Ed25519PublicKey:
        address, _, kid = method.partition("#")
        if not address.startswith(ours) or kid not in proofs:
            message = "no key of this site"
            raise KeyFormatError(message)
        return proofs[kid]

    tokens = {row.kid: read_jwk(row.public, row.algorithm) for row in rows}
    return KeyRing(key_of, tokens)


def key_set() -> dict[str, Any]:
    """The public keys of tokens as a JSON Web Key Set (RFC 7517); one query."""
    rows = SigningKey.objects.filter(use=KeyUse.TOKEN)
    return {
        "keys": [{**row.public, "kid": row.kid, "alg": row.algorithm, "use": "sig"} for row in rows]
    }


def issuer(partner_key: str) -> Partner | None:
    """A house that has issued certificates, whatever its state is now; one query."""
    issued = Certificate.objects.filter(enrolment__course__partner=OuterRef("pk"))
    return Partner.objects.filter(Exists(issued), key=partner_key).first()


def issuer_document(*, partner_key: str, name: str) -> dict[str, Any]:
    """A house as issuer: its profile, and the keys that may sign in its name; one query."""
    address = issuer_address(partner_key)
    methods = [
        {
            "id": method_address(partner_key, row.kid),
            "type": "Multikey",
            "controller": address,
            "publicKeyMultibase": row.kid,
        }
        for row in SigningKey.objects.filter(use=KeyUse.PROOF)
    ]
    return {
        "@context": [CREDENTIALS, MULTIKEY],
        "id": address,
        "type": ["Profile"],
        "name": name,
        "assertionMethod": methods,
    }
