"""The window in which a question is picked."""

import pytest
from django.urls import reverse

from courses.actions.question import create_question, default_bank, revise_question
from tests.support import admin
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    admin.tree()
    return admin.partner("Haus A", "haus-a")


@pytest.fixture
def client(house):
    return admin.signed_in(admin.member(house, "author", name="alice"))


def question(house, prompt, kind="single"):
    content = {**QUESTIONS[kind], "prompt": prompt}
    return create_question(
        bank=default_bank(house), type=kind, content=content, locale="de", at=admin.NOW
    )


def test_only_the_newest_version_is_offered(house, client):
    old = question(house, "Erste Fassung?")
    content = {**QUESTIONS["single"], "prompt": "Zweite Fassung?"}
    new = revise_question(
        question=old.question, type="single", content=content, locale="de", at=admin.NOW
    )
    text = client.get(reverse("question_chooser:choose")).json()["html"]
    assert "Zweite Fassung? (Fassung 2)" in text
    assert "Erste Fassung?" not in text
    assert reverse("question_chooser:chosen", args=[new.pk]) in text


def test_search_and_paging(house, client):
    for number in range(12):
        question(house, f"Frage {number:02}")
    question(house, "Etwas anderes")
    results = reverse("question_chooser:choose_results")
    assert "Frage 11" not in client.get(results, {"q": "anderes"}).content.decode()
    assert "Etwas anderes" in client.get(results, {"q": "ANDERES"}).content.decode()
    assert "Frage 00" in client.get(results, {"p": "2"}).content.decode()


def test_several_at_once(house, client):
    first, second = question(house, "Eins?"), question(house, "Zwei?")
    path = reverse("question_chooser:chosen_multiple")
    answer = client.get(path, {"id": [first.pk, second.pk]}).json()
    assert {item["title"] for item in answer["result"]} == {
        "Eins? (Fassung 1)",
        "Zwei? (Fassung 1)",
    }


def test_the_window_leads_to_a_new_question():
    world = admin.world()
    client = admin.signed_in(world.people["author_a"])
    for path in ("/admin/fragenwahl/", "/admin/fragenwahl/results/?q=nichts"):
        assert reverse("cms:question-types") in client.get(path).content.decode()
