"""The form of a funding programme, its calls, and the rules as text."""

import json
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _

from lms.taxonomy.models import Competence
from network.actions.funding_programme import LINKS, CallFacts, ProgrammeFacts, faults
from network.matching.funding_document import validate
from network.matching.funding_rules import outcome
from network.matching.funding_terms import Proposal
from network.models import FundingProgramme
from network.models.funding_enums import EligibleKind, FundingLevel, Region
from network.queries.funding_terms import vocabulary
from network.queries.heat import said

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
CHECKBOXES = forms.CheckboxSelectMultiple
THEMES_LENGTH = 500
FACTS = [
    "title_de", "title_en", "short_name", "summary_de", "summary_en", "fund", "funder",
    "granting_body", "legal_basis", "legal_basis_url", "funding_type", "financing_type",
    "rate_max", "rate_note", "amount_min", "amount_max", "own_share", "own_share_note",
    "allows_in_kind", "allows_staff_costs", "is_de_minimis", "ends_on", "duration", "procedure",
    "effort", "partners_required", "early_start", "eligible_costs", "publicity_duties",
    "documents", "contact_office", "contact_mailbox", "contact_phone", "source", "source_url",
    "last_checked", "checked_by", "is_shown",
]  # fmt: skip


class ProgrammeForm(forms.ModelForm[FundingProgramme]):
    """All facts of a programme; ``code`` only while it is new, since addresses are shared."""

    levels = forms.MultipleChoiceField(
        label=_("Ebene"), choices=FundingLevel.choices, widget=CHECKBOXES, required=False
    )
    eligible = forms.MultipleChoiceField(
        label=_("Wer beantragen kann"), choices=EligibleKind.choices, widget=CHECKBOXES,
        required=False,
    )  # fmt: skip
    territory = forms.MultipleChoiceField(
        label=_("Fördergebiet"), choices=Region.choices, widget=CHECKBOXES, required=False
    )
    themes = forms.CharField(
        label=_("Themen"), help_text=_("Durch Komma getrennt."), max_length=THEMES_LENGTH,
        required=False,
    )  # fmt: skip
    rules_text = forms.CharField(
        label=_("Regeln"),
        help_text=_("Als JSON. Was die Quelle nicht sagt, bleibt weg; dann ist es unklar."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        max_length=20_000,
    )
    legal_basis_url = forms.URLField(
        label=_("Adresse der Rechtsgrundlage"), max_length=300, required=False,
        assume_scheme="https",
    )  # fmt: skip
    source_url = forms.URLField(
        label=_("Adresse der Quelle"), max_length=300, required=False, assume_scheme="https"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    class Meta:
        model = FundingProgramme
        fields = ["code", *FACTS, *LINKS]
        widgets = {
            "ends_on": DAY,
            "last_checked": DAY,
            **dict.fromkeys(LINKS, CHECKBOXES),
        }

    def __init__(self, data: Any = None, *, instance: FundingProgramme) -> None:
        usual = {
            "levels": instance.levels,
            "eligible": instance.eligible,
            "territory": instance.territory,
            "themes": ", ".join(instance.themes),
            "rules_text": json.dumps(instance.rules, ensure_ascii=False, indent=2),
            "version": instance.version,
        }
        super().__init__(data, instance=instance, initial=usual)
        if instance.pk is not None:
            del self.fields["code"]
        for name in LINKS:
            self.fields[name].required = False
        competences = Competence.objects.filter(framework__is_default=True, parent__isnull=False)
        self.fields["competences"].queryset = competences  # type: ignore[attr-defined]
        self.rules: dict[str, Any] = instance.rules

    def clean_rules_text(self) -> str:
        """The rules can be read; each fault is named with its path."""
        text = str(self.cleaned_data["rules_text"])
        try:
            rules = json.loads(text)
        except (ValueError, RecursionError) as fault:
            place = f"{getattr(fault, 'lineno', 1)}:{getattr(fault, 'colno', 1)}"
            raise forms.ValidationError(
                gettext("Das ist kein gültiges JSON (Zeile und Spalte %(place)s).")
                % {"place": place}
            ) from fault
        if wrong := faults(rules):
            raise forms.ValidationError(wrong)
        self.rules = rules
        return text

    def preview(self) -> list[str]:
        """What the rules ask for, in sentences; empty where they cannot be read."""
        words = vocabulary()
        if validate(self.rules, words):
            return []
        return [said(outcome(rule, Proposal(), words).asks) for rule in self.rules["all"]]

    def facts(self, calls: list[CallFacts]) -> ProgrammeFacts:
        """What was entered, for the action; only a valid form has it."""
        given = self.cleaned_data
        names = ["code", *FACTS, "levels", "eligible", "territory"]
        columns = {name: given[name] for name in names if name in given}
        columns["themes"] = [word.strip() for word in given["themes"].split(",") if word.strip()]
        columns["rules"] = self.rules
        return ProgrammeFacts(columns, {name: given[name] for name in LINKS}, calls)


class CallForm(forms.Form):
    """One call. An empty one is left out."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    title = forms.CharField(label=_("Bezeichnung"), max_length=120, required=False)
    opens_on = forms.DateField(label=_("Anträge ab"), widget=DAY, required=False)
    deadline_on = forms.DateField(label=_("Frist"), widget=DAY, required=False)
    deadline_time = forms.TimeField(
        label=_("Uhrzeit"),
        help_text=_("Leer: bis zum Ende des Tages."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        required=False,
    )
    is_rolling = forms.BooleanField(label=_("Anträge laufend möglich"), required=False)

    def facts(self) -> CallFacts | None:
        """What was entered, None where nothing was."""
        given = self.cleaned_data
        if not any(given.get(name) for name in ("title", "opens_on", "deadline_on", "is_rolling")):
            return None
        return CallFacts(**given)


CallFormSet = forms.formset_factory(CallForm, extra=2, max_num=22)


def call_forms(programme: FundingProgramme, data: Any = None) -> Any:
    """The calls of a programme, and two empty ones."""
    return CallFormSet(data, initial=known_calls(programme), prefix="aufruf")


def known_calls(programme: FundingProgramme) -> list[dict[str, Any]]:
    """The calls of a programme as the form names their facts."""
    return [
        {
            "key": call.key,
            "title": call.title,
            "opens_on": call.opens_on,
            "deadline_on": call.deadline_on,
            "deadline_time": call.deadline_time or None,
            "is_rolling": call.is_rolling,
        }
        for call in (programme.calls.all() if programme.pk else [])
    ]


def typed_calls(calls: Any) -> list[dict[str, Any]]:
    """The calls of a formset, without the empty ones."""
    valid = [form for form in calls if form.is_valid()]
    return [asdict(facts) for form in valid if (facts := form.facts())]


def calls_in_words(calls: list[dict[str, Any]]) -> str:
    """Calls as one text, to be laid beside another version of them."""
    return "; ".join(sorted(_call_in_words(call) for call in calls))


def _call_in_words(call: dict[str, Any]) -> str:
    days = [
        date_format(call[name], "SHORT_DATE_FORMAT") if call[name] else ""
        for name in ("opens_on", "deadline_on")
    ]
    span = " – ".join(days) if any(days) else ""
    clock = str(call["deadline_time"] or "")[:5]
    rolling = gettext("laufend") if call["is_rolling"] else ""
    return " ".join(part for part in (call["title"], span, clock, rolling) if part)
