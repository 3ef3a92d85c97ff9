"""The fifteen programmes that come with the software."""

from datetime import date, time

import pytest

from network.actions.programme_seed import last_moment, load_programmes
from network.actions.vocabulary import read
from network.matching.funding_document import validate
from network.models import FundingCall, FundingProgramme
from network.models.funding_enums import EligibleKind, FundingLevel, Region
from network.queries.funding_terms import vocabulary
from tests.support.funding import NOW

pytestmark = pytest.mark.django_db
ENTRIES = read("programmes")["programmes"]


def test_all_are_there_with_a_source_and_readable_rules():
    rows = FundingProgramme.objects.all()
    assert len(rows) == 15
    words = vocabulary()
    for row in rows:
        row.full_clean()
        assert row.source
        assert row.title_en
        assert validate(row.rules, words) == []
        assert set(row.levels) <= set(FundingLevel.values)
        assert row.levels
        assert set(row.eligible) <= set(EligibleKind.values)
        assert set(row.territory) <= set(Region.values)
        assert row.action_fields.exists()
        # nobody has checked them yet, and the pages must say so
        assert row.is_stale(NOW)


def test_what_staff_edited_stays():
    FundingProgramme.objects.filter(code="stark").update(title_de="Anders")
    before = list(FundingProgramme.objects.order_by("pk").values())
    calls = list(FundingCall.objects.values())
    load_programmes(ENTRIES)
    assert list(FundingProgramme.objects.order_by("pk").values()) == before
    assert list(FundingCall.objects.values()) == calls


def test_what_is_over_is_over():
    row = FundingProgramme.objects.get(code="digitalpakt")
    assert row.stage(NOW) == "expired"
    assert row.next_deadline(NOW) is None


def test_last_moments():
    assert f"{last_moment(date(2026, 3, 29)):%d %H:%M %Z}" == "29 23:59 CEST"
    assert f"{last_moment(date(2026, 3, 29), time(12)):%d %H:%M:%S %Z}" == "29 12:00:00 CEST"
