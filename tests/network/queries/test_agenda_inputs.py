"""What plan and coverage bring to an agenda."""

from datetime import UTC, date, datetime, timedelta

import pytest

from network.actions.plan import keep_plan, lock_plan
from network.enums import CooperationState, Solving
from network.models import FundingProgramme, ItemKind, Plan
from network.queries.agenda_inputs import agenda_inputs
from network.queries.plan import Parameters
from tests.factories.meetings import MeetingFactory, staff as office
from tests.support import admin, cases, funding
from tests.support.chain import NEXT, NOW, THIS, cooperation, key_of, match, partner, staff
from tests.support.queries import statements

pytestmark = pytest.mark.django_db
CELL = "primary-higher/energy/1"


@pytest.fixture
def houses():
    school = partner("Grundschule", "primary", capacity=2)
    others = [partner(name, "higher") for name in ("Hochschule", "Institut")]
    for other, probability in zip(others, (0.4, 0.8), strict=True):
        match(school, other, probability)
    return school, *others


def read(meeting, viewer=None):
    return agenda_inputs(meeting, viewer=viewer or office(), at=NOW)


def keep(quarter=NEXT):
    return keep_plan(quarter=quarter, wanted=Parameters(), actor=staff(quarter.code), at=NOW)


def test_without_a_plan_only_gaps_are_known(houses):
    found = read(MeetingFactory())
    assert found.plan == ()
    assert len(found.gaps) == 5
    places = {one.key.rpartition("/")[0] for one in found.gaps}  # transition and field
    assert len(places) == 5


def test_planned_pairs_come_surest_first_and_begun_ones_not(houses):
    school, hochschule, institut = houses
    keep()
    pairs = read(MeetingFactory()).plan
    assert [one.key for one in pairs] == [key_of(school, institut), key_of(school, hochschule)]
    assert pairs[0].title in {"Grundschule – Institut", "Institut – Grundschule"}
    assert pairs[0].field == "energy"
    assert pairs[0].text
    cooperation(school, institut, state=CooperationState.REQUESTED)
    assert [one.key for one in read(MeetingFactory()).plan] == [key_of(school, hochschule)]


def test_the_locked_plan_of_the_quarter_goes_before_a_newer_draft(houses):
    locked, newer = keep(THIS), keep(NEXT)
    this_quarter = MeetingFactory(starts_at=datetime(2026, 12, 10, 13, tzinfo=UTC))
    Plan.objects.filter(pk=newer.pk).update(
        pairs=newer.pairs[:1], changed_at=NOW + timedelta(days=1)
    )
    assert len(read(this_quarter).plan) == 1
    Plan.objects.update(solving=Solving.DONE)
    lock_plan(quarter=THIS, actor=staff("lea"), at=NOW)
    assert len(read(this_quarter).plan) == len(locked.pairs) == 2


def test_gaps_are_those_nobody_works_on(houses):
    first = read(MeetingFactory()).gaps[0]
    stages, field, area = first.key.split("/")
    meeting = MeetingFactory(fields=[field])
    assert {one.fields for one in read(meeting).gaps} == {(field,)}
    one, other = stages.split("-")
    pair = partner("A", one, fields=[field]), partner("B", other, fields=[field])
    cooperation(*pair, field=field, areas=(f"{area}.1",), state=CooperationState.IN_TALKS)
    assert first.key not in {gap.key for gap in read(meeting).gaps}
    assert first.text.startswith(first.title)


def test_deadlines_name_the_cases_that_probably_fit():
    FundingProgramme.objects.all().delete()
    rules = {"all": [{"field_in": ["education"]}]}
    funding.programme("bald", deadline=date(2026, 12, 20), rules=rules)
    cases.cast(CooperationState.RUNNING)
    (one,) = read(MeetingFactory()).deadlines
    assert (one.key, one.due, one.fitting) == ("bald", date(2026, 12, 20), 1)
    assert one.text == "Sicher im Netz"


def test_generating_brings_them_in(houses):
    keep()
    meeting = MeetingFactory()
    browser = admin.signed_in(admin.coordinator("energy", name="klara"))
    browser.post(f"/de/netzwerk/treffen/{meeting.key}/tagesordnung/erzeugen/")
    kinds = list(meeting.items.values_list("kind", flat=True))
    assert kinds.count(ItemKind.PLAN) == 2
    assert kinds.count(ItemKind.GAPS) == 5
    html = browser.get(f"/de/netzwerk/treffen/{meeting.key}/tagesordnung/").content.decode()
    assert f"/de/netzwerk/luecken/{meeting.items.filter(kind='gaps').first().object_key}/" in html


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number):
    for place in range(number):
        match(partner(f"{place}a", "primary"), partner(f"{place}b", "higher"))
    keep()
    meeting, viewer = MeetingFactory(), office()
    FundingProgramme.objects.all().delete()
    assert statements(lambda: read(meeting, viewer)) == 36
