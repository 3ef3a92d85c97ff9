"""Cases of cooperation for tests: two or three houses, their people, everything filled in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.urls import reverse

from lms.taxonomy.models import ActionField, Competence, EducationStage
from network.actions.cooperation.change import By
from network.actions.cooperation.terms import Share, Terms, propose
from network.enums import (
    Consent,
    CooperationRole,
    CooperationState as S,
    ListingKind,
    ListingState,
    Role,
    TaskKind,
)
from network.models import Cooperation, Coordinator, Listing, Partner, PartnerTask
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory, PartnerFactory

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)


def house(name: str, **facts) -> Partner:
    """A partner that can be asked."""
    return PartnerFactory(name=name, contact_mailbox=f"{name.lower()}@example.org", **facts)


def editor(partner: Partner):
    """A person who keeps a partner's profile."""
    return MembershipFactory(partner=partner, role=Role.ADMIN).user


def staff():
    """A person of the city."""
    return UserFactory(is_city_staff=True)


def coordinator(field: str = "education", **facts):
    """A person who coordinates an action field."""
    user = UserFactory()
    Coordinator.objects.create(
        field=ActionField.objects.get(code=field), user=user, starts_on=date(2026, 1, 1), **facts
    )
    return user


def listing(partner: Partner, title: str = "Workshop", **facts) -> Listing:
    """An offer with two free places."""
    usual = {
        "kind": ListingKind.OFFER, "state": ListingState.ACTIVE, "capacity_total": 2,
        "capacity_left": 2, "created_at": NOW,
    }  # fmt: skip
    return Listing.objects.create(partner=partner, title=title, **(usual | facts))


def terms(*partners: Partner, **facts) -> Terms:
    """Terms with everything an agreement needs; the first partner leads."""
    shares = [
        Share(
            partner=partner,
            role=CooperationRole.PARTNER if number else CooperationRole.LEAD,
            contribution=f"Beitrag {number}",
            contact_role=f"Leitung {number}",
        )
        for number, partner in enumerate(partners)
    ]
    usual = {
        "title": "Sicher im Netz",
        "goal": "Kinder und Ältere lernen voneinander.",
        "lead_field": ActionField.objects.get(code="education"),
        "stages": EducationStage.objects.filter(code__in=["primary", "adult"]),
        "competences": Competence.objects.filter(code="2.5")[:1],
        "starts_on": date(2026, 12, 1),
        "ends_on": date(2027, 6, 30),
        "review_on": date(2027, 7, 15),
    }
    return Terms(shares=shares, **(usual | facts))


@dataclass
class Cast:
    """A case and the people around it."""

    case: Cooperation
    a: Partner
    b: Partner
    offer: Listing
    ann: object  # keeps A
    ben: object  # keeps B
    city: object

    def fresh(self) -> Cooperation:
        self.case.refresh_from_db()
        return self.case

    def by(self, user=None, **facts) -> By:
        return By(actor=user or self.city, **facts)

    by_system = By(actor=None)


def cast(state: str = S.PROPOSED, **facts) -> Cast:
    """A complete case in a state, proposed by city staff."""
    a, b, city = house("Anker"), house("Birke"), staff()
    offer = listing(b)
    case = propose(
        terms=terms(a, b, listings=[offer], **facts), by=By(actor=city), at=NOW
    )  # fmt: skip
    made = Cast(case, a, b, offer, editor(a), editor(b), city)
    move(case, state)
    return made


def move(case: Cooperation, state: str, **facts) -> Cooperation:
    """Put a case into a state as if it had come there; the way itself is tested elsewhere."""
    agreed = {S.IN_TALKS, S.AGREED, S.RUNNING, S.PAUSED, S.COMPLETED, S.CANCELLED}
    if state in agreed:
        case.parts.update(consent=Consent.GIVEN, consented_at=NOW)
    values = {"state": state} | facts
    if state != S.PROPOSED:
        values = {"requested_at": NOW} | values
    if state in {S.AGREED, S.RUNNING, S.PAUSED, S.COMPLETED}:
        values = {"holds_capacity": True} | values
        case.listings.update(capacity_left=1)
    Cooperation.objects.filter(pk=case.pk).update(**values)
    case.refresh_from_db()
    return case


def shown_case(partner: Partner) -> Cooperation:
    """A running case of a partner in public, with something left to mend."""
    case = propose(terms=terms(partner, house("Ceder")), by=By(actor=None), at=NOW)
    case.parts.update(may_be_shown=True)
    PartnerTask.objects.create(
        partner=partner, kind=TaskKind.CONTACT, cooperation=case, created_at=NOW
    )
    return move(case, S.RUNNING)


def at(case: Cooperation, act: str = "") -> str:
    """The address of a case, or of one thing that can be done with it."""
    name = "network:case-act" if act else "network:case"
    return reverse(name, args=[case.key, act] if act else [case.key])
