"""One new page, sent twice."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cms.models import CoursePage
from cms.onboarding import pages_of
from tests.support import admin

pytestmark = pytest.mark.django_db


def new_course(summary):
    return nested_form_data(
        {
            "title": "Neuer Kurs", "slug": "neuer-kurs", "summary": summary, "description": rich_text(""),
            "goals": "", "level": "beginner", "effort_hours": "1", "licence": "CC-BY-SA-4.0",
            "required_percent": "100", "competences": inline_formset([]),
            "requirements": inline_formset([]),
            "providers": inline_formset([]), "image": "", "image_alt": "",
            "comments": inline_formset([]),
        }
    )  # fmt: skip


def address(world):
    house = pages_of(world.a).get(locale__language_code="de")
    return f"/admin/pages/add/cms/coursepage/{house.pk}/"


def made():
    return CoursePage.objects.filter(slug="neuer-kurs")


def summary():
    return made().get().get_latest_revision_as_object().summary


def test_the_button_pressed_while_the_editor_saves_changes_the_same_page():
    world = admin.world()
    client = admin.signed_in(world.people["author_a"])
    first = client.post(address(world), new_course("Eins."), headers={"Accept": "application/json"})
    assert json.loads(first.content)["success"] is True
    second = client.post(address(world), new_course("Zwei."))
    assert second.status_code == 302
    assert second["Location"] == f"/admin/pages/{made().get().pk}/edit/"
    assert summary() == "Zwei."


def test_somebody_else_with_the_same_title_is_told():
    world = admin.world()
    admin.signed_in(world.people["author_a"]).post(address(world), new_course("Eins."))
    other = admin.signed_in(world.people["admin_a"]).post(address(world), new_course("Zwei."))
    assert other.status_code == 200  # the form again, with the reason at the field
    assert "neuer-kurs" in other.content.decode()
    assert summary() == "Eins."


def test_an_old_page_is_not_taken_for_the_new_one():
    world = admin.world()
    client = admin.signed_in(world.people["author_a"])
    client.post(address(world), new_course("Eins."))
    made().update(latest_revision_created_at=admin.NOW)
    assert client.post(address(world), new_course("Zwei.")).status_code == 200
    assert summary() == "Eins."


@pytest.mark.django_db(transaction=True)
def test_both_at_the_same_moment_make_one_page():
    world = admin.world()
    path = address(world)
    clients = [admin.signed_in(world.people["author_a"]) for _ in range(2)]

    start = Barrier(2)

    def send(number):
        start.wait()
        try:
            return clients[number].post(path, new_course(f"Fassung {number}.")).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        assert set(pool.map(send, range(2))) == {302}
    assert made().count() == 1
    assert summary().startswith("Fassung")
