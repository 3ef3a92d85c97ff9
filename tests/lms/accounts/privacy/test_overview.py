from datetime import timedelta

import pytest

from lms.accounts.actions.consent import publish_text
from lms.accounts.actions.review import review_consents
from lms.accounts.consent.queries import standing_of, standings_of
from lms.accounts.enums import AgeBand, Purpose
from lms.accounts.models import User
from lms.accounts.privacy.overview import consent_figures, retention_preview
from lms.records.models import IdempotencyKey
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.support.consent import BEN, DAY, NEW_TEXT, child, confirmed, decide, learning_child

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


def test_children_whose_account_was_never_used_are_counted():
    child()
    withdrawn = learning_child(emails=(BEN,))
    decide(withdrawn, "withdrawn", guardian=confirmed(withdrawn, BEN), at=NOW + DAY)
    figures = consent_figures(at=NOW + DAY)
    assert figures.pending == 1
    assert dict(figures.missing)["Die Einwilligung wurde widerrufen."] == 1


def test_a_changed_text_is_seen_while_its_thirty_days_run():
    users = [learning_child(band) for band in (AgeBand.UNDER_14, AgeBand.FROM_14)]
    child(emails=(BEN,))
    assert consent_figures(at=NOW).outdated == 0
    publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="", at=NOW)
    assert consent_figures(at=NOW + 29 * DAY).outdated == 2
    decide(users[0], guardian=confirmed(users[0]), version=2, at=NOW + DAY)
    assert consent_figures(at=NOW + 29 * DAY).outdated == 1
    review_consents(at=NOW + 31 * DAY)
    figures = consent_figures(at=NOW + 31 * DAY)
    assert figures.outdated == 0
    assert dict(figures.missing)["Der Text der Einwilligung hat sich geändert."] == 1


@pytest.mark.parametrize("number", [1, 3])
def test_many_are_read_as_one_is_and_in_as_many_queries(number, django_assert_num_queries):
    for _number in range(number):
        learning_child(AgeBand.FROM_14)
    users = User.objects.order_by("pk")
    with django_assert_num_queries(4):
        found = standings_of(users)
    assert found == [standing_of(user) for user in users]
    assert len(found) == number
