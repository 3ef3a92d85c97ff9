import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.template import engines
from django.utils import translation

from lms.accounts import mails
from lms.accounts.actions import record_consent
from lms.accounts.enums import AccountKind, Decision, MailKind, Purpose
from lms.accounts.mail_forms import Words
from lms.accounts.models import MailPreference
from lms.records.models import MailPriority, OutboxMessage
from lms.records.tasks import send_outbox
from tests.factories.accounts import UserFactory
from tests.support.mails import mails_to
from tests.support.queries import expect_statements
from tests.support.sources import ROOT

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def send(**values):
    mails.send(
        "account/email/password_changed",
        context={},
        at=AT,
        **{"language": "de", "recipient": "ada@example.org", **values},
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


def post(text, **values):
    words = Words(name="x", subject="Kurs <b>", text=text, language="de")
    mails.post(words, recipient="ada@example.org", at=AT, **values)
    return OutboxMessage.objects.latest("pk")


@pytest.mark.django_db
def test_the_html_says_what_the_text_says_and_nothing_typed_becomes_markup():
    html = post("Guten <script>alert(1)</script> Tag\n\nWeiter:\nhttp://testserver/de/x/").html
    assert '<html lang="de">' in html
    assert "<title>Kurs &lt;b&gt;</title>" in html
    assert "Guten &lt;script&gt;alert(1)&lt;/script&gt; Tag" in html
    assert re.search(r'href="http://testserver/de/x/"[^>]*>Weiter</a>', html)
    assert "<script" not in html
    assert "{%" not in html


@pytest.mark.django_db
def test_nothing_in_a_mail_is_loaded_from_anywhere():
    html = post("Siehe http://testserver/de/x/ und https://fremd.example/").html
    assert re.findall(r"<(?:img|link|iframe|script|object)\b|url\(|@import|@font-face", html) == []
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) == {
        "http://testserver", "https://fremd.example",
    }  # fmt: skip
    assert min(int(px) for px in re.findall(r"font-size:(\d+)px", html)) >= 16


@pytest.mark.django_db
def test_the_footer_says_who_sends_it_why_and_how_to_stop_it():
    user = UserFactory(language="de")
    switched = post("Hallo", person=user, kind=MailKind.REMINDER)
    for form in (switched.text, switched.html):
        assert "Diese E-Mail schickt Lernkette (http://testserver)." in form
        assert "„Erinnerungen an Termine und Fristen“ eingeschaltet" in form
        assert switched.unsubscribe_url in form
    assert switched.unsubscribe_url.startswith("http://testserver/de/konto/e-mails/abschalten/")
    assert (switched.topic, switched.person_key) == ("reminder", user.key)
    own = post("Hallo", person=user)
    assert "lässt sich deshalb nicht abschalten" in own.html
    assert (own.topic, own.unsubscribe_url) == ("", "")
    assert "diese Adresse bei uns eingetragen" in post("Hallo").text


@pytest.mark.django_db
def test_a_body_of_its_own_may_take_the_place_of_the_one_made_of_the_text(tmp_path, settings):
    (tmp_path / "own_subject.txt").write_text("Betreff")
    (tmp_path / "own_message.txt").write_text("Text")
    (tmp_path / "own_message.html").write_text("<p>Eigen {{ name }}</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, ROOT / "templates"]}]
    try:
        mails.send(
            "own", recipient="ada@example.org", context={"name": "<i>"}, language="de", at=AT
        )
    finally:
        engines.__dict__.pop("templates", None)
    (message,) = mails_to("ada@example.org")
    assert "<p>Eigen &lt;i&gt;</p>" in message.html
    assert message.text.startswith("Text\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "sent"),
    [
        ({}, 1),
        ({"kind": AccountKind.SEAT, "email": ""}, 0),
        ({"kind": AccountKind.GUEST}, 1),
        ({"kind": AccountKind.GROUP, "email": ""}, 0),
        ({"is_active": False}, 0),
        ({"pause_reason": "missing"}, 0),
        ({"email": ""}, 0),
    ],
)
def test_only_people_with_an_account_of_their_own_get_what_may_be_switched_off(values, sent):
    user = UserFactory(**values)
    send(recipient=user.email, person=user, kind=MailKind.REMINDER)
    assert OutboxMessage.objects.count() == sent


@pytest.mark.django_db
def test_who_switched_a_kind_off_gets_the_others():
    user = UserFactory()
    MailPreference.objects.create(user=user, kind=MailKind.REMINDER, is_on=False)
    for kind in (MailKind.REMINDER, MailKind.ANSWER, None):
        send(recipient=user.email, person=user, kind=kind)
    assert list(OutboxMessage.objects.values_list("topic", flat=True)) == ["answer", ""]


@pytest.mark.django_db
def test_what_people_wait_for_goes_before_what_many_get():
    user = UserFactory()
    record_consent(user=user, purpose=Purpose.DIGEST, decision=Decision.GIVEN, version=1, at=AT)
    found = {}
    for kind in (None, *MailKind):
        send(recipient=user.email, person=user, kind=kind, key=f"k{kind}")
        found[kind] = OutboxMessage.objects.get(key=f"k{kind}").priority
    assert found[None] == MailPriority.AWAITED
    assert found[MailKind.ANSWER] == found[MailKind.TASKS] == MailPriority.USUAL
    assert found[MailKind.DIGEST] == found[MailKind.ANNOUNCEMENT] == MailPriority.MANY


def many(people):
    return mails.send_many(
        "account/email/password_changed", people=people, context=lambda code: {},
        kind=MailKind.ANNOUNCEMENT, key="news", at=AT,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_many_cost_the_same_and_each_reads_their_own_language(number):
    people = [UserFactory(language="en") for _ in range(number)] + [UserFactory(language="de")]
    off = UserFactory()
    MailPreference.objects.create(user=off, kind=MailKind.ANNOUNCEMENT, is_on=False)
    with expect_statements(3):  # who wants it, which are known, the rows
        assert many([*people, off]) == number + 1
    assert many([*people, off]) == 0
    (english,) = mails_to(people[0].email)
    (german,) = mails_to(people[-1].email)
    assert 'lang="en"' in english.html
    assert 'lang="de"' in german.html
    assert "/en/konto/e-mails/abschalten/" in english.unsubscribe_url
    assert english.unsubscribe_url != german.unsubscribe_url
    assert mails_to(off.email) == []


@pytest.mark.django_db
def test_five_hundred_take_few_statements(django_assert_max_num_queries):
    people = UserFactory.create_batch(500, password="x", confirmed=False)
    with django_assert_max_num_queries(18):
        assert many(people) == 500
    assert OutboxMessage.objects.values("unsubscribe_url").distinct().count() == 500


@pytest.mark.django_db
def test_headers_hold_no_line_breaks_whatever_was_typed():
    words = Words("x", "Kurs\r\nBcc: eve@example.org", "Text", "de")
    mails.post(words, recipient="ada@example.org", at=AT)
    send_outbox()
    (sent,) = mail.outbox
    raw = sent.message()
    assert raw["Bcc"] is None
    assert "\n" not in sent.subject
    assert sent.to == ["ada@example.org"]


def templates():
    folder = ROOT / "templates"
    return sorted(folder.glob("email/*_message.txt")) + sorted(
        folder.glob("account/email/*_message.txt")
    )


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.stem)
def test_every_mail_has_a_subject_our_frame_and_no_word_about_results(path):
    subject = path.with_name(path.name.replace("_message", "_subject"))
    sources = subject.read_text() + path.read_text()
    assert '{% extends "email/base.txt" %}' in sources
    assert not re.search(r"\{\{[^}]*\b(alias|points|score|percent|share)\b", sources)
    assert not re.search(r"https?://", sources)
    assert "|safe" not in sources
