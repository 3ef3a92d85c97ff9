"""Fields of page forms that name rows of the learning model."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext as _, gettext_lazy
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import FieldBlock

from courses.enums import CourseState
from courses.models import Course, QuestionVersion

TITLE_LENGTH = 90  # characters


class CourseChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One published course, by its title and provider."""

    def label_from_instance(self, course: Any) -> str:
        """Its title in the interface language, else in its first."""
        titles = {text.locale: text.title for text in course.texts.all()}
        title = titles.get(get_language() or "") or titles.get(course.language, course.key)
        return f"{Truncator(title).chars(TITLE_LENGTH)} ({course.partner.name})"


class CourseKey(models.ForeignKey):  # type: ignore[type-arg]
    """Points at a course; forms offer what is published, by title."""

    def formfield(self, **kwargs: Any) -> Any:
        """A list of titles instead of keys."""
        published = Course.objects.filter(state=CourseState.PUBLISHED)
        rows = published.select_related("partner").prefetch_related("texts")
        return super().formfield(**{"form_class": CourseChoice, "queryset": rows, **kwargs})

    def deconstruct(self) -> Any:
        """For migrations it is what it stores."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


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
