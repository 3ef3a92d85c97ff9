"""Fields of page forms that name rows of the learning model."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import FieldBlock

from courses.models import QuestionVersion

TITLE_LENGTH = 90  # characters


def question_title(version: QuestionVersion) -> str:
    """How a version is called in lists: its wording and number, never its solution."""
    prompt = Truncator(version.content.get("prompt", "")).chars(TITLE_LENGTH)
    return _("%(prompt)s (Fassung %(number)d)") % {"prompt": prompt, "number": version.number}


class QuestionChooser(BaseChooser):
    """Chooses one version of a question in a window; shows its wording."""

    model = QuestionVersion
    chooser_modal_url_name = "question_chooser:choose"
    choose_one_text = gettext_lazy("Frage wählen")
    choose_another_text = gettext_lazy("Andere Frage wählen")
    link_to_chosen_text = gettext_lazy("Frage bearbeiten")
    icon = "help"

    def get_value_data_from_instance(self, instance: QuestionVersion) -> dict[str, Any]:
        """What the browser needs to show the choice."""
        url = reverse("cms:question-edit", args=[instance.question.key, instance.locale])
        title = question_title(instance)
        return {"id": instance.pk, "edit_url": url, self.display_title_key: title}


class QuestionVersionBlock(FieldBlock):
    """The id of one question version inside a lesson's quiz."""

    def __init__(self, *, required: bool = True, help_text: Any = "", **kwargs: Any) -> None:
        self.field = forms.IntegerField(
            required=required, help_text=help_text, widget=QuestionChooser()
        )
        super().__init__(**kwargs)

    def get_form_state(self, value: int | None) -> dict[str, Any] | None:
        """What the chooser in the browser starts from: id, wording and address."""
        state: dict[str, Any] | None = self.field.widget.get_value_data(value)
        return state

    def extract_references(self, value: int | None) -> Iterator[tuple[type, str, str, str]]:
        """Let Wagtail and the page form know which version is named."""
        if value is not None:
            yield QuestionVersion, str(value), "", ""

    class Meta:
        icon = "help"
