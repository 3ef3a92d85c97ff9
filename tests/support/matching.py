"""Partners, listings and stored matches for tests of the matching."""

from datetime import UTC, date, datetime
from typing import Any

from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.enums import ListingKind, ListingState, RunState, Visibility
from network.models import (
    LexiconTerm,
    Listing,
    Match,
    MatchDecision,
    MatchRun,
    Partner,
    Place,
    ResourceCategory,
    WeightSet,
)
from tests.factories.network import PartnerFactory

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def house(name: str, stage: str = "practice", **facts: Any) -> Partner:
    """A published partner with a place and a stage."""
    values = {"capacity": 3, "size": "medium", "languages": ["de"], **facts}
    partner = PartnerFactory(name=name, slug=name.lower().replace(" ", "-"), **values)
    partner.stages.add(EducationStage.objects.get(code=stage))
    Place.objects.create(partner=partner, name="Haus", latitude=51.76, longitude=14.33)
    return partner


def listing(partner: Partner, kind: str, text: str = "Kurs", **facts: Any) -> Listing:
    """A live listing with every sort of tag."""
    tags = facts.pop("tags", True)
    row = Listing.objects.create(
        partner=partner, kind=kind, title=text, text=text, state=ListingState.ACTIVE,
        category=ResourceCategory.objects.get(code="workshop"), created_at=NOW,
        **{"visibility": Visibility.PUBLIC, **facts},
    )  # fmt: skip
    if tags:
        skills = Competence.objects.filter(framework__is_default=True, code="2.5")
        row.competences.set(skills)
        row.action_fields.set(ActionField.objects.filter(code="education"))
        row.target_groups.set(TargetGroup.objects.filter(code="pupils"))
    return row


def network(pairs: int = 3) -> list[tuple[Partner, Partner]]:
    """Pairs of a school that seeks and a house that offers the same."""
    found = []
    for number in range(pairs):
        school = house(f"Schule {number}", "secondary")
        club = house(f"Haus {number}")
        listing(school, ListingKind.NEED, f"Gesucht: Workshop Netiquette {number}")
        listing(club, ListingKind.OFFER, f"Workshop zu Netiquette und Umgangston {number}")
        found.append((school, club))
    return found


def stored(first: Partner, second: Partner, **facts: Any) -> Match:
    """A match of the current run with its listings, made without computing."""
    run = MatchRun.objects.filter(is_current=True).first() or MatchRun.objects.create(
        state=RunState.FINISHED, is_current=True, weights_version="x", as_of=TODAY, started_at=NOW
    )
    a, b = sorted((first, second), key=lambda partner: partner.pk)
    listings = {
        "need_a": a.listings.filter(kind="need").first(),
        "offer_b": b.listings.filter(kind="offer").first(),
        "need_b": b.listings.filter(kind="need").first(),
        "offer_a": a.listings.filter(kind="offer").first(),
    }
    about = [row.pk for row in listings.values() if row]
    reasons = [
        {"code": "base", "contribution": -4.0},
        part("category", 3.0, "Gesuch und Angebot gehören zusammen: Workshop oder Kurs.", about),
        part("near", 1.5, "0,5 km Luftlinie.", about),
        part("breadth", -0.5, "Abzug, weil sehr viel zugleich genannt ist.", about),
        part("open_window", 0.0, "Offen: Ein Zeitraum fehlt.", about[:1]),
    ]
    values = {
        "probability": 0.78, "score": 0.0, "reasons": reasons, "rank_a": 1, "rank_b": 1,
        "field": ActionField.objects.get(code="education"), **listings, **facts,
    }  # fmt: skip
    return Match.objects.create(run=run, partner_a=a, partner_b=b, **values)


def part(code: str, contribution: float, text: str, about: list[int]) -> dict[str, Any]:
    """One stored reason."""
    return {
        "code": code, "contribution": contribution, "params": {}, "about": about, "de": text,
        "en": f"{text} (en)",
    }  # fmt: skip


def _match(world: Any) -> Match:
    """A suggestion for partner A; made anew where it was undone together with a request."""
    known = Match.objects.filter(partner_a=world.a).first()
    other = Partner.objects.filter(slug="klub").first()
    return known or stored(world.a, other or house("Klub"))


def _decision(world: Any) -> MatchDecision:
    known = MatchDecision.objects.filter(house=world.a).first()
    match = _match(world)
    return known or MatchDecision.objects.create(
        partner_a=match.partner_a, partner_b=match.partner_b, house=world.a, outcome="later",
        at=NOW, shown={"field": "education"},
    )  # fmt: skip


def _listing(world: Any) -> Listing:
    return Listing.objects.filter(partner=world.a).first() or listing(world.a, "offer")


def _pair(things: Any) -> dict[str, Any]:
    match = _match(things.world)
    return {"first": match.partner_a.key, "second": match.partner_b.key}


def _word(things: Any) -> dict[str, Any]:
    return {"table": "woerter", "row": LexiconTerm.objects.first().pk}


def _weights(things: Any) -> dict[str, Any]:
    return {"version": WeightSet.objects.first().version}


# What the addresses of suggestions, questions and the office name (tests.architecture.test_answers).
ARGUMENTS = {
    "network:match-decide": _pair,
    "network:match-undo": lambda t: {"decision": _decision(t.world).key},
    "network:question-answer": lambda t: {"listing": _listing(t.world).key},
    "network:weight-set": _weights,
    "network:weights-activate": _weights,
    "network:care-table": lambda t: {"table": "felder"},
    "network:care-add": lambda t: {"table": "woerter"},
    "network:care-row": _word,
    "network:care-delete": _word,
}
