"""Decisions teach a little and never spoil."""

import random
from dataclasses import replace

import pytest

from network.matching import engine, feedback
from network.matching.feedback import Decision
from network.matching.weights import Weights
from tests.network.matching import worlds


@pytest.fixture(scope="module")
def world():
    return worlds.make(141, 80)


@pytest.fixture(scope="module")
def result(world):
    return engine.match(world.facts, Weights(), 10)


def decisions(result, count, accepts):
    """Decisions on what the matcher showed first, as they come in practice."""
    kinds = {p.key: p.kind for p in result.state.table.partners}
    shown = [(k, e.partner) for k, entries in result.lists.items() for e in entries[:3]]
    shown = list(dict.fromkeys(tuple(sorted(pair)) for pair in shown))
    random.Random(5).shuffle(shown)
    return [Decision(a, b, accepts(a, b, kinds)) for a, b in shown[:count]]


def replay(world, result, weights):
    run = engine.match(world.facts, weights, 10, model=result.state.model)
    return worlds.ndcg(run.lists, world.relevant)


def test_a_hundred_biased_decisions_cost_next_to_nothing(world, result):
    """Yes only to some kinds, whatever fits: the trap for a naive learner."""
    liked = {"library", "association", "museum", "university"}
    biased = decisions(result, 100, lambda a, b, kinds: kinds[a] in liked or kinds[b] in liked)
    assert len(biased) == 100
    challenger = feedback.refit(result.state, biased, "2")
    assert challenger.effects
    before, after = (replay(world, result, w) for w in (Weights(), challenger))
    assert before - after <= 0.005
    if before - after > feedback.MOST_LOST:
        assert not feedback.compare(result.state, challenger, biased, (before, after)).may_activate


def test_what_kinds_like_is_learnt_and_held_out_decisions_are_told_better(result):
    liked = {"library", "association", "museum", "university", "health"}
    taken = decisions(result, 200, lambda a, b, kinds: kinds[a] in liked or kinds[b] in liked)
    challenger = feedback.refit(result.state, taken, "2")
    assert challenger.effects["giver:library"] > 0 or challenger.effects["receiver:library"] > 0
    verdict = feedback.compare(result.state, challenger, taken, (0.5, 0.5))
    assert verdict.decisions == len(taken)
    assert verdict.challenger_loss < verdict.champion_loss
    assert verdict.may_activate


def test_a_worse_challenger_is_not_activated(result):
    taken = decisions(result, 100, lambda a, b, kinds: kinds[a] == "library")
    challenger = feedback.refit(result.state, taken, "2")
    upside_down = replace(challenger, effects={k: -5 * v for k, v in challenger.effects.items()})
    assert not feedback.compare(result.state, upside_down, taken, (0.5, 0.5)).may_activate
    assert not feedback.compare(result.state, challenger, taken, (0.5, 0.49)).may_activate


def test_too_few_decisions_judge_nothing(result):
    taken = decisions(result, 20, lambda a, b, kinds: True)
    challenger = feedback.refit(result.state, taken, "2")
    assert not feedback.compare(result.state, challenger, taken, (0.5, 0.5)).may_activate


def test_no_decisions_teach_nothing(result):
    assert feedback.refit(result.state, [], "2").effects == {}
