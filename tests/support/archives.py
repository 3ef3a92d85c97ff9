"""A course with one of everything, and its way through a file."""

import io
import json
import zipfile
from pathlib import Path

from cms.archiving import Outcome, checked_archive, store_archive, write_archive
from cms.forms.question_images import UNSTORED, store_images
from cms.models import (
    CoursePage,
    CoursePageCompetence,
    CoursePageProvider,
    LessonPage,
    PartnerPage,
)
from courses.actions.question import create_question, default_bank, revise_question
from courses.models import QuestionBank
from lms.common.archive import unpack
from lms.taxonomy.models import Competence, EducationStage
from network.models import Partner
from tests.factories.cms import course_page, document, image, lesson_page
from tests.factories.courses import NOW
from tests.support.world import CONTENTS, QUESTIONS


def rich_course(partner: Partner, house: PartnerPage, friend: Partner) -> CoursePage:
    """German and English, with questions, media, links and vocabularies."""
    stage = EducationStage.objects.get(code="adult")
    competence = Competence.objects.get(framework__code="digcomp-3.0", code="4.2")
    course = course_page(house, image=image("Titelbild"), image_alt="Feld", level="advanced")
    second = lesson_page(course, "Zweite", [("quiz", every_question(partner))])
    first = lesson_page(course, "Erste", first_body(partner, second, document()), minutes=7)
    first.move(second, pos="left")
    course.refresh_from_db()
    course.stages = [stage]
    course.competences.add(CoursePageCompetence(competence=competence, level=3))
    course.providers.add(CoursePageProvider(partner=friend))
    course.save()
    course.save_revision()
    english = PartnerPage.objects.get(partner=partner, locale__language_code="en")
    translated = course_page(english, "Safe accounts", translation_key=course.translation_key)
    lesson = lesson_page(translated, "First", [], translation_key=first.translation_key)
    lesson.body = lesson.body.stream_block.to_python(raw(first))
    lesson.save()
    lesson.save_revision()
    return course


def image_choice() -> dict:
    """An image choice as its form stores it; what the second image was made from is gone."""
    originals = [image("Schloss"), image("Fenster")]
    choices = [
        choice | {"image": {"name": UNSTORED, "source": str(original.pk)}}
        for choice, original in zip(QUESTIONS["image_choice"]["choices"], originals, strict=True)
    ]
    content = store_images(QUESTIONS["image_choice"] | {"choices": choices})
    originals[1].delete()
    return content


def every_question(partner: Partner) -> dict:
    """A test with a question of every type, one with weights, a time limit and late feedback."""
    weighted = [{"text": "Router", "weight": "100", "feedback": "Ja."},
                {"text": "Kasten", "weight": "50", "feedback": "Fast."}]  # fmt: skip
    asked = [*CONTENTS.items(), ("short_text", QUESTIONS["short_text"] | {"weighted": weighted})]
    made = [
        create_question(
            bank=default_bank(partner), type=kind, locale="de", at=NOW,
            content=image_choice() if kind == "image_choice" else content,
        )
        for kind, content in asked
    ]  # fmt: skip
    return {
        "title": "Alles", "is_required": True, "pass_percent": 50, "attempts": 1,
        "shuffles": False, "time_limit": 20, "cool_down": 60, "feedback": "close",
        "feedback_at": NOW, "parts": [{"version": version.pk} for version in made], "draws": [],
    }  # fmt: skip


def raw(lesson: LessonPage) -> list[dict]:
    """The body as the database holds it."""
    page = LessonPage.objects.get(pk=lesson.pk)
    list(page.body)
    return page.body.stream_block.get_prep_value(page.body)


def first_body(partner: Partner, other: LessonPage, file: object) -> list[tuple]:
    """Blocks that name things."""
    bank = QuestionBank.objects.create(partner=partner, name="Sonderfragen")
    named = create_question(
        bank=bank, type="single", content=QUESTIONS["single"], locale="de", tags=["netz"], at=NOW
    )
    newer = revise_question(
        question=named.question, type="single", content=QUESTIONS["single"] | {"points": 2},
        locale="de", at=NOW,
    )  # fmt: skip
    create_question(
        bank=default_bank(partner), type="numeric", content=QUESTIONS["numeric"], locale="de",
        tags=["Zahl"], at=NOW,
    )  # fmt: skip
    links = (
        f'<p>Zur <a linktype="page" id="{other.pk}">zweiten</a>, zum '
        f'<a linktype="document" id="{file.pk}">Blatt</a>, '
        '<a href="https://cottbus.example/">hinaus</a>, <a linktype="page" id="99999">tot</a>.</p>'
    )
    quiz = {
        "title": "Test", "is_required": True, "pass_percent": 60, "attempts": 2, "shuffles": True,
        "parts": [{"version": newer.pk}], "draws": [{"tag": "zahl", "number": 1}],
    }  # fmt: skip
    picture = {
        "image": image("Feld"), "alt": "Ein Feld", "is_decorative": False, "caption": "",
        "credit": "",
    }  # fmt: skip
    return [
        ("text", links),
        ("picture", picture),
        ("file", {"title": "Blatt", "file": file, "description": ""}),
        ("accordion", {"items": [{"title": "Auf", "text": "<p>Zu</p>"}]}),
        ("quiz", quiz),
    ]


def exported(course: CoursePage) -> bytes:
    """The archive of a course."""
    buffer = io.BytesIO()
    write_archive(course=course, target=buffer, on=NOW.date())
    return buffer.getvalue()


def manifest_of(data: bytes) -> dict:
    """The manifest as plain JSON."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return json.loads(archive.read("manifest.json"))


def unpacked(data: bytes, folder: Path) -> Path:
    """The archive as a folder."""
    folder.mkdir()
    (folder / "a.zip").write_bytes(data)
    unpack(folder / "a.zip", folder / "aus")
    return folder / "aus"


def with_manifest(folder: Path, **changes: object) -> Path:
    """An unpacked archive with some of its manifest replaced."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    return folder


def imported(folder: Path, partner: Partner) -> Outcome:
    """An unpacked archive as a draft."""
    content = checked_archive(folder)
    return store_archive(content=content, partner=partner, actor_key="", at=NOW)
