"""Steering the network in a browser: heat map, planner, network view, start, figures."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from network.actions.picture import draw_network
from network.actions.plan import solve_plan
from network.enums import Solving
from network.models import Plan
from tests.courses.queries.test_figures import course, enrolled
from tests.factories.cms import frame
from tests.support import admin
from tests.support.barriers import problems
from tests.support.chain import cooperation, match, partner, staff
from tests.support.journeys import sign_in


@pytest.fixture
def world(transactional_db):
    frame()
    school = partner("Grundschule am Park", "primary", district="sandow", slug="grundschule")
    college = partner("Hochschule der Lausitz", "higher", slug="hochschule")
    library = partner("Bibliothek am Markt", "adult", "practice", slug="bibliothek")
    cooperation(school, library, next_step="Termin finden", next_step_due=timezone.localdate())
    match(school, college, 0.7)
    match(college, library, 0.4)
    enrolled(course(library, "adult"), 33, at=timezone.now() - timedelta(days=40))
    admin.coordinator("energy", name="klara")
    draw_network(at=timezone.now())
    return staff()


def keep_draft(page):
    page.get_by_role("button", name="Als Entwurf speichern").click()
    page.get_by_text("Der Entwurf ist gespeichert.").wait_for()


def waiting():
    """As long as no worker has taken the plan; in tests tasks run at once."""
    Plan.objects.update(solving=Solving.WAITING, bound=None, progress={})


PAGES = (
    "/de/netzwerk/",
    "/de/netzwerk/luecken/",
    "/de/netzwerk/luecken/primary-higher/energy/1/",
    "/de/netzwerk/plan/",
    "/de/netzwerk/netzwerk/",
    "/de/netzwerk/angebot/",
    "/de/netzwerk/zahlen/",
    "/de/zahlen/",
)


def test_no_page_has_a_barrier(open_browser, world):
    page = sign_in(open_browser(), "carla")
    page.goto("/de/netzwerk/plan/")
    keep_draft(page)
    wrong = {}
    for address in PAGES:
        wrong |= problems(page, address)
    assert wrong == {}


def test_staff_find_a_gap_and_plan_without_script(open_browser, world):
    page = sign_in(open_browser(javascript=False, width=320), "carla")
    page.goto("/de/netzwerk/")
    page.locator("main").get_by_role("link", name="Wo die Lernkette dünn ist").click()
    cell = page.locator("a[href*='primary-higher/energy/1/']")
    assert "Lücke" in cell.inner_text()
    cell.click()
    assert "Grundschule am Park" in page.locator("main").inner_text()
    page.goto("/de/netzwerk/plan/")
    page.get_by_label("Neue Kooperationen insgesamt").fill("1")
    page.get_by_role("button", name="Ausprobieren").click()
    assert "k=1" in page.url
    assert "1 Kooperation schließt" in page.locator("main").inner_text()
    page.get_by_role("button", name=re.compile("Festlegen.*Grundschule am Park")).click()
    assert "k=1" in page.url
    keep_draft(page)
    waiting()
    page.reload()
    page.get_by_role("link", name="Stand neu laden").click()
    solve_plan(key=Plan.objects.get().key, at=timezone.now())
    page.reload()
    assert "mehr als" in page.locator("main").inner_text()
    page.get_by_role("link", name="Zum Plan").click()
    page.get_by_role("link", name="Lücken nach diesem Plan ansehen").click()
    assert "dünn" in page.locator("a[href*='primary-higher/energy/1/']").inner_text()


def test_script_polls_until_the_exact_plan_is_there(open_browser, world):
    page = sign_in(open_browser(), "carla")
    page.goto("/de/netzwerk/plan/")
    keep_draft(page)
    waiting()
    page.reload()
    page.get_by_text("Der genaue Plan wird gerechnet").wait_for()
    solve_plan(key=Plan.objects.get().key, at=timezone.now())
    page.get_by_text("Einen besseren Plan gibt es nicht").wait_for()
    expect(page.get_by_text("Der genaue Plan wird gerechnet")).to_have_count(0)


def test_coordinators_change_their_own_quota_only(open_browser, world):
    page = sign_in(open_browser(), "klara")
    page.goto("/de/netzwerk/plan/")
    assert page.get_by_role("button", name="Als Entwurf speichern").count() == 0
    page.get_by_label("Neue Kooperationen im Quartal, Energie").fill("4")
    page.get_by_role("button", name=re.compile("Ändern.*Energie")).click()
    assert "Das Kontingent ist geändert." in page.locator(".messages").inner_text()
