"""Facts of the database become coverage of cells."""

from datetime import date, timedelta

import pytest

from lms.taxonomy.models import ActionField, StageTransition
from network.enums import CooperationState, ListingState, Source
from network.matching.cells import BY_CODE
from network.matching.coverage import Word
from network.models import Partner
from network.queries.coverage import standings
from tests.support.chain import NEXT, NOW, THIS, TODAY, cooperation, listing, partner
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
CELL = BY_CODE["primary-higher/energy/1"]


@pytest.fixture
def pair():
    return partner("Grundschule", "primary", district="sandow"), partner("Hochschule", "higher")


def covered(cell=CELL, quarter=THIS, **options):
    return standings(quarter, TODAY, **options)[cell]


def test_a_running_cooperation_covers_its_cell(pair):
    cooperation(*pair)
    assert (covered().covered, covered().word, covered().cooperations) == (0.6, Word.THIN, 1)
    assert covered(BY_CODE["primary-higher/energy/2"]).covered == 0
    assert covered(BY_CODE["primary-adult/energy/1"]).covered == 0


@pytest.mark.parametrize(
    ("state", "amount"),
    [
        (CooperationState.AGREED, 0.4),
        (CooperationState.PAUSED, 0.2),
        (CooperationState.REQUESTED, 0),
        (CooperationState.DECLINED, 0),
        (CooperationState.CANCELLED, 0),
    ],
)
def test_states_count_as_much_as_they_promise(pair, state, amount):
    cooperation(*pair, state=state)
    assert covered().covered == amount


def test_requested_is_in_sight(pair):
    cooperation(*pair, state=CooperationState.REQUESTED)
    assert covered().in_sight == 1


def test_what_is_over_counts_in_the_quarter_in_which_it_ran(pair):
    cooperation(*pair, state=CooperationState.COMPLETED, closed_at=NOW)
    assert covered().covered == 0.6
    assert covered(quarter=NEXT).covered == 0


def test_dates_bound_a_cooperation(pair):
    cooperation(*pair, starts_on=date(2027, 2, 1), ends_on=date(2027, 3, 1))
    assert covered().covered == 0
    assert covered(quarter=NEXT).covered == 0.6


def test_stages_of_the_case_come_before_those_of_its_partners(pair):
    one = cooperation(*pair)
    one.stages.set(partner("x", "early", "primary").stages.all())
    assert covered().covered == 0
    assert covered(BY_CODE["early-primary/energy/1"]).covered == 0.6


def test_what_a_case_leaves_open_its_partners_say():
    houses = [
        partner("a", "primary", fields=("health",), areas=("2.1",)),
        partner("b", "higher", fields=("health", "energy"), areas=("2.3", "1.1")),
    ]
    cooperation(*houses, field="", areas=())
    assert covered(BY_CODE["primary-higher/health/2"]).covered == 0.6


def test_live_offers_and_courses_count_a_little(pair):
    school, college = pair
    listing(school)
    assert covered().covered == 0.1
    listing(college, source=Source.COURSE)
    assert (covered().covered, covered().offers, covered().courses) == (0.2, 1, 1)
    listing(school)
    assert covered().covered == 0.2


@pytest.mark.parametrize(
    "facts",
    [
        {"state": ListingState.PAUSED},
        {"capacity_left": 0},
        {"valid_to": TODAY - timedelta(days=100)},
        {"kind": "need"},
        {"confirm_due": TODAY - timedelta(days=30)},  # the public sees it no more
    ],
)
def test_what_is_not_live_counts_nothing(pair, facts):
    listing(pair[0], **facts)
    assert covered().covered == 0


def test_what_a_partner_does_not_confirm_counts_nothing(pair):
    listing(pair[0], confirm_due=TODAY)
    assert covered().covered == 0.1
    Partner.objects.filter(pk=pair[0].pk).update(confirm_due=TODAY - timedelta(days=30))
    assert covered().covered == 0


def test_a_district_filters(pair):
    cooperation(*pair)
    assert covered(district="sandow").covered == 0.6
    assert covered(district="stroebitz").covered == 0


def test_staff_set_the_weights(pair):
    before = covered().weight
    ActionField.objects.filter(code="energy").update(priority=2)
    assert covered().weight == pytest.approx(2 * before)
    rows = StageTransition.objects.filter(stage_a__code="primary", stage_b__code="higher")
    rows.update(priority=0)
    assert covered().weight == 0


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number):
    for place in range(number):
        houses = [partner(f"{place}{stage}", stage) for stage in ("primary", "higher")]
        cooperation(*houses)
        listing(houses[0])
    with expect_statements(16):
        found = standings(THIS, TODAY)
    assert found[CELL].cooperations == number
