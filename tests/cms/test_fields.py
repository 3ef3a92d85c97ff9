"""The field that names a question version."""

import pytest
from django.urls import reverse

from cms.fields import QuestionChooser, QuestionVersionBlock, question_title
from courses.models import QuestionVersion
from tests.factories.courses import QuestionVersionFactory

pytestmark = pytest.mark.django_db


def test_the_title_names_wording_and_number_but_no_solution():
    version = QuestionVersionFactory(number=3)
    assert question_title(version) == "Was ist ein sicheres Passwort? (Fassung 3)"


def test_the_chooser_shows_the_choice_and_the_way_to_edit_it():
    version = QuestionVersionFactory()
    data = QuestionChooser().get_value_data(version.pk)
    assert data["id"] == version.pk
    assert data["title"] == "Was ist ein sicheres Passwort? (Fassung 1)"
    assert data["edit_url"] == reverse("cms:question-edit", args=[version.question.key, "de"])
    assert QuestionChooser().get_value_data(None) is None


def test_the_block_starts_the_chooser_with_the_choice():
    version = QuestionVersionFactory()
    assert QuestionVersionBlock().get_form_state(version.pk) == QuestionChooser().get_value_data(
        version.pk
    )
    assert QuestionVersionBlock().get_form_state(None) is None


def test_the_block_keeps_the_id_and_says_what_it_names():
    block = QuestionVersionBlock()
    assert block.clean(7) == 7
    assert list(block.extract_references(7)) == [(QuestionVersion, "7", "", "")]
    assert list(block.extract_references(None)) == []
