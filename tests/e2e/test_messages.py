"""A learner asks, the team answers and tells everybody something; in a browser, narrow and wide."""

import os
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from courses.models import LessonQuestion
from lms.records.models import OutboxMessage
from tests.support import conversation as scene
from tests.support.barriers import problems
from tests.support.journeys import sign_in

pytestmark = [pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS")


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def press(page, name):
    page.get_by_role("button", name=re.compile(name)).click()


@pytest.mark.usefixtures("site")
def test_question_answer_and_announcement(open_browser):
    now = timezone.now()
    run = scene.dated_run(
        scene.course_with_lessons(), starts_at=now, ends_at=now + timedelta(days=30)
    )
    member, row = scene.team_member(run), scene.learner(run)

    phone = open_browser(width=320, javascript=False)
    sign_in(phone, row.user)
    phone.goto(f"/de/lernen/{row.key}/lektion-0/")
    shot(phone, "lesson")
    phone.get_by_role("link", name=re.compile("Eine Frage zu dieser Lektion")).click()
    phone.get_by_label("Meine Frage").fill("Warum ist ein langes Passwort besser?")
    shot(phone, "ask")
    press(phone, "Frage senden")
    expect(phone.get_by_text("Noch nicht beantwortet.")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320

    desk = open_browser(dark=True)
    sign_in(desk, member)
    desk.goto("/de/bewerten/fragen/")
    shot(desk, "questions")
    desk.get_by_role("link", name=re.compile("Warum ist ein langes Passwort")).click()
    desk.get_by_label("Antwort").fill("Weil Raten länger dauert: https://www.bsi.bund.de/")
    shot(desk, "question")
    press(desk, "^Antworten")
    expect(desk.get_by_text("Ihre Antwort ist gespeichert.")).to_be_visible()

    desk.goto(f"/de/bewerten/termin/{run.key}/mitteilungen/")
    desk.get_by_label("Betreff").fill("Anderer Raum")
    desk.get_by_label("Mitteilung", exact=True).fill("Wir treffen uns in Raum 3.\n\nBis dann!")
    press(desk, "^Ansehen")
    shot(desk, "preview")
    press(desk, "Jetzt an alle senden")
    expect(desk.get_by_text("Ihre Mitteilung ist unterwegs.")).to_be_visible()

    phone.goto(f"/de/lernen/{row.key}/lektion-0/")
    expect(phone.get_by_text("Weil Raten länger dauert")).to_be_visible()
    shot(phone, "answered")
    phone.goto("/de/lernen/")
    phone.get_by_role("link", name=re.compile("Anderer Raum")).click()
    expect(phone.get_by_text("Wir treffen uns in Raum 3.")).to_be_visible()
    shot(phone, "news")

    phone.goto("/de/konto/e-mails/")
    phone.get_by_label("Mitteilungen meiner Kurse").uncheck()
    shot(phone, "mails")
    press(phone, "Speichern")
    expect(phone.get_by_label("Mitteilungen meiner Kurse")).not_to_be_checked()
    off = OutboxMessage.objects.get(topic="answer").unsubscribe_url
    phone.goto(off)
    press(phone, "^Abschalten")
    expect(phone.get_by_text("kommen nicht mehr")).to_be_visible()
    shot(phone, "off")
    assert LessonQuestion.objects.get().answered_by == member

    wrong = {}
    for page, address in (
        (desk, "/de/bewerten/fragen/"),
        (desk, f"/de/bewerten/fragen/{LessonQuestion.objects.get().key}/"),
        (desk, f"/de/bewerten/termin/{run.key}/mitteilungen/"),
        (desk, "/de/konto/e-mails/"),
        (desk, off),
    ):
        wrong |= problems(page, address)
    learner = open_browser()
    sign_in(learner, row.user)
    for tail in ("lektion-0/", "lektion-0/frage/", "mitteilungen/"):
        wrong |= problems(learner, f"/de/lernen/{row.key}/{tail}")
    assert wrong == {}
