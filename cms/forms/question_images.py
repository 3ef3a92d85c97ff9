"""The form for questions whose answers are images of the partner's own collection."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from cms.answer_images import source_of, stored
from cms.forms.question import MultipleForm, area
from cms.forms.question_choices import LETTERS
from courses.enums import QuestionType
from courses.grading.pictures import FOLDER, with_images
from courses.grading.shapes import MAX_CHOICES, MAX_TEXT
from lms.common.text import whole_number

RENDITION = "max-480x360|format-webp"
UNSTORED = f"{FOLDER}/2222222222.webp"  # until the question is saved


class ImageChoiceForm(MultipleForm):
    """One or more right images; the images themselves are a formset."""

    kind = QuestionType.IMAGE_CHOICE
    allows_many = forms.BooleanField(label=_("Mehrere Bilder können richtig sein"), required=False)

    def content(self) -> dict[str, Any]:
        """With whether more than one may be ticked."""
        return {**super().content(), "allows_many": self.cleaned_data["allows_many"]}


class ImageForm(forms.Form):
    """One image to choose from; without an image it is no answer."""

    id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    image = forms.ModelChoiceField(
        label=_("Bild"),
        queryset=get_image_model().objects.none(),
        required=False,
        widget=AdminImageChooser,
    )
    text = forms.CharField(
        label=_("Bildbeschreibung"),
        required=False,
        max_length=MAX_TEXT,
        widget=area(1),
        help_text=_("Was man sieht, nicht ob es stimmt. Wird vorgelesen."),
    )
    is_correct = forms.BooleanField(label=_("ist richtig"), required=False)
    feedback = forms.CharField(
        label=_("Rückmeldung, wenn jemand sie wählt"),
        required=False,
        max_length=MAX_TEXT,
        widget=area(1),
    )

    def __init__(self, *args: Any, images: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["image"].queryset = images  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An image nobody can hear of is refused."""
        data = super().clean() or self.cleaned_data
        if data.get("image") and not data.get("text", "").strip():
            self.add_error("text", _("Beschreiben Sie das Bild für alle, die es nicht sehen."))
        return data


ImageFormSet = forms.formset_factory(
    ImageForm, extra=4, max_num=MAX_CHOICES, absolute_max=MAX_CHOICES, validate_max=True
)


def chosen_images(
    formset: forms.BaseFormSet[Any], before: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The answers that have an image; one that was there before keeps its stored rendition."""
    known = {choice["image"].get("source"): choice["image"] for choice in before.get("choices", [])}
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("image")]
    taken = {row["id"] for row in rows if row.get("id")}
    free = (letter for letter in LETTERS if letter not in taken)
    return [
        {
            "id": row.get("id") or next(free),
            "text": row["text"],
            "is_correct": row["is_correct"],
            "feedback": row["feedback"],
            "image": known.get(source_of(row["image"])) or _unstored(row["image"]),
        }
        for row in rows
    ]


def initial_rows(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a question that exists: its images by the ids they were made from."""
    return [
        {**choice, "image": choice["image"].get("source", "").split("-")[0] or None}
        for choice in content.get("choices", [])
    ]


def typed_images(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The images chosen so far, before anything was checked."""
    names = [name for name in data if name.startswith("form-") and name.endswith("-image")]
    stems = [name.removesuffix("image") for name in names[:MAX_CHOICES]]
    return [
        {
            **{name: data.get(f"{stem}{name}", "") for name in ("id", "text", "feedback")},
            "image": data[f"{stem}image"],
            "is_correct": f"{stem}is_correct" in data,
        }
        for stem in stems
        if whole_number(data[f"{stem}image"]) is not None
    ]


def store_images(content: dict[str, Any]) -> dict[str, Any]:
    """Make the renditions that are missing, under names that say nothing of the original."""
    return with_images(content, _stored)


def _unstored(image: Any) -> dict[str, Any]:
    return {"name": UNSTORED, "width": 1, "height": 1, "source": source_of(image)}


def _stored(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    if raw["name"] != UNSTORED:
        return raw
    image = get_image_model().objects.get(pk=raw["source"].split("-")[0])
    rendition = image.get_rendition(RENDITION)
    with rendition.file.open("rb") as file:
        name = stored(file)
    sides = {"width": rendition.width, "height": rendition.height}
    return {"name": name, "source": source_of(image), **sides}
