"""What time changes, by a clock that is turned: asked once, stopped once, told once."""

import pytest
from django.core.cache import cache

from lms.accounts.actions import publish_text, review_consents, state_band
from lms.accounts.enums import AgeBand, PauseReason, Purpose
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.support.consent import ANNE, BEN, DAY, NEW_TEXT, NOW, decide, learning_child
from tests.support.mails import mails_to
from tests.support.queries import statements

pytestmark = pytest.mark.django_db
YEAR = 365 * DAY


def kinds(address):
    return [message.kind for message in mails_to(address)][1:]  # without the first question


def review(at, times=2):
    cache.clear()
    return [review_consents(at=at) for _ in range(times)]


def test_yearly_question_asks_once_stops_once_and_goes_on_with_the_answer():
    user = learning_child()
    assert review(NOW + YEAR - DAY) == [0, 0]
    assert kinds(ANNE) == []
    assert review(NOW + YEAR) == [0, 0]
    assert kinds(ANNE) == ["guardian_age"]
    assert review(NOW + YEAR + 29 * DAY) == [0, 0]
    assert review(NOW + YEAR + 30 * DAY) == [1, 0]
    user.refresh_from_db()
    assert user.pause_reason == PauseReason.AGE_UNKNOWN
    assert kinds(ANNE) == ["guardian_age", "guardian_paused"]
    state_band(user=user, band=AgeBand.UNDER_14, actor_key=user.key, at=NOW + YEAR + 31 * DAY)
    assert user.pause_reason == ""
    assert review(NOW + 2 * YEAR) == [0, 0]
    assert len(kinds(ANNE)) == 2


def test_from_16_the_person_is_asked_and_guardians_are_not():
    user = UserFactory(age_band=AgeBand.FROM_16, age_band_asked_at=NOW)
    decide(user)
    review(NOW + YEAR)
    assert [m.kind for m in mails_to(user.email)] == ["consent_age"]
    review(NOW + YEAR + 30 * DAY)
    assert [m.kind for m in mails_to(user.email)] == ["consent_age", "consent_paused"]


YOUNG = "young@example.org"


def young_person():
    """14 or 15, with an address; guardian and person have agreed."""
    user = learning_child(AgeBand.FROM_14)
    user.email = YOUNG
    user.save(update_fields=["email"])
    return user


def test_at_14_person_and_guardian_are_asked_how_old():
    young_person()
    review(NOW + YEAR)
    review(NOW + YEAR + 30 * DAY)
    assert [m.kind for m in mails_to(YOUNG)] == ["consent_age", "consent_paused"]
    assert kinds(ANNE) == ["guardian_age", "guardian_paused"]


def test_at_14_the_person_is_asked_about_a_new_text_until_they_agree():
    user = young_person()
    publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="", at=NOW)
    review(NOW + DAY)
    assert [m.kind for m in mails_to(YOUNG)] == ["consent_text"]
    decide(user, version=2, at=NOW + 2 * DAY)
    assert review(NOW + 30 * DAY) == [1, 0]
    assert [m.kind for m in mails_to(YOUNG)] == ["consent_text"]
    assert kinds(ANNE) == ["guardian_text", "guardian_paused"]


def test_new_text_is_asked_about_once_of_everybody_who_decides():
    user = learning_child(emails=(ANNE, BEN))
    publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="", at=NOW)
    review(NOW + DAY)
    assert (kinds(ANNE), kinds(BEN)) == (["guardian_text"], ["guardian_text"])
    decide(user, guardian=user.guardians.first(), version=2, at=NOW + 2 * DAY)
    assert review(NOW + 60 * DAY) == [0, 0]
    assert kinds(BEN) == ["guardian_text"]


def test_adults_seats_and_staff_are_never_looked_at():
    UserFactory(age_band=AgeBand.ADULT, age_band_asked_at=NOW)
    UserFactory()
    assert review(NOW + 20 * YEAR) == [0, 0]
    assert not OutboxMessage.objects.exists()


def test_each_account_costs_a_fixed_number_of_statements():
    learning_child()
    one = statements(lambda: review_consents(at=NOW + DAY))
    learning_child()
    learning_child()
    three = statements(lambda: review_consents(at=NOW + DAY))
    assert (one, three) == (9, 25)
