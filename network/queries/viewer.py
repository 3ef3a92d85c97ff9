"""Who looks at the network: the houses they act for, the fields they coordinate, what they see."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lms.accounts.models import User
from network.enums import PartnerState, Role, Visibility
from network.models import Coordinator, Membership, Partner

EDITORS = frozenset({Role.AUTHOR.value, Role.REVIEWER.value, Role.ADMIN.value})
LISTED = (PartnerState.PUBLISHED, PartnerState.PROVISIONAL)
LEVELS = {
    Visibility.PUBLIC: (Visibility.PUBLIC,),
    Visibility.NETWORK: (Visibility.PUBLIC, Visibility.NETWORK),
    Visibility.STAFF: (Visibility.PUBLIC, Visibility.NETWORK, Visibility.STAFF),
}


@dataclass(frozen=True)
class Viewer:
    """One person as the network sees them, read once per request; nobody has no roles."""

    user: User | None
    is_staff: bool  # of the city
    roles: frozenset[tuple[int, str]]  # (partner's primary key, role)
    fields: frozenset[str]  # codes of the action fields coordinated today

    @property
    def is_coordinator(self) -> bool:
        """Looks after an action field today."""
        return bool(self.fields)

    @property
    def steers(self) -> bool:
        """City staff or a coordinator: sees the whole network."""
        return self.is_staff or self.is_coordinator

    @property
    def belongs(self) -> bool:
        """Acts for a partner, whatever the role."""
        return bool(self.roles)

    @property
    def edits(self) -> frozenset[int]:
        """Primary keys of the partners whose profile and listings this person keeps."""
        return frozenset(partner for partner, role in self.roles if role in EDITORS)

    @property
    def desks(self) -> frozenset[int]:
        """Primary keys of the partners where this person enters consent forms on paper."""
        takes = {Role.LEAD, Role.ADMIN}
        return frozenset(partner for partner, role in self.roles if role in takes)

    @property
    def houses(self) -> frozenset[int]:
        """Primary keys of all partners this person acts for."""
        return frozenset(partner for partner, _role in self.roles)

    @property
    def level(self) -> Visibility:
        """The narrowest visibility this person may see of others."""
        if self.steers:
            return Visibility.STAFF
        return Visibility.NETWORK if self.belongs else Visibility.PUBLIC

    @property
    def sees(self) -> tuple[Visibility, ...]:
        """Values of ``visibility`` this person may see of others."""
        return LEVELS[self.level]

    @cached_property
    def own_partners(self) -> list[Partner]:
        """The partners this person keeps, by name. Costs one query."""
        return list(Partner.objects.filter(pk__in=self.edits).order_by("name"))


NOBODY = Viewer(user=None, is_staff=False, roles=frozenset(), fields=frozenset())


def viewer_of(user: User | AnonymousUser, on: date) -> Viewer:
    """Read a person's roles in the network. Costs two queries, none for nobody.

    A role counts while its partner is listed: who acted for a closed house is no member of the
    network any more.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    roles = Membership.objects.filter(user=user, partner__state__in=LISTED).values_list(
        "partner_id", "role"
    )
    return Viewer(
        user=user,
        is_staff=user.is_city_staff,
        roles=frozenset(roles),
        fields=frozenset(_fields(user, on)),
    )


def coordinates_any(user: User, on: date) -> bool:
    """Looks after an action field on this day, as coordinator or deputy."""
    return _current(user, on).exists()


def _fields(user: User, on: date) -> list[str]:
    return list(_current(user, on).values_list("field__code", flat=True))


def _current(user: User, on: date) -> QuerySet[Coordinator]:
    is_running = Q(ends_on=None) | Q(ends_on__gte=on)
    return Coordinator.objects.filter(is_running, user=user, starts_on__lte=on).order_by()
