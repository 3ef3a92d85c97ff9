"""The planner's controls, as they stand in its address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from lms.taxonomy.models import ActionField
from network.queries.plan import MOST, SAFEST, Parameters

QUOTA = "kontingent-"
PERCENT = 100


class PlanForm(forms.Form):
    """One number for each control; a field's quota left empty means no limit of its own."""

    k = forms.IntegerField(
        label=gettext_lazy("Neue Kooperationen insgesamt (höchstens)"), min_value=0, max_value=MOST
    )
    zusagen = forms.FloatField(
        label=gettext_lazy("Abwägung zwischen Lücken und Zusagen (0 bis 5)"),
        help_text=gettext_lazy("0 schließt möglichst viele Lücken, 5 setzt auf sichere Zusagen."),
        min_value=0,
        max_value=SAFEST,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )
    fairness = forms.IntegerField(
        label=gettext_lazy("Mindestanteil kleiner Partner in Prozent"),
        min_value=0,
        max_value=PERCENT,
    )

    def __init__(self, data: Any, *, fields: list[ActionField], usual: Parameters) -> None:
        """``data`` without any control: the usual parameters are shown and used."""
        is_given = data is not None and any(name in data for name in ("k", "zusagen", "fairness"))
        super().__init__(data if is_given else None, initial=_initial(usual))
        self.usual = usual
        self.codes = [field.code for field in fields]
        for field in fields:
            self.fields[f"{QUOTA}{field.code}"] = forms.IntegerField(
                label=_("Kontingent %(field)s") % {"field": field.title},
                min_value=0,
                max_value=MOST,
                required=False,
            )

    def wanted(self) -> Parameters:
        """What is asked for; the usual where nothing, or nothing sensible, was given."""
        if not self.is_bound or not self.is_valid():
            return self.usual
        given: Mapping[str, Any] = self.cleaned_data
        quotas = {code: given[f"{QUOTA}{code}"] for code in self.codes}
        return Parameters(
            limit=given["k"],
            quotas={code: quota for code, quota in quotas.items() if quota is not None},
            fairness=given["fairness"] / PERCENT,
            safety=given["zusagen"],
        )

    def controls(self) -> list[tuple[str, Any]]:
        """Names and values, for forms that must not lose them."""
        named = [(name, self[name].value()) for name in self.fields]
        return [(name, "" if value is None else value) for name, value in named]

    def main(self) -> list[forms.BoundField]:
        """The controls that concern the whole plan."""
        return [self[name] for name in ("k", "zusagen", "fairness")]

    def quotas(self) -> list[forms.BoundField]:
        """One for each action field."""
        return [self[f"{QUOTA}{code}"] for code in self.codes]


def _initial(usual: Parameters) -> dict[str, Any]:
    quotas = {f"{QUOTA}{code}": quota for code, quota in usual.quotas.items()}
    return {
        "k": usual.limit,
        "zusagen": usual.safety,
        "fairness": round(PERCENT * usual.fairness),
        **quotas,
    }


class WishForm(forms.Form):
    """What to do with a pair."""

    paar = forms.RegexField(r"^[2-9a-z]{10}-[2-9a-z]{10}$")
    wunsch = forms.ChoiceField(choices=[("pin", ""), ("veto", ""), ("free", "")])


class QuotaForm(forms.Form):
    """How many new cooperations a field can look after."""

    feld = forms.ModelChoiceField(ActionField.objects.all(), to_field_name="code")
    zahl = forms.IntegerField(min_value=0, max_value=MOST)
