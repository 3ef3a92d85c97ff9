"""The names of everything a course card or a facet of the catalogue shows."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, gettext_lazy as _lazy

from courses.enums import Cost, DayTime, Effort, Facet, Level, Mode, Seats
from courses.models import CatalogueVersion, CourseFacet
from lms.common.keys import new_key
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Competence,
    District,
    EducationStage,
    TargetGroup,
)
from network.models import Partner

_CHOICES: dict[str, type[Any]] = {
    Facet.LEVEL: Level,
    Facet.EFFORT: Effort,
    Facet.FORMAT: Mode,
    Facet.TIME: DayTime,
    Facet.COST: Cost,
    Facet.SEATS: Seats,
}
_WORDS = {"online": _lazy("online"), "anytime": _lazy("jederzeit")}  # no district, no month
MONTH_LENGTH = 7  # characters of 2027-03
_COLUMNS = ("facet", "value", "de", "en", "place", "first", "second")


@dataclass(frozen=True)
class Label:
    """What a facet value is called. An action field has colour and icon, a partner a logo."""

    title_de: str
    title_en: str = ""
    colour: str = ""
    icon: str = ""
    logo: str = ""  # a small one, as a data: address

    @property
    def title(self) -> str:
        """The title in the active language; German where there is none."""
        return self.title_en if get_language() == "en" and self.title_en else self.title_de


Labels = dict[str, dict[str, Label]]  # facet → value → label, in the vocabulary's order


def catalogue_stamp() -> str:
    """Name the state of the catalogue; what is kept in memory is kept under it (one query)."""
    stamp = _stamps().first()
    return stamp["stamp"] if stamp else new_key()  # nothing was published yet: remember nothing


def stamp_beside() -> Coalesce:
    """The stamp as a column, for a query that is asked anyway."""
    return Coalesce(Subquery(_stamps()), Value(""))


def _stamps() -> QuerySet[Any, Any]:
    return CatalogueVersion.objects.filter(pk=1).values("stamp")


@lru_cache(maxsize=2)
def labels(stamp: str) -> Labels:
    """Name the values of facets that live in tables; one query per stamp and process."""
    rows = _terms(EducationStage, Facet.STAGE).union(
        _terms(ActionField, Facet.FIELD, first=F("colour"), second=F("icon")),
        _terms(TargetGroup, Facet.AUDIENCE),
        _terms(AccessibilityFeature, Facet.ACCESSIBILITY),
        _areas(),
        _terms(District, Facet.PLACE),
        _limited(),
        _partners(),
        all=True,
    )
    found: Labels = {facet.value: {} for facet in Facet}
    for facet, value, de, en, _place, first, second in rows.order_by("place", "de"):
        if facet == Facet.PARTNER:
            found[facet][value] = Label(de, logo=first)
        else:
            found[facet][value] = Label(de, en, colour=first, icon=second)
    return found


def title_of(known: Labels, facet: str, value: str) -> str:
    """Name a facet value in the active language; an unknown one is called what it is."""
    choices = _CHOICES.get(Facet(facet))
    if choices is not None:
        return str(choices(value).label) if value in choices.values else value
    if facet == Facet.LANGUAGE:
        return language_name(value)
    if value in _WORDS:
        return str(_WORDS[value])
    if facet == Facet.DATE:
        return _month(value)
    label = known[facet].get(value)
    return label.title if label else value


def _month(value: str) -> str:
    """A month as one reads it; what is none stays as it is."""
    day = parse_date(f"{value}-01") if len(value) == MONTH_LENGTH else None
    return date_format(day, "F Y") if day else value


def language_name(code: str) -> str:
    """Name a language in itself, as its speakers look for it: ``Deutsch``, ``English``."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def language_in_words(code: str) -> str:
    """Name a language in the active one, for a sentence: ``nur auf Englisch``."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _columns(rows: QuerySet[Any], facet: Facet, **columns: Any) -> Any:
    """Give every table the same columns, so that one UNION reads them all."""
    text = CharField()
    values = {
        "first": Value("", output_field=text),
        "second": Value("", output_field=text),
        **columns,
    }
    plain = {name: Cast(value, text) for name, value in values.items() if name != "place"}
    place = Cast(values["place"], IntegerField())
    annotated = rows.order_by().annotate(facet=Value(facet.value, output_field=text))
    return annotated.annotate(**plain, place=place).values_list(*_COLUMNS)


def _terms(model: Any, facet: Facet, **extra: Any) -> Any:
    columns = {"value": F("code"), "de": F("title_de"), "en": F("title_en"), "place": F("position")}
    return _columns(model.objects.all(), facet, **columns, **extra)


def _areas() -> Any:
    """Competence areas; the framework is part of value and name, the default one comes first."""
    framework = Concat("framework__name", Value(" "), "framework__version")
    return _columns(
        Competence.objects.filter(parent=None),
        Facet.COMPETENCE,
        value=Concat("framework__code", Value(":"), "code"),
        de=Concat("title_de", Value(" ("), framework, Value(")")),
        en=Concat("title_en", Value(" ("), framework, Value(")")),
        place=F("position"),
    )


def _limited() -> Any:
    """One row where there is a course in which seats can run out."""
    limited = CourseFacet.objects.filter(facet=Facet.SEATS, value=Seats.LIMITED)
    return _columns(
        CatalogueVersion.objects.filter(Exists(limited)),
        Facet.SEATS,
        value=Value(Seats.LIMITED.value),
        de=Value(""),
        en=Value(""),
        place=Value(0),
    )


def _partners() -> Any:
    """Partners that provide a published course."""
    teaches = CourseFacet.objects.filter(facet=Facet.PARTNER, value=OuterRef("slug"))
    return _columns(
        Partner.objects.filter(Exists(teaches)),
        Facet.PARTNER,
        value=F("slug"),
        de=F("name"),
        en=Value(""),
        place=Value(0),
        first=F("logo_mark"),
    )
