"""What the forms of a partner's own pages share: sections, versions, what differs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _, gettext_lazy

from lms.taxonomy.models import Competence

LANGUAGES = (
    ("de", gettext_lazy("Deutsch")),
    ("de-simple", gettext_lazy("Leichte Sprache")),
    ("gsg", gettext_lazy("Deutsche Gebärdensprache")),
    ("dsb", gettext_lazy("Niedersorbisch")),
    ("hsb", gettext_lazy("Obersorbisch")),
    ("en", gettext_lazy("Englisch")),
    ("pl", gettext_lazy("Polnisch")),
    ("uk", gettext_lazy("Ukrainisch")),
    ("ru", gettext_lazy("Russisch")),
    ("ar", gettext_lazy("Arabisch")),
    ("fa", gettext_lazy("Persisch")),
    ("tr", gettext_lazy("Türkisch")),
    ("vi", gettext_lazy("Vietnamesisch")),
    ("fr", gettext_lazy("Französisch")),
)


@dataclass(frozen=True)
class Section:
    """A part of a form under its own heading."""

    anchor: str
    title: Any
    names: tuple[str, ...]
    hint: Any = ""


@dataclass(frozen=True)
class ShownSection:
    """The same with the fields of one form."""

    anchor: str
    title: str
    hint: str
    fields: list[BoundField]


@dataclass(frozen=True)
class Difference:
    """One fact that is stored in another way than somebody typed it."""

    title: str
    stored: str
    typed: str


class OwnForm(forms.Form):
    """A form in sections. ``version`` says from which state of the row it was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    SECTIONS: tuple[Section, ...] = ()

    def sections(self) -> list[ShownSection]:
        """The sections with their fields, in the order of the page."""
        return [
            ShownSection(
                part.anchor, str(part.title), str(part.hint), [self[name] for name in part.names]
            )
            for part in self.SECTIONS
        ]

    def differences(self) -> list[Difference]:
        """Where what was typed differs from what is stored now (the form's initial values)."""
        names = [name for name in self.changed_data if name != "version"]
        return [
            Difference(
                str(self[name].label),
                self._words(name, self.get_initial_for_field(self.fields[name], name)),
                self._words(name, self.cleaned_data.get(name)),
            )
            for name in names
        ]

    def unjudged(self) -> None:
        """Show what was typed as it stands, without saying what is wrong with it."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def against(self, version: int) -> None:
        """Let the next attempt count from this version: whoever saw both may save theirs."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(version)
        self.data = data

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return _("ja") if value else _("nein")
        if value in (None, "") or (not isinstance(value, str) and not _listed(value)):
            return "–"
        field = self.fields[name]
        labels = {str(key): str(label) for key, label in getattr(field, "choices", ()) or ()}
        return ", ".join(labels.get(_key(item), str(item)) for item in _listed(value))


def competence_field(label: Any) -> Any:
    """Competences of the default framework, without the areas above them."""
    known = Competence.objects.filter(framework__is_default=True).exclude(parent=None)
    return term_field(label, known)


def term_field(label: Any, queryset: Any, help_text: Any = "") -> Any:
    """Terms of a vocabulary as checkboxes."""
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=queryset,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


def language_field(label: Any) -> forms.MultipleChoiceField:
    """Languages as checkboxes."""
    return forms.MultipleChoiceField(
        label=label, choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )


def optional(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Choices with "not stated" before them."""
    return [("", gettext_lazy("keine Angabe")), *choices]


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return [value]
    return list(value)


def _key(item: Any) -> str:
    return str(getattr(item, "pk", item))
