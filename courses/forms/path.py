"""Forms of learning paths: what they say, and the reason for each step."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.actions.path.making import PathWords
from courses.actions.path.steps import StepWords
from courses.models import LearningPath, PathStep

ORDERS = [("ordered", _("der Reihe nach")), ("free", _("in beliebiger Reihenfolge"))]
SENTENCE = 300


class PathForm(forms.Form):
    """In whose name (new paths only), order, first language, title and summary by language."""

    house = forms.ChoiceField(label=_("Im Namen von"))
    order = forms.ChoiceField(
        label=_("Wie werden die Schritte gegangen?"),
        choices=ORDERS,
        initial="ordered",
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Erste Sprache"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        help_text=_("In ihr muss alles da sein; sie gilt, wo eine Übersetzung fehlt."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        houses: Sequence[tuple[str, str]] = (),
        path: LearningPath | None = None,
    ) -> None:
        super().__init__(data, initial=_said(path) if path else None)
        if path is not None:
            del self.fields["house"]
        else:
            self.fields["house"].choices = houses  # type: ignore[attr-defined]
        first = (data or self.initial).get("language") or settings.LANGUAGE_CODE
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Titel (%s)") % name,
                max_length=120,
                required=code == first,
                error_messages={"required": _("In der ersten Sprache braucht es einen Titel.")},
            )
            self.fields[f"summary_{code}"] = forms.CharField(
                label=_("Worum es geht (%s)") % name,
                max_length=600,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def words(self) -> PathWords:
        """What was typed."""
        data = self.cleaned_data
        texts = {
            code: (data[f"title_{code}"], data[f"summary_{code}"])
            for code, _name in settings.LANGUAGES
        }
        return PathWords(data["language"], data["order"] == "ordered", texts)


class StepForm(forms.Form):
    """Why a course stands here, and how it goes on from the one before; by language."""

    def __init__(
        self,
        data: Any = None,
        *,
        path: LearningPath,
        step: PathStep | None = None,
        proposal: str = "",
    ) -> None:
        super().__init__(data, initial=_explained(step) if step else None)
        # The first language first: only there words are needed.
        codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != path.language)
        for code in codes:
            self.fields[f"reason_{code}"] = _sentence(
                _("Warum dieser Kurs an dieser Stelle? (%s)"), code, needed=code == path.language
            )
        for code in codes if path.is_ordered else ():
            self.fields[f"transition_{code}"] = _sentence(
                _("Der Übergang in einem Satz (%s)"), code
            )
        name = f"transition_{settings.LANGUAGE_CODE}"
        if proposal and name in self.fields and not self.initial.get(name):
            self.initial[name] = proposal
        self.codes = codes

    def words(self) -> StepWords:
        """What was typed. Where the form asks for no transition, what is stored stays."""
        data = self.cleaned_data
        kept = self.initial
        transitions = {
            code: data.get(f"transition_{code}", kept.get(f"transition_{code}", ""))
            for code in self.codes
        }
        return StepWords({code: data[f"reason_{code}"] for code in self.codes}, transitions)


def _sentence(label: Any, code: str, *, needed: bool = False) -> forms.CharField:
    name = dict(settings.LANGUAGES)[code]
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label % name, max_length=SENTENCE, required=needed, widget=widget)


def _said(path: LearningPath) -> dict[str, str]:
    found = {"order": "ordered" if path.is_ordered else "free", "language": path.language}
    for text in path.texts.all():
        found |= {f"title_{text.locale}": text.title, f"summary_{text.locale}": text.summary}
    return found


def _explained(step: PathStep) -> dict[str, str]:
    reasons = {f"reason_{code}": text for code, text in step.reasons.items()}
    return reasons | {f"transition_{code}": text for code, text in step.transitions.items()}
