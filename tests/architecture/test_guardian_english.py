"""What a guardian meets in English: every page, every refusal, every mail; no word of German."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from lms.accounts.actions import invite_guardian_of_seat
from lms.accounts.actions.guardian import send_code
from lms.accounts.enums import AccountKind, AgeBand
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.courses import EnrolmentFactory
from tests.support.consent import ANNE, BEN, child, code_for, learning_child, newest_mail

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MAILS = Path(__file__).parents[2] / "templates" / "email"

GERMAN = re.compile(
    r"\b(?:und|oder|der|das|ist|sind|nicht|kein\w*|ein|eine[mnrs]?|für|mit|von|zum|zur|auf|bis|wird|"
    r"werden|wurde|Sie|Ihre?\w*|wir|Kinde[rs]|Konto|Eltern|Passwort|Bitte|Zurück|Seite)\b|[äöüß]",
)
HIDDEN = re.compile(
    r"<(script|style)\b.*?</\1>|<(\w+)\b[^>]*\blang=\"de\"[^>]*>.*?</\2>|<header\b.*?</header>|<footer\b.*?</footer>",
    re.DOTALL,
)
SPOKEN = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')
AGREE = {"act": "agree", "account-version": 1, "account-agrees": "on"}


def german(text):
    """Lines of a text that are not English."""
    lines = [" ".join(unescape(line).split()) for line in text.splitlines()]
    return [line for line in lines if GERMAN.search(line)]


def german_on(answer):
    """What is German on a page, to be read or heard, but for what says that it is."""
    page = HIDDEN.sub(" ", answer.content.decode().partition("<body")[2])
    return german(re.sub(r"<[^>]*>", "\n", page) + "\n" + "\n".join(SPOKEN.findall(page)))


def address(name, user, *more):
    return reverse(f"guardian:{name}", args=[user.key, *more])


def opened(user):
    """A browser with the page of this child open."""
    browser, code = Client(), code_for(user.guardians.get(), at=timezone.now())
    assert browser.post(reverse("guardian:enter"), {"code": code}).status_code == 303
    return browser


def doors():
    """The door, what it refuses, and the link of a mail."""
    browser, enter = Client(), reverse("guardian:enter")
    code = code_for(child(at=timezone.now()).guardians.get(), at=timezone.now())
    yield browser.get(enter)
    yield browser.post(enter, {"code": ""})
    yield browser.post(enter, {"code": "bcdf-ghjk-mnpq-rstv"})
    yield browser.post(reverse("guardian:new-link"), {"email": "x"})
    yield browser.post(reverse("guardian:new-link"), {"email": BEN}, follow=True)
    yield browser.get(reverse("guardian:link", args=["nothing-here"]))
    yield browser.get(reverse("guardian:link", args=[code]))


def waiting():
    """A child nobody has answered for: refused, agreed, deleted."""
    user = child(emails=(BEN,), at=timezone.now())
    browser, page = opened(user), address("child", user)
    yield browser.get(page)
    yield browser.post(page, {**AGREE, "account-agrees": ""})
    yield browser.post(page, {**AGREE, "account-version": 7})
    yield browser.post(page, {"act": "refuse"}, follow=True)
    yield browser.post(address("erase", user), follow=True)


def learning():
    """A child that learns: age, password, withdrawal, deletion, and the end of the access."""
    user = learning_child(at=timezone.now())
    EnrolmentFactory(user=user)
    browser, page = opened(user), address("child", user)
    yield browser.get(page)
    yield browser.post(address("age", user), {"band": "adult"})
    yield browser.post(address("age", user), {"band": ""})
    yield browser.post(address("age", user), {"band": "14_15"}, follow=True)
    yield browser.post(address("age", user), {"band": "under_14"})
    yield browser.post(address("password", user))
    yield browser.post(page, {"act": "withdraw"}, follow=True)
    yield browser.post(address("erase", user), follow=True)
    yield browser.post(address("keep", user), follow=True)
    User.objects.filter(pk=user.pk).update(age_band=AgeBand.FROM_16)
    yield browser.get(page)
    yield browser.post(address("finish", user), follow=True)


def of_a_class():
    """The guardian of a seat."""
    seat = UserFactory(kind=AccountKind.SEAT, email="")
    _guardian, code = invite_guardian_of_seat(seat=seat, actor_key="x", at=timezone.now())
    browser = Client()
    yield browser.post(reverse("guardian:enter"), {"code": code}, follow=True)
    yield browser.post(reverse("guardian:close"), follow=True)


@pytest.mark.parametrize("visit", [doors, waiting, learning, of_a_class])
def test_pages_of_guardians_are_english(visit):
    with translation.override("en"):
        answers = list(visit())
    assert {answer.status_code for answer in answers} <= {200, 404, 409, 422}
    assert [german_on(answer) for answer in answers] == [[] for _answer in answers]


@pytest.mark.parametrize(
    "name",
    sorted(path.name.removesuffix("_message.txt") for path in MAILS.glob("guardian_*_message.txt")),
)
def test_mails_to_guardians_are_english(name):
    guardian = child(at=timezone.now()).guardians.get()
    send_code(guardian=guardian, template=f"email/{name}", at=timezone.now(), language="en")
    mail = newest_mail()
    assert mail.kind == name
    assert german(f"{mail.subject}\n{mail.text}") == []


def test_a_new_link_comes_in_the_language_of_the_page():
    child(at=timezone.now())  # registered in German
    with translation.override("en"):
        Client().post(reverse("guardian:new-link"), {"email": ANNE})
    assert "/en/" in newest_mail().text
    assert german(newest_mail().text) == []


def test_german_is_told_from_english():
    assert german("A code for your child\nDas Konto Ihres Kindes") == ["Das Konto Ihres Kindes"]
