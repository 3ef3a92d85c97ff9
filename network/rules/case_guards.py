"""What a case still lacks before an action may be done, in words people can act on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _

from network.enums import Consent, CooperationRole, PartnerState
from network.models import Cooperation, CooperationPartner, Listing, Partner
from network.queries.capacity import free_capacities
from network.queries.cooperations import declined_pairs, pair_of
from network.queries.viewer import Viewer
from network.rules.cooperation import CaseAction, may_do, next_state, oversees, own_parts

Parts = list[CooperationPartner]
Eyes = frozenset[int] | None
FEWEST = 2  # partners of a cooperation


@dataclass(frozen=True)
class Obstacle:
    """Something about one house or two that keeps a request from being sent."""

    houses: frozenset[int]  # primary keys
    words: str


def missing(
    case: Cooperation, parts: Parts, action: CaseAction, on: date, *, own: Eyes = None
) -> list[str]:
    """Sentences saying what is missing for an action; empty: nothing.

    ``parts`` with their ``partner``. ``own`` holds the primary keys of the reader's houses: what
    stands in the way of others is one sentence that names nobody, so that trying out a case tells
    nothing about them; None: all is told to whoever coordinates. A request costs three queries, an
    agreement one.
    """
    if action == CaseAction.REQUEST:
        return _for_request(case, parts, on, own)
    needs_terms = action in {CaseAction.AGREE, CaseAction.START}
    return _for_agreement(case, parts) if needs_terms else []


def _for_request(case: Cooperation, parts: Parts, on: date, own: Eyes) -> list[str]:
    partners = [part.partner for part in parts]
    found = [] if len(partners) >= FEWEST else [_("Es braucht mindestens zwei Partner.")]
    obstacles = _unfit(partners, case.proposed_by_id) + _full(partners, on) + _refused(partners, on)
    found += _discreet(obstacles, own)
    return found + _gone(case.listings.all(), on)


def _discreet(obstacles: list[Obstacle], own: Eyes) -> list[str]:
    """What concerns the reader's houses word for word, the rest as one neutral sentence."""
    told = [one.words for one in obstacles if own is None or one.houses & own]
    if len(told) < len(obstacles):
        told.append(
            _("Diese Anfrage kann so nicht gesendet werden. Bitte fragen Sie die Koordination.")
        )
    return told


def _unfit(partners: list[Partner], proposed_by: int | None) -> list[Obstacle]:
    """Partners that cannot be in a request."""
    found = [(partner, _unfit_words(partner, proposed_by)) for partner in partners]
    return [Obstacle(frozenset([partner.pk]), words) for partner, words in found if words]


def _unfit_words(partner: Partner, proposed_by: int | None) -> str:
    name = {"name": partner.name}
    if partner.state != PartnerState.PUBLISHED:
        return _("„%(name)s“ ist nicht veröffentlicht.") % name
    if not partner.takes_part_in_matching:
        return _("„%(name)s“ nimmt nicht an der Vermittlung teil.") % name
    if partner.pk != proposed_by and not partner.contact_mailbox:
        return _("Für „%(name)s“ fehlt ein Funktionspostfach im Profil.") % name
    return ""


def _full(partners: list[Partner], on: date) -> list[Obstacle]:
    free = free_capacities(partners, on)
    words = _("„%(name)s“ hat in diesem Quartal keine freie Kapazität mehr.")
    return [
        Obstacle(frozenset([partner.pk]), words % {"name": partner.name})
        for partner in partners
        if free[partner.pk] == 0
    ]


def _refused(partners: list[Partner], on: date) -> list[Obstacle]:
    refused = declined_pairs(on)
    words = _("„%(one)s“ und „%(other)s“: Eine Anfrage wurde in den letzten 12 Monaten abgelehnt.")
    return [
        Obstacle(frozenset([one.pk, other.pk]), words % {"one": one.name, "other": other.name})
        for one, other in combinations(partners, 2)
        if pair_of(one.pk, other.pk) in refused
    ]


def _gone(listings: Iterable[Listing], on: date) -> list[str]:
    return [
        _("„%(title)s“ ist nicht mehr aktiv oder hat keinen freien Platz.")
        % {"title": listing.title}
        for listing in listings
        if not listing.is_live(on)
    ]


def _for_agreement(case: Cooperation, parts: Parts) -> list[str]:
    found = [] if case.goal.strip() else [_("Das Ziel fehlt.")]
    for part in parts:
        if not part.contribution.strip():
            found.append(_("Der Beitrag von „%(name)s“ fehlt.") % {"name": part.partner.name})
        if not part.contact_role.strip():
            words = _("Die Ansprechrolle von „%(name)s“ fehlt.")
            found.append(words % {"name": part.partner.name})
    if [part.role for part in parts].count(CooperationRole.LEAD) != 1:
        found.append(_("Genau ein Partner muss federführend sein."))
    if case.starts_on is None or case.ends_on is None:
        found.append(_("Der Zeitraum (Beginn und Ende) fehlt."))
    if case.review_on is None:
        found.append(_("Der Tag des Rückblicks fehlt."))
    return found + [
        _("„%(title)s“ hat keinen freien Platz mehr.") % {"title": listing.title}
        for listing in case.listings.all()
        if listing.capacity_left == 0 and not case.holds_capacity
    ]


@dataclass(frozen=True)
class Possible:
    """Something a person may do to a case now, and what is still missing for it."""

    action: CaseAction
    missing: list[str]


def possible_actions(viewer: Viewer, case: Cooperation, parts: Parts, on: date) -> list[Possible]:
    """All this person may do to this case in its state, in the order of ``CaseAction``."""
    own = None if oversees(viewer, case) else viewer.edits
    answered = all(part.consent == Consent.GIVEN for part in own_parts(viewer, parts))
    return [
        Possible(action, missing(case, parts, action, on, own=own))
        for action in CaseAction
        if next_state(action, case.state) is not None
        and may_do(viewer, case, parts, action)
        and not (action == CaseAction.CONSENT and answered)
    ]
