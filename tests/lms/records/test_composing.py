from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from lms.records import composing
from lms.records.models import OutboxMessage
from lms.records.tasks import send_outbox

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def plant(**values):
    return OutboxMessage.objects.create(
        key="k1", kind="test", recipient="k1@example.org", subject="Betreff", text="Text",
        created_at=AT, due_at=AT, **values,
    )  # fmt: skip


def test_message_id_depends_on_the_key_and_names_the_site():
    assert composing.message_id("a") == composing.message_id("a") != composing.message_id("b")
    assert composing.message_id("a").endswith("@testserver>")


@pytest.mark.django_db
def test_a_file_goes_with_its_mail_and_leaves_the_row_with_it():
    kind = "text/calendar; method=REQUEST; charset=utf-8"
    data = "SUMMARY:Chóśebuz\r\n".encode()
    plant(attachment=data, attachment_name="termin.ics", attachment_type=kind)
    send_outbox()
    (part,) = [part for part in mail.outbox[0].message().walk() if part.get_filename()]
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REQUEST")
    assert part.get_filename() == "termin.ics"
    assert part.get_payload(decode=True) == data
    assert OutboxMessage.objects.get().attachment is None


@pytest.mark.django_db
def test_what_cannot_be_switched_off_offers_no_switch(settings):
    settings.DEFAULT_FROM_EMAIL = "Lernkette <noreply@stadt.example>"
    message = composing.compose(plant(), EmailBackend()).message()
    assert message["List-Unsubscribe"] is None
    assert message["From"] == "Lernkette <noreply@stadt.example>"
    assert message["Auto-Submitted"] == "auto-generated"
