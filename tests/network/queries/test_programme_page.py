"""One programme: facts and advisers."""

from datetime import date

import pytest

from network.queries.programme_page import programme_page
from network.queries.viewer import NOBODY
from tests.support import cases
from tests.support.funding import NOW, field, house, offer, programme, seen_by
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def test_what_is_unknown_is_called_unknown():
    programme("leer")
    facts = {fact.title: fact.text for fact in programme_page("leer", NOBODY, NOW).facts}
    assert facts["Fördersatz"] == facts["Bewilligungsstelle"] == "unbekannt"
    assert "Beträge" not in facts
    programme("voll", rate_max="62.50", amount_max=10_000, allows_in_kind=False)
    facts = {fact.title: fact.text for fact in programme_page("voll", NOBODY, NOW).facts}
    assert facts["Fördersatz"] == "bis 62,5 %"
    assert facts["Beträge"] in {"bis 10.000 €", "bis 10000 €"}
    assert facts["Eigenleistung zählt"] == "nein"


def test_hidden_ones_are_absent():
    programme("verborgen", is_shown=False)
    assert programme_page("verborgen", NOBODY, NOW) is None
    assert programme_page("nichtsda", NOBODY, NOW) is None


def test_advisers_are_live_offers_of_help_those_in_the_field_first():
    row = programme("rat")
    row.action_fields.add(field("energy"))
    helper = house("Anker")
    offer(helper, "funding", title="Fern")
    near = offer(house("Birke"), "funding")
    near.action_fields.add(field("energy"))
    offer(helper, "room")
    offer(helper, "funding", state="paused")
    offer(helper, "funding", valid_to=date(2026, 11, 25))
    offer(helper, "funding", capacity_left=0)
    offer(house("Ceder", state="draft"), "funding")
    inside = offer(helper, "funding", visibility="network")
    names = [one.partner.name for one in programme_page("rat", NOBODY, NOW).advisers]
    assert names == ["Birke", "Anker"]
    viewer = seen_by(cases.editor(helper))
    assert inside in programme_page("rat", viewer, NOW).advisers


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_however_many_advisers(number):
    programme("rat")
    for place in range(number):
        offer(house(f"Haus {place}"), "funding")
    with expect_statements(7):
        page = programme_page("rat", NOBODY, NOW)
        assert len([one.partner.name for one in page.advisers]) == number
