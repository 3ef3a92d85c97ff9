"""A certificate's facts as an Open Badges 3.0 credential (1EdTech, final release 3.0.3).

The person is named by a salted hash alone: whoever is shown the name can compare it, the file
itself tells nobody.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.formats.credentials.contexts import CREDENTIALS, OPEN_BADGES
from courses.formats.credentials.integrity import written_moment
from courses.formats.credentials.status_list import Place


@dataclass(frozen=True)
class Issuer:
    """Who answers for a certificate; ``id`` is the address of its profile."""

    id: str
    name: str
    url: str = ""


@dataclass(frozen=True)
class Aim:
    """A competence of a published framework; ``url`` says what it is."""

    name: str
    url: str
    framework: str
    code: str
    level: str = ""


@dataclass(frozen=True)
class Outcome:
    """Something measured. ``kind`` is a ResultType such as ``RawScore`` or ``Result``."""

    name: str
    value: str
    kind: str = "Result"
    highest: str = ""


@dataclass(frozen=True)
class Achieved:
    """What was achieved; ``kind`` is an AchievementType such as ``CertificateOfCompletion``."""

    id: str
    kind: str
    name: str
    description: str
    criteria: str
    language: str
    aims: tuple[Aim, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Badge:
    """Everything a credential states; texts are plain, moments know their zone."""

    id: str
    issuer: Issuer
    achieved: Achieved
    description: str
    identity: str  # see ``identity_hash``
    salt: str
    issued_at: datetime
    started_at: datetime
    ended_at: datetime
    awarded_at: datetime
    valid_until: datetime | None = None
    outcomes: tuple[Outcome, ...] = ()
    status: Place | None = None


def identity_hash(name: str, salt: str) -> str:
    """Hash a name as IdentityObject asks: SHA-256 over the name and the salt behind it.

    Names are compared as written, in one Unicode form (NFC) and with single spaces.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    return f"sha256${hashlib.sha256(f'{plain}{salt}'.encode()).hexdigest()}"


def open_badge(badge: Badge) -> dict[str, Any]:
    """Write a badge as an AchievementCredential without proof; the same badge, the same text."""
    credential: dict[str, Any] = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": badge.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.achieved.name,
        "description": badge.description,
        "issuer": issuer_profile(badge.issuer),
        "validFrom": written_moment(badge.issued_at),
        **({"validUntil": written_moment(badge.valid_until)} if badge.valid_until else {}),
        "awardedDate": written_moment(badge.awarded_at),
        "credentialSubject": _subject(badge),
    }
    if badge.status:
        credential["credentialStatus"] = badge.status.entry()
    return credential


def issuer_profile(issuer: Issuer) -> dict[str, Any]:
    """An issuer as its credentials and the page behind its address name it."""
    profile: dict[str, Any] = {"id": issuer.id, "type": ["Profile"], "name": issuer.name}
    return {**profile, "url": issuer.url} if issuer.url else profile


def _subject(badge: Badge) -> dict[str, Any]:
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": badge.identity,
                "identityType": "name",
                "salt": badge.salt,
            }
        ],
        "activityStartDate": written_moment(badge.started_at),
        "activityEndDate": written_moment(badge.ended_at),
        "achievement": achievement(badge.achieved, badge.outcomes),
    }
    if badge.outcomes:
        subject["result"] = [
            {"type": ["Result"], "resultDescription": _result_id(badge, at), "value": one.value}
            for at, one in enumerate(badge.outcomes, start=1)
        ]
    return subject


def _result_id(badge: Badge, at: int) -> str:
    return f"{badge.achieved.id}#ergebnis-{at}"


def achievement(achieved: Achieved, outcomes: tuple[Outcome, ...] = ()) -> dict[str, Any]:
    """What was achieved, as a credential and the page behind its address describe it."""
    described: dict[str, Any] = {
        "id": achieved.id,
        "type": ["Achievement"],
        "achievementType": achieved.kind,
        "name": achieved.name,
        "description": achieved.description,
        "criteria": {"narrative": achieved.criteria},
        "inLanguage": achieved.language,
    }
    if achieved.aims:
        described["alignment"] = [_alignment(aim) for aim in achieved.aims]
    if achieved.tags:
        described["tag"] = list(achieved.tags)
    if outcomes:
        described["resultDescription"] = [
            _result_description(one, f"{achieved.id}#ergebnis-{at}")
            for at, one in enumerate(outcomes, start=1)
        ]
    return described


def _alignment(aim: Aim) -> dict[str, Any]:
    level: Mapping[str, str] = {"targetDescription": aim.level} if aim.level else {}
    return {
        "type": ["Alignment"],
        "targetName": aim.name,
        "targetUrl": aim.url,
        "targetFramework": aim.framework,
        "targetCode": aim.code,
        **level,
    }


def _result_description(outcome: Outcome, address: str) -> dict[str, Any]:
    highest = {"valueMax": outcome.highest} if outcome.highest else {}
    return {
        "id": address,
        "type": ["ResultDescription"],
        "name": outcome.name,
        "resultType": outcome.kind,
        **highest,
    }
