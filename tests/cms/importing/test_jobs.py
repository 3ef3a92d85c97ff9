"""From an upload to a report: done once, whatever happens on the way."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.archiving import write_archive
from cms.importing import jobs
from cms.models import CoursePage, ImportJob, ImportKind, ImportState, LessonPage
from courses.models import Question
from lms.common.archive_faults import ArchiveRefusedError
from lms.common.errors import ThrottledError
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.cms import course_page, framed_house, lesson_page
from tests.factories.courses import NOW
from tests.support import word, zips
from tests.support.uploads import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return framed_house()


@pytest.fixture
def archive(house, tmp_path):
    course = course_page(house[1])
    lesson_page(course)
    path = tmp_path / "kurs.zip"
    with path.open("wb") as target:
        write_archive(course=course, target=target, on=NOW.date())
    course.delete()
    return path


def received(house, path, kind=ImportKind.COURSE, **values):
    return jobs.receive(
        partner=house[0], user=UserFactory(), kind=kind, upload=upload(path), at=NOW, **values
    )


def finished(job, at=NOW):
    jobs.run(key=job.key, at=at)
    job.refresh_from_db()
    return job


def test_an_archive_becomes_a_draft_and_the_file_is_gone(house, archive):
    job = received(house, archive)
    assert (jobs.folder_of(job.key) / jobs.UPLOAD).read_bytes() == archive.read_bytes()
    job = finished(job)
    assert (job.state, job.percent, job.losses, job.error) == ("done", 100, [], "")
    assert job.kept == "Übernommen: 2 Seiten, 0 Fragen, 0 Bilder und Dateien."
    assert job.page.specific == CoursePage.objects.get()
    assert not job.page.live
    assert not jobs.folder_of(job.key).exists()
    event = AuditEvent.objects.get(action="course_imported")
    assert (event.partner_key, event.actor_key) == (house[0].key, job.user.key)


def test_a_second_run_changes_nothing(house, archive):
    job = finished(received(house, archive))
    finished(job)
    assert CoursePage.objects.count() == 1


HOSTILE = {
    "slip": lambda p: zips.packed(p, ("../x", b"x")),
    "bomb": lambda p: zips.bomb(p, 64 * zips.MIB),
    "nothing in it": lambda p: zips.packed(p, ("a.md", b"# A")),
    "manifest": lambda p: zips.packed(p, ("manifest.json", b'{"format": "x"}')),
}


def everything():
    files = [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]
    models = (CoursePage, LessonPage, Question, get_image_model(), get_document_model())
    return [*(model.objects.count() for model in models), len(files), AuditEvent.objects.count()]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives_leave_a_sentence_and_nothing_else(house, tmp_path, name):
    before = everything()
    started = time.process_time()
    job = finished(received(house, HOSTILE[name](tmp_path / "a.zip")))
    assert time.process_time() - started < 5
    assert (job.state, job.page) == (ImportState.FAILED, None)
    assert job.error.endswith((".", "“)", "literal_error"))
    assert everything() == before
    assert not jobs.folder_of(job.key).exists()


@pytest.mark.parametrize(
    "document",
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "<w:document/>"],
)
def test_hostile_documents_too(house, tmp_path, document):
    course = course_page(house[1])
    before = everything()
    path = word.document(tmp_path / "a.docx", {"word/document.xml": document})
    job = finished(received(house, path, ImportKind.LESSON, course=course))
    assert job.state == ImportState.FAILED
    assert "Dokument" in job.error
    assert everything() == before


def test_what_nobody_foresaw_is_no_riddle_and_no_leak(house, archive):
    job = received(house, archive)
    ImportJob.objects.filter(pk=job.pk).update(kind="other")
    job = finished(job)
    assert job.error == "Dabei ging etwas schief. Es wurde nichts übernommen."
    assert not CoursePage.objects.exists()


def test_uploads_have_their_limits(house, archive, monkeypatch):
    monkeypatch.setattr(jobs, "LIMITS", jobs.LIMITS.__class__(upload=10))
    with pytest.raises(ArchiveRefusedError):
        received(house, archive)
    monkeypatch.undo()
    monkeypatch.setattr(jobs, "MOST_A_DAY", 1)
    received(house, archive)
    with pytest.raises(ThrottledError):
        received(house, archive)
    assert ImportJob.objects.count() == 1


def test_a_disk_that_takes_nothing_leaves_nothing(house, archive, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "no-folder"
    settings.PRIVATE_ROOT.write_text("a file")
    with pytest.raises(jobs.NoSpaceError):
        received(house, archive)
    assert not ImportJob.objects.exists()


def test_the_sweeper_closes_what_a_crash_left_open(house, archive):
    waiting, crashed = received(house, archive), received(house, archive)
    ImportJob.objects.filter(pk=crashed.pk).update(state="running", started_at=NOW)
    stray = jobs.imports_folder() / "bcdfghjkmn"
    stray.mkdir()
    assert jobs.sweep(at=NOW + timedelta(seconds=30)) == []
    later = NOW + timedelta(minutes=16)
    assert jobs.sweep(at=later) == [waiting.key]
    crashed.refresh_from_db()
    assert crashed.state == ImportState.FAILED
    assert "unterbrochen" in crashed.error
    assert finished(waiting).state == ImportState.DONE
    assert stray.exists()  # made a moment ago by the clock of this machine
    far = NOW + timedelta(days=31)
    assert jobs.sweep(at=far) == []
    assert not ImportJob.objects.exists()
    shutil.rmtree(stray, ignore_errors=True)


def test_the_sweeper_removes_old_leftovers(house):
    stray = jobs.imports_folder() / "bcdfghjkmp"
    stray.mkdir(parents=True)
    jobs.sweep(at=NOW + timedelta(days=3650))
    assert not stray.exists()
