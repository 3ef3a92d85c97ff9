"""Credentials as signed tokens (VC-JWT; Open Badges 3.0, section on JSON Web Token proofs)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

ALGORITHMS = ("ES256", "RS256", "Ed25519")
Key = ECKey | RSAKey | OKPKey


class TokenError(ValueError):
    """A token does not hold."""


class UnknownKeyError(TokenError):
    """A token names a key that is not known here."""


@dataclass(frozen=True)
class TokenKey:
    """A key and the one algorithm it is used with."""

    algorithm: str
    key: Key


def sign(credential: Mapping[str, Any], *, key: TokenKey, kid: str) -> str:
    """Sign a credential as a compact token.

    Args:
        credential: Without a proof.
        key: A private key.
        kid: Under which name its public part is found in the key set.
    """
    subject = credential["credentialSubject"].get("id")
    claims = {
        **credential,
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": _seconds(credential["validFrom"]),
        **({"sub": subject} if subject else {}),
    }
    header = {"alg": key.algorithm, "kid": kid, "typ": "JWT"}
    text = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    return jws.serialize_compact(header, text, key.key, algorithms=[key.algorithm])


def verify(token: str, *, keys: Mapping[str, TokenKey]) -> dict[str, Any]:
    """Check a token and give back the credential in it, without the claims of the token.

    The algorithm is the key's, whatever the token says.

    Raises:
        UnknownKeyError: It is signed with a key that is not among them.
        TokenError: The signature does not hold, or the claims contradict the credential.
    """
    try:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
    except (JoseError, ValueError) as error:
        message = "no token"
        raise TokenError(message) from error
    if not isinstance(kid, str) or kid not in keys:
        message = "unknown key"
        raise UnknownKeyError(message)
    return _verify(token, keys[kid])


def unverified(token: str) -> dict[str, Any]:
    """What a token claims, whoever wrote it; empty where it claims nothing."""
    try:
        claims = json.loads(jws.extract_compact(token.encode()).payload)
    except (JoseError, ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _verify(token: str, key: TokenKey) -> dict[str, Any]:
    try:
        checked = jws.deserialize_compact(token, key.key, algorithms=[key.algorithm])
        claims = json.loads(checked.payload)
        return _credential(claims)
    except (JoseError, KeyError, TypeError, ValueError) as error:
        message = f"a token that does not hold: {type(error).__name__}"
        raise TokenError(message) from error


def _credential(claims: dict[str, Any]) -> dict[str, Any]:
    stated = {name: claims.pop(name, None) for name in ("iss", "jti", "nbf", "sub")}
    expected = (claims["issuer"]["id"], claims["id"], _seconds(claims["validFrom"]))
    if (stated["iss"], stated["jti"], stated["nbf"]) != expected:
        message = "the token contradicts its credential"
        raise TokenError(message)
    return claims


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
