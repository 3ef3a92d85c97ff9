"""A small network with matches, cooperations and offers, for tests of coverage and plan."""

from datetime import UTC, date, datetime

from lms.accounts.models import User
from lms.taxonomy.models import ActionField, Competence, District, EducationStage
from network.enums import (
    CooperationState,
    ListingKind,
    ListingState,
    RunState,
)
from network.models import (
    Cooperation,
    CooperationPartner,
    Listing,
    Match,
    MatchRun,
    Partner,
)
from network.queries.quarters import Quarter
from tests.factories.network import PartnerFactory, PlaceFactory

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
THIS = Quarter(2026, 4)
NEXT = Quarter(2027, 1)


def competences(*codes):
    return Competence.objects.filter(code__in=codes, framework__code="digcomp-3.0")


def partner(name, *stages, fields=("energy",), areas=(), district="", **facts) -> Partner:
    """A published partner."""
    made = PartnerFactory(name=name, **facts)
    made.stages.set(EducationStage.objects.filter(code__in=stages))
    made.action_fields.set(ActionField.objects.filter(code__in=fields))
    made.competences.set(competences(*areas))
    if district:
        PlaceFactory(partner=made, district=District.objects.get(code=district))
    return made


def listing(
    house, kind=ListingKind.OFFER, *, fields=("energy",), areas=("1.1",), **facts
) -> Listing:
    """An active offer or need with tags."""
    values = {"state": ListingState.ACTIVE, "title": "Etwas", "created_at": NOW, **facts}
    made = Listing.objects.create(partner=house, kind=kind, **values)
    made.action_fields.set(ActionField.objects.filter(code__in=fields))
    made.competences.set(competences(*areas))
    return made


def cooperation(
    *houses, state=CooperationState.RUNNING, field="energy", areas=("1.1",), **facts
) -> Cooperation:
    """A case of some partners."""
    made = Cooperation.objects.create(
        title=" und ".join(house.name for house in houses),
        state=state,
        lead_field=ActionField.objects.filter(code=field).first(),
        created_at=NOW,
        **facts,
    )
    made.competences.set(competences(*areas))
    for house in houses:
        CooperationPartner.objects.create(cooperation=made, partner=house)
    return made


def current_run() -> MatchRun:
    """The run whose matches are shown."""
    found = MatchRun.objects.filter(is_current=True).first()
    return found or MatchRun.objects.create(
        is_current=True, state=RunState.FINISHED, weights_version="v0", as_of=TODAY, started_at=NOW
    )


def match(one, other, probability=0.5, *, field="energy", areas=("1.1",)) -> Match:
    """A stored match with a need and an offer that name field and competences."""
    first, second = sorted((one, other), key=lambda house: house.pk)
    need = listing(first, ListingKind.NEED, fields=(field,), areas=areas)
    offer = listing(second, ListingKind.OFFER, fields=(field,), areas=areas)
    return Match.objects.create(
        run=current_run(),
        partner_a=first,
        partner_b=second,
        probability=probability,
        score=probability,
        need_a=need,
        offer_b=offer,
        field=ActionField.objects.get(code=field),
    )


def key_of(one, other) -> str:
    """Of a pair of partners."""
    return "-".join(sorted((one.key, other.key)))


def staff(name="carla") -> User:
    """Somebody of the city, signed in without a second factor."""
    from tests.support.admin import member

    return member(None, name=name, is_city_staff=True)
