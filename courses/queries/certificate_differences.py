"""Which of the facts of a certificate a file states otherwise."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _, override

from courses.enums import CertificateKind
from courses.models import Certificate
from courses.queries.leave_words import leave_lines
from courses.queries.verification import grouped
from lms.common.templatetags.lernkette import minutes

# Where a credential states what; the first that fits counts.
PLACES = (
    ("credentialSubject.identifier", "name"),
    ("credentialSubject.achievement.alignment", "competences"),
    ("credentialSubject.achievement.criteria", "rule"),
    ("credentialSubject.achievement.tag", "stages"),
    ("credentialSubject.achievement.achievementType", "kind"),
    ("credentialSubject.achievement.resultDescription", "results"),
    ("credentialSubject.achievement", "course"),
    ("credentialSubject.result", "results"),
    ("credentialSubject.activity", "period"),
    ("awardedDate", "period"),
    ("validFrom", "issued"),
    ("validUntil", "valid_until"),
    ("issuer", "partners"),
    ("description", "partners"),
    ("name", "course"),
    ("id", "number"),
)


def labels() -> dict[str, str]:
    """What facts are called, in the reader's language."""
    return {
        "name": _("Name"),
        "kind": _("Art"),
        "course": _("Kurs"),
        "period": _("Zeitraum"),
        "effort": _("Umfang"),
        "stages": _("Bildungsbereich"),
        "rule": _("Voraussetzung"),
        "leave": _("Angaben zur Bildungszeit"),
        "results": _("Ergebnis"),
        "competences": _("Kompetenzen"),
        "partners": _("Angeboten von"),
        "issued": _("Ausgestellt am"),
        "valid_until": _("Gültig bis"),
        "number": _("Nummer"),
        "wording": _("Wortlaut"),
        "other": _("weitere Angaben"),
    }


def page_facts(certificate: Certificate) -> dict[str, list[str]]:
    """The words in which the page states each fact, the name apart."""
    facts = certificate.facts
    with override(facts["language"]):
        return {
            "kind": [str(CertificateKind(facts["kind"]).label)],
            "course": [facts["course"]],
            "period": [_day(facts["started_on"]), _day(facts["completed_on"])],
            "effort": [minutes(facts["effort_minutes"])] if facts["effort_minutes"] else [],
            "stages": list(facts["stages"]),
            "rule": [facts["rule"]],
            "leave": [line for _label, line in leave_lines(facts["leave"])]
            if "leave" in facts
            else [],
            "results": [_result(one) for one in facts["results"]],
            "competences": [f"{one['code']} {one['title']}" for one in facts["competences"]],
            "partners": [partner["name"] for partner in facts["partners"]],
            "issued": [_day(facts["issued_on"])],
            "valid_until": [_day(facts["valid_until"])] if "valid_until" in facts else [],
            "number": [grouped(certificate.code)],
            "wording": [words for words in facts.get("wording", {}).values() if words],
        }


def differing_on_page(text: str, certificate: Certificate, genuine: str) -> list[str]:
    """Names of facts that a page states otherwise than the genuine one.

    Args:
        text: Of the page that was handed in.
        certificate: As the register knows it.
        genuine: The text of the page as it was issued; facts too long for it do not count.
    """
    stated, issued = plain(text), plain(genuine)
    return [
        name
        for name, words in page_facts(certificate).items()
        if any(plain(one) in issued and plain(one) not in stated for one in words)
    ]


def differing_in_credential(given: Mapping[str, Any], issued: Mapping[str, Any]) -> list[str]:
    """Names of facts that a credential states otherwise than the one that was issued."""
    one, other = dict(_flat(given)), dict(_flat(issued))
    paths = {path for path in {**one, **other} if one.get(path) != other.get(path)}
    found = {_fact(path) for path in paths if not path.startswith("proof")}
    return [name for name in labels() if name in found]


def _fact(path: str) -> str:
    return next((fact for start, fact in PLACES if path.startswith(start)), "other")


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _flat(one, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _flat(one, f"{path}[{at}]")
    else:
        yield path, value


def plain(text: str) -> str:
    """A text without spaces: where lines break says nothing."""
    return "".join(text.split())


def text_between(text: str, before: str, after: str) -> str | None:
    """What stands between two parts of a text, spaces apart; None where it does not have them."""
    stated, first, last = plain(text), plain(before), plain(after)
    middle = len(stated) - len(first) - len(last)
    if middle < 0 or not (stated.startswith(first) and stated.endswith(last)):
        return None
    letters = [at for at, letter in enumerate(text) if not letter.isspace()]
    chosen = letters[len(first) : len(first) + middle]
    return text[chosen[0] : chosen[-1] + 1] if chosen else ""


def _day(day: str) -> str:
    return date_format(date.fromisoformat(day), "DATE_FORMAT")


def _result(result: dict[str, str]) -> str:
    score = _("%(points)s von %(all)s Punkten (%(percent)s %%)") % {
        "points": result["points"],
        "all": result["max_points"],
        "percent": result["percent"],
    }
    return f"{result['title']}: {score}"
