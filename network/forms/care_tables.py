"""The tables of words and weights that staff keep."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from lms.taxonomy.models import ActionField, StageTransition
from network.forms.care import LexiconForm, NearnessForm, SubstitutionForm
from network.models import (
    AreaWeight,
    CategorySubstitution,
    KindProfile,
    LexiconTerm,
    TargetGroupNearness,
)

NUMBERS = ("adjacency", "priority")


@dataclass(frozen=True)
class Table:
    """One table staff keep."""

    slug: str
    title: str | Promise
    help: str | Promise
    rows: Callable[[], QuerySet[Any]]
    form: type[forms.ModelForm]  # type: ignore[type-arg]
    describe: Callable[[Any], tuple[str, str]]  # what a row is, and its values in words
    search: str = ""  # column that can be searched
    may_grow: bool = False  # rows can be added and removed


class _NotNegative(forms.FloatField):
    """A number from 0 on; not every table has a constraint of its own that says so."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"min_value": 0})


def _form(model: type[Model], *fields: str) -> type[forms.ModelForm]:  # type: ignore[type-arg]
    return forms.modelform_factory(
        model,
        fields=fields,
        widgets={"stages": forms.CheckboxSelectMultiple()} if "stages" in fields else {},
        field_classes={name: _NotNegative for name in fields if name in NUMBERS},
    )


def _number(value: float) -> str:
    return number_format(f"{value:g}")


def _weight(value: float) -> str:
    return _("Gewicht %(value)s") % {"value": _number(value)}


def _adjacency(value: float) -> str:
    return _("Nähe %(value)s") % {"value": _number(value)}


TABLES = {
    table.slug: table
    for table in (
        Table(
            "woerter",
            gettext_lazy("Wörter für Schlagworte"),
            gettext_lazy(
                "Steht eines dieser Wörter in einem Text, schlagen wir das Schlagwort vor."
            ),
            lambda: LexiconTerm.objects.order_by("group", "code", "synonym"),
            LexiconForm,
            lambda row: (row.synonym, f"{row.get_group_display()}: {row.code}"),
            search="synonym",
            may_grow=True,
        ),
        Table(
            "ersatz",
            gettext_lazy("Was einander ersetzen kann"),
            gettext_lazy("Kategorien, die füreinander stehen können: 0 gar nicht, 1 ganz."),
            lambda: CategorySubstitution.objects.select_related("category_a", "category_b"),
            SubstitutionForm,
            lambda row: (f"{row.category_a} – {row.category_b}", _weight(row.weight)),
            may_grow=True,
        ),
        Table(
            "zielgruppen",
            gettext_lazy("Nahe Zielgruppen"),
            gettext_lazy("Zielgruppen, die sich überschneiden: 0 gar nicht, 1 ganz."),
            lambda: TargetGroupNearness.objects.select_related("group_a", "group_b"),
            NearnessForm,
            lambda row: (f"{row.group_a} – {row.group_b}", _weight(row.weight)),
            may_grow=True,
        ),
        Table(
            "uebergaenge",
            gettext_lazy("Übergänge der Lernkette"),
            gettext_lazy(
                "Wie direkt Lernende wechseln (0 bis 1), und wie wichtig der Übergang ist."
            ),
            lambda: StageTransition.objects.select_related("stage_a", "stage_b"),
            _form(StageTransition, "adjacency", "priority"),
            lambda row: (row.title, f"{_weight(row.priority)}, {_adjacency(row.adjacency)}"),
        ),
        Table(
            "felder",
            gettext_lazy("Gewicht der Handlungsfelder"),
            gettext_lazy("Was die Stadt im Plan betont; 1 ist üblich."),
            ActionField.objects.all,
            _form(ActionField, "priority"),
            lambda row: (row.title, _weight(row.priority)),
        ),
        Table(
            "kompetenzbereiche",
            gettext_lazy("Gewicht der Kompetenzbereiche"),
            gettext_lazy("Was die Stadt im Plan betont; 1 ist üblich."),
            AreaWeight.objects.all,
            _form(AreaWeight, "priority"),
            lambda row: (_("Bereich %(area)s") % {"area": row.area}, _weight(row.priority)),
        ),
        Table(
            "arten",
            gettext_lazy("Was für eine Art von Einrichtung üblich ist"),
            gettext_lazy("Wird neuen Partnern vorgeschlagen und überschreibt nie ihre Angaben."),
            lambda: KindProfile.objects.prefetch_related("stages"),
            _form(KindProfile, "stages", "radius_km", "is_nonprofit"),
            lambda row: (
                row.get_kind_display(),
                f"{', '.join(str(stage) for stage in row.stages.all())}; {row.radius_km} km",
            ),
        ),
    )
}
