"""What a run found becomes rows: the difference to what stands there, and no more."""

import pytest

from lms.taxonomy.models import ActionField
from network.actions.match_decision import Verdict, decide
from network.actions.match_run import compute
from network.actions.match_store import Keys, Row, rows_of, store_rows
from network.enums import DeclineReason, MatchState, Outcome
from network.matching.weights import Weights
from network.models import Match, MatchDecision, MatchRun
from network.queries.facts import blocked_pairs
from tests.support.matching import NOW, TODAY, house, network, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return house("Schule", "secondary"), house("Klub")


def of(pair):
    return (pair[0].pk, pair[1].pk)


def store(rows, blocked=()):
    """How many rows were written, and the pairs that were explained."""
    run = MatchRun.objects.first() or MatchRun.objects.create(
        as_of=TODAY, weights_version="x", started_at=NOW
    )
    asked = []

    def explain(first, second, row):
        asked.append((first, second))
        gap = [{"code": "gap", "params": {"cell": row.gap_cell}}] if row.gap_cell else []
        return [{"code": "base", "contribution": -4.0}, *gap]

    return store_rows(run=run, rows=rows, explain=explain, blocked=lambda: blocked), asked


def test_a_new_pair_is_written_with_its_reasons_once(pair):
    rows = {of(pair): Row(0.5, 1.0, rank_a=1)}
    assert store(rows) == (1, [(pair[0].key, pair[1].key)])
    match = Match.objects.get()
    assert (match.probability, match.rank_a, match.rank_b) == (0.5, 1, None)
    assert (match.state, match.reasons[0]["code"]) == (MatchState.NEW, "base")
    assert store(rows) == (0, [])  # nothing moved: nothing written, nothing explained


def test_a_pair_that_moved_keeps_its_key_and_what_was_made_of_it(pair):
    before = stored(*pair, state=MatchState.SEEN)
    assert store({of(pair): Row(0.25, -1.0, rank_b=2)})[0] == 1
    match = Match.objects.get()
    assert (match.pk, match.state) == (before.pk, MatchState.SEEN)
    assert (match.score, match.rank_a, match.rank_b) == (-1.0, None, 2)
    assert match.need_a is match.field is None


def test_another_gap_is_another_reason(pair):
    row = Row(0.5, 1.0, is_gap=True, gap_cell="early-primary/energy/1")
    store({of(pair): row})
    assert store({of(pair): row})[0] == 0
    row.gap_cell = "early-primary/energy/2"
    assert store({of(pair): row})[0] == 1
    assert Match.objects.get().reasons[-1]["params"] == {"cell": "early-primary/energy/2"}


@pytest.mark.parametrize("state", [MatchState.HIDDEN, MatchState.CONVERTED])
def test_what_rests_stays_while_it_rests_and_is_new_afterwards(pair, state):
    stored(*pair, state=state)
    resting = [of(pair)]
    assert store({}, resting) == (0, [])
    assert Match.objects.get().state == state
    assert store({of(pair): Row(0.5, 1.0)})[0] == 1
    assert Match.objects.get().state == MatchState.NEW


@pytest.mark.parametrize("rows", [True, False])
def test_what_is_decided_while_a_run_computes_is_kept(pair, rows):
    """The decision falls between reading the matches and writing them."""
    match = stored(*pair)

    def meanwhile(*_pair):
        if not MatchDecision.objects.exists():
            no = Verdict(Outcome.DECLINED, DeclineReason.OTHER)
            decide(match=match, verdict=no, actor=None, at=NOW)
        return []

    wanted = {of(pair): Row(0.5, 1.0)} if rows else {}
    # Where nothing is explained a second pair is, as late as possible.
    wanted[(pair[0].pk, house("Verein").pk)] = Row(0.4, 0.5)
    store_rows(run=match.run, rows=wanted, explain=meanwhile, blocked=lambda: blocked_pairs(TODAY))
    match.refresh_from_db()
    assert match.state == MatchState.HIDDEN
    assert match.probability == (0.5 if rows else 0.78)


def test_what_is_in_no_list_any_more_goes(pair):
    stored(*pair, state=MatchState.HIDDEN)  # turned down once, but no longer blocked
    stored(pair[0], house("Verein"))
    assert store({})[0] == 2
    assert not Match.objects.exists()


def test_rows_name_both_ranks_the_listings_and_their_field():
    (school, club), *_others = network(2)
    computed = compute(TODAY, Weights())
    fields = dict(ActionField.objects.values_list("code", "pk"))
    rows = rows_of(computed.result, computed.facts, Keys.read(fields))
    row = rows[school.pk, club.pk]
    lists = computed.result.lists
    assert lists[school.key][row.rank_a - 1].partner == club.key
    assert lists[club.key][row.rank_b - 1].partner == school.key
    assert row.need_a_id == school.listings.get().pk
    assert row.offer_b_id == club.listings.get().pk
    assert row.field_id == fields["education"]
    assert all(first < second for first, second in rows)
