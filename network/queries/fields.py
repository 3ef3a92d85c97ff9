"""What the public pages of the action fields show."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from lms.taxonomy.models import ActionField
from network.enums import CooperationState, ListingKind, ListingState, PartnerState, Visibility
from network.models import (
    Cooperation,
    CooperationPartner,
    Coordinator,
    Listing,
    Meeting,
    MeetingState,
    Partner,
)
from network.queries.meetings import Invitee, invitee_of, public_meetings


@dataclass(frozen=True)
class FieldPage:
    """One action field; counts equal the lists they lead to."""

    field: ActionField
    coordinators: list[Invitee]  # roles, never persons
    partner_count: int
    offer_count: int
    need_count: int
    cooperations: list[Cooperation]  # with ``shown_partners``
    next_date: Meeting | None

    @property
    def description(self) -> str:
        """What the field is about, in the active language; German where there is nothing."""
        english = self.field.description_en if get_language() == "en" else ""
        return english or self.field.description_de


def field_cards(on: date) -> list[tuple[ActionField, int, list[Invitee]]]:
    """All fields with the number of partners and who coordinates. Costs two queries."""
    shown = Q(partners__state=PartnerState.PUBLISHED, partners__visibility=Visibility.PUBLIC)
    fields = ActionField.objects.annotate(number=Count("partners", filter=shown, distinct=True))
    people: dict[int, list[Invitee]] = {}
    for row in coordinating(on):
        people.setdefault(row.field_id, []).append(invitee_of(row))
    return [(field, field.number, people.get(field.pk, [])) for field in fields]


def field_page(code: str, *, at: datetime, on: date) -> FieldPage | None:
    """Read the page of one field, None for none. Costs eight queries, whatever is in it."""
    field = ActionField.objects.filter(code=code).first()
    if field is None:
        return None
    kinds = dict(
        live_listings(on).filter(action_fields=field).order_by().values("kind")
        .annotate(number=Count("pk")).values_list("kind", "number")
    )  # fmt: skip
    coming = public_meetings(code).filter(ends_at__gte=at)
    return FieldPage(
        field=field,
        coordinators=[invitee_of(row) for row in coordinating(on).filter(field=field)],
        partner_count=Partner.objects.filter(
            state=PartnerState.PUBLISHED, visibility=Visibility.PUBLIC, action_fields=field
        ).count(),
        offer_count=kinds.get(ListingKind.OFFER, 0),
        need_count=kinds.get(ListingKind.NEED, 0),
        cooperations=list(_public_cooperations(field)),
        next_date=coming.exclude(state=MeetingState.CANCELLED).first(),
    )


def coordinating(on: date) -> QuerySet[Coordinator]:
    """Who coordinates on a day, deputies last."""
    rows = Coordinator.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    return rows.select_related("field", "organisation").order_by("field__position", "is_deputy")


def live_listings(on: date) -> QuerySet[Listing]:
    """Offers and needs that everybody may see on a day."""
    return Listing.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        Q(capacity_left=None) | Q(capacity_left__gt=0),
        state=ListingState.ACTIVE,
        visibility=Visibility.PUBLIC,
        partner__state=PartnerState.PUBLISHED,
        partner__visibility=Visibility.PUBLIC,
    )


def _public_cooperations(field: ActionField) -> QuerySet[Cooperation]:
    """Running ones of the field that every partner lets the public see, with their partners."""
    hidden = CooperationPartner.objects.filter(cooperation=OuterRef("pk"), may_be_shown=False)
    parts = CooperationPartner.objects.filter(cooperation=OuterRef("pk"))
    own = Cooperation.objects.filter(Q(lead_field=field) | Q(action_fields=field)).order_by()
    rows = Cooperation.objects.filter(
        Exists(parts), ~Exists(hidden), state=CooperationState.RUNNING, pk__in=own.values("pk")
    )
    return rows.prefetch_related("parts__partner").order_by("title", "pk")
