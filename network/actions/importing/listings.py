"""Offers and needs of an exchanged file."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.actions.importing.rows import keep_changes, replace_links
from network.enums import ListingKind, ListingMode, ListingState, Source
from network.formats import exchange
from network.models import Listing, Partner, ResourceCategory

PLAIN = ("kind", "text", "radius_km", "valid_from", "valid_to", "capacity_left")
COLUMNS = (*PLAIN, "category", "title", "languages_required", "mode", "confirmed_at")
TITLE = 80  # characters of a title made of the text
DIGCOMP = "digcomp"
# "Angebot: Raum" is a room; "Angebote für Kinder" begins with a word of its own.
SENTENCE = re.compile(
    r"\s*(?:(?:Angebot|Gesucht?|Bedarf)\s*:)?\s*(.+?)(?:[.!?]\s|[.!?]?$|\n)", re.DOTALL
)
Ours = Sequence[tuple[Listing, exchange.Listing]]


def store_listings(
    entries: Sequence[exchange.Listing], partners: Mapping[str, Partner], at: datetime
) -> tuple[int, int, int]:
    """Create and update; returns how many are new, changed, kept."""
    known = _known(entries)
    categories = {category.code: category for category in ResourceCategory.objects.all()}
    ours: list[tuple[Listing, exchange.Listing]] = []
    new: list[Listing] = []
    changed: list[Listing] = []
    for entry in entries:
        listing = known.get(entry.key)
        if listing is None:
            listing = Listing(
                partner=partners[entry.partner],
                source=Source.IMPORT,
                source_key=entry.key,
                state=ListingState.ACTIVE,
                created_at=at,
            )
            new.append(listing)
        if listing.source == Source.IMPORT and listing.version == 0:
            if _fill(listing, entry, categories) and listing.pk:
                changed.append(listing)
            ours.append((listing, entry))
    Listing.objects.bulk_create(new, batch_size=200)
    Listing.objects.bulk_update(changed, COLUMNS, batch_size=100)
    _store_tags(ours)
    return len(new), len(changed), len(entries) - len(ours)


def title_of(entry: exchange.Listing, category: str) -> str:
    """The first sentence of the text, else what sort of thing it is."""
    match = SENTENCE.match(entry.text)
    title = " ".join(match.group(1).split()) if match else ""
    if len(title) > TITLE:
        return f"{title[:TITLE].rsplit(' ', 1)[0]}…"
    return title or category or str(ListingKind(entry.kind).label)


def _known(entries: Sequence[exchange.Listing]) -> dict[str, Listing]:
    """Listings by the key of the file: as imported before, or as we export those of our own."""
    wanted = {entry.key for entry in entries}
    rows = list(Listing.objects.all())
    own = {row.key: row for row in rows if row.key in wanted}
    imported = [row for row in rows if row.source == Source.IMPORT and row.source_key in wanted]
    return own | {row.source_key: row for row in imported}


def _fill(
    listing: Listing, entry: exchange.Listing, categories: Mapping[str, ResourceCategory]
) -> bool:
    """Take over what the file says; tells whether it is new."""
    category = categories[entry.category] if entry.category else None
    day = entry.confirmed_on
    values = {
        "category_id": category.pk if category else None,
        "title": title_of(entry, category.title_de if category else ""),
        "languages_required": list(entry.languages_required),
        "mode": _mode(entry.is_online),
        "confirmed_at": datetime.combine(day, time(12), tzinfo=UTC) if day else None,
    }
    plain = {name: getattr(entry, name) for name in PLAIN}
    return keep_changes(listing, plain | values)


def _mode(is_online: bool | None) -> str:
    if is_online is None:
        return ""
    return ListingMode.BOTH if is_online else ListingMode.ON_SITE


def _store_tags(ours: Ours) -> None:
    owners = [listing.pk for listing, _entry in ours]
    rows = Competence.objects.filter(framework__code__startswith=DIGCOMP, parent__isnull=False)
    ordered = rows.order_by("framework__is_default", "pk")  # the default framework wins
    sorts = (
        (Listing.competences.through, dict(ordered.values_list("code", "pk")), "competences"),
        (Listing.action_fields.through, _codes(ActionField), "action_fields"),
        (Listing.target_groups.through, _codes(TargetGroup), "target_groups"),
        (Listing.stages_wanted.through, _codes(EducationStage), "stages_wanted"),
    )
    for through, codes, name in sorts:
        links = [
            (listing.pk, codes[code]) for listing, entry in ours for code in getattr(entry, name)
        ]
        replace_links(through, owners, links)


def _codes(
    model: type[ActionField] | type[TargetGroup] | type[EducationStage],
) -> dict[str, int]:
    return dict(model._default_manager.values_list("code", "pk"))
