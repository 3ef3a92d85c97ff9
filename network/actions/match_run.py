"""Runs the matching over the whole network and keeps what came out.

One run at a time; until its last step is written the run before stays current, so a crash changes
nothing. NumPy is imported inside the functions: web requests import this module's neighbours.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lms.common.errors import ConflictError
from lms.records.actions import record_event
from lms.taxonomy.models import ActionField
from network.actions.clarification import Wanted, plan_questions
from network.actions.match_explain import explainer, mark_gaps
from network.actions.match_store import Keys, rows_of, store_rows
from network.enums import RunState
from network.matching.records import NetworkFacts
from network.matching.weights import Weights
from network.models import MatchRun
from network.queries.clarifications import asked_lately
from network.queries.facts import blocked_pairs, network_facts
from network.queries.weights import current_weights
from network.queries.words import STORED_NAMES

logger = logging.getLogger(__name__)

TOP = 20  # suggestions kept for each partner
DEEP = 40  # of which one place in ten is drawn for trying out
FAIRNESS = 0.08  # how strongly lists are evened out (η)
LEASE = timedelta(minutes=15)  # a run that takes longer has died


class RunBusyError(ConflictError):
    """Another run is at work."""


@dataclass(frozen=True)
class Computed:
    """What the engine made of the facts of a day."""

    facts: NetworkFacts
    result: Any  # network.matching.engine.MatchResult


_last: dict[str, Computed] = {}  # by run key; a worker mends what it computed itself


def run_matching(*, as_of: date, at: datetime, weights: Weights | None = None) -> MatchRun:
    """Compute all matches of a day and make them the current ones.

    Raises:
        RunBusyError: Another run is at work.
    """
    chosen = weights or current_weights()
    run = _begin(as_of, chosen.version, at)
    clock = time.perf_counter()
    with _failing(run, at):
        computed = compute(as_of, chosen, DEEP)
        _finish(run, computed, at, clock)
    plan_questions(found=_questions(computed, at), at=at)
    return run


@contextmanager
def _failing(run: MatchRun, at: datetime) -> Iterator[None]:
    """Give the place free where something breaks; the run before stays the current one."""
    try:
        yield
    except Exception:
        MatchRun.objects.filter(pk=run.pk).update(state=RunState.FAILED, finished_at=at)
        raise


def compute(as_of: date, weights: Weights, top: int = TOP, fair: float = FAIRNESS) -> Computed:
    """Read the network and match it; writes nothing."""
    from network.matching import engine  # noqa: PLC0415 (no NumPy in web requests)

    facts = network_facts(as_of)
    return Computed(facts, engine.match(facts, weights, top, fair=fair))


def rematch_partner(*, partner_key: str, as_of: date, at: datetime) -> MatchRun | None:
    """Mend the current matches after one partner changed.

    A worker that computed the current run itself scores only that partner; any other computes
    anew. Without a current run there is nothing to mend: the nightly run will come.
    """
    from network.matching import engine  # noqa: PLC0415 (no NumPy in web requests)

    current = MatchRun.objects.filter(is_current=True).first()
    if current is None:
        return None
    known = _last.get(current.key)
    if known is None or current.as_of != as_of or known.facts.as_of != as_of:
        return run_matching(as_of=as_of, at=at)
    facts = network_facts(as_of)
    if not _has_listings(facts, partner_key):
        had = _has_listings(known.facts, partner_key)
        return run_matching(as_of=as_of, at=at) if had else current
    run = _begin(as_of, current.weights_version, at)
    clock = time.perf_counter()
    with _failing(run, at):
        mended = engine.rematch(known.result, facts, partner_key)
        _finish(run, Computed(facts, mended), at, clock)
    return run


def _has_listings(facts: NetworkFacts, partner_key: str) -> bool:
    return any(listing.partner == partner_key for listing in facts.listings)


def sweep_runs(*, at: datetime) -> int:
    """Close runs whose worker died; returns how many."""
    dead = MatchRun.objects.filter(state=RunState.RUNNING, started_at__lt=at - LEASE)
    return dead.update(state=RunState.FAILED, finished_at=at)


def _begin(as_of: date, version: str, at: datetime) -> MatchRun:
    """Take the only place there is for a running run."""
    sweep_runs(at=at)
    try:
        with transaction.atomic():
            return MatchRun.objects.create(as_of=as_of, weights_version=version, started_at=at)
    except IntegrityError:
        raise RunBusyError(_("Die Vorschläge werden gerade berechnet.")) from None


def _questions(computed: Computed, at: datetime) -> dict[str, list[Wanted]]:
    """What is worth asking, by listing key."""
    from network.matching import questions  # noqa: PLC0415 (no NumPy in web requests)

    found = questions.questions(computed.result.state, asked=asked_lately(at))
    return {
        listing: [(STORED_NAMES[one.tag[0]], one.tag[1], one.concerned) for one in asked]
        for listing, asked in found.items()
        if asked
    }


@transaction.atomic
def _finish(run: MatchRun, computed: Computed, at: datetime, clock: float) -> None:
    from network.matching import engine, exploration  # noqa: PLC0415 (no NumPy in web requests)

    full = computed.result
    shown = replace(full, lists=exploration.with_exploration(full, TOP), top=TOP)
    fields = dict(ActionField.objects.values_list("code", "pk"))
    keys = Keys.read(fields)
    rows = rows_of(shown, computed.facts, keys)
    mark_gaps(rows, run.as_of)
    explain = explainer(shown, keys.listings)
    written = store_rows(
        run=run, rows=rows, explain=explain, blocked=lambda: blocked_pairs(run.as_of)
    )
    MatchRun.objects.filter(is_current=True).update(is_current=False)
    run.state, run.is_current, run.finished_at = RunState.FINISHED, True, at
    run.partners, run.pairs = len(computed.facts.partners), len(rows)
    run.milliseconds = round(1000 * (time.perf_counter() - clock))
    run.checksum = engine.checksum(shown)
    run.save()
    record_event(
        action="match.run",
        object_type="match-run",
        object_key=run.key,
        at=at,
        data={"checksum": run.checksum, "pairs": run.pairs, "written": written},
    )
    _last.clear()
    _last[run.key] = computed
