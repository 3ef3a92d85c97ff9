"""T14: whatever an author or reviewer tries alone, the public course stays as it was approved."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import CourseFile, LessonPage
from cms.moderation import approve, submit
from cms.onboarding import collection_of
from cms.publishing import build, compile_course
from cms.tasks import publish_scheduled
from courses.actions.course import draft_hash
from courses.actions.question import create_question, default_bank, revise_question
from lms.common.errors import ConflictError
from tests.support import admin
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
KIND, CONTENT = next(iter(QUESTIONS.items()))


class Stage:
    """An approved course with a picture, a file and a test that draws, and who tries to change it."""

    def __init__(self):
        world = admin.world()
        self.world, self.author = world, world.people["author_a"]
        self.image = admin.image(world.a, "Bild", by=self.author, licence="CC0-1.0")
        self.document = CourseFile(
            title="Blatt",
            collection=collection_of(world.a),
            uploaded_by_user=self.author,
            licence="CC0-1.0",
        )
        self.document.file.save("blatt.txt", ContentFile(b"eins"))
        self.question = create_question(
            bank=default_bank(world.a), type=KIND, content=CONTENT, locale="de",
            tags=["konto"], at=admin.NOW, author_key=self.author.key,
        )  # fmt: skip
        self.course = world.course
        self.course.image, self.course.image_alt = self.image, "Ein Bild"
        self.course.has_legible_images = True
        self.course.save_revision(user=self.author)
        self.lesson = self.course.get_children().first().specific
        self.lesson.body = [
            ("picture", {"image": self.image, "alt": "Feld", "is_decorative": False,
                         "caption": "", "credit": ""}),
            ("file", {"title": "Blatt", "file": self.document, "description": ""}),
            ("quiz", {"title": "Test", "is_required": True, "pass_percent": 60, "attempts": 0,
                      "shuffles": False, "parts": [], "draws": [{"tag": "konto", "number": 1}]}),
        ]  # fmt: skip
        self.lesson.save_revision(user=self.author)
        submit(page=self.course, user=self.author)
        approve(page=self.course, user=world.people["city"])
        self.refresh()

    def refresh(self):
        self.course = Page.objects.get(pk=self.course.pk).specific
        self.lesson = Page.objects.get(pk=self.lesson.pk).specific

    def public(self):
        """Everything the public sees, compiled anew, with the bytes of what it shows."""
        self.refresh()
        draft = build(self.course)
        files = [file.storage_name for lesson in draft.lessons for file in lesson.files]
        names = [*files, self.image.get_rendition("fill-800x450|format-webp").file.name]
        storage = self.document.file.storage
        bodies = []
        for name in names:
            with storage.open(name) as file:
                bodies.append(file.read())
        titles = [(p.pk, p.title, p.live) for p in Page.objects.live().order_by("pk")]
        course = compile_course(source_key=self.course.translation_key, at=timezone.now())
        return draft_hash(draft), bodies, titles, course.content_hash, course.state

    def form(self, **more):
        data = {"title": "Heimlich", "slug": self.lesson.slug, "minutes": "10",
                "body": streamfield([]), **more}  # fmt: skip
        return nested_form_data(data)

    def post(self, name, *args, person="author_a", **data):
        client = admin.signed_in(self.world.people[person])
        return client.post(reverse(name, args=args), data).status_code

    def edit(self, **more):
        return self.post("wagtailadmin_pages:edit", self.lesson.pk, **self.form(**more))


def publish_by_form(stage):
    return stage.edit(**{"action-publish": "1"})


def submit_alone(stage):
    return stage.edit(**{"action-submit": "1"})


def edit_a_draft(stage):
    return stage.edit()


def schedule(stage):
    past = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    answer = stage.edit(go_live_at=past)
    publish_scheduled()
    return answer


def expire(stage):
    answer = stage.edit(expire_at="2020-01-01 10:00")
    publish_scheduled()
    return answer


def publish_in_bulk(stage):
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    stage.edit()
    return admin.signed_in(stage.author).post(f"{path}?id={stage.lesson.pk}").status_code


def copy(stage, **more):
    return stage.post(
        "wagtailadmin_pages:copy", stage.lesson.pk,
        new_title="Kopie", new_slug="kopie", new_parent_page=stage.course.pk, **more,
    )  # fmt: skip


def copy_published(stage):
    return copy(stage, publish_copies="on")


def alias(stage):
    return copy(stage, alias="on")


def alias_by_reviewer(stage):
    return copy(stage, alias="on", person="reviewer_a")


def revert(stage):
    old = stage.lesson.revisions.order_by("pk").first()
    stage.edit()
    return stage.edit(revision=str(old.pk))


def unpublish(stage):
    return stage.post("wagtailadmin_pages:unpublish", stage.lesson.pk)


def move(stage, person="author_a"):
    other = admin.course(stage.world.a, "Anderer Kurs", owner=stage.author)
    return stage.post("wagtailadmin_pages:move_confirm", stage.lesson.pk, other.pk, person=person)


def move_by_reviewer(stage):
    return move(stage, "reviewer_a")


def order(stage):
    return stage.post("cms:lesson-order", stage.course.pk, lesson=stage.lesson.pk, direction="down")


def delete(stage):
    return stage.post("wagtailadmin_pages:delete", stage.lesson.pk)


def replace_image(stage, person="author_a"):
    return stage.post(
        "wagtailimages:edit", stage.image.pk, person=person, title="Bild",
        collection=collection_of(stage.world.a).pk, file=get_test_image_file(colour="red"),
    )  # fmt: skip


def replace_image_by_staff(stage):
    return replace_image(stage, "city")


def delete_image(stage):
    return stage.post("wagtailimages:delete", stage.image.pk)


def delete_images_in_bulk(stage):
    path = reverse("wagtail_bulk_action", args=["wagtailimages", "image", "delete"])
    client = admin.signed_in(stage.world.people["city"])
    return client.post(f"{path}?id={stage.image.pk}").status_code


def replace_document(stage):
    return stage.post(
        "wagtaildocs:edit", stage.document.pk, title="Anders",
        collection=collection_of(stage.world.a).pk, file=SimpleUploadedFile("blatt.txt", b"zwei"),
    )  # fmt: skip


def rename_document(stage):
    return stage.post("wagtaildocs:edit_multiple", stage.document.pk, title="Anders")


def delete_document(stage):
    return stage.post("wagtaildocs:delete", stage.document.pk)


def edit_question(stage):
    changed = json.loads(json.dumps(CONTENT).replace("?", "??"))
    assert changed != CONTENT
    revise_question(
        question=stage.question.question, type=KIND, content=changed,
        locale="de", tags=["konto"], at=admin.NOW,
    )  # fmt: skip
    return 302


def widen_pool(stage):
    create_question(
        bank=default_bank(stage.world.a), type=KIND, content=CONTENT, locale="de",
        tags=["konto"], at=admin.NOW,
    )  # fmt: skip
    return 302


def redirect(stage):
    client = admin.signed_in(stage.author)
    sent = {"old_path": "/x", "redirect_page": stage.lesson.pk}
    return client.post("/admin/redirects/add/", sent).status_code


def publish_by_api(stage):
    client = admin.signed_in(stage.author)
    return client.post(f"/admin/api/main/pages/{stage.lesson.pk}/action/publish/").status_code


# What is tried → how it is answered: 302 is done (as a draft), 200 a form that is not accepted,
# the others are refused.
WAYS = {
    publish_by_form: 403, submit_alone: 403, edit_a_draft: 302, schedule: 302, expire: 200, publish_in_bulk: 404,
    copy: 302, copy_published: 403, alias: 403, alias_by_reviewer: 403, revert: 302,
    unpublish: 403, move: 403, move_by_reviewer: 403, order: 403, delete: 302,
    replace_image: 403, replace_image_by_staff: 403, delete_image: 403,
    delete_images_in_bulk: 403, replace_document: 403, rename_document: 403, delete_document: 403,
    edit_question: 302, widen_pool: 302, redirect: 404, publish_by_api: 404,
}  # fmt: skip


def test_the_public_course_stays_as_approved():
    """Each way starts from the same stage: what it did is undone after it."""
    stage = Stage()
    before, answers, changed = stage.public(), {}, []
    for way in WAYS:
        with transaction.atomic():
            stage.refresh()
            answers[way] = way(stage)
            changed += [way] if stage.public() != before else []
            transaction.set_rollback(True)
    assert answers == WAYS
    assert changed == []


def submitted(stage):
    stage.lesson.title = "Neu"
    stage.lesson.save_revision(user=stage.author)
    submit(page=stage.course, user=stage.author)


def other_text(stage):
    stage.lesson.title = "Noch neuer"
    stage.lesson.save_revision(user=stage.world.people["reviewer_a"])


def other_place(stage):
    extra = LessonPage(title="Davor", slug="davor", live=False, body=[("text", "<p>Inhalt</p>")])
    stage.course.add_child(instance=extra)
    stage.refresh()
    extra.move(stage.lesson, pos="left")


@pytest.mark.parametrize("change", [other_text, other_place, widen_pool, edit_question])
def test_what_changes_while_it_waits_must_be_submitted_again(change):
    """Approval never covers what nobody submitted, on whichever of the two buttons it is given."""
    stage = Stage()
    submitted(stage)
    before = stage.public()
    change(stage)
    stage.refresh()
    state = stage.lesson.current_workflow_task_state
    if state is not None:
        args = [stage.lesson.pk, "approve", state.pk]
        stage.post("wagtailadmin_pages:workflow_action", *args, person="city")
    with pytest.raises(ConflictError):
        approve(page=stage.course, user=stage.world.people["city"])
    assert stage.public() == before
    submit(page=stage.course, user=stage.author)
    approve(page=stage.course, user=stage.world.people["city"])
    assert stage.public() != before


def test_an_edit_after_the_approval_takes_back_the_day_it_was_to_appear():
    stage = Stage()
    stage.lesson.title = "Ab morgen"
    stage.lesson.go_live_at = timezone.now() + timedelta(days=1)
    stage.lesson.save_revision(user=stage.author)
    submit(page=stage.course, user=stage.author)
    approve(page=stage.course, user=stage.world.people["city"])
    planned = Revision.objects.filter(approved_go_live_at__isnull=False)
    assert planned.count() == 1
    stage.refresh()
    assert replace_document(stage) == 403  # held while it waits for its day
    stage.lesson.title = "Doch anders"
    stage.lesson.save_revision(user=stage.author)
    assert not planned.exists()
