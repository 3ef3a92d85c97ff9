"""Looking for a consortium: ask for it, work it out in the background.

The result: ``{"proposals": [{"members": [key], "roles": [[category, key]], "applicant": key,
"rules": [sentence]}], "missing": [sentence], "missing_roles": [category]}``; a sentence is
``{"code", "de", "en"}``, that of a rule with its state as code.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.actions import record_event
from network.enums import Solving
from network.matching.consortium_check import check
from network.matching.consortium_terms import Consortium
from network.matching.funding import Fit, evaluate
from network.matching.funding_terms import State
from network.models import ConsortiumRun, Cooperation, FundingProgramme, Partner, ResourceCategory
from network.queries.consortium import Ground, ground, missing_names
from network.queries.funding_terms import of_houses, vocabulary
from network.queries.viewer import Viewer

MOST_ROLES = 6
TRIED, SHOWN = 6, 3  # alternatives looked at, and those that are told
PATIENCE = timedelta(minutes=5)  # after which a computation is taken for lost
GIVEN_UP = timedelta(days=1)  # after which nobody waits for it any more
OPEN = (Solving.WAITING, Solving.RUNNING)


class RolesError(DomainError):
    """What the consortium should bring is missing or too much."""


@transaction.atomic
def ask_for_consortium(
    *,
    programme: FundingProgramme,
    partner: Partner,
    cooperation: Cooperation | None,
    roles: list[str],
    viewer: Viewer,
    at: datetime,
) -> ConsortiumRun:
    """Put the question down; the task ``network.tasks.build_consortium`` answers it.

    While the same house waits for an answer on this programme and case, that question stands.

    Raises:
        ConflictError: The question that waits asks for other roles.
        NotAllowedError: The person neither keeps the partner nor steers.
        RolesError: No role, an unknown one, or too many.
    """
    user = _asker(viewer, partner)
    _check_roles(roles)
    subject = {
        "programme": programme, "partner": partner, "cooperation": cooperation,
        "sees_all": viewer.steers,
    }  # fmt: skip
    Partner.objects.select_for_update().get(pk=partner.pk)  # two clicks, one question
    wanted = sorted(set(roles))
    if (waiting := _waiting(subject, wanted, at)) is not None:
        return waiting
    run = ConsortiumRun.objects.create(**subject, roles=wanted, asked_at=at)
    record_event(
        action="consortium.ask",
        object_type="programme",
        object_key=programme.code,
        at=at,
        actor_key=user.key,
        partner_key=partner.key,
        data={"run": run.key, "roles": run.roles},
    )
    return run


def _asker(viewer: Viewer, partner: Partner) -> User:
    user: User | None = viewer.user
    if user is None or not (viewer.steers or partner.pk in viewer.edits):
        raise NotAllowedError(_("Ein Bündnis suchen Sie für Ihre eigene Einrichtung."))
    return user


def _waiting(subject: dict[str, Any], roles: list[str], at: datetime) -> ConsortiumRun | None:
    """The question of the same subject that is not answered yet."""
    rows = ConsortiumRun.objects.filter(**subject, state__in=OPEN, asked_at__gte=at - PATIENCE)
    waiting = rows.first()
    if waiting is not None and waiting.roles != roles:
        raise ConflictError(
            _("Eine Suche mit anderen Rollen läuft noch. Bitte warten Sie ihr Ergebnis ab.")
        )
    return waiting


def _check_roles(roles: list[str]) -> None:
    known = set(ResourceCategory.objects.values_list("code", flat=True))
    if not roles or len(roles) > MOST_ROLES or not set(roles) <= known:
        raise RolesError(
            _("Bitte wählen Sie, was das Bündnis braucht: mindestens eins, höchstens %(most)s.")
            % {"most": MOST_ROLES}
        )


def build_consortium(*, key: str, at: datetime) -> bool:
    """Work a waiting question out; only a task may call this. Safe to run twice.

    Tells whether it worked anything out.
    """
    waiting = ConsortiumRun.objects.filter(key=key, state=Solving.WAITING)
    if not waiting.update(state=Solving.RUNNING):
        return False
    rows = ConsortiumRun.objects.select_related("programme", "partner", "cooperation")
    run = rows.get(key=key)
    try:
        result = _result(run, at)
    except Exception:
        ConsortiumRun.objects.filter(key=key).update(state=Solving.FAILED)
        raise
    facts = json.dumps([run.programme.rules, run.roles, result], sort_keys=True)
    ConsortiumRun.objects.filter(key=key).update(
        state=Solving.DONE,
        result=result,
        checksum=hashlib.sha256(facts.encode()).hexdigest(),
        finished_at=at,
    )
    return True


def is_lost(run: ConsortiumRun, at: datetime) -> bool:
    """A computation that should have ended long ago: the worker was stopped."""
    return run.state in OPEN and run.asked_at < at - PATIENCE


def take_up_lost(*, at: datetime) -> int:
    """Work out what a lost message or a stopped worker left open; returns how many.

    Only a task may call this. Safe to run twice: the same question has the same answer.
    """
    lost = ConsortiumRun.objects.filter(state__in=OPEN, asked_at__lt=at - PATIENCE)
    lost.filter(asked_at__lt=at - GIVEN_UP).update(state=Solving.FAILED)
    lost.filter(state=Solving.RUNNING).update(state=Solving.WAITING)
    keys = list(lost.order_by("pk").values_list("key", flat=True))
    return sum(build_consortium(key=key, at=at) for key in keys)


def _result(run: ConsortiumRun, at: datetime) -> dict[str, Any]:
    """Proposals that keep all rules; else what stands in the way."""
    from network.matching.consortium import consortia  # noqa: PLC0415  (numeric libraries)

    words = vocabulary()
    found = ground(run, localdate(at), words)
    answer = consortia(found.members, found.wish, number=TRIED, titles=missing_names(words))
    judged = [
        (one, evaluate(run.programme.rules, _as_proposal(one, found), words))
        for one in answer.proposals
        if not check(found.members, found.wish, one)
    ]
    kept = [(one, fit) for one, fit in judged if fit.state is not State.NOT_MET]
    missing = list(answer.missing)
    if judged and not kept:  # rules beyond the choice of partners
        missing = list(judged[0][1].missing)
    return {
        "proposals": [_stored(one, fit) for one, fit in kept[:SHOWN]],
        "missing": [] if kept else [asdict(one) for one in missing],
        "missing_roles": list(answer.missing_roles),
    }


def _as_proposal(one: Consortium, found: Ground) -> Any:
    houses = [found.houses[key] for key in one.members]
    return of_houses(houses, found.viewer, applicant=one.applicant)


def _stored(one: Consortium, fit: Fit) -> dict[str, Any]:
    return {
        "members": list(one.members),
        "roles": [list(pair) for pair in one.roles],
        "applicant": one.applicant,
        "rules": [{**asdict(rule.sentence), "code": rule.state.value} for rule in fit.findings],
    }
