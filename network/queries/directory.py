"""The partner directory: results, true counts, and what is nearest when nothing fits."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from lms.common.text import forms, words
from network.enums import DirectoryFacet
from network.queries.entries import Entry, Index, Label, ShownText, index, shown_texts
from network.queries.selection import PARAMETERS, Selection

PER_PAGE = 24
NEAREST = 3
SIMILARITY = 75  # per cent of equal letters in the part of a partner's words most like the search


@dataclass(frozen=True)
class PartnerCard:
    """A partner in a list; ``lang`` is the language of the summary."""

    name: str
    url: str
    kind_label: str
    summary: str
    lang: str
    logo_url: str
    logo_alt: str
    logo_width: int
    logo_height: int
    stages: list[str]
    fields: list[dict[str, str]]  # title, colour, icon, code


@dataclass(frozen=True)
class FacetOption:
    """One value to choose, with the number of partners the page would show."""

    value: str
    label: str
    count: int
    is_active: bool


@dataclass(frozen=True)
class FacetGroup:
    """One facet; ``name`` is its name in the address."""

    name: str
    title: str
    options: list[FacetOption]
    is_active: bool


@dataclass(frozen=True)
class ActiveFilter:
    """Something that narrows the page: its name, and the query of the page without it."""

    title: str
    query: str
    count: int = 0  # partners without it; only counted when nothing fits


@dataclass(frozen=True)
class Directory:
    """Everything the directory page shows."""

    selection: Selection
    total: int
    cards: list[PartnerCard]
    page: Page[Any]
    facets: list[FacetGroup]
    active: list[ActiveFilter]
    nearest: list[PartnerCard]  # only when nothing fits
    ways_out: list[ActiveFilter]  # only when nothing fits: what to drop, most partners first

    @property
    def query(self) -> str:
        """The address' query without the page number."""
        return self.selection.query()


def directory(wanted: Selection, *, language: str, page: str = "1") -> Directory:
    """Read one page of the directory; costs five queries, six when something is searched."""
    everything = index(with_summaries=bool(wanted.text))
    found = fitting(everything, wanted)
    leaf = Paginator(found, PER_PAGE).get_page(page)
    near = [] if found else _nearest(everything, wanted)
    shown = [*leaf.object_list, *near]
    texts = shown_texts([entry.partner.pk for entry in shown], language)
    cards = [_card(entry, texts.get(entry.partner.pk, ShownText())) for entry in shown]
    return Directory(
        selection=wanted,
        total=len(found),
        cards=cards[: len(leaf.object_list)],
        page=leaf,
        facets=[_group(facet, everything, wanted, found) for facet in DirectoryFacet],
        active=_active(everything, wanted),
        nearest=cards[len(leaf.object_list) :],
        ways_out=[] if found else _ways_out(everything, wanted),
    )


def fitting(everything: Index, wanted: Selection) -> list[Entry]:
    """Keep the partners that have one value of each chosen facet and every searched word."""
    typed = [forms(word) for word in words(wanted.text)]
    return [
        entry
        for entry in everything.entries
        if all(entry.values[facet].intersection(chosen) for facet, chosen in wanted.values)
        and all(any(form in entry.words for form in word) for word in typed)
    ]


def _group(
    facet: DirectoryFacet, everything: Index, wanted: Selection, found: list[Entry]
) -> FacetGroup:
    """Count every value under all *other* facets; values no partner has stay away."""
    chosen = wanted.chosen(facet)
    rows = fitting(everything, wanted.without(facet)) if chosen else found
    numbers = Counter(value for entry in rows for value in entry.values[facet])
    present = set(chosen).union(*(entry.values[facet] for entry in everything.entries))
    options = [
        FacetOption(
            value=value,
            label=label.title,
            count=numbers[value],
            is_active=value in chosen,
        )
        for value, label in everything.labels[facet].items()
        if value in present
    ]
    return FacetGroup(PARAMETERS[facet], str(facet.label), options, bool(chosen))


def _active(everything: Index, wanted: Selection) -> list[ActiveFilter]:
    active = []
    if wanted.text:
        active.append(ActiveFilter(f"„{wanted.text}“", wanted.without_text().query()))
    for facet, values in wanted.values:
        for value in values:
            title = f"{facet.label}: {_title(everything, facet, value)}"
            active.append(ActiveFilter(title, wanted.without(facet, value).query()))
    return active


def _ways_out(everything: Index, wanted: Selection) -> list[ActiveFilter]:
    """Tell which single thing to drop so that something fits."""
    ways = [(_("den Suchbegriff"), wanted.without_text())] if wanted.text else []
    for facet, values in wanted.values:
        names = ", ".join(_title(everything, facet, value) for value in values)
        ways.append((f"{facet.label}: {names}", wanted.without(facet)))
    counted = [
        ActiveFilter(title, way.query(), len(fitting(everything, way))) for title, way in ways
    ]
    return sorted((way for way in counted if way.count), key=lambda way: -way.count)


def _nearest(everything: Index, wanted: Selection) -> list[Entry]:
    """The partners that meet most of what was asked, similar words counting as one facet."""
    typed = words(wanted.text)

    def nearness(entry: Entry) -> float:
        met = sum(bool(entry.values[facet] & set(chosen)) for facet, chosen in wanted.values)
        alike = [fuzz.partial_ratio(word, entry.words) for word in typed]
        likeness = sum(alike) / len(alike) if alike else 0
        return met + (likeness / 100 if likeness >= SIMILARITY else 0)

    scored = [(nearness(entry), entry) for entry in everything.entries]
    ranked = sorted(scored, key=lambda pair: -pair[0])
    return [entry for score, entry in ranked[:NEAREST] if score]


def _card(entry: Entry, text: ShownText) -> PartnerCard:
    partner = entry.partner
    labels = entry.labels
    return PartnerCard(
        name=partner.name,
        url=reverse("network:partner", args=[partner.slug]),
        kind_label=_title_of(labels[DirectoryFacet.KIND], partner.kind),
        summary=text.summary,
        lang=text.language,
        logo_url=partner.logo_url,
        logo_alt=partner.logo_alt,
        logo_width=partner.logo_width,
        logo_height=partner.logo_height,
        stages=[
            label.title
            for code, label in labels[DirectoryFacet.STAGE].items()
            if code in entry.values[DirectoryFacet.STAGE]
        ],
        fields=[
            {"code": code, "title": label.title, "colour": label.colour, "icon": label.icon}
            for code, label in labels[DirectoryFacet.FIELD].items()
            if code in entry.values[DirectoryFacet.FIELD]
        ],
    )


def _title(everything: Index, facet: DirectoryFacet, value: str) -> str:
    return _title_of(everything.labels[facet], value)


def _title_of(labels: dict[str, Label], value: str) -> str:
    return labels[value].title if value in labels else value
