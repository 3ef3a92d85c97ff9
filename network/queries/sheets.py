"""The directory and the listings as tables for spreadsheets, equal to what the screen shows."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.common.spreadsheet import Sheet
from network.enums import DirectoryFacet, ListingFacet
from network.queries.cards import confirmed_on, kilometres, titles, where
from network.queries.directory import Found
from network.queries.entries import Entry
from network.queries.listing_index import ListingEntry
from network.queries.listing_page import listing_card, listing_titles


def partner_sheet(found: Found, language: str) -> Sheet:
    """All partners of a selection, one in each row."""
    columns = [
        _("Name"), _("Art"), _("Bildungsbereiche"), _("Handlungsfelder"), _("Kompetenzbereiche"),
        _("Zielgruppen"), _("Sprachen"), _("Wo"), _("Entfernung"), _("Barrierefreiheit"),
        _("Bietet"), _("Sucht"), _("Kurzbeschreibung"), _("Website"), _("E-Mail"), _("Telefon"),
        _("Stand der Angaben"), _("Bestätigt am"), _("Adresse im Verzeichnis"),
    ]  # fmt: skip
    rows = [
        _partner_row(entry, found.far.get(entry.partner.pk), language) for entry in found.entries
    ]
    return Sheet(_("Partner"), columns, rows)


def _partner_row(entry: Entry, km: float | None, language: str) -> list[str]:
    partner = entry.partner
    first = [DirectoryFacet.KIND, DirectoryFacet.STAGE, DirectoryFacet.FIELD]
    first += [DirectoryFacet.COMPETENCE, DirectoryFacet.TARGET_GROUP, DirectoryFacet.LANGUAGE]
    return [
        partner.name,
        *(_joined(titles(entry, facet)) for facet in first),
        _joined(where(entry)),
        kilometres(km),
        _joined(titles(entry, DirectoryFacet.ACCESSIBILITY)),
        _joined(titles(entry, DirectoryFacet.OFFERS)),
        _joined(titles(entry, DirectoryFacet.SEEKS)),
        entry.text(language, settings.LANGUAGE_CODE).summary,
        partner.website,
        partner.contact_mailbox,
        partner.contact_phone,
        _joined(titles(entry, DirectoryFacet.FRESHNESS)),
        _day(confirmed_on(partner.confirmed_at)),
        f"{settings.SITE_URL}{reverse('network:partner', args=[partner.slug])}",
    ]


def listing_sheet(entries: Iterable[ListingEntry]) -> Sheet:
    """All listings of a selection, one in each row."""
    columns = [
        _("Art"), _("Titel"), _("Partner"), _("Kategorie"), _("Beschreibung"),
        _("Handlungsfelder"), _("Kompetenzbereiche"), _("Zielgruppen"), _("Wo"), _("Sprachen"),
        _("Gilt bis"), _("Adresse im Verzeichnis"),
    ]  # fmt: skip
    return Sheet(_("Angebote und Gesuche"), columns, [_listing_row(entry) for entry in entries])


def _listing_row(entry: ListingEntry) -> list[str]:
    card = listing_card(entry)
    facets = [ListingFacet.FIELD, ListingFacet.COMPETENCE, ListingFacet.TARGET_GROUP]
    return [
        str(card.kind_label),
        card.title,
        card.partner_name,
        card.category,
        card.text,
        *(_joined(listing_titles(entry, facet)) for facet in facets),
        _joined(card.where),
        _joined(listing_titles(entry, ListingFacet.LANGUAGE)),
        _day(card.valid_to),
        f"{settings.SITE_URL}{card.url}",
    ]


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
