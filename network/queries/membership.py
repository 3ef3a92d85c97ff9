"""Who acts for whom."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.accounts.models import User
from network.enums import PartnerState, Role
from network.models import Membership, Partner
from network.queries.viewer import LISTED

IS_ACTIVE_ADMIN = Q(role=Role.ADMIN, user__is_active=True)


def partners_of(user: User, *roles: str) -> QuerySet[Partner]:
    """Partners for which a person acts in one of the roles; in any role if none is named."""
    own = Membership.objects.filter(user=user, role__in=roles or Role.values)
    return Partner.objects.filter(pk__in=own.values("partner"))


def memberships_of(partner: Partner) -> QuerySet[Membership]:
    """Who acts for a partner, with the people, by name; one row for each role."""
    return partner.memberships.select_related("user").order_by(
        "user__display_name", "user__username", "role"
    )


def names_by_key(partner: Partner) -> dict[str, str]:
    """How the people who act for a partner call themselves, by the key of their account."""
    return {row.user.key: row.user.public_name for row in memberships_of(partner)}


def active_admins(partner: Partner) -> QuerySet[Membership]:
    """Admins of a partner who can sign in."""
    return partner.memberships.filter(IS_ACTIVE_ADMIN)


def administered_alone(user: User) -> QuerySet[Partner]:
    """Houses, not archived, of which a person is the only admin who can sign in."""
    others = Membership.objects.filter(IS_ACTIVE_ADMIN, partner=OuterRef("pk")).exclude(user=user)
    rows = partners_of(user, Role.ADMIN).exclude(state=PartnerState.ARCHIVED)
    return rows.filter(~Exists(others)).order_by("name", "pk")


def administers_any(user: User) -> bool:
    """The person is admin of some partner."""
    return Membership.objects.filter(user=user, role=Role.ADMIN).exists()


def leading(user: User) -> QuerySet[Membership]:
    """For which houses of the network a person leads classes."""
    return Membership.objects.filter(user=user, role=Role.LEAD, partner__state__in=LISTED)
