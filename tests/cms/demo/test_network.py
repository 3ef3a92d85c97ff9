"""The demonstration's network: what stands in the file is there, once."""

from collections import Counter
from datetime import UTC, datetime

import pytest
import yaml

from cms.demo.network import FILE, compute_network, load_network
from network.enums import CooperationState as S, ListingState, Solving
from network.models import (
    AgendaItem,
    Cooperation,
    CooperationEvent,
    CooperationPartner,
    ItemKind,
    Listing,
    Meeting,
    Partner,
    Place,
    Plan,
)
from tests.support.demonstration import demonstration

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
QUARTER = 92  # days of the longest
LOADED = (
    Partner, Place, Listing, Cooperation, CooperationPartner, CooperationEvent, Meeting, AgendaItem,
    Plan,
)  # fmt: skip


def test_the_network_of_the_demonstration():
    """One test: loading takes as long as many others."""
    demonstration()
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    check_partners(told)
    check_listings(told)
    check_cooperations(told)
    check_meeting()
    before = [model.objects.count() for model in LOADED]
    load_network(at=NOW)
    compute_network(at=NOW)
    assert [model.objects.count() for model in LOADED] == before


def test_no_house_is_asked_too_often_in_any_quarter():
    """Whatever the day of loading: cases closer together than a quarter may fall into one."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for row in told["partners"]:
        ages = [
            case["age"]
            for case in told["cooperations"]
            if row["slug"] in dict(case["parts"]) and case["state"] not in (S.DECLINED, S.NO_ANSWER)
        ]
        together = max((sum(0 <= age - one < QUARTER for age in ages) for one in ages), default=0)
        assert together <= row["capacity"], row["slug"]


def check_meeting():
    """Its agenda comes from the suggestions of the night and the plan made of them."""
    meeting = Meeting.objects.get()
    assert meeting.starts_at > NOW
    kinds = set(meeting.items.values_list("kind", flat=True))
    assert {ItemKind.PLAN, ItemKind.GAPS, ItemKind.FREE} <= kinds
    assert Plan.objects.get().solving == Solving.DONE


def check_partners(told):
    assert Partner.objects.count() == 6 + len(told["partners"]) == 60
    for row in told["partners"]:
        partner = Partner.objects.get(slug=row["slug"])
        assert partner.capacity == row["capacity"]
        assert partner.places.get().district.code == row["district"]
        assert set(partner.action_fields.values_list("code", flat=True)) == set(row["fields"])
        assert set(partner.target_groups.values_list("code", flat=True)) == set(row["groups"])


def check_listings(told):
    written = Listing.objects.filter(source_key="")  # a course is an offer by itself
    assert written.count() == len(told["listings"]) >= 140
    assert set(Listing.objects.values_list("state", flat=True)) == {ListingState.ACTIVE}
    for slug, kind, category, title, _text, tags in told["listings"]:
        listing = Listing.objects.get(partner__slug=slug, title=title)
        assert (listing.kind, listing.category.code) == (kind, category)
        codes = set(listing.competences.values_list("code", flat=True))
        assert codes == set(tags.get("competences", []))  # no code is unknown


def check_cooperations(told):
    found = dict(Cooperation.objects.values_list("title", "state"))
    assert found == {row["title"]: row["state"] for row in told["cooperations"]}
    assert len(found) == 25
    assert Counter(found.values())[S.RUNNING] == 10
    assert not Cooperation.objects.filter(requested_at__gt=NOW).exists()
    for row in told["cooperations"]:
        parts = CooperationPartner.objects.filter(cooperation__title=row["title"])
        assert dict(parts.values_list("partner__slug", "contribution")) == dict(row["parts"])
