"""Lists are printed under the names of the file, or kept."""

import json

import pytest

from network.models import Match, MatchRun
from tests.support.exchange import FILE, run, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def imported(tmp_path):
    run("import_network", write(tmp_path / "netz.json", FILE))


def test_lists_are_printed_under_the_names_of_the_file():
    lists = json.loads(run("match_partners", "--json", "--top", "5", "--as-of", "2027-01-15"))
    assert set(lists) == {"p0", "p1", "p2"}
    entry = lists["p0"][0]
    assert set(entry) == {"partner", "score", "probability", "reasons"}
    assert entry["partner"] == "p1"
    assert lists["p1"][0] == entry | {"partner": "p0"}
    codes = {reason["code"] for reason in entry["reasons"]}
    assert {"category", "competence", "near"} <= codes
    assert all(set(reason) == {"code", "text", "contribution"} for reason in entry["reasons"])
    assert not MatchRun.objects.exists()


def test_lists_are_no_longer_than_asked():
    lists = json.loads(run("match_partners", "--json", "--top", "1", "--as-of", "2027-01-15"))
    assert {len(suggestions) for suggestions in lists.values()} == {1}


def test_without_json_the_lists_are_kept():
    assert "3 partners, 2 pairs" in run("match_partners", "--as-of", "2027-01-15")
    current = MatchRun.objects.get(is_current=True)
    assert str(current.as_of) == "2027-01-15"
    assert Match.objects.filter(run=current).count() == 2
