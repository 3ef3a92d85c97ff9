"""One case in words: what it is about, and what happened to it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from network.enums import Consent, CooperationState, DeclineReason, EventKind
from network.models import Cooperation, CooperationEvent


@dataclass(frozen=True)
class CaseFacts:
    """Titles in the active language."""

    stages: list[str]
    fields: list[str]
    competences: list[str]
    groups: list[str]
    listings: list[str]


def case_facts(case: Cooperation) -> CaseFacts:
    """What a case is about. Costs five queries."""
    return CaseFacts(
        stages=[stage.title for stage in case.stages.all()],
        fields=[field.title for field in case.action_fields.all()],
        competences=[f"{one.code} {one.title}" for one in case.competences.all()],
        groups=[group.title for group in case.target_groups.all()],
        listings=[
            f"{listing.title} ({listing.partner.name})"
            for listing in case.listings.select_related("partner")
        ],
    )


@dataclass(frozen=True)
class Entry:
    """One line of a timeline."""

    event: CooperationEvent
    who: str  # a house, who coordinates, or the system; never a person
    what: str
    note: str


def timeline(case: Cooperation) -> list[Entry]:
    """What happened to a case, newest first. Costs one query."""
    events = case.events.select_related("partner", "note").order_by("-pk")
    return [
        Entry(event, _who(event), _what(event), getattr(_note(event), "text", ""))
        for event in events
    ]


def _note(event: CooperationEvent) -> object:
    return getattr(event, "note", None)


def _who(event: CooperationEvent) -> str:
    if event.partner is not None:
        return event.partner.name
    return _("Koordination") if event.actor_key else _("von selbst")


def _what(event: CooperationEvent) -> str:
    words = _words(event)
    if not event.state_to:
        return words
    change = _("%(before)s → %(after)s") % {
        "before": CooperationState(event.state_from).label,
        "after": CooperationState(event.state_to).label,
    }
    return f"{words} {change}".strip()


def _words(event: CooperationEvent) -> str:
    """What was done, beside the change of the state."""
    data = event.data
    if "consent" in data:
        return _answer_words(str(data["consent"]), str(data.get("reason", "")))
    if event.kind == EventKind.MAIL:
        return _mail_words(str(data.get("mail", "")))
    if "may_be_shown" in data:
        allowed, refused = _("Darf öffentlich genannt werden."), _("Öffentlich nicht mehr nennen.")
        return allowed if data["may_be_shown"] else refused
    edits = {
        "edit": _edit_words(data),
        "step": _("Nächster Schritt festgelegt."),
        "rate": _("Bewertung abgegeben."),
    }
    is_state = event.kind == EventKind.STATE
    usual = _("Status:") if is_state else str(EventKind(event.kind).label)
    return edits.get(str(data.get("action")), usual)


def _edit_words(data: dict[str, Any]) -> str:
    """Which facts were changed."""
    if data.get("created"):
        return _("Fall angelegt.")
    names = {
        "title": _("Titel"),
        "goal": _("Ziel"),
        "lead_field": _("Federführendes Handlungsfeld"),
        "starts_on": _("Beginn"),
        "ends_on": _("Ende"),
        "review_on": _("Rückblick am"),
        "shares": _("Rollen und Beiträge"),
    }
    what = ", ".join(names[name] for name in data.get("fields", []) if name in names)
    told = _("Angaben geändert: %(what)s.") % {"what": what} if what else _("Angaben geändert.")
    if data.get("asks_to_show"):
        told += " " + _("Ob sie öffentlich genannt werden, entscheiden die anderen Partner neu.")
    return told


def _answer_words(consent: str, reason: str) -> str:
    if consent == Consent.GIVEN:
        return _("Zugestimmt.")
    return _("Abgelehnt: %(reason)s.") % {"reason": DeclineReason(reason).label}


def _mail_words(mail: str) -> str:
    words = {
        "request": _("Anfrage verschickt."),
        "reminder": _("An die Antwort erinnert."),
        "outcome": _("An das Ergebnis erinnert."),
        "step": _("An den nächsten Schritt erinnert."),
    }
    return words.get(mail, _("E-Mail verschickt."))
