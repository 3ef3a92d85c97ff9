"""The directory the matching is measured against, and the matching without its parts."""

from network.matching import baseline, engine
from network.matching.weights import Weights
from tests.network.matching import worlds


def test_each_part_earns_its_place():
    world = worlds.make(101, 60)
    found = {
        name: worlds.ndcg(engine.match(world.facts, weights, 10).lists, world.relevant)
        for name, weights in (
            ("whole", Weights()), ("without text", baseline.without_text(Weights())),
        )
    }  # fmt: skip
    facets = worlds.ndcg(baseline.facet_directory(world.facts, 10), world.relevant)
    assert found["whole"] > found["without text"] > facets * 0.9
    assert found["whole"] > facets


def test_without_reciprocity_only_one_direction_counts():
    weights = baseline.without_reciprocity(Weights())
    assert weights.pair["mutual"] == weights.pair["more"] == 0.0
    assert weights.items == Weights().items


def test_a_small_world_beside_the_project_is_matched_well():
    document, truth, facts = worlds.shared_world("100-0")
    lists = engine.match(facts, Weights(), 10).lists
    found = worlds.evaluator()(document, truth, worlds.as_suggestions(lists))
    assert found["gap_closed"] >= 0.48
    assert found["hit5"] >= 0.85
    assert found["hit5_small"] >= 0.95 * found["hit5"]
