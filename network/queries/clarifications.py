"""Open questions about listings, in words; read by pages and by the mail that asks to confirm."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from lms.taxonomy.models import ActionField, Competence, TargetGroup
from network.enums import ListingKind, ListingState, TagGroup
from network.matching.records import Tag
from network.models import Clarification, ClarificationLink, Listing, Partner, ResourceCategory
from network.queries.words import DIGCOMP, GROUP_NAMES

AT_ONCE = 3  # questions about one listing
NOT_AGAIN = timedelta(days=365)


@dataclass(frozen=True)
class Question:
    """One question as people read it."""

    key: str
    text: str
    affected: int  # suggestions an answer would move


@dataclass(frozen=True)
class Questions:
    """The open questions about one listing, at most three."""

    listing: Listing
    questions: tuple[Question, ...]


def open_questions(listings: Iterable[Listing]) -> list[Questions]:
    """Listings with their open questions; five queries whatever their number."""
    rows = (
        Clarification.objects.filter(answer="", listing__in=[row.pk for row in listings])
        .select_related("listing__partner")
        .order_by("listing__partner__name", "listing__title", "listing", "-affected", "pk")
    )
    titles = _titles()
    found: dict[int, list[Clarification]] = {}
    for row in rows:
        found.setdefault(row.listing_id, []).append(row)
    return [
        Questions(asked[0].listing, tuple(_question(row, titles) for row in asked[:AT_ONCE]))
        for asked in found.values()
    ]


def questions_of_houses(houses: Iterable[int]) -> list[Questions]:
    """Open questions about the live listings of some partners."""
    return open_questions(
        Listing.objects.filter(partner__in=list(houses), state=ListingState.ACTIVE)
    )


def open_number(partner: Partner) -> int:
    """How many questions about live listings a partner has not answered. Costs one query."""
    live = Listing.objects.filter(partner=partner, state=ListingState.ACTIVE)
    return Clarification.objects.filter(answer="", listing__in=live).count()


def asked_lately(at: datetime) -> set[tuple[str, Tag]]:
    """What was asked within a year, by listing key and tag as matching names it."""
    rows = Clarification.objects.filter(asked_at__gt=at - NOT_AGAIN)
    return {
        (key, (GROUP_NAMES[group], code))
        for key, group, code in rows.values_list("listing__key", "group", "code")
    }


def link_of(token: str, at: datetime) -> ClarificationLink | None:
    """The unused link with this secret, while it lasts."""
    links = ClarificationLink.objects.filter(
        token_hash=hashed(token), used_at=None, expires_at__gt=at
    )
    return links.select_related("listing__partner").first()


def hashed(token: str) -> str:
    """What of a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def _titles() -> dict[tuple[str, str], str]:
    skills = Competence.objects.filter(
        framework__code__startswith=DIGCOMP, parent__isnull=False
    ).order_by("framework__is_default")
    sorts = (
        (TagGroup.CATEGORY, ResourceCategory.objects.all()),
        (TagGroup.COMPETENCE, skills),
        (TagGroup.FIELD, ActionField.objects.all()),
        (TagGroup.TARGET_GROUP, TargetGroup.objects.all()),
    )
    return {(group.value, row.code): row.title for group, rows in sorts for row in rows}


def _question(row: Clarification, titles: dict[tuple[str, str], str]) -> Question:
    is_offer = row.listing.kind == ListingKind.OFFER
    words = {
        TagGroup.CATEGORY: (
            _("Gehört Ihr Angebot „%(title)s“ zu „%(tag)s“?"),
            _("Suchen Sie mit „%(title)s“ auch „%(tag)s“?"),
        ),
        TagGroup.COMPETENCE: (
            _("Geht es in Ihrem Angebot „%(title)s“ auch um „%(tag)s“?"),
            _("Soll es bei „%(title)s“ auch um „%(tag)s“ gehen?"),
        ),
        TagGroup.FIELD: (
            _("Gehört Ihr Angebot „%(title)s“ zum Handlungsfeld „%(tag)s“?"),
            _("Gehört „%(title)s“ zum Handlungsfeld „%(tag)s“?"),
        ),
        TagGroup.TARGET_GROUP: (
            _("Richtet sich Ihr Angebot „%(title)s“ auch an: %(tag)s?"),
            _("Ist „%(title)s“ auch gedacht für: %(tag)s?"),
        ),
    }[TagGroup(row.group)]
    tag = titles.get((row.group, row.code), row.code)
    text = words[0 if is_offer else 1] % {"title": row.listing.title, "tag": tag}
    return Question(row.key, text, row.affected)
