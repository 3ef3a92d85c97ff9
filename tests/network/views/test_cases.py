"""The board and one case: who sees what, filters, forms, conflict, mails after a click only."""

import pytest
from django.urls import reverse

from network.enums import CooperationState as S
from network.models import Cooperation, PartnerTask
from tests.factories.accounts import sign_in
from tests.support.cases import (
    at,
    cast,
    coordinator,
    editor,
    house,
    shown_case,
)
from tests.support.pages import words
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


BOARD = "/de/netzwerk/faelle/"


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_asks_the_same_however_many_cases(client, number):
    scenes = [cast(S.RUNNING) for _n in range(number)]
    cast(S.COMPLETED)
    sign_in(client, scenes[0].city)
    client.get(BOARD)
    with expect_statements(15):
        response = client.get(BOARD)
    assert words(response).count("case-card__partners") == number


def test_everybody_sees_their_own_cases_only(client):
    mine, other = cast(S.RUNNING), cast(S.RUNNING)
    Cooperation.objects.filter(pk=other.case.pk).update(title="Fremder Fall")
    for person, seen in ((mine.ann, 404), (coordinator("education"), 200), (mine.city, 200)):
        sign_in(client, person)
        assert client.get(at(other.case)).status_code == seen
        assert ("Fremder Fall" in words(client.get(BOARD))) == (seen == 200)
    sign_in(client, coordinator("energy"))
    assert client.get(at(other.case)).status_code == 404
    assert "Fremder Fall" not in words(client.get(BOARD))


def test_a_completed_case_that_goes_on_leads_to_the_next(client):
    scene = cast(S.COMPLETED)
    Cooperation.objects.filter(pk=scene.case.pk).update(continues=True)
    sign_in(client, scene.ann)
    link = f"?partner={scene.a.key}&amp;partner={scene.b.key}"
    assert link in words(client.get(at(scene.case)))


def test_a_case_that_was_sent_says_for_whom_it_waits(client):
    scene = cast(S.REQUESTED)
    sign_in(client, scene.ann)
    text = words(client.get(at(scene.case)))
    assert "Noch ohne Antwort: Anker, Birke." in text
    assert "bis 17. Dezember 2026" in text
    scene.case.parts.filter(partner=scene.a).update(consent="given")
    assert "Noch ohne Antwort: Birke." in words(client.get(at(scene.case)))
    Cooperation.objects.update(state=S.IN_TALKS)
    assert "Noch ohne Antwort" not in words(client.get(at(scene.case)))


@pytest.mark.parametrize(("state", "offered"), [(S.RUNNING, True), (S.COMPLETED, False)])
def test_no_money_is_sought_for_a_case_that_is_over(client, state, offered):
    scene = cast(state)
    sign_in(client, scene.ann)
    assert ("einen Antrag beginnen" in words(client.get(at(scene.case)))) == offered


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_agreement_is_for_its_partners(client, kind, start):
    scene = cast(S.AGREED)
    address = reverse("network:case-agreement", args=[scene.case.key, kind])
    sign_in(client, scene.ben)
    response = client.get(address)
    assert response.content.startswith(start)
    assert "attachment" in response["Content-Disposition"]
    sign_in(client, editor(house("Dorn")))
    assert client.get(address).status_code == 404


def test_the_house_closes_what_is_to_mend(client):
    scene = cast()
    shown_case(scene.a)
    task = PartnerTask.objects.get()
    address = reverse("network:case-task", args=[task.key])
    sign_in(client, scene.ben)
    assert client.post(address).status_code == 404
    sign_in(client, scene.ann)
    assert "Angaben prüfen" in words(client.get(BOARD))
    assert client.post(address).status_code == 303
    assert "Angaben prüfen" not in words(client.get(BOARD))
