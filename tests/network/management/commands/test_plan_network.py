"""The command prints a plan that keeps the quotas it was given."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.models import Plan
from tests.support.chain import match, partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def houses():
    school = partner("Grundschule", "primary", capacity=4, import_key="p0")
    found = [partner(name, "higher", import_key=f"p{n}", size="small" if n == 1 else "large")
             for n, name in enumerate(("Hochschule", "Institut", "Labor"), 1)]  # fmt: skip
    for other, chance, field in zip(
        found, (0.3, 0.9, 0.6), ("energy", "energy", "health"), strict=True
    ):
        match(school, other, chance, field=field)


def planned(*arguments):
    out = StringIO()
    call_command("plan_network", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_pairs_value_bound_and_seconds_are_printed():
    report = planned("--quota", "10")
    assert {frozenset((one["first"], one["second"])) for one in report["chosen"]} == {
        frozenset(("p0", name)) for name in ("p1", "p2", "p3")
    }
    assert report["bound"] >= report["value"] - 1e-9 > 0
    assert report["is_proven"]
    assert report["seconds"] >= 0
    assert not Plan.objects.exists()


def test_own_partners_stand_under_their_slug_as_in_the_lists_of_suggestions():
    match(partner("Museum", "primary", slug="museum"), partner("Labor 2", "higher", slug="labor-2"))
    pairs = [{one["first"], one["second"]} for one in planned("--quota", "9")["chosen"]]
    assert {"museum", "labor-2"} in pairs


def test_quotas_and_fairness_hold():
    assert len(planned("--quota", "1")["chosen"]) == 1
    fields = [one["lead_field"] for one in planned("--quota", "9", "--quota", "energy=1")["chosen"]]
    assert sorted(fields) == ["energy", "health"]
    report = planned("--quota", "9", "--fairness", "0.5")
    assert [{one["first"], one["second"]} for one in report["chosen"]] == [{"p0", "p1"}]


def test_the_same_question_has_the_same_checksum():
    assert planned("--quota", "2")["checksum"] == planned("--quota", "2")["checksum"]


@pytest.mark.parametrize(
    "arguments",
    [("--quota", "viele"), ("--quota", "wind=3"), ("--fairness", "2"), ("--safety", "-1")],
)
def test_what_makes_no_sense_is_named(arguments):
    with pytest.raises(CommandError):
        planned(*arguments)


def test_a_table_for_people():
    out = StringIO()
    call_command("plan_network", "--quota", "1", stdout=out)
    assert "value" in out.getvalue()
    assert "bound" in out.getvalue()
