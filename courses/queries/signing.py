"""Public halves of the keys that sign certificates, and where they are found."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from courses.enums import CertificateState, KeyUse
from courses.formats.credentials.checking import KeyRing
from courses.formats.credentials.contexts import DID, MULTIKEY, OPEN_BADGES
from courses.formats.credentials.keys import public_ed25519, read_jwk
from courses.formats.credentials.multikey import KeyFormatError
from courses.models import Achievement, SigningKey, StatusList
from courses.queries.addresses import issuer_address, method_address
from network.models import Partner


def key_ring() -> KeyRing:
    """All keys that ever signed here, those in use and those retired; one query.

    A proof holds under the address of any house: which one is compared with the issuer.
    """
    rows = list(SigningKey.objects.exclude(use=KeyUse.NAME))
    proofs = {
        row.kid: public_ed25519(read_jwk(row.public, row.algorithm))
        for row in rows
        if row.use == KeyUse.PROOF
    }
    ours = issuer_address("x").removesuffix("x")  # what all of them begin with

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


def issuer_name(partner_key: str) -> str | None:
    """How a house that has issued certificates calls itself; None for all others. Two queries.

    The house may have another name now, or be gone: then it is the one on the last certificates.
    """
    described = Achievement.objects.filter(issuer_key=partner_key).order_by("pk").last()
    if described is None:
        return None
    house = Partner.objects.filter(key=partner_key).first()
    name: str = house.name if house else described.facts["issuer"]["name"]
    return name


def revoked_places(row: StatusList) -> list[int]:
    """The places of a list whose certificates do not hold any more; one query."""
    gone = row.certificates.exclude(state=CertificateState.VALID)
    return list(gone.order_by("status_index").values_list("status_index", flat=True))


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
        "@context": [DID, MULTIKEY, OPEN_BADGES],
        "id": address,
        "type": ["Profile"],
        "name": name,
        "assertionMethod": methods,
    }
