"""A seal changes with everything a page would show, and with nothing else."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import Page

from cms.onboarding import collection_of
from cms.sealing import edited_by, is_last_editor, media_key, partner_of, seals_of
from courses.actions.question import create_question, default_bank, retire_question
from tests.support import admin
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
KIND, CONTENT = next(iter(QUESTIONS.items()))


@pytest.fixture
def world():
    return admin.world()


def question(world, *tags, by="author_a"):
    return create_question(
        bank=default_bank(world.a), type=KIND, content=CONTENT, locale="de", tags=tags,
        at=admin.NOW, author_key=world.people[by].key,
    )  # fmt: skip


def quiz(*versions, tag=""):
    draws = [{"tag": tag, "number": 1}] if tag else []
    return ("quiz", {"title": "Test", "is_required": True, "pass_percent": 60, "attempts": 0,
                     "shuffles": False, "parts": [{"version": v.pk} for v in versions],
                     "draws": draws})  # fmt: skip


def lesson_with(world, *body):
    lesson = world.course.get_children().first().specific
    lesson.body = list(body)
    lesson.save_revision(user=world.people["author_a"])
    return lesson


def seal(page):
    return seals_of([Page.objects.get(pk=page.pk).specific])[page.pk]


def test_what_wagtail_keeps_beside_the_words_does_not_count(world):
    lesson = lesson_with(world, quiz(question(world)))
    before = seal(lesson)
    lesson.save_revision(user=world.people["city"])
    world.course.move(world.course.get_parent(), pos="first-child")
    world.course.refresh_from_db()
    late = admin.LessonPage(title="Später", slug="spaeter", live=False)
    world.course.add_child(instance=late)
    assert seal(lesson) == before


def test_pools_and_files_count(world):
    document = get_document_model()(title="Blatt", collection=collection_of(world.a))
    document.file.save("a.txt", ContentFile(b"eins"))
    body = [quiz(question(world, "konto"), tag="Konto "),
            ("file", {"title": "Blatt", "file": document, "description": ""})]  # fmt: skip
    lesson = lesson_with(world, *body)
    first = seal(lesson)
    assert first.media == {media_key(document)}
    assert len(first.versions) == 1
    second_question = question(world, "konto")
    second = seal(lesson)
    assert [len(pool) for pool in second.pools.values()] == [2]
    retire_question(question=second_question.question, at=admin.NOW)
    assert seal(lesson) == first
    document.file.save("a.txt", ContentFile(b"zwei"))
    document._set_document_file_metadata()
    document.save()
    document.file.close()
    assert len({first.content_hash, second.content_hash, seal(lesson).content_hash}) == 3
    pools = {lesson.pk: second.pools}
    assert seals_of([lesson], pools=pools)[lesson.pk].pools == second.pools


@pytest.mark.parametrize("what", ["page", "question", "file", "nothing"])
def test_whoever_touched_anything_last_is_an_editor(world, what):
    reviewer = world.people["reviewer_a"]
    image = admin.image(world.a, "Bild", by=world.people["author_a"])
    by = "reviewer_a" if what == "question" else "author_a"
    picture = {"image": image, "alt": "Feld", "is_decorative": False, "caption": "", "credit": ""}
    lesson = lesson_with(world, quiz(question(world, by=by)), ("picture", picture))
    if what == "page":
        lesson.save_revision(user=reviewer)
    log(image, "wagtail.create", user=world.people["author_a"])
    if what == "file":
        log(image, "wagtail.edit", user=reviewer)
    page = Page.objects.get(pk=lesson.pk).specific
    found = edited_by(reviewer, [page], seals_of([page]))
    assert found == ([] if what == "nothing" else [page])
    assert is_last_editor(page, reviewer) == (what == "page")


def test_pages_know_whose_they_are(world):
    assert partner_of(world.course) == world.a
    assert partner_of(Page.get_first_root_node()) is None
