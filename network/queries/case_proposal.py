"""What a new case could say, read from its partners, their suggestion and chosen listings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from lms.taxonomy.models import Framework
from network.enums import ListingKind
from network.models import Listing, Match, Partner
from network.queries.facts import live_listings
from network.queries.match_reasons import may_see
from network.queries.matches import listing_keys, pair_of
from network.queries.viewer import Viewer
from network.queries.visibility import hidden_fields, level_for

PAIR = 2
TITLE = 150  # characters
TERMS = ("action_fields", "competences", "target_groups")


def proposed(
    viewer: Viewer, partners: Sequence[Partner], listings: Sequence[Listing], on: date
) -> dict[str, Any]:
    """Title, field, stages and terms by the names of a cooperation's fields; all may be changed.

    Two partners that are suggested to each other bring the listings of their suggestion, where
    none are named. Only what the viewer may see is used. Costs 12 queries at most.
    """
    match = pair_of(viewer, *(one.key for one in partners)) if len(partners) == PAIR else None
    rows = list(listings) or (_of_match(match, viewer, on) if match else [])
    terms = {name: _named(rows, name) for name in TERMS}
    fields = terms["action_fields"]
    lead = match.field if match and match.field else fields[0] if len(fields) == 1 else None
    if lead is not None and lead not in fields:
        fields.insert(0, lead)
    default = set(Framework.objects.filter(is_default=True).values_list("pk", flat=True))
    terms["competences"] = [one for one in terms["competences"] if one.framework_id in default]
    return {
        **terms,
        "title": _title(partners, rows),
        "listings": rows,
        "lead_field": lead.code if lead else None,
        "stages": _named(rows, "stages_wanted") or _stages(viewer, partners),
    }


def _of_match(match: Match, viewer: Viewer, on: date) -> list[Listing]:
    """The listings a suggestion rests on, as far as this person may see them."""
    live = set(
        live_listings(on).filter(pk__in=[pk for pk in listing_keys(match) if pk])
        .values_list("pk", flat=True)
    )  # fmt: skip
    sides = (match.need_a, match.offer_b, match.need_b, match.offer_a)
    return [one for one in sides if one is not None and may_see(one, viewer, live)]


def _named(rows: Iterable[Listing], name: str) -> list[Any]:
    """What several listings name, else what any names, in the order of the vocabulary."""
    terms = [term for row in rows for term in _terms(row, name)]
    counts = Counter(term.pk for term in terms)
    least = min(PAIR, max(counts.values(), default=0))
    known = {term.pk: term for term in terms if counts[term.pk] >= least}
    return sorted(known.values(), key=lambda term: term.position)


def _terms(row: Listing, name: str) -> Iterable[Any]:
    terms: Iterable[Any] = getattr(row, name).all()
    return terms


def _stages(viewer: Viewer, partners: Sequence[Partner]) -> list[Any]:
    """The stages of all partners that show theirs."""
    shown = [
        one for one in partners if "stages" not in hidden_fields(one, level_for(viewer, one.pk))
    ]
    known = {stage.pk: stage for one in shown for stage in one.stages.all()}
    return sorted(known.values(), key=lambda stage: stage.position)


def _title(partners: Sequence[Partner], rows: Sequence[Listing]) -> str:
    """What is offered, else sought, and who is in it."""
    ordered = sorted(rows, key=lambda row: row.kind != ListingKind.OFFER)
    names = " – ".join(one.name for one in partners)
    words = [part for part in (ordered[0].title if ordered else "", names) if part]
    return ": ".join(words)[:TITLE]
