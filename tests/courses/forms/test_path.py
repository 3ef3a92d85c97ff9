"""Forms of paths and steps."""

import pytest

from courses.forms.path import PathForm, StepForm
from courses.models import PathStep
from tests.factories.paths import courses_of, path_with

pytestmark = pytest.mark.django_db
HOUSES = [("abc", "Windwerk")]
SAID = {
    "house": "abc",
    "order": "free",
    "language": "en",
    "title_en": "Energy",
    "summary_en": "All.",
}


def test_a_new_path():
    form = PathForm(SAID, houses=HOUSES)
    assert form.is_valid(), form.errors
    words = form.words()
    assert (words.language, words.is_ordered) == ("en", False)
    assert words.texts == {"de": ("", ""), "en": ("Energy", "All.")}


def test_the_title_is_missing_where_it_is_needed():
    form = PathForm({**SAID, "language": "de"}, houses=HOUSES)
    assert not form.is_valid()
    assert list(form.errors) == ["title_de"]
    assert list(PathForm({**SAID, "house": "fremd"}, houses=HOUSES).errors) == ["house"]


def test_a_path_to_change_shows_what_it_says_and_keeps_its_house():
    form = PathForm(path=path_with(english="Energy"))
    assert "house" not in form.fields
    assert form.initial["title_de"] == "Energie verstehen"
    assert (form.initial["title_en"], form.initial["order"]) == ("Energy", "ordered")


def test_a_step_asks_for_the_first_language_and_proposes_the_bridge():
    path = path_with(*courses_of(None, None))
    step = PathStep.objects.get(path=path, position=1)
    step.transitions = {}
    form = StepForm(path=path, step=step, proposal="Beide messen.")
    assert form.initial["transition_de"] == "Beide messen."
    assert [form.fields[f"reason_{code}"].required for code in ("de", "en")] == [True, False]
    step.transitions = {"de": "Eigenes."}
    assert StepForm(path=path, step=step, proposal="X").initial["transition_de"] == "Eigenes."
    assert list(StepForm({"reason_de": ""}, path=path).errors) == ["reason_de"]


def test_without_an_order_transitions_are_not_asked_for_and_not_lost():
    path = path_with(*courses_of(None, None), is_ordered=False)
    step = path.steps.get(position=1)
    form = StepForm({"reason_de": "Neu."}, path=path, step=step)
    assert "transition_de" not in form.fields
    assert form.is_valid()
    words = form.words()
    assert words.reasons["de"] == "Neu."
    assert words.transitions["de"] == step.transitions["de"]
