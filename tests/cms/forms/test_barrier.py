import pytest
from django.core import mail

from cms.forms.barrier import BarrierReportForm
from lms.records.models import OutboxMessage
from lms.records.tasks import send_outbox
from tests.factories.network import NOW


@pytest.mark.django_db
def test_every_report_is_a_mail_of_its_own(settings):
    settings.ACCESSIBILITY_MAILBOX = "barrierefrei@stadt.example"
    for _ in range(2):
        form = BarrierReportForm({"text": "Zu blass", "email": "a@b.example", "address": ""})
        assert form.is_valid()
        form.send(at=NOW)
    texts = OutboxMessage.objects.values_list("text", flat=True)
    assert len(texts) == 2
    assert all("Zu blass" in text and "a@b.example" in text for text in texts)


@pytest.mark.django_db
def test_the_address_leaves_with_the_report(settings):
    settings.ACCESSIBILITY_MAILBOX = "barrierefrei@stadt.example"
    form = BarrierReportForm({"text": "Zu blass", "email": "a@b.example", "address": ""})
    assert form.is_valid()
    form.send(at=NOW)
    send_outbox()
    assert "a@b.example" in mail.outbox[0].body
    assert "a@b.example" not in str(OutboxMessage.objects.values().get())


def test_words_are_needed_and_limited():
    assert not BarrierReportForm({"text": ""}).is_valid()
    assert not BarrierReportForm({"text": "x" * 5000}).is_valid()
