"""Applications over HTTP: a whole way, who sees them, faults."""

from datetime import timedelta

import pytest
from django.test import Client

from network.actions.cooperation.terms import propose
from network.actions.funding_application import begin_application
from network.enums import CooperationState as S
from network.models import FundingApplication
from tests.support import admin, cases
from tests.support.funding import NOW, RULES, house, offer, programme, seen_by
from tests.support.pages import words
from tests.support.queries import statements

pytestmark = pytest.mark.django_db
LIST = "/de/netzwerk/foerderung/antraege/"
NEW = "/de/netzwerk/foerderung/programm/p/antrag/"


@pytest.fixture
def scene():
    return cases.cast(S.RUNNING)


def begun(scene, code="q"):
    return begin_application(
        programme=programme(code, documents="Kostenplan"), applicant=scene.a,
        cooperation=scene.case, open_points=[], viewer=seen_by(scene.ann), at=NOW,
    )  # fmt: skip


def test_from_idea_to_approval(scene):
    programme("p", rules=RULES, documents="Kostenplan")
    adviser = offer(house("Rat"), "funding")
    client = admin.signed_in(scene.ben)
    address = f"{NEW}?fall={scene.case.key}"
    assert "Anker" in words(client.get(address))
    response = client.post(address, {"applicant": scene.a.key})
    assert response.status_code == 303
    row = FundingApplication.objects.get()
    one = response["Location"]
    text = words(client.get(one))
    assert "Kostenplan" in text
    assert "Es fehlt ein dritter Partner." in text
    form = {"version": 0, "more": "Unterschrift", "adviser": adviser.key, "amount_asked": "1200"}
    points = [str(place) for place, _point in enumerate(row.checklist)]
    assert client.post(one, {**form, "done": points}).status_code == 303
    row.refresh_from_db()
    assert (row.adviser, row.amount_asked) == (adviser, 1200)
    assert [point["done"] for point in row.checklist] == [True] * len(points) + [False]
    stand = f"{one}stand/"
    assert client.post(stand, {"state": "draft", "version": 1}).status_code == 303
    held = client.post(stand, {"state": "submitted", "version": 2})
    assert (held.status_code, "noch etwas offen" in words(held)) == (409, True)
    done = {**form, "more": "", "version": 2, "done": [*points, str(len(points))]}
    client.post(one, done)
    for number, state in enumerate(["submitted", "approved"], start=3):
        assert client.post(stand, {"state": state, "version": number}).status_code == 303
    assert "Bewilligter Betrag" in words(client.get(one))
    assert "bewilligt" in words(client.get(f"/de/netzwerk/faelle/{scene.case.key}/"))


def test_only_the_partners_of_the_case_and_those_who_steer_see_it(scene):
    row = begun(scene)
    one = f"{LIST}{row.key}/"
    seen = [scene.ann, scene.ben, scene.city, cases.coordinator("education")]
    absent = [cases.editor(house("Eva")), cases.coordinator("energy")]
    for user in seen:
        client = admin.signed_in(user)
        assert client.get(one).status_code == 200
        assert row.key in words(client.get(LIST))
    for user in absent:
        client = admin.signed_in(user)
        assert client.get(one).status_code == client.post(one).status_code == 404
        assert client.post(f"{one}stand/").status_code == 404
        assert row.key not in words(client.get(LIST))
        assert client.get(f"{NEW}?fall={scene.case.key}").status_code == 404
    assert Client().get(one)["Location"].startswith("/de/konto/")


def test_a_proposal_does_not_leak_through_its_application(scene):
    programme("p")
    case = propose(terms=cases.terms(scene.a, scene.b), by=scene.by(scene.ann), at=NOW)
    client = admin.signed_in(scene.ann)
    address = f"{NEW}?fall={case.key}"
    assert "Birke" not in words(client.get(address)).split("<main")[1]
    assert client.post(address, {"applicant": scene.b.key}).status_code == 422
    one = client.post(address, {"applicant": scene.a.key})["Location"]
    other = admin.signed_in(scene.ben)
    assert other.get(one).status_code == 404
    assert case.title not in words(other.get(LIST))


def test_faults_are_told_and_write_nothing(scene):
    programme("p")
    client = admin.signed_in(scene.ann)
    foreign = house("Fremd")
    assert client.post(NEW, {"applicant": foreign.key}).status_code == 422
    row = begun(scene)
    one = f"{LIST}{row.key}/"
    assert client.post(one, {"version": 7, "more": ""}).status_code == 409
    assert client.post(f"{one}stand/", {"state": "approved", "version": 0}).status_code == 409
    assert client.post(f"{one}stand/", {"state": "unfug", "version": 0}).status_code == 422
    row.refresh_from_db()
    assert (row.version, row.changed_at - NOW) == (0, timedelta())


def test_who_comes_second_sees_both_versions_and_may_insist(scene):
    one = f"{LIST}{begun(scene).key}/"
    ann, ben = admin.signed_in(scene.ann), admin.signed_in(scene.ben)
    first = {"version": 0, "more": "", "done": ["0"], "amount_asked": "1200"}
    assert ann.post(one, first).status_code == 303
    second = {"version": 0, "more": "Satzung", "amount_asked": "900"}
    refused = ben.post(one, second)
    text = words(refused)
    assert refused.status_code == 409
    assert "<td>900</td><td>1200" in text
    assert '<th scope="row">Erledigt</th><td>–</td><td>Kostenplan</td>' in text
    assert "Satzung" in text
    assert '<input type="hidden" name="version" value="1"' in text
    assert ben.post(one, second | {"version": 1}).status_code == 303
    row = FundingApplication.objects.get()
    assert (row.amount_asked, row.checklist[1]["text"]) == (900, "Satzung")


def test_a_move_on_an_old_page_may_be_repeated(scene):
    row = begun(scene)
    client = admin.signed_in(scene.ann)
    client.post(f"{LIST}{row.key}/", {"version": 0, "more": ""})
    stand = f"{LIST}{row.key}/stand/"
    refused = client.post(stand, {"state": "draft", "version": 0})
    assert (refused.status_code, 'name="version" value="1"' in words(refused)) == (409, True)
    assert client.post(stand, {"state": "draft", "version": 1}).status_code == 303


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(scene, number):
    for place in range(number):
        begun(scene, f"q{place}")
    client = admin.signed_in(scene.city)
    client.get(LIST)
    assert statements(lambda: client.get(LIST)) == 7
