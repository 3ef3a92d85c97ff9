"""Few questions, none twice, and answers that help."""

from dataclasses import replace

import pytest

from network.matching import engine, questions
from network.matching.weights import Weights
from tests.network.matching import worlds


@pytest.fixture(scope="module")
def world():
    return worlds.make(131, 80)


@pytest.fixture(scope="module")
def result(world):
    return engine.match(world.facts, Weights(), 10)


def test_at_most_three_and_only_what_is_open(world, result):
    by_key = {listing.key: listing for listing in world.facts.listings}
    for key, asked in questions.questions(result.state).items():
        assert len(asked) <= 3
        for question in asked:
            assert question.tag not in by_key[key].tags() | by_key[key].denied
            assert question.text(world.facts.vocabulary, "de").endswith("?")
            assert question.text(world.facts.vocabulary, "en").endswith("?")


def test_what_was_asked_is_not_asked_again(result):
    first = questions.questions(result.state)
    asked = {(key, q.tag) for key, found in first.items() for q in found}
    again = questions.questions(result.state, asked=asked)
    assert not asked & {(key, q.tag) for key, found in again.items() for q in found}


def test_true_answers_raise_the_quality(world, result):
    """The true tags of this synthetic network answer."""
    listings = {listing.key: listing for listing in world.facts.listings}
    for key, asked in questions.questions(result.state).items():
        for question in asked:
            listings[key] = questions.answered(
                listings[key], question.tag, is_yes=question.tag in world.truth[key]
            )
    answered = replace(world.facts, listings=tuple(listings.values()))
    better = engine.match(answered, Weights(), 10)
    gain = worlds.ndcg(better.lists, world.relevant) - worlds.ndcg(result.lists, world.relevant)
    assert gain >= 0.04


def test_an_answer_becomes_a_tag_or_a_denial(world):
    listing = replace(world.facts.listings[0], competences=frozenset())
    yes = questions.answered(listing, ("competence", "3.4"), is_yes=True)
    assert yes.competences == {"3.4"}
    no = questions.answered(listing, ("competence", "3.4"), is_yes=False)
    assert no.denied == {("competence", "3.4")}
    assert questions.answered(listing, ("category", "room"), is_yes=True).category == "room"
