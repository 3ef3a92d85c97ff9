"""Data that go by themselves, with the clock put forward."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from lms.accounts.actions import retention
from lms.accounts.models import PrivacyCase, User
from lms.accounts.privacy.rules import RetentionRule, rules
from lms.records.actions import Mail, record_event
from lms.records.models import AuditEvent, AuditNote, DeletionEntry, IdempotencyKey, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sleeper():
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(last_login=NOW, date_joined=NOW)
    return user


def test_an_unused_account_is_told_then_erased(sleeper):
    assert retention.run_retention(at=NOW + 699 * DAY)["inactive-notice"] == 0
    told = NOW + 701 * DAY
    assert retention.run_retention(at=told)["inactive-notice"] == 1
    assert retention.run_retention(at=told + DAY)["inactive-notice"] == 0
    (mail,) = mails_to(sleeper.email)
    assert "24. November 2028" in mail.text
    assert retention.run_retention(at=told + 29 * DAY)["inactive-accounts"] == 0
    assert retention.run_retention(at=told + 30 * DAY)["inactive-accounts"] == 1
    assert not User.objects.filter(pk=sleeper.pk).exists()
    assert DeletionEntry.objects.get().object_key == sleeper.key


def test_who_comes_back_stays(sleeper):
    told = NOW + 701 * DAY
    retention.run_retention(at=told)
    User.objects.update(last_login=told + DAY)
    retention.run_retention(at=told + 60 * DAY)
    assert User.objects.get() == sleeper


def test_who_has_no_address_is_noted_as_told_too():
    user = UserFactory(email="")
    User.objects.filter(pk=user.pk).update(last_login=NOW, date_joined=NOW)
    assert retention.tell_inactive(at=NOW + 705 * DAY) == 1
    assert not OutboxMessage.objects.exists()


def test_records_go_and_the_report_says_how_many():
    record_event(action="a.b", object_type="c", object_key="d", note="Grund", at=NOW)
    IdempotencyKey.objects.create(key="k", created_at=NOW)
    PrivacyCase.objects.create(kind="export", opened_at=NOW, due_at=NOW, closed_at=NOW)
    report = retention.run_retention(at=NOW + 1200 * DAY)
    assert {code: number for code, number in report.items() if number} == {
        "audit-notes": 1, "idempotency": 1, "cases": 1,
    }  # fmt: skip
    event = AuditEvent.objects.get(action="retention.run")
    assert event.data == {"audit-notes": 1, "idempotency": 1, "cases": 1}
    assert not AuditNote.objects.exists()
    assert AuditEvent.objects.filter(action="a.b").exists(), "what happened stays, without words"
    assert not any(retention.run_retention(at=NOW + 1200 * DAY).values()), "safe to run twice"
    assert AuditEvent.objects.filter(action="retention.run").count() == 1


def test_mails_that_left_go_after_a_month():
    from lms.records.actions import queue_mail

    queue_mail(Mail("k", "x", "x@example.org", subject="s", text="t"), at=NOW)
    OutboxMessage.objects.update(state="pending")
    assert retention.drop_mails(at=NOW + 99 * DAY) == 0
    OutboxMessage.objects.update(state="sent")
    assert (retention.drop_mails(at=NOW + 31 * DAY), OutboxMessage.objects.count()) == (1, 0)


def test_a_dry_count_is_what_then_goes(sleeper):
    at = NOW + 701 * DAY
    counted = {rule.code: rule.due(at=at) for rule in rules() if rule.act}
    assert counted["inactive-notice"] == 1
    assert retention.run_retention(at=at) == counted


def fails(*, at):
    message = f"cannot be done at {at}"
    raise LookupError(message)


@pytest.fixture
def one_rule_fails(monkeypatch):
    """The first of all rules cannot be applied."""
    broken = RetentionRule("broken", "", "", "records", "", act=f"{__name__}.fails")
    monkeypatch.setattr(retention, "rules", lambda: (broken, *rules()))


@pytest.mark.usefixtures("one_rule_fails")
def test_a_rule_that_fails_stops_no_other_and_is_told(caplog):
    IdempotencyKey.objects.create(key="k", created_at=NOW)
    with pytest.raises(retention.RetentionFailedError, match="broken") as caught:
        retention.run_retention(at=NOW + 9 * DAY)
    assert caught.value.report["idempotency"] == 1
    assert not IdempotencyKey.objects.exists()
    event = AuditEvent.objects.get(action="retention.run")
    assert event.data == {"idempotency": 1, "failed": ["broken"]}
    assert "a retention rule failed" in caplog.messages


@pytest.mark.usefixtures("one_rule_fails")
def test_the_command_shows_what_went_and_ends_as_failed(capsys):
    IdempotencyKey.objects.create(key="k", created_at=NOW - 999 * DAY)
    with pytest.raises(CommandError, match="broken"):
        call_command("retention")
    assert "idempotency: 1 deleted" in capsys.readouterr().out
