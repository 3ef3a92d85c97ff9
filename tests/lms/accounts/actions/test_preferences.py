from datetime import UTC, datetime

import pytest

from lms.accounts.actions import choose_mails, record_consent, retry_mailbox, switch_off
from lms.accounts.enums import Decision, MailKind, Purpose
from lms.accounts.models import ConsentEvent
from lms.accounts.preferences import CHOSEN_HERE, kinds_of
from lms.records.bouncing import is_closed, note_bounce
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_what_is_chosen_is_on_and_all_else_off():
    user = UserFactory()
    for kinds in ([MailKind.ANSWER, MailKind.TASKS], [], CHOSEN_HERE):
        choose_mails(user=user, kinds=kinds, at=AT)
        assert {kind for kind, is_on in kinds_of(user).items() if is_on} == set(kinds)
    event = AuditEvent.objects.first()
    assert (event.action, event.object_key) == ("person.choose-mails", user.key)


def test_switching_off_is_safe_to_repeat_and_leaves_the_others():
    user, other = UserFactory(), UserFactory()
    for _ in range(2):
        switch_off(user=user, kind=MailKind.TASKS, at=AT)
    assert kinds_of(user) == {**kinds_of(other), MailKind.TASKS: False}
    assert kinds_of(other)[MailKind.TASKS] is True


def test_switching_the_digest_off_withdraws_the_consent():
    user = UserFactory()
    record_consent(user=user, purpose=Purpose.DIGEST, decision=Decision.GIVEN, version=1, at=AT)
    for _ in range(2):
        switch_off(user=user, kind=MailKind.DIGEST, at=AT)
    assert kinds_of(user)[MailKind.DIGEST] is False
    newest = ConsentEvent.objects.filter(person_key=user.key).order_by("pk")
    assert [(event.decision, event.method) for event in newest] == [
        ("given", "online"),
        ("withdrawn", "link"),
    ]


def test_an_owner_opens_a_closed_mailbox():
    user = UserFactory()
    for _ in range(2):
        note_bounce(user.email, at=AT)
    assert is_closed(user.email) is True
    retry_mailbox(user=user, at=AT)
    assert is_closed(user.email) is False
    assert AuditEvent.objects.get().action == "person.retry-mailbox"
