"""What a list shows of one partner."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from network.enums import DirectoryFacet, EntryState, PartnerState, Reach
from network.queries.entries import Entry, ShownText
from network.queries.narrowing import title_of

GROUPS = {
    Reach.CITY_WIDE: _("Stadtweit"),
    Reach.NOWHERE: _("Ohne Ort oder nur online"),
}


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
    where: list[str] = field(default_factory=list)  # districts, "stadtweit", "nur online"
    km: str = ""  # kilometres as people write them, where a place to start from is chosen
    offers: list[str] = field(default_factory=list)  # categories
    seeks: list[str] = field(default_factory=list)
    confirmed_on: date | None = None
    is_unconfirmed: bool = False
    is_provisional: bool = False
    group: str = ""  # heading in a list by distance


def card_of(
    entry: Entry, text: ShownText, *, km: float | None = None, group: str = ""
) -> PartnerCard:
    """A partner as a list shows it, in the active language."""
    partner = entry.partner
    fields = entry.labels[DirectoryFacet.FIELD]
    return PartnerCard(
        name=partner.name,
        url=reverse("network:partner", args=[partner.slug]),
        kind_label=title_of(entry.labels[DirectoryFacet.KIND], partner.kind),
        summary=text.summary,
        lang=text.language,
        logo_url=partner.logo_url,
        logo_alt=partner.logo_alt,
        logo_width=partner.logo_width,
        logo_height=partner.logo_height,
        stages=titles(entry, DirectoryFacet.STAGE),
        fields=[
            {"code": code, "title": label.title, "colour": label.colour, "icon": label.icon}
            for code, label in fields.items()
            if code in entry.values[DirectoryFacet.FIELD]
        ],
        where=where(entry),
        km=kilometres(km),
        offers=titles(entry, DirectoryFacet.OFFERS),
        seeks=titles(entry, DirectoryFacet.SEEKS),
        confirmed_on=confirmed_on(partner.confirmed_at),
        is_unconfirmed=EntryState.OPEN in entry.values[DirectoryFacet.FRESHNESS]
        and partner.confirm_due is not None,
        is_provisional=partner.state == PartnerState.PROVISIONAL,
        group=group,
    )


def titles(entry: Entry, facet: DirectoryFacet) -> list[str]:
    """What an entry's values of a facet are called, in the vocabulary's order."""
    values = entry.values[facet]
    return [label.title for code, label in entry.labels[facet].items() if code in values]


def where(entry: Entry) -> list[str]:
    """Where a partner works: districts, and whether in the whole city or online only."""
    reach = entry.labels[DirectoryFacet.REACH]
    marks = (Reach.CITY_WIDE.value, Reach.ONLINE.value)
    values = entry.values[DirectoryFacet.REACH]
    return titles(entry, DirectoryFacet.DISTRICT) + [
        reach[mark].title for mark in marks if mark in values
    ]


def kilometres(km: float | None) -> str:
    """A distance as people write it: ``0,8 km``; places are known to some hundred metres."""
    return "" if km is None else f"{number_format(round(km, 1), 1)} km"


def confirmed_on(at: datetime | None) -> date | None:
    """The day of a confirmation in local time."""
    return localdate(at) if at else None
