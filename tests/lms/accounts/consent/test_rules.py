"""Consent as a table: bands, guardians, decisions, settings; and the yearly question."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lms.accounts.consent.rules import (
    Standing,
    Voice,
    adult_not_before,
    awaits_new_text,
    could_be,
    is_band_due,
    is_raised,
    may_raise_own,
    pause_reason,
)
from lms.accounts.enums import AgeBand, Decision, PauseReason

ASKED = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
YEAR = 365 * DAY
SOON = ASKED + 40 * DAY
GIVEN, REFUSED, WITHDRAWN = (
    Voice(decision, 1) for decision in (Decision.GIVEN, Decision.REFUSED, Decision.WITHDRAWN)
)
SITUATIONS = {
    # name: (what everybody decided, version in force, at, steps by which the band was raised)
    "given": (GIVEN, 1, SOON, 0),
    "refused": (REFUSED, 1, SOON, 0),
    "withdrawn": (WITHDRAWN, 1, SOON, 0),
    "expired": (GIVEN, 1, ASKED + 396 * DAY, 0),
    "changed": (GIVEN, 2, SOON, 0),  # published on the day of asking, forty days ago
    "raised": (GIVEN, 1, SOON, 1),
}
BANDS = [AgeBand.UNDER_14, AgeBand.FROM_14, AgeBand.FROM_16, AgeBand.ADULT]
# Band and number of guardians; then the reason in each situation, "-" where nothing stops.
TABLE = """
    under_14 0  missing missing missing   missing missing missing
    under_14 1  -       refused withdrawn age     text    missing
    under_14 2  -       refused withdrawn age     text    missing
    14_15    0  missing refused withdrawn missing missing -
    14_15    1  -       refused withdrawn age     text    -
    14_15    2  -       refused withdrawn age     text    -
    16_17    0  -       refused withdrawn age     text    -
    16_17    1  -       refused withdrawn age     text    -
    16_17    2  -       refused withdrawn age     text    -
    adult    0  -       -       -         -       -       -
    adult    1  -       -       -         -       -       -
    adult    2  -       -       -         -       -       -
"""
ROWS = [
    (band, int(number), situation, reason, needs_all)
    for band, number, *reasons in map(str.split, TABLE.strip().splitlines())
    for situation, reason in zip(SITUATIONS, reasons, strict=True)
    for needs_all in (True, False)
]


def standing(band, guardians=(), *, person=None, version=1, needs_all=False):
    return Standing(
        band=band, band_asked_at=ASKED, person=person, guardians=tuple(guardians),
        version=version, published_at=ASKED, needs_all=needs_all,
    )  # fmt: skip


@pytest.mark.parametrize(("band", "number", "situation", "reason", "needs_all"), ROWS)
def test_table(band, number, situation, reason, needs_all):
    voice, version, at, steps = SITUATIONS[situation]
    # Under 14 the person was never asked; a consent once given is carried into the next band.
    person = None if band == AgeBand.UNDER_14 else voice
    now = BANDS[min(BANDS.index(AgeBand(band)) + steps, 3)]
    found = pause_reason(
        standing(now, [voice] * number, person=person, version=version, needs_all=needs_all), at
    )
    assert (found or "-") == reason


def test_table_is_whole():
    assert len(ROWS) == 4 * 3 * 6 * 2
    assert {row[0] for row in ROWS} == set(BANDS)


OLD, NEW = Voice(Decision.GIVEN, 1), Voice(Decision.GIVEN, 2)


@pytest.mark.parametrize(
    ("voices", "one", "all_"),
    [
        ((GIVEN, None), "-", "missing"),
        ((None, None), "missing", "missing"),
        ((GIVEN, REFUSED), "-", "refused"),
        ((None, REFUSED), "missing", "refused"),
        ((GIVEN, WITHDRAWN), "withdrawn", "withdrawn"),
        ((REFUSED, WITHDRAWN), "withdrawn", "withdrawn"),
        ((None, WITHDRAWN), "withdrawn", "withdrawn"),
    ],
)
@pytest.mark.parametrize("band", [AgeBand.UNDER_14, AgeBand.FROM_14])
def test_two_guardians_who_differ(voices, one, all_, band):
    for needs_all, reason in ((False, one), (True, all_)):
        for order in (voices, voices[::-1]):
            case = standing(band, order, person=GIVEN, needs_all=needs_all)
            assert (pause_reason(case, SOON) or "-") == reason


@pytest.mark.parametrize(("needs_all", "reason"), [(False, None), (True, "text")])
def test_new_text_read_by_one_of_two(needs_all, reason):
    case = standing(AgeBand.UNDER_14, [OLD, NEW], version=2, needs_all=needs_all)
    assert pause_reason(case, SOON) == reason


def test_new_text_is_open_at_once_and_stops_after_thirty_days():
    case = standing(AgeBand.FROM_16, person=OLD, version=2)
    assert awaits_new_text(case)
    assert not awaits_new_text(standing(AgeBand.FROM_16, person=NEW, version=2))
    assert pause_reason(case, ASKED + 30 * DAY - timedelta(seconds=1)) is None
    assert pause_reason(case, ASKED + 30 * DAY) == PauseReason.TEXT_CHANGED


@pytest.mark.parametrize("band", [AgeBand.UNDER_14, AgeBand.FROM_14, AgeBand.FROM_16])
def test_yearly_question_stops_thirty_days_after_a_year(band):
    case = standing(band, [GIVEN], person=GIVEN)
    second = timedelta(seconds=1)
    assert not is_band_due(band, ASKED, ASKED + 365 * DAY - second)
    assert is_band_due(band, ASKED, ASKED + 365 * DAY)
    assert pause_reason(case, ASKED + 395 * DAY - second) is None
    assert pause_reason(case, ASKED + 395 * DAY) == PauseReason.AGE_UNKNOWN
    answered = replace(case, band_asked_at=ASKED + 395 * DAY)
    assert pause_reason(answered, ASKED + 395 * DAY) is None


@pytest.mark.parametrize("band", ["", AgeBand.ADULT])
def test_adults_and_people_without_a_band_are_never_asked_or_stopped(band):
    later = ASKED + 4000 * DAY
    assert not is_band_due(band, ASKED, later)
    assert pause_reason(standing(band, version=9), later) is None


def test_withdrawal_comes_before_everything_else():
    case = standing(AgeBand.FROM_14, [WITHDRAWN], person=REFUSED, version=2)
    assert pause_reason(case, ASKED + 4000 * DAY) == PauseReason.CONSENT_WITHDRAWN


@pytest.mark.parametrize(
    ("old", "new", "years"),
    [("under_14", "14_15", 0), ("under_14", "16_17", 2), ("under_14", "adult", 4),
     ("14_15", "16_17", 0), ("14_15", "adult", 2), ("16_17", "adult", 0)],
)  # fmt: skip
def test_band_is_raised_any_time_but_skips_none_too_early(old, new, years):
    assert is_raised(old, new)
    assert not is_raised(new, old)
    adult_from = adult_not_before(old, ASKED, None)
    assert could_be(new, adult_from, ASKED + years * YEAR)
    if years:
        assert not could_be(new, adult_from, ASKED + years * YEAR - DAY)


def test_a_later_answer_never_allows_more_than_an_earlier_one():
    first = adult_not_before("under_14", ASKED, None)
    assert first == ASKED + 4 * YEAR
    assert adult_not_before("14_15", ASKED + DAY, first) == first
    assert adult_not_before("under_14", ASKED + YEAR, first) == ASKED + 5 * YEAR
    assert adult_not_before("adult", ASKED + 9 * YEAR, first) == first
    assert adult_not_before("under_14", None, None) is None


def test_who_was_never_asked_when_is_held_back_by_nothing():
    assert could_be("adult", None, ASKED)


@pytest.mark.parametrize(
    ("old", "new", "reasons"),
    [("under_14", "14_15", "missing text age"), ("14_15", "16_17", "age"),
     ("14_15", "under_14", "missing refused withdrawn text age"),
     ("16_17", "adult", "missing refused withdrawn text age")],
)  # fmt: skip
def test_a_child_that_waits_steps_past_nobody(old, new, reasons):
    assert may_raise_own(old, new, "")
    assert [why for why in PauseReason.values if may_raise_own(old, new, why)] == reasons.split()
