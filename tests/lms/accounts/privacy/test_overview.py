from datetime import timedelta

import pytest

from lms.accounts.privacy.overview import consent_figures, retention_preview
from lms.records.models import IdempotencyKey
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_accounts_that_wait_are_counted_by_reason():
    UserFactory(pause_reason="missing")
    UserFactory(pause_reason="missing")
    UserFactory(pause_reason="withdrawn")
    UserFactory()
    missing = dict(consent_figures(at=NOW).missing)
    assert missing["Eine Einwilligung fehlt noch."] == 2
    assert missing["Die Einwilligung wurde widerrufen."] == 1


def test_the_yearly_question_is_seen_coming():
    asked = NOW - timedelta(days=340)
    UserFactory(age_band="14_15", age_band_asked_at=asked)
    UserFactory(age_band="adult", age_band_asked_at=asked)
    UserFactory(age_band="14_15", age_band_asked_at=NOW)
    assert consent_figures(at=NOW).expiring == 1


def test_what_will_go_is_shown_before_it_goes():
    IdempotencyKey.objects.create(key="k", created_at=NOW)
    lines = {line.rule.code: line for line in retention_preview(at=NOW)}
    assert (lines["idempotency"].now, lines["idempotency"].soon) == (0, 1)
    assert lines["log-files"].now is None
    assert IdempotencyKey.objects.count() == 1
