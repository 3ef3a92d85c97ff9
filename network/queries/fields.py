"""What the public pages of the action fields show."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from lms.taxonomy.models import ActionField
from network.enums import CooperationState, DirectoryFacet, ListingFacet, ListingKind
from network.models import Cooperation, Coordinator, Meeting, MeetingState
from network.queries.index import index_for
from network.queries.listing_page import find_listings
from network.queries.meetings import Invitee, invitee_of, public_meetings
from network.queries.narrowing import counted
from network.queries.public_cooperations import public_cooperations
from network.queries.selection import ListingSelection
from network.queries.viewer import Viewer


@dataclass(frozen=True)
class FieldPage:
    """One action field; counts are those of the lists they lead to."""

    field: ActionField
    coordinators: list[Invitee]  # roles, never persons
    partner_count: int
    offer_count: int
    need_count: int
    cooperations: list[Cooperation]  # with their parts
    next_date: Meeting | None

    @property
    def description(self) -> str:
        """What the field is about, in the active language; German where there is nothing."""
        english = self.field.description_en if get_language() == "en" else ""
        return english or self.field.description_de


def field_cards(viewer: Viewer, on: date) -> list[tuple[ActionField, int, list[Invitee]]]:
    """All fields with the number of partners and who coordinates.

    Costs four queries, and what the directory reads anew after a change.
    """
    numbers = index_for(viewer, on).numbers[DirectoryFacet.FIELD]
    people: dict[int, list[Invitee]] = {}
    for row in coordinating(on):
        people.setdefault(row.field_id, []).append(invitee_of(row))
    return [
        (field, numbers[field.code], people.get(field.pk, []))
        for field in ActionField.objects.all()
    ]


def field_page(code: str, *, viewer: Viewer, at: datetime, on: date) -> FieldPage | None:
    """Read the page of one field as a person sees it, None for none.

    Costs nine queries whatever is in it, and what the directory reads anew after a change.
    """
    field = ActionField.objects.filter(code=code).first()
    if field is None:
        return None
    wanted = ListingSelection(values=((ListingFacet.FIELD, (code,)),))
    _index, listings = find_listings(wanted, viewer=viewer, on=on)
    kinds = counted(listings, [ListingFacet.KIND])[ListingFacet.KIND]
    coming = public_meetings(code).filter(ends_at__gte=at)
    return FieldPage(
        field=field,
        coordinators=[invitee_of(row) for row in coordinating(on).filter(field=field)],
        partner_count=index_for(viewer, on).numbers[DirectoryFacet.FIELD][code],
        offer_count=kinds[ListingKind.OFFER],
        need_count=kinds[ListingKind.NEED],
        cooperations=_running(field, on),
        next_date=coming.exclude(state=MeetingState.CANCELLED).first(),
    )


def coordinating(on: date) -> QuerySet[Coordinator]:
    """Who coordinates on a day, deputies last."""
    rows = Coordinator.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    return rows.select_related("field", "organisation").order_by("field__position", "is_deputy")


def _running(field: ActionField, on: date) -> list[Cooperation]:
    """Running ones of the field that the public sees, with their partners."""
    own = Cooperation.objects.filter(Q(lead_field=field) | Q(action_fields=field)).order_by()
    rows = public_cooperations(on).filter(state=CooperationState.RUNNING, pk__in=own.values("pk"))
    return list(rows.order_by("title", "pk"))
