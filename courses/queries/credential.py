"""What certificates and achievements state, in the words of Open Badges."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _, override

from courses.enums import CertificateKind
from courses.formats.credentials.contexts import CREDENTIALS, OPEN_BADGES
from courses.formats.credentials.open_badge import (
    Achieved,
    Aim,
    Badge,
    Issuer,
    Outcome,
    achievement,
    identity_hash,
)
from courses.formats.credentials.status_list import Place
from courses.models import Achievement, Certificate
from courses.queries.addresses import (
    achievement_address,
    issuer_address,
    short_address,
    status_list_address,
)
from courses.queries.leave_words import leave_lines
from lms.common.templatetags.lernkette import minutes

# The standard's types of achievements.
KINDS = {
    CertificateKind.ATTENDANCE: "Course",
    CertificateKind.ACHIEVEMENT: "CertificateOfCompletion",
    # The standard has no word for these; it lets others be added with this beginning.
    CertificateKind.LEAVE_REGISTRATION: "ext:LeaveRegistration",
    CertificateKind.LEAVE_ATTENDANCE: "ext:LeaveAttendance",
}


def badge_of(certificate: Certificate, *, name: str) -> Badge:
    """What a certificate states, in the words of the standard and the language it was issued in."""
    facts = certificate.facts
    issuer = facts["issuer"]
    with override(facts["language"]):
        return Badge(
            id=short_address(certificate.code),
            issuer=Issuer(issuer_address(issuer["key"]), issuer["name"]),
            achieved=achieved(certificate.achievement),
            description=_description(facts),
            identity=identity_hash(name, certificate.salt),
            salt=certificate.salt,
            issued_at=certificate.issued_at,
            started_at=_noon(facts["started_on"]),
            ended_at=_noon(facts["completed_on"]),
            awarded_at=_noon(_awarded_on(facts)),
            valid_until=_last_moment(facts.get("valid_until", "")),
            outcomes=tuple(_outcomes(facts)),
            status=Place(status_list_address(certificate.status_list), certificate.status_index),
        )


def achieved(row: Achievement) -> Achieved:
    """What certificates state alike, in the words of the standard and the language of ``facts``."""
    facts, address = row.facts, achievement_address(row)
    return Achieved(
        id=address,
        kind=KINDS[CertificateKind(facts["kind"])],
        name=facts["course"],
        description=facts["summary"] or facts["course"],
        criteria=facts["rule"],
        language=facts["language"],
        aims=tuple(_aim(one, address) for one in facts["competences"]),
        tags=tuple(facts["stages"]),
    )


def achievement_document(row: Achievement) -> dict[str, Any]:
    """An achievement as the document behind its address."""
    with override(row.facts["language"]):
        described = achievement(achieved(row))
    creator = {"id": issuer_address(row.issuer_key), "type": ["Profile"]}
    name = row.facts["issuer"]["name"]
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        **described,
        "creator": {**creator, "name": name},
    }


def _aim(competence: dict[str, Any], address: str) -> Aim:
    level = competence["level"]
    return Aim(
        name=competence["title"],
        # Not every framework gives its competences addresses; ours says what is meant.
        url=competence["uri"] or address,
        framework=f"{competence['framework']} {competence['version']}",
        code=competence["code"],
        level=_("Stufe %(level)s") % {"level": level} if level else "",
    )


def _description(facts: dict[str, Any]) -> str:
    houses = [partner["name"] for partner in facts["partners"]]
    kind = CertificateKind(facts["kind"]).label
    return _("%(kind)s. Angeboten von %(houses)s.") % {
        "kind": kind,
        "houses": get_text_list(houses, _("und")),
    }


def _outcomes(facts: dict[str, Any]) -> Iterator[Outcome]:
    for result in facts["results"]:
        yield Outcome(result["title"], result["points"], "RawScore", result["max_points"])
    if facts["effort_minutes"]:
        yield Outcome(_("Umfang"), minutes(facts["effort_minutes"]))
    for label, words in leave_lines(facts["leave"]) if "leave" in facts else ():
        yield Outcome(label, words)


def _awarded_on(facts: dict[str, Any]) -> str:
    """Who registers gets the paper before anything has begun."""
    is_before = facts["kind"] == CertificateKind.LEAVE_REGISTRATION
    return str(facts["issued_on" if is_before else "completed_on"])


def _noon(day: str) -> datetime:
    """A moment that is on this day in every place of Europe."""
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


def _last_moment(day: str) -> datetime | None:
    """The end of a day here, as the verification page counts it."""
    if not day:
        return None
    end = datetime.combine(date.fromisoformat(day), time(23, 59, 59))
    return timezone.make_aware(end).astimezone(UTC)
