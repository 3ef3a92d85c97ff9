"""Fixtures of the walks through all routes."""

import pytest

from tests.support.things import Things, make_things


@pytest.fixture
def things() -> Things:
    """One object of each kind, all of them partner A's or some learner's."""
    return make_things()
