"""The directory of programmes: stages, order, true counts."""

from datetime import date, datetime
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from network.matching.deadlines import Stage
from network.models import FundingProgramme
from network.queries.programmes import (
    ProgrammeFacet,
    ProgrammeSelection,
    kept_programmes,
    programme_directory,
)
from tests.support.funding import NOW, call, field, programme
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


def directory(query="", at=NOW):
    return programme_directory(ProgrammeSelection.from_query(QueryDict(query)), at)


@pytest.fixture
def five():
    FundingProgramme.objects.all().delete()
    programme("spaet", deadline=date(2027, 3, 1))
    programme("bald", deadline=date(2026, 11, 30), levels=["eu", "state"], eligible=["school"])
    programme("kommt", opens_on=date(2027, 1, 1), deadline=date(2027, 2, 1))
    programme("zu", deadline=date(2026, 1, 1))
    programme("aus", deadline=date(2027, 3, 1), ends_on=date(2025, 12, 31))
    programme("offen").action_fields.add(field())
    call(FundingProgramme.objects.get(code="offen"), None, is_rolling=True)
    programme("fraglich")
    programme("verborgen", deadline=date(2026, 12, 1), is_shown=False)


@pytest.mark.usefixtures("five")
def test_open_ones_come_first_by_days_left():
    found = directory().cards
    assert [one.programme.code for one in found] == [
        "bald", "spaet", "offen", "kommt", "fraglich", "zu", "aus",
    ]  # fmt: skip
    assert [one.stage for one in found] == [
        Stage.OPEN, Stage.OPEN, Stage.OPEN, Stage.ANNOUNCED, Stage.UNCLEAR, Stage.CLOSED,
        Stage.EXPIRED,
    ]  # fmt: skip
    assert [one.days_left for one in found] == [4, 95, None, 67, None, None, None]


@pytest.mark.usefixtures("five")
def test_every_count_is_the_number_of_programmes_it_leads_to():
    values = [
        (group.name, option.value) for group in directory().facets for option in group.options
    ]
    assert ("stand", "open") in values
    for chosen in [(), *((one,) for one in values), *combinations(values, 2)]:
        query = "&".join(f"{name}={value}" for name, value in chosen)
        for group in directory(query).facets:
            others = "&".join(f"{name}={value}" for name, value in chosen if name != group.name)
            for option in group.options:
                alone = directory(f"{others}&{group.name}={option.value}")
                assert option.count == alone.total, (query, option)


@pytest.mark.usefixtures("five")
def test_the_address_is_the_state():
    wanted = ProgrammeSelection.from_query(QueryDict("ebene=eu&ebene=state&unfug=1"))
    assert wanted.query() == "ebene=eu&ebene=state"
    assert wanted.without(ProgrammeFacet.LEVEL, "eu").query() == "ebene=state"
    assert [one.query for one in directory("ebene=eu&stand=open").active] == [
        "ebene=eu", "stand=open",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "last", "late"),
    [
        # the day with 23 hours, the one with 25, and one in summer
        (date(2026, 3, 29), "2026-03-29 21:59+00:00", "2026-03-29 22:00+00:00"),
        (date(2026, 10, 25), "2026-10-25 22:59+00:00", "2026-10-25 23:00+00:00"),
        (date(2026, 7, 1), "2026-07-01 21:59+00:00", "2026-07-01 22:00+00:00"),
    ],
)
def test_a_day_ends_when_it_ends_in_germany(day, last, late):
    FundingProgramme.objects.all().delete()
    programme("frist", deadline=day)
    before, after = (datetime.fromisoformat(text) for text in (last, late))
    (one,) = directory(at=before).cards
    assert (one.stage, one.days_left, one.deadline_time) == (Stage.OPEN, 0, "")
    assert one.deadline.astimezone(BERLIN).date() == day
    (one,) = directory(at=after).cards
    assert (one.stage, one.days_left) == (Stage.CLOSED, None)


def test_a_deadline_with_a_time_says_so():
    FundingProgramme.objects.all().delete()
    row = programme("uhr")
    call(row, datetime(2027, 4, 1, 12, 0, tzinfo=BERLIN))
    (one,) = directory().cards
    assert one.deadline_time == "12:00"


def test_after_90_days_it_is_stale():
    FundingProgramme.objects.all().delete()
    programme("a", last_checked=date(2026, 8, 28))
    programme("b", last_checked=date(2026, 8, 27))
    programme("c", last_checked=None, is_shown=False)
    cards = kept_programmes(NOW)
    assert [(one.programme.code, one.is_stale) for one in cards] == [
        ("c", True), ("b", True), ("a", False),
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_however_many_there_are(number):
    FundingProgramme.objects.all().delete()
    for place in range(number):
        programme(f"p{place}", deadline=date(2027, 1, 1)).action_fields.add(field())
    with expect_statements(6):
        assert directory().total == number
