"""What people do in a browser, step by step; used by several journeys."""

import re

from playwright.sync_api import expect

from tests.factories import accounts
from tests.support.mails import code_in, sent_to

ADDRESS = "neu@example.org"
PASSWORD = "drei wilde Otter schwimmen"


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def sign_in(page, who, *, door="/de/konto/anmelden/", password=accounts.PASSWORD):
    """Sign a user, or one by name, in; returns the page they come to."""
    page.goto(door)
    page.locator("input[name=login]").fill(getattr(who, "username", who))
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/anmelden/" not in address)
    return page


def register(page):
    page.get_by_role("link", name="Kostenlos einschreiben").first.click()
    page.get_by_role("link", name=re.compile("Konto anlegen")).first.click()
    page.get_by_label("18 oder älter", exact=True).check()
    button(page, "Weiter").click()
    page.get_by_label(re.compile("^E-Mail")).fill(ADDRESS)
    page.get_by_label(re.compile("^Passwort")).first.fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.get_by_label(re.compile("Code")).fill(code_in(sent_to(ADDRESS)[-1]))
    page.locator("main form button[type=submit]").first.click()


def option(question, kind, words):
    """A choice by its words; those of an image stand in its description."""
    if kind == "image_choice":
        return question.get_by_role("radio", name=words, exact=True)
    return question.get_by_label(words, exact=True)


def take_quiz(page, answers):
    for position, (kind, answer) in enumerate(answers.items()):
        question = page.locator(f"#frage-{position + 1}")
        if kind in ("single", "multiple", "image_choice"):
            for words in answer:
                option(question, kind, words).check()
        elif isinstance(answer, dict):
            for label, words in answer.items():
                place = question.get_by_label(label, exact=True)
                is_list = place.evaluate("element => element.tagName") == "SELECT"
                place.select_option(label=words) if is_list else place.fill(words)
        elif kind == "scale":
            question.get_by_label(answer, exact=True).check()
        elif kind == "true_false":
            question.get_by_label("richtig" if answer == "true" else "falsch", exact=True).check()
        else:
            question.get_by_role("textbox").fill(answer)
    button(page, "Abgeben").click()
