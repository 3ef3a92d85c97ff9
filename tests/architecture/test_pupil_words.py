"""Pupils are not addressed with "Sie": one text for all, neutral, on every page a seat is led to."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from courses.actions.announcement import announce
from courses.actions.quiz import start_attempt
from lms.accounts.models import User
from tests.factories.cms import frame
from tests.support import admin
from tests.support.school_class import NOW, assigned, room

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# At the beginning of a sentence "Sie" may mean "they", so there only what follows tells.
FORMAL = re.compile(
    r"(?<=[\w,;–-] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b"
    r"|\bIhr(?:e[mnrs]?)? [A-ZÄÖÜ„]"
    r"|(?:^|[.!?:] )Sie (?:sind|haben|können|waren|brauchen|bearbeiten|bestehen|besuchen|lernen)\b"
)
HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
BLOCK = re.compile(r"</?(?:p|li|h\d|div|dd|dt|td|th|button|label|legend|option|title|a)\b[^>]*>")
SPOKEN = re.compile(r'(?:aria-label|alt|title|placeholder|data-[\w-]+)="([^"]*)"')
LINK = re.compile(r'href="(/de/[^"#?]*)"')
TEXT = re.compile(
    r'{% translate "(.*?)"|_\("(.*?)"\)|{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}',
    re.DOTALL,
)
# What groups of adults read instead.
ADULT = re.compile(r"{% if (?:[\w.]+\.)?is_adult %}.*?{% else %}", re.DOTALL)
# Written for the public at large, whoever reads it.
PUBLIC = {"courses:catalogue", "courses:verify", "courses:verify-search"}


def formal(page):
    """What addresses the reader formally on a page, to be read or heard."""
    page = HIDDEN.sub(" ", page)
    parts = [re.sub(r"<[^>]*>", " ", part) for part in BLOCK.split(page)]
    words = (" ".join(unescape(part).split()) for part in [*parts, *SPOKEN.findall(page)])
    return [one for one in words if FORMAL.search(one)]


def client_of(card):
    return admin.signed_in(User.objects.get(pk=card.seat.user_id))


def is_of_learning(answer):
    name = answer.resolver_match.view_name if answer.resolver_match else ""
    return name.startswith("courses:") and name not in PUBLIC


def walked(client, *starts):
    """Every page of learning that a seat is led to by links."""
    seen, queue = {}, list(starts)
    while queue:
        path = queue.pop()
        if path in seen:
            continue
        answer = client.get(path)
        if answer.status_code in {301, 302, 303}:
            queue.append(answer["Location"])
        elif is_of_learning(answer) and answer["Content-Type"].startswith("text/html"):
            seen[path] = answer
            queue += LINK.findall(answer.content.decode())
    return seen


def seats_in_every_state():
    """Pupils before, in and after a test, with the course done, and with news."""
    frame()
    here = assigned(room(seats=4))
    fresh, begun, failed, passed = here.cards
    run = here.school_class.runs.get()
    announce(run=run, key="schluessel", subject="Neu", text="Raum 3", author=here.lead, at=NOW)
    start_attempt(enrolment=here.enrolment(begun), quiz=here.quiz, at=NOW)
    here.attempt(failed, is_right=False)
    here.learn(passed, lessons=3)
    here.attempt(passed, is_right=True)
    return here, (fresh, begun, failed, passed)


def everything():
    """The answers by who asked and where: what links lead to, and what is refused."""
    here, cards = seats_in_every_state()
    found = {}
    for card in cards:
        client, row = client_of(card), here.enrolment(card)
        test = reverse("courses:quiz", args=[row.key, here.quiz.lesson.slug, here.quiz.key])
        found[f"test of {card.seat.alias}"] = client.get(test)
        found[f"certificate of {card.seat.alias}"] = client.get(
            reverse("courses:certificate-name", args=[row.key])
        )
    for card in (cards[0], cards[-1]):
        found |= walked(client_of(card), "/de/lernen/")
    found["absent"] = client.get("/de/lernen/nichtsda22/")
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(User.objects.get(pk=cards[0].seat.user_id))
    found["forged"] = forged.post(test)
    found["card"] = Client().get(reverse("courses:card"))
    found["wrong card"] = Client().post(reverse("courses:card"), {"code": "falsch"})
    return found


def texts_of(answers):
    """The texts of every template that took part, also those of branches not taken.

    And of all that a lesson or a test may be made of, whatever questions it has.
    """
    names = {template.name for answer in answers for template in answer.templates}
    paths = {Path(get_template(name).origin.name) for name in names - {None}}
    folder = Path.cwd() / "templates"
    for pattern in (
        "courses/lesson*.html",
        "courses/quiz*.html",
        "courses/kept_form.html",
        "4*.html",
    ):
        paths |= set(folder.glob(pattern))
    return {
        path.name: [text for hit in TEXT.findall(_for_pupils(path)) for text in hit if text]
        for path in paths
        if path.is_relative_to(folder)
    }


def _for_pupils(path):
    return ADULT.sub("", path.read_text("utf-8"))


def test_nothing_a_pupil_is_led_to_says_sie():
    answers = everything()
    views = {one.resolver_match.view_name for one in answers.values() if one.resolver_match}
    assert {"courses:learning", "courses:lesson", "courses:quiz", "courses:run-news"} <= views
    said = {name: formal(answer.content.decode()) for name, answer in answers.items()}
    assert {name: found for name, found in said.items() if found} == {}
    assert {
        path for path, answer in answers.items() if path[0] == "/" and answer.status_code >= 400
    } == set()
    texts = texts_of(answers.values())
    assert sum(map(len, texts.values())) > 100
    formal_ones = {
        name: [text for text in found if FORMAL.search(text)] for name, found in texts.items()
    }
    assert {name: found for name, found in formal_ones.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("<p>Das sehen Sie später.</p>", True),
        ('<nav aria-label="Wo haben Sie das her">', True),
        ("<p>Gut. Ihre Antwort fehlt.</p>", True),
        ("<p>Sie haben noch einen Versuch.</p>", True),
        ("<p>Die Antworten kamen spät. Sie zählen noch.</p>", False),
        ("<p>Hast du deine Karte?</p>", False),
    ],
)
def test_formal_address_is_told_from_they(text, is_found):
    assert bool(formal(text)) == is_found
