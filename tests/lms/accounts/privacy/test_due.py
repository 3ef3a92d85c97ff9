from datetime import timedelta

import pytest

from lms.accounts.models import PendingConfirmation, PrivacyCase, User
from lms.accounts.privacy import due
from lms.records.actions import Mail, queue_mail, record_event
from lms.records.models import OutboxMessage
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def unused(days, **values):
    user = UserFactory(**values)
    User.objects.filter(pk=user.pk).update(date_joined=NOW - 900 * DAY, last_login=NOW - days * DAY)
    return user


def test_people_are_told_once_after_23_months():
    user = unused(701)
    unused(699)
    assert list(due.to_be_told(at=NOW)) == [user]
    User.objects.update(inactivity_notice_at=NOW)
    assert not due.to_be_told(at=NOW).exists()
    # Whoever was here since is told anew.
    User.objects.update(last_login=NOW + DAY)
    assert due.to_be_told(at=NOW + 710 * DAY).count() == 2


def test_accounts_go_after_24_months_and_30_days_of_notice():
    user = unused(731)
    assert not due.inactive(at=NOW).exists(), "nobody told them"
    User.objects.update(inactivity_notice_at=NOW)
    assert not due.inactive(at=NOW + 29 * DAY).exists()
    assert list(due.inactive(at=NOW + 30 * DAY)) == [user]
    User.objects.update(last_login=NOW + DAY)
    assert not due.inactive(at=NOW + 30 * DAY).exists()


def test_who_never_signed_in_counts_from_the_beginning():
    user = unused(731)
    User.objects.filter(pk=user.pk).update(last_login=None)
    assert list(due.to_be_told(at=NOW)) == [user]


def test_whoever_has_rights_here_and_seats_of_classes_are_looked_after_elsewhere():
    StaffFactory()
    unused(731, requires_second_factor=True)
    unused(731, kind="seat", email="")
    User.objects.update(last_login=NOW - 731 * DAY)
    assert User.objects.count() == 3
    assert not due.to_be_told(at=NOW).exists()


def test_other_periods():
    user = UserFactory()
    PendingConfirmation.objects.create(user=user, email="x@example.org", created_at=NOW)
    case = PrivacyCase.objects.create(kind="export", opened_at=NOW, due_at=NOW, closed_at=NOW)
    record_event(action="a.b", object_type="c", object_key="d", note="Grund", at=NOW)
    queue_mail(Mail("k", "x", "x@example.org", subject="s", text="t"), at=NOW)
    periods = [
        (due.unconfirmed, 7), (due.closed_cases, 3 * 365), (due.audit_notes, 730), (due.mails, 30)
    ]  # fmt: skip
    OutboxMessage.objects.update(state="sent")
    for query, days in periods:
        assert query(at=NOW + days * DAY).count() == 0, query
        assert query(at=NOW + (days + 1) * DAY).count() == 1, query
    PrivacyCase.objects.filter(pk=case.pk).update(closed_at=None)
    assert not due.closed_cases(at=NOW + 9999 * DAY).exists(), "an open case stays"
    OutboxMessage.objects.update(state="pending")
    assert not due.mails(at=NOW + 9999 * DAY).exists(), "a mail that waits stays"
