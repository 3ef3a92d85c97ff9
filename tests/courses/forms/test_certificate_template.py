"""The form of a house's words: what it refuses, and what it says then."""

import pytest
from django.utils.translation import override

from courses.forms.certificate_template import WordingForm
from courses.models import CertificateTemplate
from tests.factories.wording import WORDS, longest


def form(locale="de", **words):
    return WordingForm(words, template=CertificateTemplate(locale=locale))


@pytest.mark.parametrize("words", [{}, WORDS, longest()])
def test_words_from_nothing_to_the_longest_are_fine(words):
    bound = form(**words)
    assert bound.errors == {}
    assert bound.cleaned_data == {**dict.fromkeys(WORDS, ""), **words}


def test_lines_and_spaces_become_single_spaces():
    bound = form(closing="  Mit\r\n\r\nbestem   Gruß ")
    assert bound.is_valid()
    assert bound.cleaned_data["closing"] == "Mit bestem Gruß"


@pytest.mark.parametrize("wrong", ["{name}", "{0.__class__}", "{Kurs}", "{}"])
def test_what_stands_for_nothing_is_named_with_what_there_is(wrong):
    assert form(closing=f"Gern, {wrong}").errors == {
        "closing": [
            f"{wrong} gibt es nicht. Eingesetzt werden nur: "
            "{kurs}, {haus}, {beginn}, {ende}, {umfang}, {datum}."
        ]
    }


def test_templates_of_programs_are_no_words():
    assert "{ settings.SECRET_KEY }" in str(form(closing="{{ settings.SECRET_KEY }}").errors)


def test_each_word_in_braces_comes_once_so_that_the_page_holds_it():
    errors = form(closing="{kurs}, {kurs}").errors
    assert errors == {"closing": ["Nur einmal in einem Satz: {kurs}"]}


def test_nothing_is_filled_into_the_role():
    errors = form(signatory_role="Leitung {haus}").errors
    assert errors == {"signatory_role": ["Hier wird nichts in Klammern eingesetzt: {haus}"]}


@pytest.mark.parametrize(
    ("given", "missing"),
    [("before_attendance", "after_attendance"), ("after_achievement", "before_achievement")],
)
def test_a_sentence_needs_its_other_half(given, missing):
    whole = "Bitte auch diesen Satz ausfüllen oder beide leer lassen."
    assert form(**{given: "So ist es", missing: "  "}).errors == {missing: [whole]}


@pytest.mark.parametrize(("name", "most"), [("closing", 140), ("signatory_role", 80)])
def test_too_long_is_refused(name, most):
    assert form(**{name: "x" * most}).is_valid()
    assert list(form(**{name: "x" * (most + 1)}).errors) == [name]


def test_what_is_usual_stands_below_in_the_language_of_the_certificate():
    with override("de"):
        hint = form(locale="en").fields["before_achievement"].help_text
    assert hint == 'Üblich: „<span lang="en">This certifies that</span>“'


def test_every_field_stands_in_one_section():
    names = [field.name for section in form().sections for field in section["fields"]]
    assert names == list(WORDS)
