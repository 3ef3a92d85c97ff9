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
# Years that must have passed before somebody can truly be in a band two or three further up.
YEARS_BETWEEN = {
    (AgeBand.UNDER_14, AgeBand.FROM_16): 2,
    (AgeBand.UNDER_14, AgeBand.ADULT): 4,
    (AgeBand.FROM_14, AgeBand.ADULT): 2,
}


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


def could_be(old: str, asked_at: datetime | None, new: str, at: datetime) -> bool:
    """Whether enough time has passed since the last answer; the next band up is always possible."""
    years = YEARS_BETWEEN.get((AgeBand(old), AgeBand(new)), 0)
    return asked_at is None or at >= asked_at + years * YEAR


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
