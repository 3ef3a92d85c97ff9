"""Looking for a consortium over HTTP: without script, by reload; htmx asks again."""

import pytest

from network.enums import CooperationState as S, Solving
from network.models import ConsortiumRun
from network.tasks import build_consortium
from tests.support import admin, cases
from tests.support.funding import house, programme
from tests.support.pages import words

pytestmark = pytest.mark.django_db
ROLES = ["room", "workshop"]
ADDRESS = "/de/netzwerk/foerderung/programm/p/buendnis/"


@pytest.fixture
def mine():
    programme("p")
    house("Birke", "workshop", kind="association")
    house("Ceder", "access", kind="museum")
    return house("Anker", "room")


def ask(client, partner, callbacks, **more):
    with callbacks(execute=True):
        return client.post(ADDRESS, {"partner": partner.key, "rolle": ROLES, **more})


def test_from_question_to_a_new_case(mine, django_capture_on_commit_callbacks, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    client = admin.signed_in(cases.editor(mine))
    assert "Noch wurde nicht gesucht." in words(client.get(ADDRESS))
    response = ask(client, mine, django_capture_on_commit_callbacks)
    assert response.status_code == 303
    run = ConsortiumRun.objects.get()
    if run.state == Solving.WAITING:  # no worker in this test
        build_consortium(run.key)
    text = words(client.get(response["Location"]))
    assert "Vorschlag 1 mit 3 Partnern" in text
    assert "bringt ein: Workshop oder Kurs" in text
    assert "kann den Antrag stellen" in text
    start = text.index("/faelle/neu/?")
    new_case = text[start : text.index('"', start)].replace("&amp;", "&")
    assert new_case.count("partner=") == 3
    assert client.get(f"/de/netzwerk{new_case}").status_code == 200


def test_while_it_is_looked_for_the_page_says_so(mine):
    client = admin.signed_in(cases.editor(mine))
    client.post(ADDRESS, {"partner": mine.key, "rolle": ROLES})
    ConsortiumRun.objects.update(state=Solving.WAITING)
    text = words(client.get(f"{ADDRESS}?partner={mine.key}"))
    assert "Stand neu laden" in text
    assert 'hx-trigger="every 2s"' in text
    part = client.get(f"{ADDRESS}?partner={mine.key}", headers={"HX-Request": "true"})
    assert "<html" not in words(part)
    ConsortiumRun.objects.update(state=Solving.FAILED)
    assert "noch einmal" in words(client.get(f"{ADDRESS}?partner={mine.key}"))


def test_a_second_click_asks_nothing_new_and_many_are_refused(mine):
    client = admin.signed_in(cases.editor(mine))
    sent = {"partner": mine.key, "rolle": ROLES}
    for _click in range(3):
        assert client.post(ADDRESS, sent).status_code == 303
    assert ConsortiumRun.objects.count() == 1
    other = client.post(ADDRESS, sent | {"rolle": ROLES[:1]})
    assert (other.status_code, ConsortiumRun.objects.count()) == (409, 1)
    assert "Eine Suche mit anderen Rollen läuft noch." in words(other)
    answers = [client.post(ADDRESS, sent).status_code for _click in range(20)]
    assert answers == [303] * 16 + [429] * 4


def test_a_wrong_question_keeps_what_was_chosen(mine):
    client = admin.signed_in(cases.editor(mine))
    response = client.post(ADDRESS, {"partner": mine.key})
    assert response.status_code == 422
    assert "mindestens eins" in words(response)
    assert not ConsortiumRun.objects.exists()


def test_what_is_not_theirs_answers_like_an_absent_one(mine):
    scene = cases.cast(S.RUNNING)
    client = admin.signed_in(cases.editor(mine))
    for query in (f"partner={scene.a.key}", f"fall={scene.case.key}", "partner=nix", "fall=nix"):
        assert client.get(f"{ADDRESS}?{query}").status_code == 404
        assert client.post(f"{ADDRESS}", dict([query.split("=")])).status_code == 404
    city = admin.signed_in(scene.city)
    assert city.get(f"{ADDRESS}?partner={scene.a.key}&fall={scene.case.key}").status_code == 200
    assert city.get(f"{ADDRESS}?partner={mine.key}&fall={scene.case.key}").status_code == 404
    assert "Wählen Sie zuerst" in words(city.get(ADDRESS))
    assert city.post(ADDRESS, {"rolle": ROLES}).status_code == 404
