"""Reasons are exact parts of the score: 400 suggestions of a network of 150 partners."""

import pytest

from network.matching.explanation import PARTS
from tests.network.matching import deletion

pytestmark = pytest.mark.proof
SUGGESTIONS = 400


def test_every_part_of_400_suggestions_is_exact():
    result, suggestions = deletion.suggested(112, 150, SUGGESTIONS)
    seen = deletion.check(result.state, suggestions)
    assert seen == PARTS.keys() | {"mutual", "more", "transition", "history", "experience"}
