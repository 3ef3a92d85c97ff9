import io
import mailbox
import sys
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from lms.records.models import MailState, OutboxMessage
from tests.support.notices import DIGEST, notice

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OTHER = b"Subject: Hallo\n\nEine Antwort"


@pytest.fixture(autouse=True)
def sent():
    OutboxMessage.objects.create(
        key="a", kind="test", recipient="weg@example.org", subject="x", created_at=AT, due_at=AT,
        state=MailState.SENT, attempts=1, digest=DIGEST,
    )  # fmt: skip


def read(*arguments):
    out = io.StringIO()
    call_command("read_bounces", *arguments, stdout=out)
    return out.getvalue().strip()


def state():
    return OutboxMessage.objects.get().state


@pytest.mark.parametrize("kind", [mailbox.Maildir, mailbox.mbox])
def test_a_box_is_read_and_only_notices_go(tmp_path, kind):
    path = str(tmp_path / "box")
    box = kind(path)
    for data in (notice(), OTHER):
        box.add(data)
    box.close()
    assert read(path) == "1 notices, 1 new bounces, 1 other mails"
    assert state() == MailState.BOUNCED
    assert read(path, "--remove") == "1 notices, 0 new bounces, 1 other mails"
    assert read(path) == "0 notices, 0 new bounces, 1 other mails"


def test_one_mail_comes_through_a_pipe(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(notice())))
    assert read("-") == "1 notices, 1 new bounces, 0 other mails"
    assert state() == MailState.BOUNCED


def test_a_box_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        read(str(tmp_path / "none"))
    assert state() == MailState.SENT
