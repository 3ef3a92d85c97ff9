from datetime import UTC, datetime

import pytest
from django.utils import translation

from lms.accounts import mails
from tests.factories.accounts import UserFactory
from tests.support.mails import mails_to

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def send(**values):
    mails.send(
        "account/email/password_changed",
        recipient="ada@example.org",
        context={},
        at=AT,
        **{"language": "de", **values},
    )


def test_absolute_uses_the_configured_site(settings):
    settings.SITE_URL = "https://lernkette.example"
    assert mails.absolute("/de/") == "https://lernkette.example/de/"


def test_language_of_prefers_the_persons_choice():
    assert mails.language_of(UserFactory.build(language="en")) == "en"
    assert mails.language_of(UserFactory.build(language="xx")) == "de"
    with translation.override("en"):
        assert mails.language_of(None) == "en"


@pytest.mark.django_db
def test_send_queues_a_mail_in_plain_german():
    send()
    (message,) = mails_to("ada@example.org")
    assert message.kind == "password_changed"
    assert message.subject == "Ihr Passwort wurde geändert"
    assert message.text.startswith("Guten Tag,\n\ndas Passwort Ihres Kontos bei Lernkette")
    assert "Freundliche Grüße\nLernkette\nhttp://testserver\n\n-- \nDiese E-Mail" in message.text
    assert "das Passwort Ihres Kontos bei Lernkette" in message.html


@pytest.mark.django_db
def test_send_with_a_key_sends_once_and_without_each_time():
    send(key="k")
    send(key="k")
    assert len(mails_to("ada@example.org")) == 1
    send()
    send()
    assert len(mails_to("ada@example.org")) == 3
