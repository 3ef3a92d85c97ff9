"""The forms of one question together: what it asks, its answers, whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from cms.forms.bank import PartnerChoiceForm
from cms.forms.question import ChoicesForm, QuestionForm
from cms.forms.question_choices import ChoiceFormSet, chosen, typed_rows
from cms.forms.question_images import (
    ImageChoiceForm,
    ImageFormSet,
    chosen_images,
    initial_rows,
    store_images,
    typed_images,
)
from cms.forms.question_places import FORMS
from cms.scope import Scope
from courses.models import QuestionVersion
from network.models import Partner


class PlaceOfQuestionForm(PartnerChoiceForm):
    """Whose question it is and in which language; only asked for a new one."""

    locale = forms.ChoiceField(label=_("Sprache"), choices=settings.LANGUAGES)


@dataclass
class Sheet:
    """The forms of one question, bound or not."""

    kind: str
    question: QuestionForm
    choices: Any  # the formset, for the types that have it
    place: PlaceOfQuestionForm | None
    before: Mapping[str, Any]  # the content that is revised

    @property
    def has_images(self) -> bool:
        """The answers are images."""
        return issubclass(FORMS[self.kind], ImageChoiceForm)

    def is_valid(self) -> bool:
        """All parts at once, so that every error is shown."""
        parts = [part for part in (self.place, self.choices) if part is not None]
        are_valid = sum(part.is_valid() for part in parts) == len(parts)
        if self.choices is not None and self.choices.is_valid():
            read = chosen_images(self.choices, self.before) if self.has_images else None
            self.question.choices = chosen(self.choices) if read is None else read
        return self.question.is_valid() and are_valid

    def content(self) -> dict[str, Any]:
        """What a valid sheet says; images get their renditions now."""
        content = self.question.content()
        return store_images(content) if self.has_images else content


def is_sent(request: HttpRequest) -> bool:
    """A form is sent to be saved; the button for more answers only asks for more room."""
    return request.method == "POST" and "more" not in request.POST


def sheet_of(
    request: HttpRequest,
    scope: Scope,
    kind: str,
    partners: QuerySet[Partner] | None = None,
    *,
    version: QuestionVersion | None = None,
) -> Sheet:
    """The forms of a question of a kind, a new one or one that is revised.

    Raises:
        Http404: There is no such kind.
    """
    if kind not in FORMS:
        raise Http404
    content = version.content if version else {}
    initial = FORMS[kind].initial_of(content) if version else {}
    if version:
        initial["tags"] = ", ".join(version.question.tags)
    if "more" in request.POST:  # shown again as it was typed, without errors, with more room
        initial = request.POST.dict()
    data = request.POST if is_sent(request) else None
    return Sheet(
        kind=kind,
        question=FORMS[kind](data, initial=initial),
        choices=_choices(request, scope, kind, content),
        place=(
            None
            if partners is None
            else PlaceOfQuestionForm(data, initial=initial, partners=partners)
        ),
        before=content,
    )


def stored_sheet(version: QuestionVersion) -> Sheet:
    """What is stored now, to be read beside what was typed."""
    form, content = FORMS[version.type], version.content
    choices: Any = None
    if issubclass(form, ImageChoiceForm):
        images = get_image_model().objects.none()
        choices = ImageFormSet(initial=initial_rows(content), form_kwargs={"images": images})
    elif issubclass(form, ChoicesForm):
        choices = ChoiceFormSet(initial=content.get("choices"))
    return Sheet(version.type, form(initial=form.initial_of(content)), choices, None, content)


def _choices(request: HttpRequest, scope: Scope, kind: str, content: Mapping[str, Any]) -> Any:
    """The formset of the answers, for the types that have one."""
    has_more = "more" in request.POST
    data = request.POST if is_sent(request) else None
    if issubclass(FORMS[kind], ImageChoiceForm):
        rows = typed_images(request.POST) if has_more else initial_rows(content)
        return ImageFormSet(data, initial=rows, form_kwargs={"images": scope.images()})
    if issubclass(FORMS[kind], ChoicesForm):
        rows = typed_rows(request.POST) if has_more else list(content.get("choices") or [])
        return ChoiceFormSet(data, initial=rows)
    return None
