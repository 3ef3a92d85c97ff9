"""Reads about consent."""

import pytest
from django.utils.translation import override

from lms.accounts.actions import publish_text, record_consent
from lms.accounts.consent.queries import decides, has_consent, progress_of, standing_of, wording
from lms.accounts.enums import AgeBand, Purpose
from tests.factories.accounts import UserFactory
from tests.factories.courses import EnrolmentFactory
from tests.support.consent import ANNE, BEN, NEW_TEXT, NOW, child, confirmed, learning_child
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def give(user, purpose, version=1):
    record_consent(user=user, purpose=purpose, decision="given", version=version, at=NOW)


@pytest.mark.parametrize(
    ("band", "digest", "name"),
    [("", True, True), ("adult", True, True), ("16_17", True, False), ("14_15", False, False),
     ("under_14", False, False)],
)  # fmt: skip
def test_optional_purposes_hold_only_where_they_are_offered(band, digest, name):
    user = UserFactory(age_band=band, age_band_asked_at=NOW if band else None)
    assert not has_consent(user, Purpose.DIGEST)
    give(user, Purpose.DIGEST)
    give(user, Purpose.NAME)
    assert (has_consent(user, Purpose.DIGEST), has_consent(user, Purpose.NAME)) == (digest, name)
    assert not has_consent(user, Purpose.ACCOUNT)


def test_a_new_text_ends_an_optional_consent_at_once():
    user, other = UserFactory(), UserFactory()
    give(user, Purpose.DIGEST)
    publish_text(purpose=Purpose.DIGEST, texts=NEW_TEXT, actor_key="", at=NOW)
    assert not has_consent(user, Purpose.DIGEST)
    give(user, Purpose.DIGEST, version=2)
    with expect_statements(2):
        assert has_consent(user, Purpose.DIGEST)
    assert not has_consent(other, Purpose.DIGEST)


def test_text_is_shown_in_the_language_of_the_page_or_marked_as_german():
    with override("en"):
        assert wording(Purpose.ACCOUNT).title == "Account and learning progress"
    with override("dsb"):
        text = wording(Purpose.ACCOUNT)
    assert (text.title, text.lang) == ("Konto und Lernstand", "de")
    assert len(text.paragraphs) > 2


@pytest.mark.parametrize(("needs_all", "voices"), [(False, 1), (True, 2)])
def test_invited_guardians_count_where_all_must_agree(settings, needs_all, voices):
    settings.CONSENT_ALL_GUARDIANS = needs_all
    user = child(emails=(ANNE, BEN))
    confirmed(user)
    with expect_statements(3):
        assert len(standing_of(user).guardians) == voices


def test_a_guardian_decides_until_16():
    user = learning_child(AgeBand.FROM_14)
    guardian = user.guardians.get()
    assert decides(guardian)
    guardian.child.age_band = AgeBand.FROM_16
    assert not decides(guardian)


def test_progress_comes_from_the_courses():
    user = learning_child()
    assert progress_of(user, "de") == []
    enrolment = EnrolmentFactory(user=user)
    (line,) = progress_of(user, "de")
    assert line.title == enrolment.course.texts.get(locale="de").title
    assert (line.share, line.is_finished) == (0.0, False)
