"""Who must agree to an account, and whether it may be used: pure, without database or clock.

Which basis an account rests on (Art. 6, Art. 8 GDPR; 16 years in Germany):

* under 14: consent of the guardians;
* 14 or 15: consent of the guardians and of the person;
* 16 or 17: consent of the person;
* 18 or older: the terms of use (Art. 6 (1) b); nobody is asked to consent, nothing is paused;
* no band at all (staff, invited people, seats of a class): work, or the school's own task.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.accounts.enums import AgeBand, Decision, PauseReason, Purpose

YEAR = timedelta(days=365)  # the age band is asked anew
GRACE = timedelta(days=30)  # in which an open question does not stop anybody

ORDER = [AgeBand.UNDER_14, AgeBand.FROM_14, AgeBand.FROM_16, AgeBand.ADULT]
GUARDED = {AgeBand.UNDER_14, AgeBand.FROM_14}  # guardians decide, or decide with the person
SPEAKS = {AgeBand.FROM_14, AgeBand.FROM_16}  # the person's own consent is needed
MINOR = {*GUARDED, AgeBand.FROM_16}
# No newsletter for who is under 16 (recital 38), no name of a minor where others may look (P12).
OFFERED = {
    Purpose.DIGEST: {"", AgeBand.FROM_16, AgeBand.ADULT},
    Purpose.NAME: {"", AgeBand.ADULT},
}
# Years from the first and from the last day of a band until somebody is of age.
LONGEST_TO_ADULT = {AgeBand.FROM_14: 4, AgeBand.FROM_16: 2, AgeBand.ADULT: 0}
SHORTEST_TO_ADULT = {AgeBand.UNDER_14: 4, AgeBand.FROM_14: 2, AgeBand.FROM_16: 0}
# Somebody who decides has said no.
SAID_NO = {PauseReason.CONSENT_REFUSED, PauseReason.CONSENT_WITHDRAWN}


@dataclass(frozen=True)
class Voice:
    """The newest decision of one party: about which version of the text."""

    decision: str
    version: int


@dataclass(frozen=True)
class Standing:
    """All that counts for one account.

    ``guardians``: one entry for each that counts, None for who has not decided yet.
    """

    band: str
    band_asked_at: datetime | None
    person: Voice | None
    guardians: tuple[Voice | None, ...]
    version: int  # of the newest text
    published_at: datetime
    needs_all: bool  # all guardians must agree, or one of them


def pause_reason(standing: Standing, at: datetime) -> PauseReason | None:
    """Why an account must wait, or None; the gravest reason first."""
    missing = _missing_consent(standing)
    if missing is not None:
        return missing
    if _is_old(standing) and at >= standing.published_at + GRACE:
        return PauseReason.TEXT_CHANGED
    due = band_due_at(standing.band, standing.band_asked_at)
    if due is not None and at >= due + GRACE:
        return PauseReason.AGE_UNKNOWN
    return None


def band_due_at(band: str, asked_at: datetime | None) -> datetime | None:
    """When the band is to be asked again; never for adults, who get no older than that."""
    if band not in MINOR or asked_at is None:
        return None
    return asked_at + YEAR


def is_band_due(band: str, asked_at: datetime | None, at: datetime) -> bool:
    """The yearly question is open."""
    due = band_due_at(band, asked_at)
    return due is not None and at >= due


def awaits_new_text(standing: Standing) -> bool:
    """The account runs on a consent to a text that has changed since."""
    return _missing_consent(standing) is None and _is_old(standing)


def awaits_person(standing: Standing) -> bool:
    """The person's own consent is needed and was given to an older text."""
    person = standing.person
    return standing.band in SPEAKS and person is not None and person.version < standing.version


def is_raised(old: str, new: str) -> bool:
    """The new band is a higher one."""
    return ORDER.index(AgeBand(new)) > ORDER.index(AgeBand(old))


def adult_not_before(
    band: str, asked_at: datetime | None, known: datetime | None
) -> datetime | None:
    """When somebody is of age at the earliest, by the last answer and by all before it.

    Args:
        band: The last answer.
        asked_at: When it was given.
        known: What this function said of the answers before.
    """
    years = SHORTEST_TO_ADULT.get(AgeBand(band))
    if asked_at is None or years is None:
        return known
    by_this = asked_at + years * YEAR
    return max(by_this, known) if known else by_this


def could_be(new: str, adult_from: datetime | None, at: datetime) -> bool:
    """Whether enough time has passed for a band, counted from the answer that allows least.

    One answer alone always leaves the next band up open. Many steps, each possible by itself,
    take together as long as one leap.
    """
    years = LONGEST_TO_ADULT.get(AgeBand(new))
    return adult_from is None or years is None or at >= adult_from - years * YEAR


def may_raise_own(old: str, new: str, paused_for: str) -> bool:
    """Whether a person may raise the band without the guardians.

    After a no, not at all; while theirs is missing, not to where they are asked no longer. The
    yearly question stops an account, too, but is there to be answered.
    """
    if old not in GUARDED or not is_raised(old, new):
        return True
    if paused_for in SAID_NO:
        return False
    return new in GUARDED or paused_for in {"", PauseReason.AGE_UNKNOWN}


def _missing_consent(standing: Standing) -> PauseReason | None:
    reasons = []
    if standing.band in GUARDED:
        reasons.append(_of_guardians(standing.guardians, needs_all=standing.needs_all))
    if standing.band in SPEAKS:
        reasons.append(_of_one(standing.person))
    grave = [PauseReason.CONSENT_WITHDRAWN, PauseReason.CONSENT_REFUSED]
    return next(
        (reason for reason in (*grave, PauseReason.CONSENT_MISSING) if reason in reasons), None
    )


def _of_one(voice: Voice | None) -> PauseReason | None:
    if voice is None:
        return PauseReason.CONSENT_MISSING
    return {
        Decision.WITHDRAWN: PauseReason.CONSENT_WITHDRAWN,
        Decision.REFUSED: PauseReason.CONSENT_REFUSED,
    }.get(Decision(voice.decision))


def _of_guardians(voices: tuple[Voice | None, ...], *, needs_all: bool) -> PauseReason | None:
    """Any one may withdraw; one or all must agree."""
    reasons = [_of_one(voice) for voice in voices]
    if PauseReason.CONSENT_WITHDRAWN in reasons:
        return PauseReason.CONSENT_WITHDRAWN
    has_enough: Callable[[Iterable[bool]], bool] = all if needs_all else any
    if reasons and has_enough(reason is None for reason in reasons):
        return None
    is_refused = PauseReason.CONSENT_REFUSED in reasons
    is_open = PauseReason.CONSENT_MISSING in reasons
    if is_refused and (needs_all or not is_open):
        return PauseReason.CONSENT_REFUSED
    return PauseReason.CONSENT_MISSING


def _is_old(standing: Standing) -> bool:
    """Those whose consent carries the account gave it to an older text."""
    is_old = False
    if standing.band in GUARDED:
        given = [v for v in standing.guardians if v and v.decision == Decision.GIVEN]
        newest = [v.version >= standing.version for v in given]
        is_old = not (all(newest) if standing.needs_all else any(newest))
    return is_old or awaits_person(standing)
