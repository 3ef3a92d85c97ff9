# ruff: noqa: T201 - the table is what this proof is for
"""The way a city goes: every world imported, matched by the command, judged by the evaluator.

``pytest -m proof -s tests/proof/test_matching_commands.py``; test_matching_worlds compares methods
without a database.
"""

import io
import json

import pytest
from django.core.management import call_command

from network.models import Partner
from tests.network.matching import worlds

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

LEAST_GAP = {"100": 0.48, "300": 0.44, "1000": 0.48, "shift": 0.34}
LEAST_HIT = {"100": 0.85, "300": 0.79, "1000": 0.77, "shift": 0.0}
LEAST_SMALL = 0.95
NAMES = worlds.shared_names() or [
    pytest.param("", marks=pytest.mark.skip(reason="the worlds are not beside the project"))
]


@pytest.mark.parametrize("name", NAMES)
def test_import_and_match_by_command(name):
    document, truth, _facts = worlds.shared_world(name)
    file = worlds.SHARED / f"data/network/worlds/world-{name}.json.gz"
    call_command("import_network", str(file), stdout=io.StringIO())
    assert Partner.objects.count() == len(document["partners"])
    printed = io.StringIO()
    call_command("match_partners", "--json", stdout=printed)
    suggestions = json.loads(printed.getvalue())
    found = worlds.evaluator()(document, truth, suggestions)
    print(f"\n{name}: {found}")
    kind = "shift" if "shift" in name else name.split("-")[0]
    assert found["gap_closed"] >= LEAST_GAP[kind]
    assert found["hit5"] >= LEAST_HIT[kind]
    assert found["hit5_small"] >= LEAST_SMALL * found["hit5"]
    check_reasons(suggestions)


def check_reasons(suggestions):
    """Every suggestion says why in words."""
    for entries in suggestions.values():
        for entry in entries:
            assert entry["reasons"]
            assert all(reason["text"] and reason["code"] for reason in entry["reasons"])
