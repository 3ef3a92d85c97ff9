import json

import pytest

from cms.demo.description import describe
from tests.support.world import NOW

pytestmark = pytest.mark.django_db


def test_a_world_that_was_never_built_is_empty_but_says_its_sentinels():
    world = describe(seed=3, at=NOW)
    assert json.loads(json.dumps(world)) == world
    assert [world[name] for name in ("partners", "people", "courses", "certificates")] == [[]] * 4
    assert set(world["sentinels"]) == {
        "lesson-a", "lesson-b", "solution-a", "solution-b", "draft-a", "draft-b",
    }  # fmt: skip
