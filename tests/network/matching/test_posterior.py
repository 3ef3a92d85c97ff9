"""Tags nobody named are found in texts, also by words the lexicon does not have."""

from dataclasses import replace

import numpy as np
import pytest

from network.matching import posterior
from network.matching.weights import Weights
from tests.network.matching import worlds


@pytest.fixture(scope="module")
def world():
    return worlds.make(31, 50)


@pytest.fixture(scope="module")
def model(world):
    return posterior.learn(world.facts.listings, world.facts.vocabulary, Weights())


def precision(truth, guess):
    """Average precision of a ranking of all listing–tag pairs."""
    hit = truth.ravel()[np.argsort(-guess.ravel(), kind="stable")]
    return ((np.cumsum(hit) / np.arange(1, len(hit) + 1)) * hit).sum() / hit.sum()


def test_it_knows_the_true_tags_better_than_the_named_ones_do(world, model):
    names = world.facts.vocabulary.tags()
    truth = np.array(
        [[t in world.truth[o.key] for t in names] for o in world.facts.listings], float
    )
    named = posterior.named(world.facts.listings, world.facts.vocabulary)
    chance = model.posterior(world.facts.listings)
    for column in posterior.members(world.facts.vocabulary).T > 0:
        assert precision(truth[:, column], chance[:, column]) > (
            precision(truth[:, column], named[:, column]) + 0.08
        )


def probable(text, model):
    """Tags that are rather so than not for an offer with nothing but a text, best first."""
    none = frozenset()
    listing = worlds.ListingFacts("", "", True, "", none, none, none, text)
    chances = zip(model.posterior([listing])[0], model.vocabulary.tags(), strict=True)
    return [tag for chance, tag in sorted(chances, reverse=True) if chance >= 0.5]


def test_words_the_lexicon_does_not_know_are_learnt():
    listings = [
        worlds.ListingFacts(f"l{n}", "p", True, "room" if n % 2 else "advice", frozenset(),
                            frozenset(), frozenset(), f"{'zigquo' if n % 2 else 'wolxan'} {n}")
        for n in range(60)
    ]  # fmt: skip
    model = posterior.learn(listings, worlds.vocabulary.shipped(), Weights())
    assert probable("Bei uns: Zigquo!", model)[0] == ("category", "room")


def test_a_text_makes_tags_probable(model):
    text = "Gesucht: Virenschutz und sichere Passwörter. Gedacht für Senioren."
    assert {("competence", "4.1"), ("target_group", "older-people")} <= set(probable(text, model))


def test_a_listing_is_of_one_category_and_a_denied_tag_is_out(world, model):
    listing = replace(world.facts.listings[0], denied=frozenset({("competence", "1.1")}))
    chance = model.posterior([listing])[0]
    assert chance[:12].sum() == pytest.approx(1.0)
    assert chance[world.facts.vocabulary.tags().index(("competence", "1.1"))] < 1e-6


def test_silence_is_more_open_than_another_word(model):
    empty = worlds.ListingFacts("x", "p", True, "room", frozenset(), frozenset(), frozenset(), "")
    other = replace(empty, competences=frozenset({"3.4"}))
    place = worlds.vocabulary.shipped().tags().index(("competence", "1.1"))
    silent, named = model.posterior([empty, other])[:, place]
    assert silent > named
