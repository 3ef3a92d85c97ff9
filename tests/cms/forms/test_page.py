"""A page names nothing of another partner, wherever it could: field, block, rich text."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.forms.page import references
from cms.models import CourseFile, LessonPage
from cms.onboarding import collection_of, pages_of
from courses.actions.question import create_question, default_bank
from courses.models import QuestionVersion
from tests.support import admin
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def question(house):
    return create_question(
        bank=default_bank(house), type="single", content=QUESTIONS["single"], locale="de",
        at=admin.NOW,
    )  # fmt: skip


def course_data(page, **changes):
    return nested_form_data(
        {
            "title": page.title, "slug": page.slug, "summary": "Kurz.",
            "description": rich_text("<p>Lang.</p>"), "goals": "Mehr wissen", "level": "beginner",
            "effort_hours": "1", "licence": "CC-BY-SA-4.0", "required_percent": "100",
            "competences": inline_formset([]), "requirements": inline_formset([]),
            "providers": inline_formset([]), "image": "",
            "image_alt": "Ein Bild",
            "comments": inline_formset([]), **changes,
        }
    )  # fmt: skip


def lesson_data(page, *blocks):
    return nested_form_data(
        {
            "title": page.title, "slug": page.slug, "minutes": "10", "body": streamfield(blocks),
            "comments": inline_formset([]),
        }
    )  # fmt: skip


def quiz(version):
    parts = {"0": {"deleted": "", "order": "0", "type": "item", "id": "",
                   "value": {"version": str(version)}}, "count": "1"}  # fmt: skip
    return (
        "quiz",
        {"title": "Test", "pass_percent": "60", "attempts": "0", "parts": parts,
         "draws": {"count": "0"}},
    )  # fmt: skip


def newest(page):
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def save(world, person, page, data):
    client = admin.signed_in(world.people[person])
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_own_images_may_be_used_and_foreign_ones_do_not_exist(world):
    own = admin.image(world.a, "Eigenes")
    foreign = admin.image(world.b, "Fremdes")
    page = world.course
    assert save(world, "author_a", page, course_data(page, image=str(own.pk))).status_code == 302
    assert newest(page).image == own
    assert (
        save(world, "author_a", page, course_data(page, image=str(foreign.pk))).status_code == 404
    )
    assert newest(page).image == own


def test_what_city_staff_put_there_stays(world):
    picture = admin.image(world.b, "Von der Stadt")
    page = world.course
    assert save(world, "city", page, course_data(page, image=str(picture.pk))).status_code == 302
    data = course_data(page, image=str(picture.pk), title="Neuer Titel")
    assert save(world, "author_a", page, data).status_code == 302
    assert newest(page).title == "Neuer Titel"


@pytest.mark.parametrize(
    ("person", "key", "status"),
    [("author_a", None, 404), ("city", None, 302), ("city", "9" * 5000, 404)],
)
def test_links_in_rich_text_are_checked(world, person, key, status):
    hidden = admin.course(world.b, "Entwurf von B", owner=world.people["author_b"])
    page = world.course
    text = json.loads(rich_text("<p>Lang.</p>"))
    text["entityMap"] = {"0": {"type": "LINK", "mutability": "MUTABLE",
                               "data": {"id": key or hidden.pk, "parentId": 1}}}  # fmt: skip
    text["blocks"][0]["entityRanges"] = [{"offset": 0, "length": 4, "key": 0}]
    data = course_data(page, description=json.dumps(text))
    assert save(world, person, page, data).status_code == status


@pytest.mark.parametrize("person", ["author_a", "city"])
def test_questions_must_be_the_houses_own_even_for_the_city(world, person):
    lesson = world.course.get_children().first().specific
    own, foreign = question(world.a), question(world.b)
    assert save(world, person, lesson, lesson_data(lesson, quiz(own.pk))).status_code == 302
    assert save(world, person, lesson, lesson_data(lesson, quiz(foreign.pk))).status_code == 404
    assert save(world, person, lesson, lesson_data(lesson, quiz(987654))).status_code == 404
    body = newest(lesson).body
    assert [part["version"] for part in body[0].value["parts"]] == [own.pk]


def test_previews_check_the_same(world):
    lesson = world.course.get_children().first().specific
    client = admin.signed_in(world.people["author_a"])
    path = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    data = lesson_data(lesson, quiz(question(world.b).pk))
    assert client.post(path, data).status_code == 404
    path = reverse("wagtailadmin_pages:add", args=["cms", "lessonpage", world.course.pk])
    assert client.post(path, data).status_code == 404


def test_references_are_found_in_every_corner(world):
    version = question(world.a)
    house = pages_of(world.a).first()
    picture = admin.image(world.a, "Bild")
    file = CourseFile.objects.create(title="Datei", file="x.txt", collection=collection_of(world.a))
    text = f'<a linktype="page" id="{house.pk}">x</a> <a linktype="document" id="{file.pk}">y</a>'
    lesson = LessonPage(title="x")
    lesson.body = [
        ("text", text),
        ("picture", {"image": picture, "alt": "x"}),
        ("quiz", {"title": "T", "parts": [{"version": version.pk}]}),
    ]
    found = {(model.__name__, pk) for model, pk in references(lesson, {"body": lesson.body})}
    assert ("QuestionVersion", version.pk) in found
    assert ("CourseImage", picture.pk) in found
    assert ("Page", house.pk) in found
    assert ("CourseFile", file.pk) in found
    assert QuestionVersion.objects.count() == 1
