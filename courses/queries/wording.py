"""What a house says on its certificates in its own words, with the facts of one filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _, override

from courses.enums import CertificateKind
from courses.formats.placeholders import filled
from courses.models import CertificateTemplate
from lms.common.templatetags.lernkette import minutes
from network.models import Partner

# The sentences before and after the name; other kinds have the usual ones.
SENTENCES = {
    CertificateKind.ATTENDANCE: ("before_attendance", "after_attendance"),
    CertificateKind.ACHIEVEMENT: ("before_achievement", "after_achievement"),
}


def certificate_template(partner: Partner, locale: str) -> CertificateTemplate | None:
    """The words of a house in a language, None where it has none (one query)."""
    return partner.certificate_templates.filter(locale=locale).first()


def usual_sentences() -> dict[str, str]:
    """What is printed in the place of each sentence where a house has none, in this language."""
    return {
        "before_attendance": _("Hiermit wird die Teilnahme bescheinigt von"),
        "after_attendance": _("am folgenden Kurs:"),
        "before_achievement": _("Hiermit wird bescheinigt, dass"),
        "after_achievement": _("den folgenden Kurs mit Erfolg abgeschlossen hat:"),
    }


def own_wording(partner: Partner, facts: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The part of a certificate's facts that a house words itself: ``{"wording": {…}}``.

    Nothing where it has no words of its own in the language of the certificate. One query.
    """
    template = certificate_template(partner, facts["language"])
    words = wording(template, facts) if template else {}
    return {"wording": words} if any(words.values()) else {}


def wording(template: CertificateTemplate, facts: Mapping[str, Any]) -> dict[str, str]:
    """The words for one certificate: ``before`` and ``after`` the name, ``closing``, ``signatory``.

    "" stands for the usual sentence, or for none.
    """
    values = _values(facts)
    names = SENTENCES.get(CertificateKind(facts["kind"]), ())
    before, after = [getattr(template, name) for name in names] or ("", "")
    return {
        "before": filled(before, values),
        "after": filled(after, values),
        "closing": filled(template.closing, values),
        "signatory": template.signatory_role,
    }


def _values(facts: Mapping[str, Any]) -> dict[str, str]:
    with override(facts["language"]):
        effort = minutes(facts["effort_minutes"]) if facts["effort_minutes"] else ""
        return {
            "kurs": facts["course"],
            "haus": facts["issuer"]["name"],
            "beginn": _day(facts["started_on"]),
            "ende": _day(facts["completed_on"]),
            "umfang": effort,
            "datum": _day(facts["issued_on"]),
        }


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")
