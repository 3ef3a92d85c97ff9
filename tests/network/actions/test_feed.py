"""The secret address of a calendar feed."""

from datetime import UTC, datetime

import pytest

from network.actions.feed import hashed, new_feed_token, revoke_feed
from network.models import FeedToken
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def test_only_the_hash_is_kept_and_a_new_one_switches_the_old_off():
    user = UserFactory()
    first, second = (new_feed_token(user=user, at=NOW) for _ in range(2))
    rows = {row.token_hash: row.revoked_at for row in FeedToken.objects.all()}
    assert rows == {hashed(first): NOW, hashed(second): None}
    assert len(first) >= 32


def test_switching_off_is_for_oneself_only():
    one, other = UserFactory(), UserFactory()
    new_feed_token(user=one, at=NOW)
    new_feed_token(user=other, at=NOW)
    revoke_feed(user=one, at=NOW)
    assert list(FeedToken.objects.filter(revoked_at=None).values_list("user", flat=True)) == [
        other.pk
    ]
