"""The reasons of a stored match for one reader: only what rests on what that reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext as _, gettext_lazy

from network.enums import Visibility
from network.models import Match, Partner
from network.queries.viewer import Viewer

BASE = "base"
GAP = "gap"  # beside the score
RATED = "history"  # rests on what houses rated, which only the office reads
STRONGEST, AGAINST = 4, 2  # sentences on a card
OPEN = ("open_window", "open_place")
OPPOSED = ("short_window", "far")
SPOKEN = {"+": gettext_lazy("Dafür"), "?": gettext_lazy("Offen"), "–": gettext_lazy("Dagegen")}
# Fields of a partner a part rests on (as in Partner.field_visibility).
FIELDS = {
    "near": ("places", "latitude", "longitude"),
    "far": ("places", "latitude", "longitude"),
    "transition": ("stages",),
    GAP: ("stages",),
    "wish": ("stages",),
}


@dataclass(frozen=True)
class Sentence:
    """One reason on a card."""

    sign: str  # + ? –
    text: str

    @property
    def spoken(self) -> str:
        """What the sign means."""
        return str(SPOKEN[self.sign])


@dataclass(frozen=True)
class Contribution:
    """One row of the table that sums to the score."""

    text: str
    value: float


def sentences(match: Match, viewer: Viewer, live: set[int]) -> list[Sentence]:
    """The strongest parts and the gap that would close, then what is open or against it."""
    parts = [part for part in _parts(match) if _may_know(part, match, viewer, live)]
    ranked = sorted(parts, key=lambda part: -float(part["contribution"]))
    good = [part for part in ranked if part["contribution"] > 0][:STRONGEST]
    is_open = [part for part in ranked if part["code"] in OPEN + OPPOSED]
    bad = [part for part in reversed(ranked) if part["contribution"] < 0]
    gap = [part for part in ranked if part["code"] == GAP]
    told = [*good, *gap, *[*is_open, *bad][:AGAINST]]
    return [Sentence(_sign(part), _text(part)) for part in told]


def contributions(match: Match, viewer: Viewer) -> tuple[Contribution, ...]:
    """All parts with their numbers; the base and they add up to the score.

    Empty for who may not know one of them: the sum would tell it.
    """
    is_rated = any(part["code"] == RATED for part in match.reasons)
    if not viewer.steers or (is_rated and not viewer.is_staff):
        return ()
    base = sum(p["contribution"] for p in match.reasons if p["code"] == BASE)
    rows = [
        Contribution(_text(part), float(part["contribution"]))
        for part in sorted(_parts(match), key=lambda part: -float(part["contribution"]))
        if part["contribution"]
    ]
    return (Contribution(_("Ausgangswert ohne jede Übereinstimmung"), base), *rows)


def _parts(match: Match) -> Sequence[dict[str, Any]]:
    return [part for part in match.reasons if part["code"] != BASE]


def _may_know(part: dict[str, Any], match: Match, viewer: Viewer, live: set[int]) -> bool:
    """Everything the part rests on is shown to the reader."""
    if part["code"] == RATED and not viewer.is_staff:
        return False
    seen = {
        listing.pk
        for listing in (match.need_a, match.offer_b, match.need_b, match.offer_a)
        if listing is not None and may_see(listing, viewer, live)
    }
    if not set(part["about"]) <= seen:
        return viewer.steers
    names = FIELDS.get(part["code"], ())
    return all(_field_seen(p, names, viewer) for p in (match.partner_a, match.partner_b))


def may_see(listing: Any, viewer: Viewer, live: set[int]) -> bool:
    """A live listing of one's own, or one that is shown to people like the viewer."""
    if listing is None or listing.pk not in live:
        return False
    return listing.partner_id in viewer.edits or listing.visibility in viewer.sees


def _field_seen(partner: Partner, names: Sequence[str], viewer: Viewer) -> bool:
    if partner.pk in viewer.edits:
        return True
    levels = (partner.field_visibility.get(name, Visibility.PUBLIC) for name in names)
    return all(level in viewer.sees for level in levels)


def _sign(part: dict[str, Any]) -> str:
    if part["code"] in OPEN:
        return "?"
    return "–" if part["code"] in OPPOSED or part["contribution"] < 0 else "+"


def _text(part: dict[str, Any]) -> str:
    language = get_language() or "de"
    text: str = part.get(language) or part["de"]
    for said_by_the_sign in ("Offen: ", "Dagegen: ", "Open: ", "Against: "):
        text = text.removeprefix(said_by_the_sign)
    return text
