"""Figures for the data-protection officer: consents, and what will be deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from lms.accounts.consent.queries import standings_of
from lms.accounts.consent.rules import awaits_new_text
from lms.accounts.enums import AgeBand, PauseReason
from lms.accounts.models import User
from lms.accounts.privacy.rules import RetentionRule, rules

AHEAD = timedelta(days=30)
ASKED_ANEW = timedelta(days=365)  # the band of minors


@dataclass(frozen=True)
class ConsentFigures:
    """How many accounts wait for a consent, by reason, and how many must be asked soon.

    ``pending``: of children, never used, deleted soon unless somebody agrees; they stand among the
    missing, too. ``outdated``: in use on a text that has changed since.
    """

    missing: list[tuple[str, int]]
    pending: int
    outdated: int
    expiring: int


@dataclass(frozen=True)
class Preview:
    """What one rule would delete now and has to within thirty days; None: only written down."""

    rule: RetentionRule
    now: int | None
    soon: int | None


def consent_figures(*, at: datetime) -> ConsentFigures:
    """Counts only; the number of queries is fixed."""
    missing = [
        (str(PauseReason(reason).label), User.objects.filter(pause_reason=reason).count())
        for reason in PauseReason.values
    ]
    minors = User.objects.exclude(age_band__in=["", AgeBand.ADULT])
    waiting = minors.exclude(pause_reason="").filter(paused_at=F("date_joined"))
    in_use = minors.filter(pause_reason="")
    expiring = in_use.filter(age_band_asked_at__lt=at - ASKED_ANEW + AHEAD)
    return ConsentFigures(
        missing=missing,
        pending=waiting.count(),
        outdated=sum(awaits_new_text(standing) for standing in standings_of(in_use)),
        expiring=expiring.count(),
    )


def retention_preview(*, at: datetime) -> list[Preview]:
    """One line a rule, in the order of the file."""
    return list(_previews(at))


def _previews(at: datetime) -> Iterator[Preview]:
    for rule in rules():
        yield Preview(rule, rule.due(at=at), rule.due(at=at + AHEAD))
