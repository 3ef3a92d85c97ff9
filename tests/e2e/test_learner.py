"""A new adult learner: misspelt search, registration, learning, failing, passing, certificate."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from courses.actions.certificate import revoke_certificate
from courses.actions.enrolment import enrol
from courses.grading.shapes import MAX_CHOICES
from courses.models import Certificate, Enrolment
from lms.accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.cms import frame
from tests.support.barriers import WIDE, axe, bring_axe
from tests.support.journeys import ADDRESS, button, option, register, take_quiz
from tests.support.world import CONTENTS, NOW, RIGHT, build

ALL_RIGHT = RIGHT | {"free_text": "So etwa."}
TYPED = {"short_text", "numeric", "free_text"}
CHOSEN = "element => element.selectedOptions?.[0].text"


@pytest.fixture
def world(transactional_db):
    frame()
    built = build()
    cache.clear()
    return built


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_from_search_to_certificate(open_browser, world, javascript, site):
    page = open_browser(javascript=javascript)
    page.goto("/de/")
    page.get_by_role("searchbox").first.fill("sichre Kontn")
    page.get_by_role("searchbox").first.press("Enter")
    page.get_by_role("link", name="Sichere Konten").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sichere Konten")
    register(page)
    expect(page.get_by_text("Lektion 1 von 3")).to_be_visible()
    assert Enrolment.objects.get().user.email == ADDRESS

    button(page, "Erledigt, weiter").click()
    expect(page.get_by_text("Lektion 2 von 3")).to_be_visible()
    button(page, "Später weiter").click()
    expect(page).to_have_url(re.compile(r"/de/lernen/$"))
    page.get_by_role("link", name="Dort weitermachen, wo ich war").click()
    expect(page.get_by_text("Lektion 2 von 3")).to_be_visible()
    button(page, "Erledigt, weiter").click()
    expect(page.get_by_text("Lektion 3 von 3")).to_be_visible()
    button(page, "Als erledigt markieren").click()

    page.get_by_role("link", name="Zum Test").click()
    button(page, "Test beginnen").click()
    wrong = RIGHT | {
        "single": ["1234"], "multiple": ["Gleiches Passwort überall"], "short_text": "Kabel",
        "numeric": "3", "cloze": {"Lücke 1": "kurz", "Lücke 2": "immer"},
        "ordering": dict.fromkeys(RIGHT["ordering"], "1"),
    }  # fmt: skip
    take_quiz(page, wrong)
    expect(page.get_by_text("Noch nicht bestanden").first).to_be_visible()
    button(page, "Noch einmal versuchen").click()
    take_quiz(page, RIGHT)
    expect(page.get_by_text("Bestanden", exact=True).first).to_be_visible()

    page.goto("/de/lernen/")
    page.get_by_role("link", name="Bestätigen Sie den Namen").click()
    page.get_by_label(re.compile("Name")).first.fill("Ada Łužyca")
    page.locator("main form button[type=submit]").first.click()
    certificate = Certificate.objects.get()
    assert certificate.holder_name == "Ada Łužyca"
    assert certificate.pdf_sha256

    stranger = open_browser(javascript=javascript)
    stranger.goto(f"{site}/z/{certificate.code}")
    expect(stranger.locator("main")).to_contain_text("Sichere Konten")
    expect(stranger.locator("main")).to_contain_text("gültig")
    assert "Łužyca" not in stranger.content()
    revoke_certificate(
        code=certificate.code, reason="error", actor=User.objects.get(email=ADDRESS), at=NOW
    )
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("widerrufen")


@pytest.fixture
def every_kind(transactional_db):
    """A quiz with every type of question, a time limit, and answers that may be checked."""
    frame()
    built = build(kinds=CONTENTS, time_limit_minutes=30, feedback_timing="answer")
    cache.clear()
    return built


def test_every_kind_of_question_by_keyboard(open_browser, every_kind):
    user = UserFactory()
    row = enrol(user=user, run=every_kind.course.runs.select_related("course").get(), at=NOW)
    quiz = every_kind.course.lessons.get(slug="schritt-3").quizzes.get()
    page = open_browser(width=320)
    page.goto("/de/konto/anmelden/")
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/lernen/**")
    page.goto(f"/de/lernen/{row.key}/schritt-3/quiz/{quiz.key}/")
    button(page, "Test beginnen").focus()
    page.keyboard.press("Enter")
    expect(button(page, "Abgeben")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\(noch (29|30) Minuten\)"))).to_be_visible()
    is_fine(page)
    for kind, answer in ALL_RIGHT.items():
        answer_by_keyboard(page, kind, answer)
    page.locator("#frage-4").get_by_role("textbox").press("Enter")
    expect(page.get_by_text("Die Antworten sind gespeichert.")).to_be_visible()
    page.locator("#frage-1").get_by_role("button", name="Prüfen").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#frage-1")).to_contain_text("Richtig")
    expect(page.locator("#frage-1 input")).to_have_count(0)
    is_fine(page)
    button(page, "Abgeben").focus()
    page.keyboard.press("Enter")
    # A person has to read the text; the server has graded everything else.
    expect(page.get_by_text("Bisher 14 von 19 Punkten")).to_be_visible()
    is_fine(page)


def is_fine(page):
    """No barrier that axe finds, no scrolling sideways."""
    bring_axe(page)
    assert axe(page) == []
    assert page.evaluate(WIDE) <= 0


def answer_by_keyboard(page, kind, answer):
    """Set every control with keys alone, once it has the focus."""
    number = list(CONTENTS).index(kind) + 1
    wanted = answer if isinstance(answer, dict) else {}
    ticks = answer if isinstance(answer, list) else []
    if kind == "true_false":
        ticks = ["richtig" if answer == "true" else "falsch"]
    for label in ticks + ([answer] if kind == "scale" else []):
        option(page.locator(f"#frage-{number}"), kind, label).focus()
        page.keyboard.press("Space")
    for label, words in wanted.items():
        place = page.locator(f"#frage-{number}").get_by_label(label, exact=True)
        place.focus()
        if place.evaluate("element => element.tagName") == "INPUT":
            page.keyboard.type(words)
        for _ in range(MAX_CHOICES):
            if place.evaluate(CHOSEN) in (None, words):
                break
            page.keyboard.press("ArrowDown")
        assert place.evaluate(CHOSEN) in (None, words)
    if isinstance(answer, str) and kind in TYPED:
        page.locator(f"#frage-{number}").get_by_role("textbox").focus()
        page.keyboard.type(answer)
