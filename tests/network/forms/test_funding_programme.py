"""The form of a programme."""

import json

import pytest

from network.forms.funding_programme import ProgrammeForm, call_forms
from tests.support.funding import RULES, TODAY, programme

pytestmark = pytest.mark.django_db


def test_it_shows_the_rules_as_text_and_in_words():
    form = ProgrammeForm(instance=programme("p", rules=RULES))
    assert json.loads(form["rules_text"].value()) == RULES
    assert form.preview() == [
        "Mindestens 3 Partner",
        "Antrag durch: gemeinnütziger Partner",
        "Region: Cottbus/Chóśebuz",
    ]


def test_the_address_of_a_known_programme_stays():
    assert "code" not in ProgrammeForm(instance=programme("p")).fields


def test_calls_are_shown_as_german_clocks_show_them():
    forms = call_forms(programme("p", deadline=TODAY))
    assert [form["deadline_on"].value() for form in forms] == [TODAY, None, None]
    assert forms[0]["deadline_time"].value() is None


def test_rules_that_cannot_be_read_have_no_preview():
    form = ProgrammeForm(instance=programme("p", rules={"all": [{"unfug": 1}]}))
    assert form.preview() == []
