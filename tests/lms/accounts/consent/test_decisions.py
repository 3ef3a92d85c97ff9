"""What a form decides."""

import pytest

from lms.accounts.consent.decisions import card, cards, decide, purposes_of
from lms.accounts.enums import AccountKind, AgeBand, Purpose
from lms.accounts.models import ConsentEvent
from tests.factories.accounts import UserFactory
from tests.support.consent import NOW, child, confirmed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("band", "purposes"),
    [("", ["digest", "name"]), ("adult", ["digest", "name"]), ("16_17", ["account", "digest"]),
     ("14_15", ["account"]), ("under_14", [])],
)  # fmt: skip
def test_each_age_decides_about_its_own_purposes(band, purposes):
    assert purposes_of(UserFactory.build(age_band=band)) == purposes


def test_a_seat_of_a_class_decides_nothing():
    assert purposes_of(UserFactory.build(kind=AccountKind.SEAT, email="")) == []
    assert purposes_of(UserFactory.build(kind=AccountKind.PERSONAL)) == ["digest", "name"]


def test_cards_tell_what_holds_and_what_is_new():
    user = UserFactory(age_band=AgeBand.ADULT)
    assert [(found.is_given, found.state) for found in cards(user)] == [(False, "noch offen")] * 2
    data = {"purpose": "digest", "act": "agree", "digest-version": 1, "digest-agrees": "on"}
    assert decide(user, data, at=NOW) is None
    found = card(user, Purpose.DIGEST)
    assert (found.is_given, found.is_new, found.state) == (True, False, "erteilt")


def test_a_guardians_decision_is_theirs():
    user = child()
    guardian = confirmed(user)
    assert decide(user, {"purpose": "account", "act": "refuse"}, guardian=guardian, at=NOW) is None
    event = ConsentEvent.objects.get()
    assert (event.party, event.guardian_key, event.method) == ("guardian", guardian.key, "link")
    assert card(user, Purpose.ACCOUNT, guardian_key=guardian.key).state == "abgelehnt"
    assert card(user, Purpose.ACCOUNT).voice is None


def test_an_old_text_is_refused_and_shown_anew():
    user = UserFactory(age_band=AgeBand.ADULT)
    data = {"purpose": "digest", "act": "agree", "digest-version": 9, "digest-agrees": "on"}
    refusal = decide(user, data, at=NOW)
    assert (refusal.status, refusal.purpose) == (409, "digest")
    assert refusal.form["version"].value() == 1
    assert not refusal.form["agrees"].value()
    assert "agrees" in refusal.form.errors
    assert not ConsentEvent.objects.exists()
