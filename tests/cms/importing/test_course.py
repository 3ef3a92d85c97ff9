import json
import re
from pathlib import Path

import pytest
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.importing import ImportRequest, ImportUnreadableError, import_course
from cms.models import CoursePage, LessonPage, PartnerPage
from courses.models import Course, LessonContent, Question, Quiz
from lms.records.models import AuditEvent
from tests.factories.cms import framed_house, publish
from tests.factories.courses import NOW

SHARED = Path(__file__).parents[4] / "shared" / "data" / "content"
DANGERS = re.compile(
    r"<(script|iframe|style|link|object|embed|form|input|button)|\son\w+=|\sstyle=|javascript:"
    r"|src=\"(https?:)?//",
    re.IGNORECASE,
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def partner():
    return framed_house()[0]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "mein-kurs"
    path.mkdir()
    Image.new("RGB", (40, 30), "#1b4965").save(path / "feld.png")
    (path / "1.md").write_text(
        "# Straße & Netz\n\n![Ein Feld](feld.png)\n\n<script>alert(1)</script>\n\n"
        '<p onclick="x()" style="color:red">Chóśebuz</p>\n'
        '<iframe src="https://evil.example/x"></iframe>\n'
    )
    (path / "2.md").write_text("---\nreflection: Und Sie?\n---\n# Straße & Netz\n\nText\n")
    question = {"type": "truefalse", "text": "Stimmt?", "answer": True}
    (path / "quiz.json").write_text(json.dumps({"questions": [question]}))
    return path


def run(partner, folder, **values):
    return import_course(request=ImportRequest(folder=folder, partner=partner, **values), at=NOW)


def live_html(page):
    publish(*(child.specific for child in page.get_children()), page)
    bodies = LessonContent.objects.filter(lesson__course__source_key=page.translation_key)
    return "".join(part.get("html", "") for body in bodies for part in body.segments)


def test_a_folder_becomes_a_draft(partner, folder):
    report = run(partner, folder)
    page = CoursePage.objects.get()
    assert (page.title, page.slug, page.live) == ("Mein kurs", "mein-kurs", False)
    assert page.get_parent().specific.partner == partner
    lessons = LessonPage.objects.child_of(page).order_by("path")
    assert [(lesson.slug, lesson.live) for lesson in lessons] == [
        ("strasse-netz", False), ("strasse-netz-2", False)
    ]  # fmt: skip
    assert [[block.block_type for block in lesson.body] for lesson in lessons] == [
        ["picture", "text", "text"], ["text", "reflection", "quiz"]
    ]  # fmt: skip
    assert (report.lessons, report.questions, report.pictures) == (2, 1, 1)
    assert report.passed_over == ("feld.png", "quiz.json")
    assert not Course.objects.exists()
    assert AuditEvent.objects.get(action="course_imported").partner_key == partner.key


def test_losses_are_told_line_by_line(partner, folder):
    assert run(partner, folder).losses == (
        "1.md:5: Skript entfernt (script)",
        "1.md:7: Ereignis-Attribut entfernt (p onclick)",
        "1.md:7: Gestaltung entfernt (p style)",
        "1.md:8: Eingebettete Seite entfernt, stattdessen ein Link (iframe https://evil.example/x)",
    )


def test_what_is_published_is_clean_and_complete(partner, folder):
    html = live_html(run(partner, folder).page)
    assert "Chóśebuz" in html
    assert 'alt="Ein Feld"' in html
    assert not DANGERS.search(html)
    assert Quiz.objects.get().parts.get().version.question.bank.partner == partner


def test_importing_twice_makes_two_drafts(partner, folder):
    run(partner, folder)
    run(partner, folder, title="Mein Kurs")
    assert list(CoursePage.objects.order_by("pk").values_list("slug", flat=True)) == [
        "mein-kurs", "mein-kurs-2"
    ]  # fmt: skip


def test_language_decides_where_the_course_stands(partner, folder):
    page = run(partner, folder, language="en", title="!").page
    assert page.locale.language_code == "en"
    assert page.slug == "seite"
    assert Question.objects.get().versions.get().locale == "en"


def test_cover_and_facts_come_from_the_course_file(partner, folder):
    (folder / "course.md").write_text(
        "---\ntitle: Titel\nimage: feld.png\nimage_alt: Ein Feld\n---\nMehr.\n"
    )
    page = run(partner, folder).page
    assert (page.title, page.image_alt, page.description) == ("Titel", "Ein Feld", "<p>Mehr.</p>")
    assert page.image == get_image_model().objects.get()  # the lesson uses the same one


def test_broken_images_are_told(partner, folder):
    (folder / "feld.png").write_bytes(b"kaputt")
    report = run(partner, folder)
    assert report.pictures == 0
    assert "feld.png: Bild ist kaputt oder weder PNG noch JPG, GIF, WebP" in report.losses


def state(partner):
    media = get_image_model()._meta.get_field("file").storage
    names = media.listdir("original_images")[1] if media.exists("original_images") else []
    return (
        Page.objects.count(),
        Question.objects.count(),
        get_image_model().objects.count(),
        names,
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("3.md", "---\nminutes: [x]\n---\n"),
        ("quiz-2.json", "{"),
        (
            "quiz-2.json",
            '{"questions": [{"type": "single", "text": "a", "answers": [["x", true]]}]}',
        ),
        ("course.md", "---\nlevel: unbekannt\nimage: feld.png\nimage_alt: Ein Feld\n---\n"),
        ("course.md", "---\nstages: [nirgends]\nimage: feld.png\nimage_alt: Ein Feld\n---\n"),
    ],
)
def test_nothing_is_half_imported(partner, folder, file, text):
    before = state(partner)
    (folder / file).write_text(text)
    with pytest.raises(ImportUnreadableError):
        run(partner, folder)
    assert state(partner) == before


def test_a_crash_leaves_nothing_either(partner, folder, monkeypatch):
    before = state(partner)
    original = LessonPage.save_revision
    calls = []

    def crash(self, *args, **kwargs):
        calls.append(self)
        if len(calls) == 2:
            raise RuntimeError
        return original(self, *args, **kwargs)

    monkeypatch.setattr(LessonPage, "save_revision", crash)
    with pytest.raises(RuntimeError):
        run(partner, folder)
    assert state(partner) == before


def test_a_language_without_partner_page_is_refused(partner, folder):
    PartnerPage.objects.get(partner=partner, locale__language_code="en").delete()
    with pytest.raises(ImportUnreadableError, match="en"):
        run(partner, folder, language="en")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora lie beside the project, not in it")
@pytest.mark.parametrize(
    ("name", "language", "lessons", "quizzes", "losses"),
    [
        ("klexikon-de", "de", 16, ("quiz-internet.json",), 0),
        ("twillo-oer-challenge-de", "de", 2, (), 210),
        ("mozilla-web-literacy-en", "en", 4, (), 8),
    ],
)
def test_real_folders_end_clean(partner, name, language, lessons, quizzes, losses):
    report = run(
        partner, SHARED / name, language=language, quizzes=tuple(SHARED / quiz for quiz in quizzes)
    )
    assert (report.lessons, len(report.losses)) == (lessons, losses)
    html = live_html(report.page)
    assert Course.objects.get().lessons.count() == lessons
    assert Quiz.objects.count() == 2 * len(quizzes)  # questions for two lessons
    assert not DANGERS.search(html)
