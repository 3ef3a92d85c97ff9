"""The network as a document of the exchange format."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Avg

from lms.records.models import AuditEvent
from network.enums import ListingMode, ListingState, PartnerState
from network.formats import exchange
from network.formats.exchange import terms
from network.models import Cooperation, CooperationPartner, Listing, Partner
from network.queries.facts import full_text

TARGETS = frozenset(terms.TARGET_GROUPS.values())
LISTED = (PartnerState.PUBLISHED, PartnerState.PROVISIONAL)


def exchanged_network(as_of: date) -> tuple[exchange.Network, int]:
    """The whole network, and how many tags the format has no word for (they stay out).

    Own entries stand under their slug (partners) or key (listings), imported ones under the key
    they came with, so that reading the file again finds them.
    """
    partners = {partner.pk: partner for partner in _partners()}
    left_out: Counter[str] = Counter()
    network = exchange.Network(
        as_of=as_of,
        partners=tuple(_partner(partner) for partner in partners.values()),
        listings=tuple(_listing(row, partners, left_out) for row in _listings(partners)),
        cooperations=tuple(_cooperations(partners)),
    )
    return network, left_out.total()


def exchange_key(partner: Partner) -> str:
    """The name of a partner in files."""
    return partner.import_key or partner.slug


def exchange_keys() -> dict[str, str]:
    """The name in files of each partner key."""
    rows = Partner.objects.values_list("key", "import_key", "slug")
    return {key: imported or slug for key, imported, slug in rows}


def day_of_data(today: date) -> date:
    """Today, or the day of the data last imported where that is still to come."""
    last = AuditEvent.objects.filter(action="network.import").order_by("-pk").first()
    return max(today, date.fromisoformat(last.data["as_of"])) if last else today


def _partners() -> Iterable[Partner]:
    rows = Partner.objects.filter(state__in=LISTED).order_by("pk")
    return rows.prefetch_related("stages", "places")


def _partner(partner: Partner) -> exchange.Partner:
    place = next((p for p in partner.places.all() if p.latitude is not None), None)
    return exchange.Partner(
        key=exchange_key(partner),
        name=partner.name,
        kind=partner.kind,
        stages=tuple(stage.code for stage in partner.stages.all()),
        size=partner.size,
        capacity=partner.capacity,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        languages=tuple(partner.languages),
    )


def _listings(partners: Iterable[int]) -> Iterable[Listing]:
    rows = Listing.objects.filter(state=ListingState.ACTIVE, partner__in=partners).order_by("pk")
    tags = ("competences", "action_fields", "target_groups", "stages_wanted")
    return rows.select_related("category").prefetch_related(*tags)


def _listing(
    row: Listing, partners: dict[int, Partner], left_out: Counter[str]
) -> exchange.Listing:
    skills = {skill.code for skill in row.competences.all()} & terms.COMPETENCES.keys()
    targets = [group.code for group in row.target_groups.all()]
    left_out["targets"] += len([code for code in targets if code not in TARGETS])
    return exchange.Listing(
        key=row.source_key if row.source == "import" else row.key,
        partner=exchange_key(partners[row.partner_id]),
        kind=row.kind,
        category=row.category.code if row.category else "",
        competences=tuple(sorted(skills)),
        action_fields=tuple(field.code for field in row.action_fields.all()),
        target_groups=tuple(code for code in targets if code in TARGETS),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        radius_km=row.radius_km,
        is_online=None if not row.mode else row.mode != ListingMode.ON_SITE,
        languages_required=tuple(row.languages_required),
        capacity_left=row.capacity_left,
        stages_wanted=tuple(stage.code for stage in row.stages_wanted.all()),
        confirmed_on=row.confirmed_at.date() if row.confirmed_at else None,
        text=full_text(row.title, row.text, row.category.title_de if row.category else None),
    )


def _cooperations(partners: dict[int, Partner]) -> Iterable[exchange.Cooperation]:
    members: dict[int, list[str]] = defaultdict(list)
    rows = CooperationPartner.objects.filter(partner__in=partners).order_by("cooperation", "pk")
    for case, partner in rows.values_list("cooperation_id", "partner_id"):
        members[case].append(exchange_key(partners[partner]))
    cases: Any = Cooperation.objects.order_by("pk").annotate(mean=Avg("parts__quality"))
    for case in cases:
        if len(members[case.pk]) > 1:
            yield exchange.Cooperation(tuple(members[case.pk]), case.state, case.mean)
