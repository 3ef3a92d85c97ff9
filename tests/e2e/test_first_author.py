"""Somebody writes a course for the first time: counted clicks, and nobody else sees anything."""

import io
import re

import pytest
from PIL import Image as PillowImage
from playwright.sync_api import expect

from cms.models import CoursePage
from cms.onboarding import pages_of
from courses.models import QuestionVersion
from network.enums import Role
from tests.e2e.test_author import choose_question, insert_block, wait_for_editor
from tests.factories.cms import frame
from tests.support import admin
from tests.support.journeys import sign_in

MOST_ACTIONS = 60  # beside typing
MARK = "Igelkurs"  # stands in everything that is written here
QUESTIONS = {
    "single": ("Was frisst der Igel?", {"form-0-text": "Käfer", "form-1-text": "Heu"}, "form-0"),
    "true_false": ("Igel können schwimmen.", {}, ""),
    "short_text": ("Wie heißt sein Kleid?", {"accepted": "Stacheln"}, ""),
    "numeric": ("Wie viele Beine hat er?", {"value": "4"}, ""),
}


@pytest.fixture
def houses(transactional_db, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # as in test_author
    frame()
    house = admin.partner("Bibliothek am Spreeufer", "bibliothek")
    other = admin.partner("Kita Sonnenhügel", "kita")
    admin.member(house, Role.AUTHOR, name="alice")
    admin.member(other, Role.AUTHOR, name="bob")
    return house, other


class Hand:
    """Does what a person does, and counts it."""

    def __init__(self, page):
        self.page = page
        self.actions = 0
        self.fields = 0

    def click(self, place):
        self.actions += 1
        place.click()

    def press(self, name, role="button"):
        self.click(self.page.get_by_role(role, name=name).first)

    def fill(self, selector, text):
        self.fields += 1
        self.page.locator(selector).last.fill(text)


def write_question(hand, kind):
    page = hand.page
    prompt, fields, right = QUESTIONS[kind]
    hand.press("Neue Frage", role="link")
    hand.click(page.locator(f"main a[href$='/fragen/neu/{kind}/']"))
    hand.fill("[name=prompt]", f"{prompt} ({MARK})")
    for name, text in fields.items():
        hand.fill(f"[name={name}]", text)
    if right:
        hand.click(page.locator(f"[name={right}-is_correct]"))
    if kind == "true_false":
        hand.click(page.locator("[name=answer]").first)
    hand.click(page.locator("main form button[type=submit]").last)
    expect(page.get_by_text(prompt).first).to_be_visible()


def begin_course(hand):
    page = hand.page
    hand.press("Neuer Kurs", role="link")
    hand.fill("[name=title]", MARK)
    hand.fill("[name=summary]", "Wie Igel leben und was ihnen hilft.")
    hand.fill("[name=lesson]", f"{MARK}: wer er ist")
    hand.fill("[name=goals]", "Sie erkennen einen Igel.")
    for name in ("stages", "target_groups", "action_fields"):
        hand.click(page.locator(f"[name={name}]").first)
    hand.click(page.get_by_role("button", name="Kurs anlegen und erste Lektion schreiben"))
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    wait_for_editor(page)


def add(hand, name):
    hand.actions += 2  # the plus, and the kind of block
    insert_block(hand.page, name)


def add_picture(hand):
    page = hand.page
    buffer = io.BytesIO()
    PillowImage.new("RGB", (400, 300), "#1b4965").save(buffer, "PNG")
    picture = {"name": "igel.png", "mimeType": "image/png", "buffer": buffer.getvalue()}
    add(hand, "Bild")
    hand.press(re.compile("Bild auswählen|Ein Bild auswählen"))
    hand.press("Hochladen", role="tab")
    hand.actions += 1
    page.locator(".modal input[type=file]").set_input_files(picture)
    hand.fill(".modal [name$=title]", f"{MARK} im Laub")
    hand.actions += 1
    page.locator(".modal [name$=licence]").select_option("CC0-1.0")
    hand.click(page.locator(".modal #tab-upload button[type=submit]"))
    expect(page.locator(".modal")).to_have_count(0)
    hand.fill("[name$='-value-alt']", "Ein Igel im Laub")


def add_quiz(hand):
    page = hand.page
    add(hand, "Test")
    for number, (prompt, _fields, _right) in enumerate(QUESTIONS.values()):
        if number:
            hand.click(page.locator("[data-contentpath=parts] .c-sf-add-button").last)
        hand.actions += 2  # the window, and the question
        choose_question(page, re.escape(prompt))
        expect(page.locator(".modal")).to_have_count(0)


def write_lesson(hand):
    page = hand.page
    add(hand, "Text")
    hand.click(page.locator("[contenteditable=true]").last)
    page.keyboard.type("Igel sind nachts unterwegs.")
    hand.fields += 1
    page.wait_for_timeout(700)  # the rich-text editor hands over four times a second
    add(hand, "Überschrift")
    hand.fill("[name$='-value-text'][type=text]", "Was Igeln hilft")
    add(hand, "Notiz für mich")
    hand.fill("[name$='-value-prompt']", "Wo haben Sie einen gesehen?")
    add_picture(hand)
    add_quiz(hand)
    with page.expect_event("load"):
        hand.press("Entwurf speichern")


def open_review(hand):
    hand.page.goto("/admin/")
    hand.actions += 1
    hand.click(hand.page.locator("a[href*='/freigabe/']").first)


def mend(hand):
    """What the check still asks for: that somebody has looked at the pictures."""
    page = hand.page
    open_review(hand)
    hand.click(page.locator("#findings-hard ~ ul a").first)
    wait_for_editor(page)
    hand.click(page.locator("[name=has_legible_images]"))
    with page.expect_event("load"):
        hand.press("Entwurf speichern")


def submit(hand):
    open_review(hand)
    hand.press(re.compile("einreichen"))
    expect(hand.page.get_by_text("Seiten sind eingereicht")).to_be_visible()


def test_the_first_course(open_browser, houses):
    hand = Hand(open_browser())
    sign_in(hand.page, "alice", door="/admin/")
    hand.fields, hand.actions = 2, 1
    hand.press("Fragen", role="link")
    for kind in QUESTIONS:
        write_question(hand, kind)
    hand.page.goto("/admin/")
    hand.actions += 1
    begin_course(hand)
    write_lesson(hand)
    mend(hand)
    submit(hand)
    print(f"actions beside typing: {hand.actions}, fields filled: {hand.fields}")  # noqa: T201
    assert hand.actions <= MOST_ACTIONS
    course = CoursePage.objects.get()
    lesson = course.get_children().get().specific.get_latest_revision_as_object()
    kinds = [block.block_type for block in lesson.body]
    assert kinds == ["text", "heading", "reflection", "picture", "quiz"]
    assert len(lesson.body[-1].value["parts"]) == len(QUESTIONS)
    assert course.workflow_in_progress
    sees_nothing(open_browser(), houses, course, lesson)


def sees_nothing(page, houses, course, lesson):
    """The other house, in lists, searches and windows, and by every address."""
    sign_in(page, "bob", door="/admin/")
    house, other = (pages_of(one).get(locale__language_code="de") for one in houses)
    for path in (
        "/admin/", "/admin/pages/", f"/admin/pages/{house.get_parent().pk}/",
        f"/admin/pages/{other.pk}/", "/admin/pages/search/?q=Igel", "/admin/images/",
        "/admin/images/chooser/", "/admin/fragen/", "/admin/fragenwahl/", "/admin/choose-page/",
        "/admin/choose-page/search/?q=Igel", "/admin/kurse/kopieren/",
        f"/admin/api/main/pages/?child_of={house.get_parent().pk}",
    ):  # fmt: skip
        assert MARK not in page.request.get(path).text(), path
    version = QuestionVersion.objects.first()
    image = lesson.body[3].value["image"].pk
    for path in (
        *(f"/admin/pages/{one.pk}/{what}" for one in (course, lesson)
          for what in ("", "edit/", "history/", "view_draft/", "copy/", "revisions/")),
        f"/admin/pages/{house.pk}/edit/", f"/admin/freigabe/{course.pk}/",
        f"/admin/reihenfolge/{course.pk}/", f"/admin/kurse/kopieren/{course.pk}/",
        f"/admin/mitschreibende/{course.pk}/", f"/admin/uebersetzungen/{course.pk}/",
        f"/admin/vorschau/{lesson.pk}/{lesson.body[-1].id}/", f"/admin/images/{image}/",
        f"/admin/fragen/{version.question.key}/de/", f"/admin/fragenwahl/{version.pk}/",
    ):  # fmt: skip
        assert page.request.get(path).status == 404, path
    page.goto("/admin/")
    expect(page.get_by_text("Noch kein Kurs.")).to_be_visible()
