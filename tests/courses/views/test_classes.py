"""Classes of a lead: list, new, facts, end, a page for parents."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enums import ClassKind
from courses.models import SchoolClass
from tests.factories.accounts import UserFactory, sign_in
from tests.support.pages import main_of, words
from tests.support.school_class import room

pytestmark = pytest.mark.django_db
LIST, NEW = "/de/klassen/", "/de/klassen/neu/"


@pytest.fixture
def here(client):
    here = room(seats=2)
    sign_in(client, here.lead)
    return here


def test_the_list_says_how_big_and_until_when(client, here):
    page = words(client.get(LIST))
    assert here.address("class") in page
    assert "2 Plätze" in page
    assert "bis 31.07.2027" in page
    assert f"{here.address('class-tasks')}?kurs=bcdf" in words(client.get(f"{LIST}?kurs=bcdf"))
    assert LIST in words(client.get("/de/lernen/"))


def test_who_leads_nothing_finds_nothing(client):
    sign_in(client, UserFactory())
    assert client.get(LIST).status_code == 404
    assert client.get(NEW).status_code == 404
    assert LIST not in words(client.get("/de/lernen/"))


def test_a_new_class_leads_to_its_seats(client, here):
    data = {"partner": here.house.key, "kind": "kindergarten", "title": "Igel"}
    end = timezone.localdate().replace(day=1)
    wrong = client.post(NEW, data | {"ends_on": f"{end.year + 3}-01-01"})
    assert wrong.status_code == 422
    assert "höchstens ein Schuljahr" in words(wrong)
    assert 'value="Igel"' in words(wrong)
    response = client.post(NEW, data | {"ends_on": timezone.localdate().isoformat()})
    made = SchoolClass.objects.get(title="Igel")
    assert (made.kind, made.leads.get().user) == ("kindergarten", here.lead)
    assert response["Location"] == reverse("courses:class-seats", args=[made.key])


def test_the_form_proposes_the_end_of_the_school_year(client, here):
    assert "-07-31" in words(client.get(NEW))


def test_renaming_and_ending(client, here):
    data = {"title": "8b", "ends_on": timezone.localdate().isoformat()}
    assert client.post(here.address("class-facts"), data).status_code == 303
    assert SchoolClass.objects.get().title == "8b"
    assert client.post(here.address("class-facts"), data | {"title": ""}).status_code == 422
    assert client.post(here.address("class-end")).status_code == 303
    assert SchoolClass.objects.get().ended_at is not None


def test_parents_read_what_is_stored(client, here):
    page = words(client.get(here.address("class-parents")))
    assert "keinen Namen, keine Adresse" in page
    assert "29. September 2027" in page
    assert not any(card.seat.alias in page for card in here.cards)
    assert "http://testserver/de/karte/mitnehmen/" in page


def test_a_group_of_adults_has_no_page_for_parents(client):
    here = room(seats=1, kind=ClassKind.ADULTS)
    sign_in(client, here.lead)
    facts = main_of(client.get(here.address("class-facts")))
    assert "Gruppe jetzt beenden" in facts
    assert "Eltern" not in facts
    assert client.get(here.address("class-parents")).status_code == 404
    board = main_of(client.get(here.address("class")))
    assert "Für ein Treffen öffnen" in board
    assert "Einwilligungen auf Papier" not in board
