"""Programmes over HTTP: what is true on the page, who sees what, calendars."""

from datetime import date

import icalendar
import pytest
from django.test import Client

from network.enums import CooperationState as S
from network.models import FundingProgramme
from tests.support import admin, cases
from tests.support.funding import NOW, RULES, call, house, offer, programme
from tests.support.queries import statements

pytestmark = pytest.mark.django_db
LIST = "/de/netzwerk/foerderung/"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    FundingProgramme.objects.all().delete()


def page(client, address, status=200, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def at(code, more=""):
    return f"{LIST}programm/{code}/{more}"


def test_the_list_says_what_is_open_and_how_old_it_is():
    programme("bald", deadline=date(2026, 11, 27))
    programme("heute", deadline=date(2026, 11, 26), last_checked=date(2026, 1, 1))
    programme("alt", deadline=date(2025, 1, 1), last_checked=None)
    text = page(Client(), LIST)
    assert text.index("Programm heute") < text.index("Programm bald") < text.index("Programm alt")
    assert "Frist heute" in text
    assert "Noch 1 Tag" in text
    assert text.count("Das ist mehr als 90 Tage her") == 1
    assert text.count("Zuletzt geprüft: unbekannt") == 1
    assert text.count("jetzt offen</span>") == 2
    assert "geschlossen</span>" in text


def test_filters_live_in_the_address_and_htmx_gets_the_part():
    programme("eu", levels=["eu"])
    programme("land")
    assert "1 Programm gefunden" in page(Client(), f"{LIST}?ebene=eu")
    part = page(Client(), f"{LIST}?ebene=eu&leer=", **{"HX-Request": "true"})
    assert "<html" not in part
    assert "1 Programm gefunden" in part
    assert "Kein Programm passt" in page(Client(), f"{LIST}?ebene=eu&stand=open")


def test_the_public_sees_facts_and_no_comparison():
    row = programme("p", rules=RULES, deadline=date(2027, 3, 28), source="Amtsblatt")
    call(row, None, is_rolling=True)
    offer(house("Helferin"), "funding")
    text = page(Client(), at("p"))
    assert "Frist 28. März 2027" in text
    assert "Amtsblatt" in text
    assert "Helferin" in text
    assert "Passt das zu uns" not in text
    assert "förderfähig" not in text.lower()
    page(Client(), at("nichtsda"), 404)
    programme("verborgen", is_shown=False)
    page(Client(), at("verborgen"), 404)


def test_three_values_in_words_and_what_is_missing():
    scene = cases.cast(S.RUNNING)
    programme("p", rules=RULES)
    text = page(admin.signed_in(scene.ann), at("p", f"?vergleich=fall:{scene.case.key}"))
    assert "Passt derzeit nicht." in text
    assert '✖</span> <span class="rule-lines__word">nicht erfüllt:' in text
    assert '?</span> <span class="rule-lines__word">unklar:' in text
    assert "Was fehlt?" in text
    assert "Es fehlt ein dritter Partner." in text
    assert f"buendnis/?partner={scene.a.key}&amp;fall={scene.case.key}" in text


def test_without_rules_nobody_can_know():
    scene = cases.cast(S.RUNNING)
    programme("p")
    text = page(admin.signed_in(scene.ann), at("p"))
    assert "noch keine Regeln hinterlegt" in text
    assert "Passt voraussichtlich" not in text


def test_what_is_not_theirs_answers_like_an_absent_one():
    scene = cases.cast(S.RUNNING)
    programme("p", rules=RULES)
    eve = admin.signed_in(cases.editor(house("Eva")))
    foreign = [f"fall:{scene.case.key}", f"haus:{scene.a.key}", "fall:nichtsda22", "unfug"]
    asked = [eve.get(at("p", f"?vergleich={value}")) for value in foreign]
    assert [response.status_code for response in asked] == [404] * len(foreign)
    assert not any(scene.a.name in response.content.decode() for response in asked)
    for value in foreign[:2]:
        text = page(admin.signed_in(scene.city), at("p", f"?vergleich={value}"))
        assert 'class="rule-lines"' in text


def test_deadlines_to_subscribe_to():
    row = programme("p", deadline=date(2026, 12, 24))
    programme("q", deadline=date(2027, 1, 1))
    programme("zu", deadline=date(2026, 11, 25))
    everything = Client().get(f"{LIST}termine.ics")
    assert everything["Content-Type"].startswith("text/calendar")
    sheet = icalendar.Calendar.from_ical(everything.content)
    assert len(sheet.walk("VEVENT")) == 2
    sheet = icalendar.Calendar.from_ical(Client().get(at("p", "termine.ics")).content)
    (event,) = sheet.walk("VEVENT")
    assert row.calls.get().key in event["UID"]
    assert Client().get(at("nix", "termine.ics")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_however_many_there_are(number):
    for place in range(number):
        programme(f"p{place}", deadline=date(2027, 1, 1), rules=RULES)
        scene = cases.cast(S.RUNNING)
    city = admin.signed_in(scene.city)
    for address in (LIST, at("p0")):
        city.get(address)
    assert [statements(lambda url=url: city.get(url)) for url in (LIST, at("p0"))] == COSTS


COSTS = [9, 25]
