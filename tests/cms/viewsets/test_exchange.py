"""Courses out and in, documents in: by their own people only."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import CoursePage, ImportJob, LessonPage
from courses.models import Course
from network.models import Membership
from tests.support import admin, word

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def downloaded(world, person):
    client = admin.signed_in(world.people[person])
    answer = client.get(reverse("cms:course-download", args=[world.course.pk]))
    return answer, b"".join(answer.streaming_content) if answer.streaming else b""


def sent(world, person, name, *args, django_capture_on_commit_callbacks, **data):
    client = admin.signed_in(world.people[person])
    with django_capture_on_commit_callbacks(execute=True):
        return client, client.post(reverse(name, args=args), data)


def test_a_course_travels_from_house_to_house(world, django_capture_on_commit_callbacks):
    answer, data = downloaded(world, "author_a")
    assert answer["Content-Disposition"].startswith('attachment; filename="kurs-sentinel')
    assert zipfile.is_zipfile(io.BytesIO(data))
    client, answer = sent(
        world, "author_b", "cms:import-list", partner=world.b.pk,
        file=SimpleUploadedFile("kurs.zip", data),
        django_capture_on_commit_callbacks=django_capture_on_commit_callbacks,
    )  # fmt: skip
    job = ImportJob.objects.get()
    assert answer["Location"] == reverse("cms:import-job", args=[job.key])
    page = CoursePage.objects.get(pk=job.page_id)
    assert page.get_parent().specific.partner == world.b
    assert page.translation_key != world.course.translation_key
    assert [origin["provider"] for origin in page.origins] == ["Haus A"]
    assert not Course.objects.exists()
    report = client.get(answer["Location"]).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in report
    assert "Alles ist vollständig übernommen." in report
    assert "kurs.zip" in client.get(reverse("cms:import-list")).content.decode()
    for stranger in ("author_a", "admin_a", "learner"):
        other = admin.signed_in(world.people[stranger])
        assert other.get(answer["Location"]).status_code == 404
    Membership.objects.filter(user=world.people["author_b"]).delete()
    assert client.get(answer["Location"]).status_code == 404


def test_other_houses_take_nothing_out_and_put_nothing_in(
    world, django_capture_on_commit_callbacks
):
    assert downloaded(world, "author_b")[0].status_code == 404
    file = SimpleUploadedFile("a.md", b"# A")
    _client, answer = sent(
        world, "author_b", "cms:document-upload", world.course.pk, file=file,
        django_capture_on_commit_callbacks=django_capture_on_commit_callbacks,
    )  # fmt: skip
    assert answer.status_code == 404
    file = SimpleUploadedFile("a.zip", b"x")
    _client, answer = sent(
        world, "author_b", "cms:import-list", file=file, partner=world.a.pk,
        django_capture_on_commit_callbacks=django_capture_on_commit_callbacks,
    )  # fmt: skip
    assert answer.status_code == 422
    assert not ImportJob.objects.exists()


def test_a_document_becomes_a_lesson_with_a_report(
    world, tmp_path, django_capture_on_commit_callbacks
):
    path = word.document(tmp_path / "a", word.parts(word.paragraph("Text aus Chóśebuz")))
    client, answer = sent(
        world, "author_a", "cms:document-upload", world.course.pk,
        file=SimpleUploadedFile("Neu.docx", path.read_bytes()),
        django_capture_on_commit_callbacks=django_capture_on_commit_callbacks,
    )  # fmt: skip
    assert "1 Lektion" in client.get(answer["Location"]).content.decode()
    assert LessonPage.objects.get(title="Neu").get_parent().pk == world.course.pk


@pytest.mark.parametrize(
    ("name", "sentence"), [("a.odt", "als „Word-Dokument (.docx)“"), ("", "Dieses Feld")]
)
def test_refusals_stand_in_the_form(world, name, sentence, django_capture_on_commit_callbacks):
    data = {"file": SimpleUploadedFile(name, b"x")} if name else {}
    _client, answer = sent(
        world, "author_a", "cms:document-upload", world.course.pk, **data,
        django_capture_on_commit_callbacks=django_capture_on_commit_callbacks,
    )  # fmt: skip
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [("running", "40 Prozent"), ("failed", "Das ging nicht"), ("done", "Nicht übernommen")],
)
def test_the_report_in_each_state(world, state, words):
    job = ImportJob.objects.create(
        partner=world.a, kind="course", file_name="<b>.zip", created_at=admin.NOW, state=state,
        percent=40, losses=["<i>"], changed=["<i>"], error="Grund",
    )  # fmt: skip
    client = admin.signed_in(world.people["author_a"])
    page = client.get(reverse("cms:import-job", args=[job.key])).content.decode()
    assert words in page
    assert "<b>.zip" not in page
    assert "<i>" not in page
