"""Organisations of an exchanged file become provisional partners."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count

from django.utils.text import slugify

from lms.taxonomy.models import EducationStage
from network.actions.importing.rows import keep_changes, replace_links
from network.enums import PartnerState, Source
from network.formats import exchange
from network.models import Partner, Place

HOUSE = "Standort"  # name of the place a file gives a point for
COLUMNS = ("name", "kind", "size", "capacity", "languages")
LONGEST_SLUG = 60
GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue"}
)


def store_partners(
    entries: Sequence[exchange.Partner], at: datetime
) -> tuple[dict[str, Partner], tuple[int, int, int]]:
    """Create and update; returns the partner of each key, and how many are new, changed, kept."""
    known = _known(entry.key for entry in entries)
    slugs = set(Partner.objects.values_list("slug", flat=True))
    new, changed, kept = [], [], 0
    for entry in entries:
        partner = known.get(entry.key)
        if partner is None:
            partner = Partner(
                import_key=entry.key,
                slug=free_slug(entry.name, slugs),
                source=Source.IMPORT,
                state=PartnerState.PROVISIONAL,
                created_at=at,
            )
            _fill(partner, entry)
            new.append(partner)
        elif not _is_ours(partner):
            kept += 1
        elif _fill(partner, entry):
            changed.append(partner)
    Partner.objects.bulk_create(new, batch_size=500)
    Partner.objects.bulk_update(changed, COLUMNS, batch_size=500)
    by_key = known | {partner.import_key: partner for partner in new}
    ours = [(by_key[e.key], e) for e in entries if _is_ours(by_key[e.key])]
    _store_stages(ours)
    _store_places(ours)
    return by_key, (len(new), len(changed), kept)


def free_slug(name: str, taken: set[str]) -> str:
    """A short name for the address that nobody has; it counts as taken from now on."""
    base = slugify(name.translate(GERMAN))[: LONGEST_SLUG - 6].strip("-") or "partner"
    slug = next(
        slug
        for number in count(1)
        if (slug := base if number == 1 else f"{base}-{number}") not in taken
    )
    taken.add(slug)
    return slug


def _known(keys: Iterable[str]) -> dict[str, Partner]:
    """Partners by the key of the file: as imported before, or as we export those of our own."""
    wanted = set(keys)
    partners = Partner.objects.all()
    by_slug = {p.slug: p for p in partners if not p.import_key and p.slug in wanted}
    return by_slug | {p.import_key: p for p in partners if p.import_key in wanted}


def _is_ours(partner: Partner) -> bool:
    """Nobody of the house has claimed or changed it since."""
    is_provisional = partner.state == PartnerState.PROVISIONAL
    return partner.source == Source.IMPORT and is_provisional and partner.version == 0


def _fill(partner: Partner, entry: exchange.Partner) -> bool:
    """Take over what the file says; tells whether it is new."""
    values = {name: getattr(entry, name) for name in COLUMNS}
    return keep_changes(partner, values | {"languages": list(entry.languages)})


def _store_stages(ours: Sequence[tuple[Partner, exchange.Partner]]) -> None:
    stages = dict(EducationStage.objects.values_list("code", "pk"))
    links = [(p.pk, stages[code]) for p, entry in ours for code in entry.stages]
    replace_links(Partner.stages.through, [p.pk for p, _entry in ours], links)


def _store_places(ours: Sequence[tuple[Partner, exchange.Partner]]) -> None:
    places: Mapping[int, Place] = {
        place.partner_id: place for place in Place.objects.filter(name=HOUSE)
    }
    new: list[Place] = []
    changed: list[Place] = []
    gone: list[int] = []
    for partner, entry in ours:
        place = places.get(partner.pk)
        if entry.latitude is None:
            gone += [place.pk] if place else []
            continue
        target = place or Place(partner=partner, name=HOUSE)
        point = {"latitude": entry.latitude, "longitude": entry.longitude}
        if keep_changes(target, point):
            (changed if place else new).append(target)
    Place.objects.filter(pk__in=gone).delete()
    Place.objects.bulk_create(new, batch_size=500)
    Place.objects.bulk_update(changed, ["latitude", "longitude"], batch_size=500)
