"""Programmes, houses and cases for tests of funding."""

from datetime import UTC, date, datetime

from lms.taxonomy.models import ActionField
from network.actions.programme_seed import last_moment
from network.models import FundingCall, FundingProgramme, Listing, ResourceCategory
from network.queries.viewer import viewer_of
from tests.factories.network import PartnerFactory, PlaceFactory
from tests.support.cases import listing

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
RULES = {
    "all": [
        {"min_partners": 3},
        {"applicant": {"nonprofit": True}},
        {"region_in": ["cottbus"]},
    ]
}


def programme(code="probe", *, deadline=None, opens_on=None, **facts):
    """A shown programme, checked lately; ``deadline``: a day."""
    usual = {"title_de": f"Programm {code}", "last_checked": TODAY, "levels": ["state"]}
    row = FundingProgramme.objects.create(code=code, **(usual | facts))
    if deadline or opens_on:
        call(row, deadline, opens_on=opens_on)
    return row


def call(row, deadline, **facts):
    moment = last_moment(deadline) if isinstance(deadline, date) else deadline
    return FundingCall.objects.create(programme=row, deadline=moment, **facts)


def field(code="education"):
    return ActionField.objects.get(code=code)


def house(name, *categories, **facts):
    """A non-profit partner in Cottbus with an offer of each category."""
    made = PartnerFactory(name=name, **({"is_nonprofit": True} | facts))
    PlaceFactory(partner=made)
    for code in categories:
        offer(made, code)
    return made


def offer(partner, category, **facts) -> Listing:
    row = ResourceCategory.objects.get(code=category)
    title = facts.pop("title", f"Angebot {category}")
    return listing(partner, title, category=row, **facts)


def seen_by(user):
    return viewer_of(user, TODAY)
