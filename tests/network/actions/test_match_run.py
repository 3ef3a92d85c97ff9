"""Runs of the matching and what they leave."""

import math
from datetime import timedelta

import pytest

from network.actions import match_run
from network.actions.match_run import (
    LEASE,
    RunBusyError,
    compute,
    rematch_partner,
    run_matching,
    sweep_runs,
)
from network.enums import ListingKind, MatchState, RunState
from network.matching import pairs
from network.matching.weights import Weights
from network.models import Clarification, Match, MatchRun
from network.queries.weights import current_weights
from tests.support.matching import NOW, TODAY, house, listing, network

pytestmark = pytest.mark.django_db


def run():
    return run_matching(as_of=TODAY, at=NOW)


def test_a_run_keeps_both_ranks_and_reasons_that_sum_to_the_score():
    (school, club), *_others = network()
    done = run()
    match = Match.objects.get(partner_a=school, partner_b=club)
    assert (done.state, done.is_current, done.partners) == (RunState.FINISHED, True, 6)
    assert done.pairs == Match.objects.count()
    assert match.rank_a is not None
    assert match.rank_b is not None
    assert match.need_a.partner == school
    assert match.offer_b.partner == club
    assert match.field.code == "education"
    for row in Match.objects.all():
        assert sum(p["contribution"] for p in row.reasons) == pytest.approx(row.score, abs=1e-4)


def test_the_shown_percentage_is_the_calibrated_one():
    """A score alone says too much: what is stored follows the logistic of the shipped weights."""
    network()
    shipped = Weights()
    assert current_weights().to_json() == shipped.to_json()
    run()
    state = compute(TODAY, current_weights()).result.state
    crowd = pairs.crowding(state.table, state.pairs)
    for row in Match.objects.all():
        place = state.where(row.partner_a.key, row.partner_b.key)
        logit = (
            shipped.chance["base"]
            + shipped.chance["slope"] * row.score
            + shipped.chance["crowd"] * crowd[place]
        )
        assert row.probability == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-6)
        assert row.probability < 1 / (1 + math.exp(-row.score))


def test_the_same_network_gives_the_same_checksum_and_leaves_the_rows_alone():
    network()
    first = run()
    Match.objects.update(state=MatchState.SEEN)
    keys = set(Match.objects.values_list("pk", flat=True))
    second = run()
    assert first.checksum == second.checksum
    assert set(Match.objects.values_list("pk", flat=True)) == keys
    assert set(Match.objects.values_list("state", flat=True)) == {MatchState.SEEN}
    assert MatchRun.objects.get(is_current=True) == second


def test_new_is_what_was_not_there_the_day_before():
    network()
    run()
    rematch_partner(partner_key="nobody", as_of=TODAY, at=NOW)
    assert set(Match.objects.values_list("state", flat=True)) == {MatchState.NEW}
    run_matching(as_of=TODAY + timedelta(days=1), at=NOW + timedelta(days=1))
    assert set(Match.objects.values_list("state", flat=True)) == {MatchState.SEEN}


def test_a_run_that_breaks_leaves_the_one_before(monkeypatch):
    network()
    before = run()
    rows = list(Match.objects.order_by("pk").values_list())

    def broken(**kwargs):
        Match.objects.all().delete()
        raise RuntimeError

    monkeypatch.setattr(match_run, "store_rows", broken)
    with pytest.raises(RuntimeError):
        run()
    assert MatchRun.objects.get(is_current=True) == before
    assert list(Match.objects.order_by("pk").values_list()) == rows
    assert MatchRun.objects.filter(state=RunState.FAILED).count() == 1


def test_only_one_run_at_a_time_and_a_dead_one_gives_its_place_free():
    MatchRun.objects.create(as_of=TODAY, weights_version="x", started_at=NOW)
    with pytest.raises(RunBusyError):
        run()
    assert sweep_runs(at=NOW + 2 * LEASE) == 1
    assert run().state == RunState.FINISHED


def test_a_change_is_mended_as_a_whole_run_would():
    (_school, club), *_others = network()
    run()
    club.capacity = 0
    club.save()
    rematch_partner(partner_key=club.key, as_of=TODAY, at=NOW)
    assert not Match.objects.filter(partner_b=club).exists()
    mended = set(Match.objects.values_list("partner_a", "partner_b", "score"))
    Match.objects.all().delete()
    run()
    whole = set(Match.objects.values_list("partner_a", "partner_b", "score"))
    assert {row[:2] for row in mended} == {row[:2] for row in whole}


def test_without_a_current_run_there_is_nothing_to_mend():
    assert rematch_partner(partner_key="nobody", as_of=TODAY, at=NOW) is None
    assert not MatchRun.objects.exists()


def test_a_run_plans_questions_about_what_is_not_said():
    school, club = house("Schule", "secondary"), house("Klub")
    listing(school, ListingKind.NEED, "Workshop Netiquette für Schülerinnen und Schüler")
    listing(club, ListingKind.OFFER, "Workshop Umgangston für Jugendliche", tags=False)
    run()
    assert Clarification.objects.filter(listing__partner=club, asked_at=None).count() <= 3


def test_computing_writes_nothing():
    network()
    compute(TODAY, Weights())
    assert not MatchRun.objects.exists()
    assert not Match.objects.exists()
