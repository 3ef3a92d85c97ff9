"""Keeping the programmes over HTTP."""

import json
from datetime import date

import pytest

from network.models import FundingProgramme
from tests.support import admin, cases
from tests.support.funding import NOW, programme
from tests.support.pages import words
from tests.support.queries import statements

pytestmark = pytest.mark.django_db
OFFICE = "/de/netzwerk/foerderung/pflege/"
CALLS = {"aufruf-TOTAL_FORMS": "2", "aufruf-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def city():
    return admin.signed_in(cases.staff())


def filled(**changes):
    return {
        "title_de": "Neues", "code": "neues", "rules_text": '{"all": []}', "version": 0,
        "is_shown": "on", "themes": "Eins, zwei", **CALLS, **changes,
    }  # fmt: skip


def test_what_needs_checking_comes_first(city):
    programme("frisch", last_checked=date(2026, 11, 1))
    text = words(city.get(OFFICE))
    assert text.index("Bildungskommunen") < text.index("Programm frisch")
    assert text.count("bitte prüfen</span>") == 15
    response = city.post(f"{OFFICE}programm/stark/geprueft/")
    assert response.status_code == 303
    assert FundingProgramme.objects.get(code="stark").last_checked == date(2026, 11, 26)
    assert words(city.get(OFFICE)).count("bitte prüfen</span>") == 14


def test_a_new_programme_with_a_call(city):
    response = city.post(
        f"{OFFICE}neu/",
        filled(**{
            "aufruf-0-deadline_on": "2027-03-28", "aufruf-0-deadline_time": "12:00",
            "levels": ["eu"], "rules_text": '{"all": [{"min_partners": 3}]}',
        }),
    )  # fmt: skip
    assert response.status_code == 303
    row = FundingProgramme.objects.get(code="neues")
    assert (row.themes, row.levels, row.rules) == (
        ["Eins", "zwei"], ["eu"], {"all": [{"min_partners": 3}]},
    )  # fmt: skip
    (call,) = row.calls.all()
    assert f"{call.deadline:%Y-%m-%d %H:%M}" == "2027-03-28 10:00"
    text = words(city.get(f"{OFFICE}programm/neues/"))
    assert 'value="12:00"' in text
    assert "Mindestens 3 Partner" in text


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ('{"all": [{"min_partners": 0}]}', "all[0].min_partners"),
        ('{"all": [', "kein gültiges JSON"),
        ("[" * 100_000, "JSON"),
        ("[]", "Regeln: Hier muss ein Objekt stehen."),
    ],
)
def test_a_fault_names_its_place_and_nothing_typed_is_lost(city, rules, told):
    response = city.post(f"{OFFICE}neu/", filled(rules_text=rules[:20_000], title_de="Behalten"))
    assert response.status_code == 422
    assert told in words(response)
    assert "Behalten" in words(response)
    assert not FundingProgramme.objects.filter(code="neues").exists()


def test_the_preview_stores_nothing(city):
    rules = json.dumps({"all": [{"region_in": ["bb"]}]})
    response = city.post(f"{OFFICE}programm/stark/", filled(rules_text=rules, preview="1"))
    assert response.status_code == 200
    assert "Region: Brandenburg" in words(response)
    assert FundingProgramme.objects.get(code="stark").version == 0


def test_who_comes_second_gets_409_and_keeps_the_text(city):
    FundingProgramme.objects.filter(code="stark").update(version=4)
    response = city.post(f"{OFFICE}programm/stark/", filled(title_de="Getipptes"))
    assert response.status_code == 409
    assert "Getipptes" in words(response)
    assert FundingProgramme.objects.get(code="stark").title_de != "Getipptes"


def test_who_comes_second_sees_both_versions_and_may_insist(city):
    row = programme("p", deadline=date(2027, 3, 28), title_de="Erste Fassung")
    city.post(f"{OFFICE}programm/p/geprueft/")
    sent = filled(title_de="Zweite Fassung")
    text = words(city.post(f"{OFFICE}programm/p/", sent))
    assert "<td>Zweite Fassung</td><td>Erste Fassung</td>" in text
    assert "28.03.2027" in text  # the call that saving again would delete
    assert '<input type="hidden" name="version" value="1"' in text
    assert city.post(f"{OFFICE}programm/p/", sent | {"version": 1}).status_code == 303
    row.refresh_from_db()
    assert (row.title_de, row.version) == ("Zweite Fassung", 2)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(city, number):
    FundingProgramme.objects.all().delete()
    for place in range(number):
        programme(f"p{place}")
    city.get(OFFICE)
    assert statements(lambda: city.get(OFFICE)) == 7
