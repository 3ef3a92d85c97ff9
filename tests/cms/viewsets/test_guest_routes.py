"""What each of our routes at a course answers to who only writes along."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms import urls
from cms.authoring.guests import accept_invitation, invitations_for, invite_guest, withdraw_guest
from cms.models import CoursePageProvider, LessonPage
from cms.moderation import approve, submit
from cms.onboarding import collection_of
from cms.publishing import compile_course
from courses.actions.question import create_question, default_bank
from courses.actions.run import RunPlan, plan_run
from courses.models import Course
from tests.factories.cms import document
from tests.support import admin
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
# Routes that name a page, image or file → answers to GET and POST. An author who is a guest edits,
# orders, previews, brings documents and submits; everything else is the house's.
EXPECTED = {
    "course-review": (200, 200),
    "course-submit": (405, 409),  # nothing has changed
    "course-withdraw": (405, 409),
    "course-approve": (405, 403),
    "course-send-back": (405, 403),
    "document-upload": (200, 422),
    "lesson-order": (200, 404),  # no lesson named
    "quiz-preview": (200, 200),
    "course-copy": (404, 404),
    "course-download": (404, 404),
    "course-translations": (404, 404),
    "course-guests": (404, 404),
    "guest-withdraw": (405, 404),
    "run-list": (404, 404),
    "run-team": (404, 404),
    "run-remove": (405, 404),
    "run-edit": (404, 404),
    "run-copy": (404, 404),
    "run-cancel": (404, 404),
    "run-code": (405, 404),
    "run-appointments": (404, 404),
    "appointment-edit": (404, 404),
    "appointment-cancel": (405, 404),
    "statistics": (404, 405),
    "statistics-xlsx": (404, 405),
    "statistics-csv": (404, 405),
    "image-rights": (404, 404),
    "file-rights": (404, 404),
}
NAMES = {"page_id", "image_id", "document_id"}


@pytest.fixture
def world():
    """A published course of A with a test, a run and media; the admin of B writes along."""
    world = admin.world()
    page, author, guest = world.course, world.people["author_a"], world.people["admin_b"]
    page.licence = "LicenseRef-all-rights-reserved"  # nobody may copy it
    page.providers = [CoursePageProvider(partner=world.b)]
    page.save_revision(user=author)
    asked = create_question(
        bank=default_bank(world.a), type="single", content=QUESTIONS["single"], locale="de",
        at=admin.NOW,
    )  # fmt: skip
    lesson = page.get_children().first().specific
    lesson.body = [("quiz", {"title": "Test", "pass_percent": 60, "attempts": 0,
                             "parts": [{"version": asked.pk}]})]  # fmt: skip
    lesson.save_revision(user=author)
    submit(page=page, user=author)
    approve(page=page, user=world.people["city"])
    compile_course(source_key=page.translation_key, at=admin.NOW)
    invite_guest(course=page, email=guest.email, actor=author, at=admin.NOW)
    accept_invitation(guest=invitations_for(guest)[0], user=guest, at=admin.NOW)
    return world


def places(world):
    """An address for each route that names something of the course."""
    page = world.course
    lesson = LessonPage.objects.child_of(page).first()
    course = Course.objects.get(source_key=page.translation_key)
    run = course.runs.filter(kind="dated").first() or plan_run(
        course=course, plan=RunPlan(starts_at=admin.NOW), actor=None, at=admin.NOW
    )
    hours = {"starts_at": admin.NOW, "ends_at": admin.NOW + timedelta(hours=1)}
    file = document()
    file.collection = collection_of(world.a)
    file.save()
    values = {
        "page_id": page.pk,
        "image_id": admin.image(world.a, "Bild").pk,
        "document_id": file.pk,
        "key": run.key,
        "appointment": run.appointments.get_or_create(defaults=hours)[0].key,
        "table": "lektionen",
        "block": str(lesson.body[0].id),
    }
    own = {"guest-withdraw": {"key": page.guests.get().key}, "quiz-preview": {"page_id": lesson.pk}}
    for route in urls.urlpatterns:
        wanted = route.pattern.converters
        if NAMES & set(wanted):
            kwargs = {name: (values | own.get(route.name, {}))[name] for name in wanted}
            yield route.name, reverse(f"cms:{route.name}", kwargs=kwargs)


@pytest.mark.parametrize(("number", "method"), [(0, "get"), (1, "post")])
def test_a_guest_edits_and_sees_nothing_else_of_the_house(world, number, method):
    addresses = dict(places(world))
    assert set(addresses) == set(EXPECTED)  # a new route states its answer here
    client = admin.signed_in(world.people["admin_b"])
    found = {name: getattr(client, method)(url).status_code for name, url in addresses.items()}
    assert found == {name: answers[number] for name, answers in EXPECTED.items()}


def test_a_guest_finds_the_report_of_an_own_document_while_writing_along(world):
    client = admin.signed_in(world.people["admin_b"])
    url = reverse("cms:document-upload", args=[world.course.pk])
    answer = client.post(url, {"file": SimpleUploadedFile("eins.md", b"# Eins")}, follow=True)
    assert answer.status_code == 200
    assert answer.context["job"].user == world.people["admin_b"]
    address = answer.request["PATH_INFO"]
    assert admin.signed_in(world.people["author_b"]).get(address).status_code == 404
    withdraw_guest(guest=world.course.guests.get(), actor=world.people["author_a"], at=admin.NOW)
    assert client.get(address).status_code == 404


def test_the_same_rooms_are_there_for_the_house(world):
    client = admin.signed_in(world.people["admin_a"])
    answers = {name: client.get(url).status_code for name, url in places(world)}
    assert {name for name, answer in answers.items() if answer == 404} == set()


def test_no_button_leads_a_guest_to_a_closed_room(world):
    edit = reverse("wagtailadmin_pages:edit", args=[world.course.pk])
    closed = {url for name, url in places(world) if EXPECTED[name] == (404, 404)}
    for path in (edit, reverse("wagtailadmin_explore", args=[world.course.pk]), "/admin/"):
        text = admin.signed_in(world.people["admin_b"]).get(path).content.decode()
        assert not [url for url in closed if f'href="{url}"' in text], path
    assert reverse("cms:course-download", args=[world.course.pk]) in (
        admin.signed_in(world.people["admin_a"]).get(edit).content.decode()
    )
