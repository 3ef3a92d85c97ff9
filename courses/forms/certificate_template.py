"""The form in which a house words its certificates."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy, override

from courses.actions.certificate_template import FIELDS
from courses.enums import CertificateKind
from courses.formats.placeholders import NAMES, repeated, unknown
from courses.models import CertificateTemplate
from courses.models.certificate_template import ROLE, SENTENCE
from courses.queries.wording import SENTENCES, usual_sentences

LABELS = {
    "before_attendance": gettext_lazy("Teilnahme: vor dem Namen"),
    "after_attendance": gettext_lazy("Teilnahme: nach dem Namen"),
    "before_achievement": gettext_lazy("Erfolg: vor dem Namen"),
    "after_achievement": gettext_lazy("Erfolg: nach dem Namen"),
    "closing": gettext_lazy("Schlusssatz"),
    "signatory_role": gettext_lazy("Funktion unter der Unterschrift"),
}
ROLE_FIELD = "signatory_role"


class WordingForm(forms.Form):
    """A text for each of ``FIELDS``, in one language; what stays empty is as usual."""

    def __init__(self, data: Any = None, *, template: CertificateTemplate) -> None:
        super().__init__(data, initial={name: getattr(template, name) for name in FIELDS})
        hints = _hints(template.locale)
        for name in FIELDS:
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                help_text=hints[name],
                max_length=ROLE if name == ROLE_FIELD else SENTENCE,
                required=False,
                widget=forms.Textarea({"lang": template.locale, "rows": 2}),
            )
        self.fields[ROLE_FIELD].widget = forms.TextInput({"lang": template.locale})

    def clean(self) -> dict[str, Any]:
        """A sentence needs its other half, and words in braces must stand for something."""
        words = super().clean() or {}
        for name in [name for name in FIELDS if name in words]:
            words[name] = " ".join(words[name].split())
            fault = _fault(words[name], allowed=() if name == ROLE_FIELD else NAMES)
            if fault:
                self.add_error(name, fault)
        for pair in SENTENCES.values():
            given = [words.get(name) for name in pair]
            if any(given) and "" in given:
                whole = _("Bitte auch diesen Satz ausfüllen oder beide leer lassen.")
                self.add_error(pair[given.index("")], whole)
        return words

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The fields as they belong together, for the page."""
        kinds = {
            CertificateKind.ATTENDANCE: _("Für Kurse, in denen kein Test zählt."),
            CertificateKind.ACHIEVEMENT: _("Für Kurse, deren Tests bestanden sind."),
        }
        parts = [(kind.value, kind.label, kinds[kind], SENTENCES[kind]) for kind in kinds]
        hint = _("Steht auf beiden Arten über dem Fuß der Seite. Was leer bleibt, fehlt.")
        end = ("schluss", _("Schluss und Unterschrift"), hint, ("closing", ROLE_FIELD))
        return [
            {"anchor": anchor, "title": title, "hint": hint, "fields": [self[one] for one in names]}
            for anchor, title, hint, names in [*parts, end]
        ]


def _fault(text: str, *, allowed: Sequence[str]) -> str:
    """What is wrong with the words in braces, as a sentence; "" where nothing is."""
    wrong = unknown(text, allowed)
    if wrong and not allowed:
        return _("Hier wird nichts in Klammern eingesetzt: %s") % ", ".join(wrong)
    if wrong:
        return _("%(wrong)s gibt es nicht. Eingesetzt werden nur: %(names)s.") % {
            "wrong": ", ".join(wrong),
            "names": ", ".join(f"{{{name}}}" for name in allowed),
        }
    twice = repeated(text)
    return _("Nur einmal in einem Satz: %s") % ", ".join(twice) if twice else ""


def _hints(locale: str) -> dict[str, str]:
    """A line below each field; what is printed as usual stands in the certificate's language."""
    with override(locale):
        usual = usual_sentences()
    line = _("Üblich:")
    return {
        **{
            name: format_html('{} „<span lang="{}">{}</span>“', line, locale, sentence)
            for name, sentence in usual.items()
        },
        "closing": _("Zum Beispiel: Cottbus/Chóśebuz, {datum}"),
        ROLE_FIELD: _(
            "Zum Beispiel: Leitung der Volkshochschule. Darüber erscheint eine Linie. "
            "Bitte kein Name: Es unterschreibt, wer das Amt gerade hat."
        ),
    }
