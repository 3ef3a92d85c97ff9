"""Keeping the directory of programmes: city staff write, check and hide them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.actions import record_event
from network.actions.programme_seed import last_moment
from network.matching.funding_document import validate
from network.models import FundingCall, FundingProgramme
from network.queries.funding_terms import vocabulary
from network.queries.heat import said
from network.rules import is_city_staff

LINKS = ("stages", "action_fields", "competences", "target_groups")
MOST_CALLS = 20


class ProgrammeFactsError(DomainError):
    """What was entered cannot be stored."""


class RulesError(ProgrammeFactsError):
    """The rules cannot be read; the message names the place."""


class StaleProgrammeError(ConflictError):
    """Somebody else saved in the meantime; nothing was written."""


@dataclass(frozen=True)
class CallFacts:
    """One call; ``key`` of the row it replaces, "" for a new one. Times are German clocks."""

    key: str = ""
    title: str = ""
    opens_on: date | None = None
    deadline_on: date | None = None
    deadline_time: time | None = None
    is_rolling: bool = False


@dataclass(frozen=True)
class ProgrammeFacts:
    """Everything the form holds: columns, links and calls."""

    columns: Mapping[str, Any]
    links: Mapping[str, Iterable[Any]] = field(default_factory=dict)
    calls: Iterable[CallFacts] = ()


@transaction.atomic
def save_programme(
    *,
    programme: FundingProgramme,
    facts: ProgrammeFacts,
    version: int,
    actor: User,
    at: datetime,
) -> FundingProgramme:
    """Write a programme, new or known.

    Raises:
        NotAllowedError: The actor is not city staff.
        StaleProgrammeError: Somebody else saved since ``version``.
        RulesError: The rules cannot be read.
        ProgrammeFactsError: Dates are in the wrong order, or there are too many calls.
    """
    _only_office(actor)
    calls = list(facts.calls)
    _check(facts, calls)
    is_new = programme.pk is None
    if not is_new:
        _claim(programme, version)
    for name, value in facts.columns.items():
        setattr(programme, name, value)
    programme.changed_at = at
    programme.version = 0 if is_new else version + 1
    programme.save()
    for name in LINKS:
        getattr(programme, name).set(facts.links.get(name, ()))
    _store_calls(programme, calls)
    _record("programme.create" if is_new else "programme.save", programme, actor, at)
    return programme


@transaction.atomic
def mark_checked(*, programme: FundingProgramme, actor: User, at: datetime) -> None:
    """Say that the programme was compared with its source today.

    Raises:
        NotAllowedError: The actor is not city staff.
    """
    _only_office(actor)
    row = FundingProgramme.objects.select_for_update().get(pk=programme.pk)
    row.last_checked, row.checked_by = localdate(at), _("Stadtverwaltung")
    row.version += 1
    row.changed_at = at
    row.save()
    _record("programme.check", row, actor, at)


def faults(rules: object) -> list[str]:
    """What is wrong with a rule document, each with its path; empty: it can be used."""
    return [
        f"{fault.path or _('Regeln')}: {said(fault.sentence)}"
        for fault in validate(rules, vocabulary())
    ]


def _only_office(actor: User) -> None:
    if not is_city_staff(actor):
        raise NotAllowedError(_("Programme pflegt die Stadtverwaltung."))


def _claim(programme: FundingProgramme, version: int) -> None:
    row = FundingProgramme.objects.select_for_update().get(pk=programme.pk)
    if row.version != version:
        raise StaleProgrammeError(
            _("Inzwischen hat jemand dieses Programm geändert. Ihre Eingaben stehen noch hier.")
        )


def _check(facts: ProgrammeFacts, calls: list[CallFacts]) -> None:
    if wrong := faults(facts.columns.get("rules")):
        raise RulesError(" ".join(wrong))
    if len(calls) > MOST_CALLS:
        raise ProgrammeFactsError(_("Es sind höchstens %(most)s Aufrufe.") % {"most": MOST_CALLS})
    for call in calls:
        if call.opens_on and call.deadline_on and call.deadline_on < call.opens_on:
            raise ProgrammeFactsError(_("Eine Frist liegt vor dem Beginn ihres Aufrufs."))


def _store_calls(programme: FundingProgramme, calls: list[CallFacts]) -> None:
    """Rows keep their keys, so that a deadline that moved moves in calendars, too."""
    known = {call.key: call for call in programme.calls.all()}
    kept = set()
    for facts in calls:
        call = known.get(facts.key) or FundingCall(programme=programme)
        call.title, call.opens_on, call.is_rolling = facts.title, facts.opens_on, facts.is_rolling
        day = facts.deadline_on
        call.deadline = last_moment(day, facts.deadline_time) if day else None
        call.save()
        kept.add(call.key)
    programme.calls.exclude(key__in=kept).delete()


def _record(action: str, programme: FundingProgramme, actor: User, at: datetime) -> None:
    record_event(
        action=action,
        object_type="programme",
        object_key=programme.code,
        at=at,
        actor_key=actor.key,
        data={"version": programme.version},
    )
