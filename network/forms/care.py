"""The words and weights of the network, one plain form for each table."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _, gettext_lazy

from network.enums import TagGroup
from network.models import (
    CategorySubstitution,
    LexiconTerm,
    TargetGroupNearness,
)
from network.queries.words import STORED_NAMES, labels

SHARE = {"min": 0, "max": 1, "step": "any"}


class PairForm(forms.ModelForm):  # type: ignore[type-arg]
    """Two different entries and how near they are; the pair counts both ways and stands once."""

    ends: ClassVar[tuple[str, str]]

    def clean(self) -> dict[str, Any]:
        """Refuse an entry with itself, and a pair that stands there the other way round."""
        data: dict[str, Any] = super().clean() or {}
        first, second = (data.get(name) for name in self.ends)
        if first is None or second is None:
            return data
        if first == second:
            raise ValidationError(_("Bitte wählen Sie zwei verschiedene Einträge."))
        one, two = self.ends
        is_pair = Q(**{one: first, two: second}) | Q(**{one: second, two: first})
        rows = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        if rows.filter(is_pair).exists():
            raise ValidationError(_("Dieses Paar gibt es schon."))
        return data


class SubstitutionForm(PairForm):
    """One category that may stand for another."""

    ends = ("category_a", "category_b")

    class Meta:
        model = CategorySubstitution
        fields = ("category_a", "category_b", "weight")
        labels = {
            "category_a": gettext_lazy("Kategorie"),
            "category_b": gettext_lazy("kann ersetzen"),
        }
        widgets = {"weight": forms.NumberInput(SHARE)}


class NearnessForm(PairForm):
    """Two target groups near each other."""

    ends = ("group_a", "group_b")

    class Meta:
        model = TargetGroupNearness
        fields = ("group_a", "group_b", "weight")
        labels = {"group_a": gettext_lazy("Zielgruppe"), "group_b": gettext_lazy("nah bei")}
        widgets = {"weight": forms.NumberInput(SHARE)}


class LexiconForm(forms.ModelForm):  # type: ignore[type-arg]
    """A word that speaks for a tag."""

    tag = forms.ChoiceField(label=gettext_lazy("Schlagwort"))

    class Meta:
        model = LexiconTerm
        fields = ("synonym",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["tag"]).choices = _tag_choices()
        self.order_fields(["tag", "synonym"])
        if self.instance.pk:
            self.initial["tag"] = f"{self.instance.group}:{self.instance.code}"

    def clean(self) -> dict[str, Any]:
        """Set what the tag stands for; the same word for the same tag stands once."""
        data: dict[str, Any] = super().clean() or {}
        if "tag" in data and data.get("synonym"):
            self.instance.group, self.instance.code = data["tag"].split(":", 1)
            data["synonym"] = " ".join(data["synonym"].split())
            same = LexiconTerm.objects.filter(
                group=self.instance.group, code=self.instance.code, synonym=data["synonym"]
            )
            if same.exclude(pk=self.instance.pk).exists():
                raise ValidationError(_("Dieses Wort steht schon da."))
        return data


def _tag_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for (group, code), label in labels():
        stored = STORED_NAMES[group]
        groups.setdefault(stored, []).append((f"{stored}:{code}", label.de))
    return [(str(TagGroup(group).label), choices) for group, choices in groups.items()]
