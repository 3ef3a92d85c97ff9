"""In which order, and in what portions, the tests are given to the processes."""

from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadScopeScheduling

# Tests here share nothing within a module, and some take long: each is a portion of its own.
SINGLE = ("tests/e2e/", "tests/architecture/")
# These load the demonstration, which one process does once for all of them.
DEMONSTRATION = (
    "tests/cms/demo/test_loading.py",
    "tests/cms/demo/test_network.py",
    "tests/e2e/test_demo_pages.py",
)
LONG = (*SINGLE, *DEMONSTRATION, "tests/cms/demo/", "tests/cms/archiving/")


class Portions(LoadScopeScheduling):
    """A module is a portion, with the exceptions above."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.split("::", 1)[0]
        if module in DEMONSTRATION:
            return "demonstration"
        return nodeid if module.startswith(SINGLE) else module


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """What takes long comes first, so that no process waits for it at the end."""
    return sorted(items, key=_rank)


def _rank(item: pytest.Item) -> int:
    if item.nodeid.startswith(DEMONSTRATION):
        return 0
    return 1 if item.nodeid.startswith(LONG) else 2
