"""From an author's first click to a stranger who verifies the certificate."""

import io
import re
from contextlib import suppress

import pikepdf
import pytest
from playwright.sync_api import Error, expect

from cms.onboarding import pages_of
from courses.models import Certificate, Course
from network.enums import Role
from tests.factories.cms import frame
from tests.support import admin
from tests.support.journeys import ADDRESS, button, register, sign_in, take_quiz


@pytest.fixture
def house(transactional_db, settings):
    # Wagtail's own saving starts at a moment nobody can foresee; a new page sent twice is tested
    # in tests/cms/viewsets/test_resent.py.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    frame()
    house = admin.partner("Bibliothek am Spreeufer", "bibliothek", may_self_approve=True)
    admin.member(house, Role.AUTHOR, name="alice")
    admin.member(house, Role.REVIEWER, name="rosa")
    admin.member(house, Role.ADMIN, name="anton")
    return house


EDITOR_RUNS = "() => wagtail.app.controllers.some((one) => one.identifier === 'w-slug')"


def wait_for_editor(page):
    """The editor starts by script; what writes the address of a page is among its last parts."""
    page.wait_for_load_state()
    page.wait_for_function(EDITOR_RUNS)


def open_editor(page, address):
    page.goto(address)
    wait_for_editor(page)


EDITOR = re.compile(r"/admin/pages/(\d+)/edit/")


def save_draft(page):
    expect(page.locator("#id_slug")).not_to_have_value("")  # written from the title by script
    with page.expect_event("load"):
        page.get_by_role("button", name="Entwurf speichern").first.click()
    expect(page).to_have_url(EDITOR)
    return int(EDITOR.search(page.url)[1])


def write_question(page):
    page.goto("/admin/fragen/neu/single/")
    page.locator("[name=prompt]").fill("Was ist ein Datum?")
    for number, (text, is_right) in enumerate([("Eine Angabe", True), ("Eine Meinung", False)]):
        page.locator(f"[name=form-{number}-text]").fill(text)
        if is_right:
            page.locator(f"[name=form-{number}-is_correct]").check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Was ist ein Datum?").first).to_be_visible()


def write_course(page, house):
    parent = pages_of(house).get(locale__language_code="de")
    open_editor(page, f"/admin/pages/add/cms/coursepage/{parent.pk}/")
    page.locator("#id_title").fill("Daten verstehen")
    page.locator("#id_summary").fill("Was Daten sagen und was nicht.")
    page.locator("#id_goals").fill("Sie lesen ein Diagramm.")
    page.get_by_role("tab", name="Für wen und was").click()
    page.locator("#id_stages").select_option(index=0)
    page.locator("#id_action_fields").select_option(index=0)
    page.get_by_role("tab", name="Inhalt").click()
    return save_draft(page)


def insert_block(page, name):
    page.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def choose_question(page, words):
    """Open the window and pick; the button is there a moment before its script is."""
    link = page.get_by_role("link", name=re.compile(words)).first
    for _ in range(5):
        if page.locator(".modal").count() == 0:
            page.get_by_role("button", name="Frage wählen").last.click()
        with suppress(Error):
            link.wait_for(timeout=3_000)
            break
    link.click()


def write_lesson(page, course, title, *, has_quiz=False):
    open_editor(page, f"/admin/pages/add/cms/lessonpage/{course}/")
    page.locator("#id_title").fill(title)
    insert_block(page, "Text")
    page.locator("[contenteditable=true]").last.click()
    page.keyboard.type(f"Inhalt von {title} aus Chóśebuz")
    page.wait_for_timeout(700)  # the rich-text editor hands over four times a second
    if has_quiz:
        insert_block(page, "Test")
        choose_question(page, "Was ist ein Datum")
        expect(page.locator(".modal")).to_have_count(0)
        expect(page.get_by_text("(Fassung 1)").first).to_be_visible()
    save_draft(page)


def publish(open_browser, house):
    """The author writes and submits, the reviewer approves."""
    author = open_browser()
    sign_in(author, "alice", door="/admin/")
    write_question(author)
    course = write_course(author, house)
    write_lesson(author, course, "Erster Schritt")
    write_lesson(author, course, "Zweiter Schritt")
    write_lesson(author, course, "Dritter Schritt", has_quiz=True)
    author.goto(f"/admin/freigabe/{course}/")
    author.get_by_role("button", name=re.compile("inreichen")).click()
    assert not Course.objects.exists()
    reviewer = open_browser()
    sign_in(reviewer, "rosa", door="/admin/")
    reviewer.goto(f"/admin/freigabe/{course}/")
    reviewer.get_by_role("button", name=re.compile("freigeben")).click()
    reviewer.wait_for_load_state()
    assert Course.objects.get().lessons.count() == 3


def learn(learner):
    """Find by a misspelt search, register, learn with a break, fail, pass."""
    learner.goto("/de/kurse/?q=Datn+verstehn")
    learner.get_by_role("link", name="Daten verstehen").first.click()
    register(learner)
    expect(learner.get_by_text("Inhalt von Erster Schritt aus Chóśebuz")).to_be_visible()
    button(learner, "Erledigt, weiter").click()
    expect(learner.get_by_text("Inhalt von Zweiter Schritt aus Chóśebuz")).to_be_visible()
    button(learner, "Später weiter").click()
    expect(learner).to_have_url(re.compile(r"/de/lernen/$"))
    learner.get_by_role("link", name="Dort weitermachen, wo ich war").click()
    expect(learner.get_by_text("Inhalt von Zweiter Schritt aus Chóśebuz")).to_be_visible()
    button(learner, "Erledigt, weiter").click()
    expect(learner.get_by_text("Lektion 3 von 3")).to_be_visible()
    button(learner, "Als erledigt markieren").click()
    learner.get_by_role("link", name="Zum Test").click()
    button(learner, "Test beginnen").click()
    take_quiz(learner, {"single": ["Eine Meinung"]})
    expect(learner.get_by_text("Noch nicht bestanden").first).to_be_visible()
    button(learner, "Noch einmal versuchen").click()
    take_quiz(learner, {"single": ["Eine Angabe"]})
    expect(learner.get_by_text("Bestanden", exact=True).first).to_be_visible()


def fetch_certificate(learner):
    """Confirm the name, fetch the file; returns it and the address its QR code leads to."""
    learner.goto("/de/lernen/")
    learner.get_by_role("link", name="Bestätigen Sie den Namen").click()
    learner.get_by_label(re.compile("Name")).first.fill("Ada Łužyca")
    learner.locator("main form button[type=submit]").first.click()
    learner.goto("/de/lernen/")
    learner.get_by_role("link", name=re.compile("^Zertifikat.*Daten verstehen")).click()
    address = learner.locator("main a[href$='.pdf']").get_attribute("href")
    answer = learner.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return Certificate.objects.get(), address_in(answer.body())


def address_in(pdf):
    """The one link on the page; the QR code beside it is drawn from the same address."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        marks = document.pages[0].Annots
        return next(str(mark.A.URI) for mark in marks if "/A" in mark)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_author_reviewer_learner_stranger(open_browser, house, site, javascript):
    publish(open_browser, house)
    learner = open_browser(javascript=javascript)
    learn(learner)
    certificate, address = fetch_certificate(learner)
    assert address == f"{site}/z/{certificate.code}"

    stranger = open_browser(width=320, javascript=javascript)
    stranger.goto(address)
    expect(stranger.locator("main")).to_contain_text("gültig")
    expect(stranger.locator("main")).to_contain_text("Daten verstehen")
    assert ADDRESS not in stranger.content()
    assert "Łužyca" not in stranger.content()
    revoke(open_browser(), certificate)
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("widerrufen")


def revoke(page, certificate):
    """The house's admin takes the certificate back."""
    sign_in(page, "anton", door="/admin/")
    page.goto("/admin/zertifikate/")
    page.locator("[name=code]").fill(certificate.code.upper())
    page.get_by_role("button", name="Suchen", exact=True).last.click()
    page.get_by_label("irrtümlich ausgestellt").check()
    page.get_by_role("button", name="Zertifikat widerrufen").click()
    expect(page.get_by_text("Das Zertifikat ist widerrufen.")).to_be_visible()
