"""What the words of a credential mean: JSON-LD contexts kept on this machine.

The set-up takes them from packages of the W3C's, 1EdTech's and Digital Bazaar's contexts. No other
is ever asked for, so a credential of strangers cannot make this program call anybody.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "lms/static/vendor/contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DID = "https://www.w3.org/ns/did/v1"  # also of controllers that are no DID
MULTIKEY = "https://w3id.org/security/multikey/v1"
FILES = {
    "https://www.w3.org/2018/credentials/v1": "credentials-v1.json",
    CREDENTIALS: "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "open-badges-3.0.0.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "open-badges-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "open-badges-3.0.2.json",
    OPEN_BADGES: "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.json",
    MULTIKEY: "multikey-v1.json",
    "https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-2020-v1.json",
}


class UnknownContextError(ValueError):
    """A document speaks in words whose meaning is not kept here."""


@cache
def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def load(url: str, _options: Any = None) -> dict[str, Any]:
    """A document loader as PyLD wants one: a context from this machine.

    Raises:
        UnknownContextError: It is none of those in ``FILES``.
    """
    if url not in FILES:
        message = f"unknown context {url}"
        raise UnknownContextError(message)
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": _read(FILES[url]),
    }
