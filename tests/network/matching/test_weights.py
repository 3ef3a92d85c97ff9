"""Weights go to JSON and back; wrong ones are refused."""

import json

import pytest

from network.matching.weights import Weights


def test_there_and_back():
    weights = Weights(version="x", effects={"giver:library": 0.1})
    assert Weights.from_json(weights.to_json()) == weights
    assert Weights.from_json(weights.to_json()).to_json() == weights.to_json()


@pytest.mark.parametrize("name", ["tags", "items", "pair", "chance", "version"])
def test_what_is_missing_is_refused(name):
    read = json.loads(Weights().to_json())
    del read[name]
    with pytest.raises(ValueError, match="expected"):
        Weights.from_json(json.dumps(read))


def test_an_unknown_number_is_refused():
    read = json.loads(Weights().to_json())
    read["items"]["popularity"] = 1.0
    with pytest.raises(ValueError, match="items"):
        Weights.from_json(json.dumps(read))


def test_a_set_stored_before_history_counted_takes_the_usual_bonus():
    read = json.loads(Weights().to_json())
    del read["pair"]["history"]
    assert Weights.from_json(json.dumps(read)) == Weights()
