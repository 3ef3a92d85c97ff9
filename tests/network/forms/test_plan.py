"""What the planner's controls make of what stands in its address."""

import pytest

from network.forms.plan import PlanForm, QuotaForm, WishForm
from network.queries.plan import MOST, Parameters, fields

pytestmark = pytest.mark.django_db
USUAL = Parameters(limit=8, quotas={"energy": 2}, fairness=0.25, safety=1.5)
SENT = {"k": "3", "zusagen": "2.5", "fairness": "40"}


def form(data):
    return PlanForm(data, fields=fields(), usual=USUAL)


def test_without_controls_the_usual_ones_are_shown_and_used():
    for data in (None, {}, {"quartal": "2027-1"}):
        asked = form(data)
        assert asked.wanted() == USUAL
        shown = dict(asked.controls())
        assert (shown["k"], shown["zusagen"], shown["fairness"]) == (8, 1.5, 25)
        assert (shown["kontingent-energy"], shown["kontingent-health"]) == (2, "")


def test_an_empty_quota_is_no_limit_and_none_is_one():
    wanted = form({**SENT, "kontingent-energy": "", "kontingent-health": "0"}).wanted()
    assert wanted == Parameters(limit=3, quotas={"health": 0}, fairness=0.4, safety=2.5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"k": "-4"},
        {"k": str(MOST + 1)},
        {"k": ""},
        {"zusagen": "5.1"},
        {"zusagen": "nan"},
        {"fairness": "101"},
        {"kontingent-energy": "-1"},
    ],
)
def test_what_makes_no_sense_is_said_and_stays_typed(wrong):
    asked = form({**SENT, **wrong})
    assert asked.wanted() == USUAL
    assert set(asked.errors) == set(wrong)
    ((name, value),) = wrong.items()
    assert dict(asked.controls())[name] == value


def test_controls_come_whole_plan_first_then_field_by_field():
    asked = form(None)
    assert [one.name for one in asked.main()] == ["k", "zusagen", "fairness"]
    assert [one.name for one in asked.quotas()] == [f"kontingent-{one.code}" for one in fields()]
    assert len(asked.quotas()) == 7
    assert asked.quotas()[0].label == f"Kontingent {fields()[0].title}"


@pytest.mark.parametrize(
    ("pair", "kind", "is_valid"),
    [
        ("abcdefgh23-stuvwxyz45", "pin", True),
        ("abcdefgh23-stuvwxyz45", "free", True),
        ("abcdefgh23-stuvwxyz45", "delete", False),
        ("abcdefgh23", "pin", False),
        ("ABCDEFGH23-stuvwxyz45", "veto", False),
        ("abcdefgh23-stuvwxyz45-", "veto", False),
    ],
)
def test_a_wish_names_a_pair_and_what_to_do(pair, kind, is_valid):
    assert WishForm({"paar": pair, "wunsch": kind}).is_valid() is is_valid


@pytest.mark.parametrize(
    ("field", "number", "is_valid"),
    [
        ("energy", "0", True),
        ("energy", str(MOST), True),
        ("energy", str(MOST + 1), False),
        ("energy", "viele", False),
        ("nichts", "3", False),
        ("", "3", False),
    ],
)
def test_a_quota_is_of_a_known_field_and_in_range(field, number, is_valid):
    asked = QuotaForm({"feld": field, "zahl": number})
    assert asked.is_valid() is is_valid
    if is_valid:
        assert asked.cleaned_data["feld"].code == field
