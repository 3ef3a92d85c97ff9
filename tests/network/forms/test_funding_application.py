"""The forms of an application."""

import pytest

from network.forms.funding_application import ApplicationForm, BeginForm, next_states
from network.models import FundingApplication
from tests.support.funding import NOW, house, offer, programme

pytestmark = pytest.mark.django_db
POINTS = [{"text": "Plan", "done": True}, {"text": "Satzung", "done": False}]


def application(**facts):
    return FundingApplication(
        programme=programme("p"), applicant=house("Anker"), checklist=POINTS, created_at=NOW,
        changed_at=NOW, **facts,
    )  # fmt: skip


def test_points_are_ticked_and_added():
    offers = [offer(house("Rat"), "funding")]
    data = {"done": ["1"], "more": "Neu\n", "version": 0, "adviser": offers[0].key}
    form = ApplicationForm(data, application=application(), advisers=offers)
    assert form.is_valid(), form.errors
    facts = form.facts()
    assert list(facts.checklist) == [
        {"text": "Plan", "done": False},
        {"text": "Satzung", "done": True},
        {"text": "Neu", "done": False},
    ]
    assert facts.adviser == offers[0]


def test_only_those_who_advise_can_be_chosen():
    other = offer(house("Rat"), "funding")
    form = ApplicationForm(
        {"version": 0, "adviser": other.key}, application=application(), advisers=[]
    )
    assert "adviser" in form.errors


def test_a_granted_amount_is_asked_for_when_there_is_one():
    assert "amount_granted" not in ApplicationForm(application=application(), advisers=[]).fields
    granted = FundingApplication(state="approved")
    assert "amount_granted" in ApplicationForm(application=granted, advisers=[]).fields


def test_only_the_named_houses_can_apply():
    one, other = house("Eins"), house("Zwei")
    assert BeginForm({"applicant": one.key}, houses=[one]).is_valid()
    assert not BeginForm({"applicant": other.key}, houses=[one]).is_valid()


def test_buttons_say_where_it_may_go():
    assert next_states(application()) == [("draft", "in Arbeit"), ("rejected", "abgelehnt")]
