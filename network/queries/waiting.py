"""What waits for the network's office, for its start page and its lists."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from network.enums import ApplicationState, ClaimState, PartnerState
from network.models import ClaimRequest, Partner, PartnerApplication
from network.queries.freshness import bounced_mailboxes


@dataclass(frozen=True)
class WaitingApplication:
    """An organisation that confirmed its mailbox and wants to take part."""

    key: str
    name: str
    since: datetime


@dataclass(frozen=True)
class WaitingClaim:
    """A person proved a listed organisation's mailbox and wants to act for it."""

    key: str
    partner_name: str
    since: datetime


@dataclass(frozen=True)
class WaitingPartner:
    """A partner whose mailbox or confirmation needs a look."""

    key: str
    slug: str
    name: str
    mailbox: str
    confirm_due: date | None


@dataclass(frozen=True)
class Waiting:
    """Everything that waits for the office."""

    applications: list[WaitingApplication]
    claims: list[WaitingClaim]
    without_mailbox: list[WaitingPartner]  # published, nobody can reach them
    bounced: list[WaitingPartner]  # their last mail was refused for good
    unconfirmed: list[WaitingPartner]  # published or provisional, past their date

    @property
    def count(self) -> int:
        """How many things wait."""
        partners = len(self.without_mailbox) + len(self.bounced) + len(self.unconfirmed)
        return len(self.applications) + len(self.claims) + partners


def waiting(on: date) -> Waiting:
    """Read what waits on a day. Costs five queries, whatever the number of rows."""
    published = Partner.objects.filter(state=PartnerState.PUBLISHED)
    listed = Partner.objects.filter(state__in=[PartnerState.PUBLISHED, PartnerState.PROVISIONAL])
    return Waiting(
        applications=[
            WaitingApplication(row.key, row.name, row.confirmed_at or row.created_at)
            for row in waiting_applications()
        ],
        claims=[
            WaitingClaim(row.key, row.partner.name, row.proven_at or row.created_at)
            for row in waiting_claims()
        ],
        without_mailbox=_partners(published.filter(contact_mailbox="")),
        bounced=_partners(published.filter(bounced_mailboxes())),
        unconfirmed=_partners(listed.filter(Q(confirm_due__lte=on))),
    )


def waiting_applications() -> QuerySet[PartnerApplication]:
    """Applications to decide on, the oldest first."""
    return PartnerApplication.objects.filter(state=ApplicationState.WAITING)


def waiting_claims() -> QuerySet[ClaimRequest]:
    """Claims to decide on, the oldest first, with partner and person."""
    proven = ClaimRequest.objects.filter(state=ClaimState.PROVEN)
    return proven.select_related("partner", "user")


def _partners(rows: QuerySet[Partner]) -> list[WaitingPartner]:
    facts = rows.order_by("name").values_list(
        "key", "slug", "name", "contact_mailbox", "confirm_due"
    )
    return [WaitingPartner(*row) for row in facts]
