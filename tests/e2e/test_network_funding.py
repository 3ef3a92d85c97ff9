"""Funding in a browser: no barriers, and the way from a programme to a consortium."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.actions.consortium import ask_for_consortium, build_consortium
from network.actions.funding_application import begin_application
from network.enums import CooperationState as S
from network.models import ConsortiumRun
from tests.factories.cms import frame
from tests.support import cases
from tests.support.barriers import problems
from tests.support.funding import RULES, house, offer, programme, seen_by
from tests.support.journeys import sign_in

LIST = "/de/netzwerk/foerderung/"
ONE = f"{LIST}programm/probe/"


@pytest.fixture
def scene(transactional_db):
    frame()
    made = cases.cast(S.RUNNING)
    now = timezone.now()
    row = programme(
        "probe", deadline=timezone.localdate() + timedelta(days=20), rules=RULES,
        documents="Kostenplan\nSatzung", title_de="Fonds für Nachbarschaft und Lernen",
    )  # fmt: skip
    for name, category in (("Ceder", "room"), ("Douglasie", "workshop"), ("Esche", "access")):
        house(name, category, kind={"C": "museum", "D": "university", "E": "health"}[name[0]])
    offer(house("Beratung am Markt", kind="chamber"), "funding")
    made.a.is_nonprofit = True
    made.a.save()
    viewer = seen_by(made.ann)
    run = ask_for_consortium(
        programme=row, partner=made.a, cooperation=None, roles=["room", "workshop", "access"],
        viewer=viewer, at=now,
    )  # fmt: skip
    build_consortium(key=run.key, at=now)
    made.grant = begin_application(
        programme=row, applicant=made.a, cooperation=made.case, open_points=[], viewer=viewer,
        at=now,
    )  # fmt: skip
    return made


def test_no_page_has_a_barrier(open_browser, scene):
    addresses = {
        scene.ann: [
            LIST, f"{LIST}?stand=open", ONE, f"{ONE}buendnis/", f"{ONE}antrag/",
            f"{LIST}antraege/", f"{LIST}antraege/{scene.grant.key}/",
        ],
        scene.city: [
            f"{LIST}pflege/", f"{LIST}pflege/neu/", f"{LIST}pflege/programm/stark/",
        ],
    }  # fmt: skip
    wrong = {}
    for user, asked in addresses.items():
        page = sign_in(open_browser(), user)
        for address in asked:
            wrong |= problems(page, address)
    assert wrong == {}


def test_a_partner_finds_a_consortium_without_script(open_browser, scene):
    ConsortiumRun.objects.all().delete()
    page = sign_in(open_browser(javascript=False, width=320), scene.ann)
    page.goto(LIST)
    page.get_by_role("link", name="Fonds für Nachbarschaft und Lernen").click()
    page.get_by_label("Einrichtung oder Fall").select_option(label="Anker")
    page.get_by_role("button", name="Vergleichen").click()
    text = page.locator("main").inner_text()
    assert "nicht erfüllt" in text
    assert "Es fehlen noch 2 Partner" in text
    assert "Beratung am Markt" in text
    page.get_by_role("link", name="Bündnis bauen").click()
    page.get_by_role("button", name="Partner suchen").click()
    run = ConsortiumRun.objects.get()
    build_consortium(key=run.key, at=timezone.now())  # where no worker has done so already
    page.reload()
    text = page.locator("main").inner_text()
    assert "Vorschlag 1 mit" in text
    assert "kann den Antrag stellen" in text
    page.get_by_role("link", name="Fall anlegen").first.click()
    assert page.url.count("partner=") >= 3
    assert "Neuer Fall" in page.locator("h1").inner_text()
