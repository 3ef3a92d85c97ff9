"""One offer or need as a form."""

import pytest
from django.http import QueryDict

from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.forms.own_listing import ListingForm
from network.models import LexiconTerm
from tests.factories.network import NOW, PartnerFactory, PlaceFactory
from tests.support.own import listing_form

pytestmark = pytest.mark.django_db


def bound(partner, **changes):
    data = QueryDict(mutable=True)
    for name, value in listing_form(**changes).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return ListingForm(data, partner=partner)


def test_places_are_the_partners_own():
    partner, foreign = PartnerFactory(), PlaceFactory()
    own = PlaceFactory(partner=partner)
    assert bound(partner, place=own.pk).is_valid()
    assert not bound(partner, place=foreign.pk).is_valid()


def test_invented_suggestions_vanish():
    form = bound(PartnerFactory(), ja=["field:erfunden", "field", "kind:x"], nein=["x:y", ":"])
    assert form.is_valid()
    facts = form.facts()
    assert list(facts.action_fields) == []
    assert facts.denied == ()


def test_yes_wins_over_no():
    form = bound(PartnerFactory(), ja=["field:energy"], nein=["field:energy"])
    assert form.is_valid()
    facts = form.facts()
    assert [field.code for field in facts.action_fields] == ["energy"]
    assert facts.denied == ()


def test_a_chosen_category_is_not_replaced_by_a_suggestion():
    from network.models import ResourceCategory

    trainer = ResourceCategory.objects.get(code="trainer")
    form = bound(PartnerFactory(), category=trainer.pk, ja=["category:room"])
    assert form.is_valid()
    assert form.facts().category == trainer


def test_ticks_stay_when_the_form_comes_back():
    LexiconTerm.objects.get_or_create(group="field", code="energy", synonym="Strom")
    form = bound(PartnerFactory(), title="", text="Strom", ja=["field:energy"])
    assert not form.is_valid()
    tag = next(t for t in form.suggested() if t.suggestion.value == "field:energy")
    assert (tag.is_yes, tag.is_no) == (True, False)


def test_a_stored_entry_fills_the_form_and_an_unknown_language_stays():
    partner = PartnerFactory()
    facts = ListingFacts(kind="need", title="Raum", language="kl", min_group=3)
    listing = create_listing(partner=partner, facts=facts, actor=None, at=NOW)
    form = ListingForm(partner=partner, listing=listing)
    assert (form["language"].value(), form["min_group"].value()) == ("kl", 3)
    assert "kl" in dict(form.fields["language"].choices)
