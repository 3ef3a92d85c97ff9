"""Every published partner as one searchable entry, read in five queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from lms.common.text import fold
from lms.taxonomy.models import ActionField, District, EducationStage, Term
from network.enums import DirectoryFacet, PartnerKind, PartnerState
from network.models import Partner, PartnerText

Links = dict[int, set[str]]  # partner's primary key → codes


@dataclass(frozen=True)
class Label:
    """How one value of a facet is called and shown."""

    title: str
    colour: str = ""
    icon: str = ""
    other_names: str = ""  # found by the search, not shown


@dataclass(frozen=True)
class ShownText:
    """A partner's summary and the language it is in."""

    summary: str = ""
    language: str = ""


Labels = dict[DirectoryFacet, dict[str, Label]]


@dataclass(frozen=True)
class Entry:
    """One partner with its values by facet, and its summaries if they were read."""

    partner: Partner
    values: dict[DirectoryFacet, set[str]]
    labels: Labels = field(repr=False)
    summaries: tuple[str, ...] = ()

    @cached_property
    def name(self) -> str:
        """The folded name."""
        return fold(self.partner.name)

    @cached_property
    def words(self) -> str:
        """All the search looks at, folded: name, summaries and the names of all values."""
        parts = [self.partner.name, *self.summaries]
        for facet, codes in self.values.items():
            for code in codes & self.labels[facet].keys():
                label = self.labels[facet][code]
                parts += [label.title, label.other_names]
        return fold(" ".join(parts))


@dataclass(frozen=True)
class Index:
    """All published partners by name, and what their values are called."""

    entries: list[Entry]
    labels: Labels


def index(*, with_summaries: bool) -> Index:
    """Read the whole directory in the active language.

    Costs four queries, five with summaries; time and memory grow with the number of partners
    (some 50 ms at a thousand), so that counts are true without a query for each.
    """
    partners = list(Partner.objects.filter(state=PartnerState.PUBLISHED).order_by("slug"))
    stages, stage_links = _terms(EducationStage, "partners")
    fields, field_links = _terms(ActionField, "partners", "colour", "icon")
    districts, district_links = _terms(District, "places__partner", "title_dsb")
    labels: Labels = {
        DirectoryFacet.STAGE: stages,
        DirectoryFacet.FIELD: fields,
        DirectoryFacet.KIND: {kind.value: Label(str(kind.label)) for kind in PartnerKind},
        DirectoryFacet.DISTRICT: districts,
    }
    summaries = _all_summaries() if with_summaries else {}
    entries = [
        Entry(
            partner=partner,
            values={
                DirectoryFacet.STAGE: stage_links[partner.pk],
                DirectoryFacet.FIELD: field_links[partner.pk],
                DirectoryFacet.KIND: {partner.kind},
                DirectoryFacet.DISTRICT: district_links[partner.pk],
            },
            labels=labels,
            summaries=tuple(summaries.get(partner.pk, ())),
        )
        for partner in partners
    ]
    return Index(sorted(entries, key=lambda entry: entry.name), labels)


def shown_texts(partners: Iterable[int], language: str) -> dict[int, ShownText]:
    """The summary of each partner in a language, else in the site's first; one query."""
    wanted = PartnerText.objects.filter(
        partner__in=partners, locale__in=[language, settings.LANGUAGE_CODE]
    ).exclude(summary="")
    rows = wanted.values_list("partner", "locale", "summary")
    # The language asked for comes last and wins.
    ordered = sorted(rows, key=lambda row: row[1] == language)
    return {pk: ShownText(summary, locale) for pk, locale, summary in ordered}


def _all_summaries() -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = PartnerText.objects.filter(partner__state=PartnerState.PUBLISHED)
    for partner, summary in rows.order_by("locale").values_list("partner", "summary"):
        found[partner].append(summary)
    return found


def _terms(model: type[Term], link: str, *extra: str) -> tuple[dict[str, Label], Links]:
    """A vocabulary and who has which of its values: one outer join, so no value is lost."""
    title = "title_en" if get_language() == "en" else "title_de"
    rows = model._default_manager.values_list("code", title, link, *extra)
    labels: dict[str, Label] = {}
    links: Links = defaultdict(set)
    for code, name, partner, *more in rows:
        labels[code] = _label(name, dict(zip(extra, more, strict=True)))
        if partner is not None:
            links[partner].add(code)
    return labels, links


def _label(title: str, more: dict[str, Any]) -> Label:
    return Label(
        title,
        colour=more.get("colour", ""),
        icon=more.get("icon", ""),
        other_names=more.get("title_dsb", ""),
    )
