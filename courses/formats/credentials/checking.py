"""What can be said of a credential that anybody hands in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from courses.formats.credentials import integrity, tokens
from courses.formats.credentials.baking import BakingError, unbake_png, unbake_svg
from courses.formats.credentials.integrity import Keys, ProofError, UncheckableError
from courses.formats.credentials.tokens import TokenError, TokenKey, UnknownKeyError

MAX_BYTES = 2_000_000  # of a file with a credential
MAX_TEXT = 100_000  # characters of a credential


class State(StrEnum):
    """What became of a check."""

    VALID = "valid"
    UNREADABLE = "unreadable"  # no credential
    FORGED = "forged"  # unsigned, altered, or signed by somebody else than it says
    UNCHECKED = "unchecked"  # by a key or in words unknown here
    EXPIRED = "expired"
    EARLY = "early"


@dataclass(frozen=True)
class Finding:
    """A credential and what is known about it; what is not valid only claims to be one."""

    state: State
    credential: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class KeyRing:
    """The keys one trusts: for proofs by the address of a method, for tokens by ``kid``."""

    proofs: Keys
    tokens: Mapping[str, TokenKey] = field(default_factory=dict)


def text_in(data: bytes) -> str:
    """The credential in a file: JSON or a token as such, or baked into a PNG or SVG picture.

    Raises:
        BakingError: There is none.
    """
    if data.startswith(b"\x89PNG"):
        return unbake_png(data)
    text = data[: MAX_TEXT + 1].decode("utf-8-sig", errors="replace").strip()
    return unbake_svg(data) if text.startswith("<") else text


def check_file(data: bytes, *, keys: KeyRing, at: datetime) -> Finding:
    """Say what a file holds; see ``check``."""
    try:
        return check(text_in(data), keys=keys, at=at)
    except BakingError:
        return Finding(State.UNREADABLE)


def check(text: str, *, keys: KeyRing, at: datetime) -> Finding:
    """Say whether a credential is what its issuer signed, and in force at a moment.

    Whether it was taken back is not in it: a register or a status list knows that.
    """
    if len(text) > MAX_TEXT:
        return Finding(State.UNREADABLE)
    if text.startswith("{"):
        return _check_document(text, keys.proofs, at)
    return _check_token(text, keys.tokens, at)


def _check_document(text: str, keys: Keys, at: datetime) -> Finding:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return Finding(State.UNREADABLE)
    try:
        methods = integrity.verify(document, keys=keys)
        owners = {method.partition("#")[0] for method in methods}
        state = _in_force(document, at) if owners == {issuer_of(document)} else State.FORGED
    except UncheckableError:
        state = State.UNCHECKED
    except ProofError:
        state = State.FORGED
    return Finding(state, document)


def _check_token(text: str, keys: Mapping[str, TokenKey], at: datetime) -> Finding:
    if text.count(".") != 2:  # noqa: PLR2004  # header, payload, signature
        return Finding(State.UNREADABLE)
    try:
        credential = tokens.verify(text, keys=keys)
    except UnknownKeyError:
        return Finding(State.UNCHECKED, tokens.unverified(text))
    except TokenError:
        return Finding(State.FORGED, tokens.unverified(text))
    return Finding(_in_force(credential, at), credential)


def issuer_of(document: Mapping[str, Any]) -> str:
    """The address of the issuer, "" where none is stated."""
    issuer = document.get("issuer", "")
    return str(issuer.get("id", "") if isinstance(issuer, dict) else issuer)


def _in_force(document: Mapping[str, Any], at: datetime) -> State:
    """By the dates of data model 2.0 or, in older credentials, 1.1."""
    begins = document.get("validFrom", document.get("issuanceDate"))
    ends = document.get("validUntil", document.get("expirationDate"))
    try:
        if begins is not None and _moment(begins) > at:
            return State.EARLY
        if ends is not None and _moment(ends) < at:
            return State.EXPIRED
    except (TypeError, ValueError):
        return State.FORGED
    return State.VALID


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
