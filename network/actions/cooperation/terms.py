"""Writing a case down: proposing it and changing what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.common.errors import NotAllowedError
from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.actions.cooperation.change import By, CaseFactsError, Change, begin, finish
from network.enums import CooperationOrigin, CooperationRole, CooperationState, EventKind
from network.models import Cooperation, CooperationPartner, Listing, Partner
from network.queries.viewer import viewer_of
from network.rules.case_guards import FEWEST, missing
from network.rules.cooperation import (
    PROMISED,
    CaseAction,
    may_make_lead,
    may_write_share,
    own_parts,
)

MOST_PARTNERS = 12
PLAIN = ("title", "goal", "lead_field", "starts_on", "ends_on", "review_on")
SETS = ("action_fields", "stages", "competences", "target_groups")
TOLD = ("title", "goal")  # in public, where every partner allowed it


@dataclass(frozen=True)
class Share:
    """What one partner is in a case and what it gives."""

    partner: Partner
    role: str = CooperationRole.PARTNER
    contribution: str = ""
    contact_role: str = ""  # no person


@dataclass(frozen=True)
class Terms:
    """What a case says. Who takes part and with which listings is settled before the request."""

    title: str
    shares: Sequence[Share]
    goal: str = ""
    lead_field: ActionField | None = None
    action_fields: Sequence[ActionField] = ()
    stages: Sequence[EducationStage] = ()
    competences: Sequence[Competence] = ()
    target_groups: Sequence[TargetGroup] = ()
    listings: Sequence[Listing] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    review_on: date | None = None


@transaction.atomic
def propose(
    *,
    terms: Terms,
    by: By,
    at: datetime,
    origin: CooperationOrigin = CooperationOrigin.MANUAL,
) -> Cooperation:
    """Write down a new case; nobody hears of it before it is sent as a request.

    Raises:
        NotAllowedError: The person neither coordinates its field nor keeps one of its partners.
        CaseFactsError: Fewer than two partners, a foreign listing, no title, or odd dates.
    """
    _check(terms)
    house = _proposer(terms, by, at)
    case = Cooperation(created_at=at, origin=origin, proposed_by=house)
    _write_plain(case, terms)
    case.save(force_insert=True)
    _write_sets(case, terms)
    case.listings.set(terms.listings)
    _write_shares(case, terms.shares)
    change = Change(case, list(case.parts.all()), CaseAction.EDIT, by, at, house)
    return finish(change, kind=EventKind.EDIT, data={"created": True})


@transaction.atomic
def edit_case(*, cooperation: Cooperation, terms: Terms, by: By, at: datetime) -> Cooperation:
    """Replace what a case says; the partners and their listings only before it is sent.

    From the agreement on, a house changes only what it promised itself. Where the public text
    changes, the other houses are asked again whether they may be shown with it.

    Raises:
        StaleCaseError: Somebody else changed it since; nothing is written.
        WrongStateError: It is over, or its partners are answering it.
        NotAllowedError: The person may not change it.
        CaseFactsError: Something cannot be stored, what was agreed on would be emptied, or it is
            for another house to say.
    """
    change = begin(cooperation, CaseAction.EDIT, by=by, at=at)
    case = change.case
    _check(terms)
    if by.actor is not None and change.house is None:
        _proposer(terms, by, at)  # a coordinator keeps to the own fields
    if change.house is not None and change.house not in [s.partner for s in terms.shares]:
        raise CaseFactsError(_("Ihre Einrichtung muss dabei bleiben."))
    changed = _changed(case, terms) + _changed_shares(change, terms.shares)
    _write_plain(case, terms)
    _write_sets(case, terms)
    if case.state == CooperationState.PROPOSED:
        case.listings.set(terms.listings)
        kept = [share.partner.pk for share in terms.shares]
        case.parts.exclude(partner__in=kept).delete()
    elif {part.partner_id for part in change.parts} != {s.partner.pk for s in terms.shares}:
        raise CaseFactsError(_("Wer mitmacht, steht seit der Anfrage fest."))
    _write_shares(case, terms.shares)
    _keep_promises(change, at)
    asked = _ask_again(change) if set(changed) & set(TOLD) else False
    return finish(change, kind=EventKind.EDIT, data={"fields": changed, "asks_to_show": asked})


def _changed(case: Cooperation, terms: Terms) -> list[str]:
    """Names of the plain fields that would change; another kind of line break is no change."""
    new = _plain(terms)
    return [name for name in PLAIN if _unbroken(getattr(case, name)) != _unbroken(new[name])]


def _unbroken(value: Any) -> Any:
    return value.strip().splitlines() if isinstance(value, str) else value


def _changed_shares(change: Change, shares: Sequence[Share]) -> list[str]:
    """``shares`` if what a partner is or gives would change.

    Raises:
        CaseFactsError: It is not for this person to change it.
    """
    known = {part.partner_id: part for part in change.parts}
    changed = [share for share in shares if not _is_same(share, known.get(share.partner.pk))]
    viewer = viewer_of(change.by.actor, localdate(change.at)) if change.by.actor else None
    for share in changed:
        part = known.get(share.partner.pk)
        if part is None or viewer is None:
            continue  # a new partner of a proposal; a command
        if not may_write_share(viewer, change.case, part):
            raise CaseFactsError(
                _("Was „%(name)s“ zugesagt hat, ändert nur diese Einrichtung selbst.")
                % {"name": share.partner.name}
            )
        takes_lead = share.role == CooperationRole.LEAD
        if takes_lead and not may_make_lead(viewer, change.case, part):
            raise CaseFactsError(_("Die Federführung vergeben die anderen oder die Koordination."))
    is_left = not known.keys() <= {share.partner.pk for share in shares}
    return ["shares"] if changed or is_left else []


def _is_same(share: Share, part: CooperationPartner | None) -> bool:
    if part is None or share.role != part.role:
        return False
    return _unbroken(share.contribution) == _unbroken(part.contribution) and (
        share.contact_role.split() == part.contact_role.split()
    )


def _ask_again(change: Change) -> bool:
    """The other houses allowed another text to be shown; whether one of them had."""
    viewer = viewer_of(change.by.actor, localdate(change.at)) if change.by.actor else None
    own = own_parts(viewer, change.parts) if viewer else []
    others = change.case.parts.filter(may_be_shown=True).exclude(pk__in=[part.pk for part in own])
    return others.update(may_be_shown=False) > 0


def _keep_promises(change: Change, at: datetime) -> None:
    """What has been agreed on may change, but not vanish."""
    case = change.case
    if case.state not in PROMISED:
        return
    parts = list(case.parts.select_related("partner"))
    if lacking := missing(case, parts, CaseAction.AGREE, localdate(at)):
        raise CaseFactsError(" ".join(lacking))


def _check(terms: Terms) -> None:
    partners = {share.partner.pk for share in terms.shares}
    if not terms.title.strip():
        raise CaseFactsError(_("Bitte geben Sie einen Titel ein."))
    if len(partners) != len(terms.shares) or not FEWEST <= len(partners) <= MOST_PARTNERS:
        raise CaseFactsError(
            _("Bitte wählen Sie zwei bis %(most)d verschiedene Partner.") % {"most": MOST_PARTNERS}
        )
    if any(listing.partner_id not in partners for listing in terms.listings):
        raise CaseFactsError(_("Angebote und Gesuche müssen einem der Partner gehören."))
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        raise CaseFactsError(_("Das Ende liegt vor dem Beginn."))


def _proposer(terms: Terms, by: By, at: datetime) -> Partner | None:
    """The house that proposes; None: city staff, or the coordinator of the leading field."""
    if by.actor is None:
        return None
    viewer = viewer_of(by.actor, localdate(at))
    lead = _lead_field(terms)
    if viewer.is_staff or (lead is not None and lead.code in viewer.fields):
        return None
    own = [share.partner for share in terms.shares if share.partner.pk in viewer.edits]
    if not own:
        raise NotAllowedError(
            _("Einer der Partner muss Ihre Einrichtung sein oder das Handlungsfeld Ihr eigenes.")
        )
    return own[0]


def _lead_field(terms: Terms) -> ActionField | None:
    return terms.lead_field or next(iter(terms.action_fields), None)


def _plain(terms: Terms) -> dict[str, Any]:
    values = {field.name: getattr(terms, field.name) for field in fields(terms)}
    tidy = {"title": " ".join(terms.title.split()), "goal": terms.goal.strip()}
    return {name: values[name] for name in PLAIN} | tidy | {"lead_field": _lead_field(terms)}


def _write_plain(case: Cooperation, terms: Terms) -> None:
    if case.ends_on != terms.ends_on:
        case.outcome_reminded_at = None
    for name, value in _plain(terms).items():
        setattr(case, name, value)


def _write_sets(case: Cooperation, terms: Terms) -> None:
    for name in SETS:
        getattr(case, name).set(getattr(terms, name))


def _write_shares(case: Cooperation, shares: Sequence[Share]) -> None:
    for share in shares:
        CooperationPartner.objects.update_or_create(
            cooperation=case,
            partner=share.partner,
            defaults={
                "role": share.role,
                "contribution": share.contribution.strip(),
                "contact_role": " ".join(share.contact_role.split()),
            },
        )
