"""Suggestions as the people who decide see them: cards of the current run, nothing computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lms.taxonomy.models import ActionField
from network.enums import MatchState, Outcome, PartnerState
from network.models import Listing, Match, MatchDecision, MatchRun, Partner
from network.queries.facts import live_listings
from network.queries.match_reasons import (
    Contribution,
    Sentence,
    contributions,
    may_see,
    sentences,
)
from network.queries.viewer import Viewer

LEAST = 0.15  # probability below which nothing is suggested
HIGH, MEDIUM = 0.5, 0.3
IN_LIST = 10  # of one partner's list
ON_PAGE = 10
WORDS = (
    (HIGH, _("hoch")),
    (MEDIUM, _("mittel")),
    (0.0, _("möglich")),
)
TABS = {  # in the address
    "offen": (MatchState.NEW, MatchState.SEEN),
    "spaeter": (MatchState.SHORTLISTED,),
    "passt-nicht": (MatchState.HIDDEN,),
    "angefragt": (MatchState.CONVERTED,),
}
UNDECIDED = (*TABS["offen"], *TABS["spaeter"])
PUT_OFF = {"offen": False, "spaeter": True}  # tabs between which a house's own word decides
FLAGS = {  # in the address; column, words
    "luecke": ("is_gap", _("Schließt eine Lücke")),
    "bruecke": ("is_new_bridge", _("Neue Verbindung")),
    "klein": ("is_small_partner", _("Kleiner Partner")),
    "test": ("is_exploration", _("Zum Ausprobieren")),
}
SHOWN = ("partner_a", "partner_b", "need_a", "offer_b", "need_b", "offer_a", "field", "run")


@dataclass(frozen=True)
class Exchange:
    """What one side gets: what it seeks and what the other offers."""

    partner: Partner
    need: Listing | None
    offer: Listing | None


@dataclass(frozen=True)
class Card:
    """One suggestion as one viewer sees it; ``first`` is the viewer's own house, if any."""

    match: Match
    state: str  # of the suggestion, as far as the viewer may know
    first: Partner
    second: Partner
    word: str
    flags: Sequence[str]
    reasons: Sequence[Sentence]
    gets: Sequence[Exchange]
    table: Sequence[Contribution]  # only for who steers; sums to the score
    provisional: Sequence[str]  # only for who steers; names of who must be invited first


@dataclass(frozen=True)
class Wanted:
    """What somebody asks the board for, as it stands in the address."""

    tab: str = "offen"
    field: str = ""
    partner: str = ""  # slug
    flag: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "Wanted":
        """Read an address; what it does not know it leaves out."""
        tab, flag = query.get("ansicht", ""), query.get("merkmal", "")
        return cls(
            tab=tab if tab in TABS else "offen",
            field=query.get("feld", "")[:80],
            partner=query.get("partner", "")[:60],
            flag=flag if flag in FLAGS else "",
        )


def current_run() -> MatchRun | None:
    """The run whose matches are shown."""
    return MatchRun.objects.filter(is_current=True).first()


def visible_matches(viewer: Viewer) -> QuerySet[Match]:
    """Suggestions a person may know: all for staff, the own fields' for who coordinates.

    Editors see those of their houses, as far as the other side may be seen at all.
    """
    rows = Match.objects.select_related(*SHOWN)
    if viewer.is_staff:
        return rows
    if viewer.is_coordinator:
        return rows.filter(_own(viewer) | Q(field__code__in=viewer.fields))
    return _known_to_houses(rows.filter(_own(viewer)), viewer)


def _known_to_houses(rows: QuerySet[Match], viewer: Viewer) -> QuerySet[Match]:
    """With what the own house said last (``said``); what others turned down is as never suggested.

    A house must not learn what the other side, or the office, said about the pair.
    """
    own = MatchDecision.objects.filter(
        partner_a=OuterRef("partner_a"),
        partner_b=OuterRef("partner_b"),
        house__in=sorted(viewer.edits),
        outcome__in=(Outcome.LATER, Outcome.DECLINED),
        undone_at=None,
    )
    last = Subquery(own.order_by("-at", "-pk").values("outcome")[:1])
    said = Coalesce(last, Value(""))
    return rows.annotate(said=said).filter(~Q(state=MatchState.HIDDEN) | Q(said=Outcome.DECLINED))


def _in_tab(rows: QuerySet[Match], viewer: Viewer, tab: str) -> QuerySet[Match]:
    """For who steers by the state of the pair, for a house by what it said itself."""
    if viewer.steers or tab not in PUT_OFF:
        return rows.filter(state__in=TABS[tab])
    rows = rows.filter(state__in=UNDECIDED)
    is_later = Q(said=Outcome.LATER)
    return rows.filter(is_later) if PUT_OFF[tab] else rows.exclude(is_later)


def _own(viewer: Viewer) -> Q:
    """In the list of a house of one's own, whose other side one may see."""
    houses = sorted(viewer.edits)
    sees = [level.value for level in viewer.sees]
    return Q(partner_a__in=houses, rank_a__lte=IN_LIST, partner_b__visibility__in=sees) | Q(
        partner_b__in=houses, rank_b__lte=IN_LIST, partner_a__visibility__in=sees
    )


def open_suggestions(viewer: Viewer) -> QuerySet[Match]:
    """Those worth a look that nobody has decided on."""
    rows = visible_matches(viewer).filter(probability__gte=LEAST)
    return _in_tab(rows, viewer, "offen")


def board(viewer: Viewer, wanted: Wanted, page: str) -> Page[Match]:
    """The queue of who steers: by probability, the surest first."""
    rows = visible_matches(viewer).filter(
        state__in=TABS[wanted.tab], probability__gte=LEAST if wanted.tab == "offen" else 0.0
    )
    if wanted.field:
        rows = rows.filter(field__code=wanted.field)
    if wanted.partner:
        rows = rows.filter(Q(partner_a__slug=wanted.partner) | Q(partner_b__slug=wanted.partner))
    if wanted.flag:
        rows = rows.filter(**{FLAGS[wanted.flag][0]: True})
    return Paginator(rows.order_by("-probability", "pk"), ON_PAGE).get_page(page)


def own_matches(viewer: Viewer, house: Partner, tab: str) -> list[Match]:
    """The list of one house, best first; ranks of the other side are not read."""
    rows = visible_matches(viewer).filter(
        Q(partner_a=house, rank_a__lte=IN_LIST) | Q(partner_b=house, rank_b__lte=IN_LIST),
        probability__gte=LEAST,
    )
    return sorted(_in_tab(rows, viewer, tab), key=lambda match: (_place(match, house), match.pk))


def _place(match: Match, house: Partner) -> int:
    return (match.rank_a if match.partner_a_id == house.pk else match.rank_b) or IN_LIST


def cards(
    matches: Iterable[Match], viewer: Viewer, on: date, house: Partner | None = None
) -> list[Card]:
    """Suggestions as cards; one query asks which listings are still live."""
    rows = list(matches)
    named = {pk for match in rows for pk in listing_keys(match) if pk}
    live = set(live_listings(on).filter(pk__in=named).values_list("pk", flat=True))
    return [_card(match, viewer, live, house) for match in rows]


def listing_keys(match: Match) -> tuple[int | None, ...]:
    """Primary keys of the listings a match rests on."""
    return (match.need_a_id, match.offer_b_id, match.need_b_id, match.offer_a_id)


def _card(match: Match, viewer: Viewer, live: set[int], house: Partner | None) -> Card:
    pair = [match.partner_a, match.partner_b]
    if house is not None and match.partner_b_id == house.pk:
        pair.reverse()
    word = next(str(word) for least, word in WORDS if match.probability >= least)
    return Card(
        match=match,
        state=_state(match, viewer),
        first=pair[0],
        second=pair[1],
        word=word,
        flags=_flags(match, viewer),
        reasons=sentences(match, viewer, live),
        gets=sorted(_gets(match, viewer, live), key=lambda one: one.partner != pair[0]),
        table=contributions(match, viewer),
        provisional=[one.name for one in pair if viewer.steers and _is_provisional(one)],
    )


def _is_provisional(partner: Partner) -> bool:
    return partner.state == PartnerState.PROVISIONAL


def _state(match: Match, viewer: Viewer) -> str:
    """What became of it; a house does not see that somebody else put it off."""
    if viewer.steers or match.state not in UNDECIDED:
        return match.state
    if getattr(match, "said", None) == Outcome.LATER:
        return MatchState.SHORTLISTED
    return MatchState.SEEN if match.state == MatchState.SHORTLISTED else match.state


def _flags(match: Match, viewer: Viewer) -> list[str]:
    """Marks in words; what is new and how big a house is, is for who may know it."""
    own = [str(text) for column, text in FLAGS.values() if getattr(match, column)]
    if not viewer.steers:
        own = [str(FLAGS[code][1]) for code in ("luecke",) if getattr(match, FLAGS[code][0])]
    return [str(_("Neu")), *own] if match.state == MatchState.NEW else own


def _gets(match: Match, viewer: Viewer, live: set[int]) -> list[Exchange]:
    sides = (
        (match.partner_a, match.need_a, match.offer_b),
        (match.partner_b, match.need_b, match.offer_a),
    )
    found = []
    for partner, need, offer in sides:
        seen = [one if may_see(one, viewer, live) else None for one in (need, offer)]
        if any(seen):
            found.append(Exchange(partner, *seen))
    return found


def pair_of(viewer: Viewer, first: str, second: str) -> Match | None:
    """The suggestion of two partners named by their keys, if the person may know it."""
    keys = Q(partner_a__key=first, partner_b__key=second)
    return (
        visible_matches(viewer)
        .filter(keys | Q(partner_a__key=second, partner_b__key=first))
        .first()
    )


def decisions_of(viewer: Viewer) -> QuerySet[MatchDecision]:
    """Decisions a person may read: those on suggestions they decide on."""
    rows = MatchDecision.objects.select_related("partner_a", "partner_b", "house", "actor")
    if viewer.is_staff:
        return rows
    own = Q(house__in=sorted(viewer.edits))
    if viewer.is_coordinator:
        own |= Q(shown__field__in=sorted(viewer.fields))
    return rows.filter(own)


def fields_of(viewer: Viewer) -> list[ActionField]:
    """The fields whose queue a person keeps."""
    rows = ActionField.objects.order_by("position", "code")
    return list(rows if viewer.is_staff else rows.filter(code__in=viewer.fields))


def missing_facts(house: Partner, on: date) -> list[str]:
    """The two facts whose lack costs a house most suggestions, in words."""
    listings = list(
        live_listings(on).filter(partner=house).prefetch_related("competences", "target_groups")
    )
    lacks = [
        (not listings, _("ein Angebot oder ein Gesuch")),
        (not house.capacity, _("wie viele neue Kooperationen Sie im Quartal schaffen")),
        (any(not one.target_groups.all() for one in listings), _("die Zielgruppe Ihrer Einträge")),
        (any(not one.competences.all() for one in listings), _("die Kompetenzen Ihrer Einträge")),
        (any(one.valid_to is None for one in listings), _("der Zeitraum Ihrer Einträge")),
        (not house.places.exclude(latitude=None, district=None).exists(), _("Ihr Ort")),
        (not house.languages, _("die Sprachen Ihrer Einrichtung")),
        (len({one.kind for one in listings}) == 1, _("auch ein Angebot oder auch ein Gesuch")),
    ]  # fmt: skip
    return [str(text) for is_lacking, text in lacks if is_lacking][:2]
