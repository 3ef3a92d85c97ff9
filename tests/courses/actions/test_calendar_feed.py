import pytest

from courses.actions.calendar_feed import hashed, new_calendar_token, revoke_calendar
from courses.models import CalendarToken
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_one_address_at_a_time_and_only_its_hash_is_kept():
    user = UserFactory()
    old, new = (new_calendar_token(user=user, at=NOW) for _ in range(2))
    valid = CalendarToken.objects.get(revoked_at=None)
    assert valid.token_hash == hashed(new)
    assert {row.token_hash for row in CalendarToken.objects.all()} == {hashed(old), hashed(new)}
    assert len(new) == 32


def test_switching_off_is_logged_once():
    user = UserFactory()
    new_calendar_token(user=user, at=NOW)
    for _twice in range(2):
        revoke_calendar(user=user, at=NOW)
    assert not CalendarToken.objects.filter(revoked_at=None).exists()
    assert AuditEvent.objects.filter(action="calendar.revoke").count() == 1
