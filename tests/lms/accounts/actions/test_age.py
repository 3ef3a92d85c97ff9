"""The band: asked yearly, raised any time, lowered only in so many words."""

import pytest

from lms.accounts.actions import state_band
from lms.accounts.actions.age import LowerBandError
from lms.accounts.enums import AgeBand
from lms.common.errors import ConflictError
from tests.factories.accounts import UserFactory
from tests.support.consent import ANNE, DAY, NOW, child, confirmed, decide, learning_child
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db
YEAR = 365 * DAY


def state(user, band, at, **values):
    state_band(user=user, band=AgeBand(band), actor_key=user.key, at=at, **values)


def test_the_same_answer_counts_for_another_year():
    user = learning_child()
    state(user, "under_14", NOW + YEAR)
    assert (user.age_band, user.age_band_asked_at) == ("under_14", NOW + YEAR)
    assert [m.kind for m in mails_to(ANNE)] == ["guardian_asked"]


def test_raised_to_14_the_person_is_asked_too_and_guardians_are_told():
    user = learning_child()
    state(user, "14_15", NOW + DAY)
    assert user.pause_reason == "missing"
    assert mails_to(ANNE)[-1].kind == "guardian_age_changed"
    decide(user, at=NOW + DAY)
    assert user.pause_reason == ""


def test_raised_to_16_the_guardian_looks_on_and_decides_no_more():
    user = learning_child(AgeBand.FROM_14)
    state(user, "16_17", NOW + DAY)
    assert user.pause_reason == ""
    guardian = confirmed(user)
    assert guardian.ended_at is None
    decide(user, "withdrawn", guardian=guardian, at=NOW + DAY)
    assert user.pause_reason == ""


def test_of_age_every_guardian_is_gone():
    user = learning_child(AgeBand.FROM_14)
    state(user, "16_17", NOW + DAY)
    state(user, "adult", NOW + 2 * YEAR)
    assert user.pause_reason == ""
    assert list(user.guardians.values_list("ended_at", "email")) == [(NOW + 2 * YEAR, "")]


def test_three_bands_at_once_take_the_years_between():
    user = learning_child()
    with pytest.raises(ConflictError):
        state(user, "adult", NOW + 3 * YEAR)
    user.refresh_from_db()
    assert user.age_band == "under_14"
    state(user, "adult", NOW + 4 * YEAR)
    assert user.age_band == "adult"


def refused(user, band, at, **values):
    before = user.age_band
    with pytest.raises(ConflictError):
        state(user, band, at, **values)
    user.refresh_from_db()
    return user.age_band == before


def test_three_steps_take_as_long_as_the_leap():
    user = learning_child()
    state(user, "14_15", NOW + DAY)
    decide(user, at=NOW + DAY)
    assert refused(user, "16_17", NOW + 2 * YEAR - DAY)
    state(user, "16_17", NOW + 2 * YEAR)
    assert refused(user, "adult", NOW + 4 * YEAR - DAY)
    state(user, "adult", NOW + 4 * YEAR)
    assert user.age_band == "adult"


def test_going_to_and_fro_tells_the_guardians_once_a_day_of_each_band():
    user = learning_child()
    for _ in range(3):
        state(user, "14_15", NOW + DAY)
        state(user, "under_14", NOW + DAY, confirms_lower=True)
    told = [m for m in mails_to(ANNE) if m.kind == "guardian_age_changed"]
    assert len(told) == 2


def test_lowering_and_raising_again_gains_no_time():
    user = UserFactory(age_band=AgeBand.ADULT, age_band_asked_at=NOW)
    state(user, "16_17", NOW, confirms_lower=True)
    state(user, "under_14", NOW + DAY, confirms_lower=True)
    assert refused(user, "16_17", NOW + 2 * YEAR)
    assert refused(user, "adult", NOW + 4 * YEAR)


@pytest.mark.parametrize("decision", ["refused", "withdrawn"])
def test_after_a_no_only_a_guardian_says_that_the_child_is_older(decision):
    user = learning_child(AgeBand.FROM_14)
    guardian = confirmed(user)
    decide(user, decision, guardian=guardian, at=NOW + DAY)
    assert refused(user, "16_17", NOW + 3 * YEAR)
    assert user.pause_reason == decision
    state_band(user=user, band=AgeBand.FROM_16, actor_key=guardian.key, at=NOW + 3 * YEAR)
    assert (user.age_band, user.pause_reason) == ("16_17", "")


def test_after_a_no_a_child_reaches_no_other_band_by_itself():
    user = learning_child()
    decide(user, "withdrawn", guardian=confirmed(user), at=NOW + DAY)
    for band in ("14_15", "16_17", "adult"):
        assert refused(user, band, NOW + 5 * YEAR)
    assert confirmed(user).ended_at is None


def test_lower_only_when_confirmed_and_then_the_guardians_are_missing():
    user = UserFactory(age_band=AgeBand.ADULT, age_band_asked_at=NOW)
    with pytest.raises(LowerBandError):
        state(user, "14_15", NOW)
    user.refresh_from_db()
    assert (user.age_band, user.pause_reason) == ("adult", "")
    state(user, "14_15", NOW, confirms_lower=True)
    assert (user.age_band, user.pause_reason) == ("14_15", "missing")


def test_who_has_no_band_is_not_asked():
    user = UserFactory()
    with pytest.raises(ConflictError):
        state(user, "adult", NOW)
    assert user.age_band == ""


def test_who_waits_for_a_first_consent_does_not_step_past_the_guardians():
    user = child(AgeBand.FROM_14)
    with pytest.raises(ConflictError):
        state(user, "16_17", NOW + DAY)
    user.refresh_from_db()
    assert (user.age_band, user.pause_reason) == ("14_15", "missing")
