"""Figures for the data-protection officer: consents, and what will be deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.accounts.enums import AgeBand, PauseReason
from lms.accounts.models import User
from lms.accounts.privacy.rules import RetentionRule, rules

AHEAD = timedelta(days=30)
ASKED_ANEW = timedelta(days=365)  # the band of minors


@dataclass(frozen=True)
class ConsentFigures:
    """How many accounts wait for a consent, by reason, and how many must be asked soon."""

    missing: list[tuple[str, int]]
    expiring: int


@dataclass(frozen=True)
class Preview:
    """What one rule would delete now and has to within thirty days; None: only written down."""

    rule: RetentionRule
    now: int | None
    soon: int | None


def consent_figures(*, at: datetime) -> ConsentFigures:
    """Counts only; one query for each reason and one for the dates."""
    missing = [
        (str(PauseReason(reason).label), User.objects.filter(pause_reason=reason).count())
        for reason in PauseReason.values
    ]
    minors = User.objects.exclude(age_band__in=["", AgeBand.ADULT])
    expiring = minors.filter(age_band_asked_at__lt=at - ASKED_ANEW + AHEAD, pause_reason="")
    return ConsentFigures(missing=missing, expiring=expiring.count())


def retention_preview(*, at: datetime) -> list[Preview]:
    """One line a rule, in the order of the file."""
    return list(_previews(at))


def _previews(at: datetime) -> Iterator[Preview]:
    for rule in rules():
        yield Preview(rule, rule.due(at=at), rule.due(at=at + AHEAD))
