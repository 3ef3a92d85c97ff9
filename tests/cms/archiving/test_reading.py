"""A course with one of everything moves into another house."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.archiving.contents import ArchiveContentError
from cms.models import CoursePage, LessonPage
from cms.onboarding import collection_of
from courses.enums import QuestionType
from courses.models import Course, Question, QuestionVersion
from lms.taxonomy.models import Competence, EducationStage, StageTransition
from network.models import Membership
from tests.factories.cms import frame, partner_with_page
from tests.factories.courses import NOW
from tests.factories.network import PartnerFactory
from tests.support import archives
from tests.support.archives import exported, imported, manifest_of, unpacked, with_manifest
from tests.support.remembered import remembered

pytestmark = pytest.mark.django_db


@remembered
def build():
    """Three houses, and a rich course of the first as an archive."""
    frame()
    made = [partner_with_page(f"haus-{name}", f"Haus {name}") for name in "abc"]
    (a, page), _b, (c, _page) = made
    return made, exported(archives.rich_course(a, page, c))


@pytest.fixture
def built(db):
    return build()


@pytest.fixture
def houses(built):
    return built[0]


@pytest.fixture
def data(built):
    return built[1]


def media_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("media")}


def rows(partner):
    return {
        "questions": Question.objects.filter(bank__partner=partner).count(),
        "images": get_image_model().objects.filter(collection=collection_of(partner)).count(),
        "files": get_document_model().objects.filter(collection=collection_of(partner)).count(),
    }


def test_everything_arrives_anew_in_the_other_house(houses, data, tmp_path):
    (a, _page), (b, _b), (c, _c) = houses
    before = rows(a), rows(c), Membership.objects.count()
    outcome = imported(unpacked(data, tmp_path / "x"), b)
    assert outcome.losses == ()
    assert outcome.kept == "Übernommen: 5 Seiten, 14 Fragen, 4 Bilder und Dateien."
    assert rows(b) == {"questions": 14, "images": 3, "files": 1}
    assert (rows(a), rows(c), Membership.objects.count()) == before
    assert not Course.objects.exists()
    old = CoursePage.objects.get(
        slug="sichere-konten", locale=outcome.page.locale, path__startswith=_page.path
    )
    page = CoursePage.objects.get(pk=outcome.page.pk)
    assert (page.level, page.live, page.image_alt) == ("advanced", False, "Feld")
    assert page.translation_key != old.translation_key
    assert page.image_id not in {None, old.image_id}
    assert [row.competence.code for row in page.competences.all()] == ["4.2"]
    assert [row.partner for row in page.providers.all()] == [c]
    assert [stage.code for stage in page.stages.all()] == ["adult"]
    assert [(o["provider"], o["title"], o["licence"]) for o in page.origins] == [
        ("Haus a", "Sichere Konten", "CC-BY-SA-4.0")
    ]
    english = CoursePage.objects.get(translation_key=page.translation_key, title="Safe accounts")
    assert english.locale.language_code == "en"
    first, second = LessonPage.objects.child_of(page).order_by("path")
    assert (first.title, first.minutes, second.title) == ("Erste", 7, "Zweite")
    translated = LessonPage.objects.child_of(english).get()
    assert translated.translation_key == first.translation_key
    assert [block.id for block in translated.body] == [block.id for block in first.body]
    text, picture, file, _accordion, quiz = first.body
    assert f'<a linktype="page" id="{second.pk}">zweiten</a>' in text.value.source
    assert f'<a linktype="document" id="{file.value["file"].pk}">Blatt</a>' in text.value.source
    assert '<a href="https://cottbus.example/">hinaus</a>, tot.' in text.value.source
    assert picture.value["image"].title == "Feld"
    version = QuestionVersion.objects.get(pk=quiz.value["parts"][0]["version"])
    assert (version.number, version.content["points"]) == (2, 2)
    assert (version.question.bank.name, version.question.tags) == ("Sonderfragen", ["netz"])
    assert version.question.bank.partner == b
    assert quiz.value["draws"][0]["tag"] == "zahl"


def test_out_again_it_is_the_same(houses, data, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    outcome = imported(unpacked(data, tmp_path / "x"), houses[1][0])
    out = exported(CoursePage.objects.get(pk=outcome.page.pk))
    again, before = manifest_of(out), manifest_of(data)
    assert media_of(out) == media_of(data)
    quiz = before["editions"][0]["lessons"][1]["fields"]["body"][0]["value"]
    assert (quiz["time_limit"], quiz["feedback"]) == (20, "close")
    assert quiz["feedback_at"].startswith(f"{NOW:%Y-%m-%dT%H:%M}")
    kinds = {
        version["type"] for question in before["questions"] for version in question["versions"]
    }
    assert kinds == set(QuestionType.values)
    assert [o["provider"] for o in again.pop("origin")] == ["Haus a", "Haus b"]
    before.pop("origin")
    assert again == before


def test_images_one_chooses_get_files_of_their_own(houses, data, tmp_path):
    outcome = imported(unpacked(data, tmp_path / "x"), houses[1][0])
    first, second = (
        {choice["id"]: choice["image"] for choice in version.content["choices"]}
        for version in QuestionVersion.objects.filter(type="image_choice").order_by("pk")
    )
    assert outcome.losses == ()
    names = [image["name"] for row in (first, second) for image in row.values()]
    assert len(set(names)) == 4
    for choice, old in first.items():
        with (
            default_storage.open(old["name"]) as a,
            default_storage.open(second[choice]["name"]) as b,
        ):
            assert a.read() == b.read()
        assert (second[choice]["width"], second[choice]["height"]) == (old["width"], old["height"])
    original = get_image_model().objects.get(pk=second["a"]["source"].split("-")[0])
    assert (original.title, original.collection) == ("Schloss", collection_of(houses[1][0]))
    assert "source" not in second["b"]


@pytest.mark.parametrize("image", [
    {"name": "images/fragen/abcdefghjk.webp", "width": 9, "height": 9}, {"media": "image-1"},
    {"media": ["picture-1"]}, {"media": "picture-9"}, "picture-1",
])  # fmt: skip
def test_no_question_names_a_file_that_is_not_its_own(houses, data, tmp_path, image):
    folder = unpacked(data, tmp_path / "x")
    questions = manifest_of(data)["questions"]
    choice = next(q["versions"][0] for q in questions if q["versions"][0]["type"] == "image_choice")
    choice["content"]["choices"][0]["image"] = image
    with pytest.raises(ArchiveContentError, match="kann niemand lesen"):
        imported(with_manifest(folder, questions=questions), houses[1][0])


def test_what_is_unknown_here_is_reported(houses, data, tmp_path):
    StageTransition.objects.all().delete()
    EducationStage.objects.filter(code="adult").delete()
    CoursePage.competences.rel.related_model.objects.all().delete()
    Competence.objects.filter(code="4.2").delete()
    folder = unpacked(data, tmp_path / "x")
    text = (folder / "manifest.json").read_text()
    text = text.replace('"level": "advanced"', '"level": "genius"').replace('"haus-c"', '"fremd"')
    text = text.replace('"type": "accordion"', '"type": "hologram"')
    text = text.replace('"summary":', '"mood": 1, "summary":', 1)
    (folder / "manifest.json").write_text(text)
    editions = json.loads(text)["editions"]
    editions[1]["language"] = "hsb"
    outcome = imported(with_manifest(folder, editions=editions), houses[1][0])
    assert set(outcome.losses) == {
        "Nicht gefunden: adult",
        "Nicht gefunden: digcomp-3.0 4.2",
        "Nicht gefunden: Haus c fremd",
        "Die Angabe „Niveau“ gilt hier nicht.",
        "Die Angabe „mood“ gibt es hier nicht.",
        "Einen Baustein der Art „hologram“ gibt es hier nicht.",
        "Fassung in der Sprache „hsb“: Ihre Einrichtung hat dort keine Seite.",
    }
    page = CoursePage.objects.get(pk=outcome.page.pk)
    assert (page.level, page.competences.count(), page.providers.count()) == ("beginner", 0, 0)


def test_hostile_values_do_no_harm(houses, data, tmp_path):
    folder = unpacked(data, tmp_path / "x")
    manifest = json.loads((folder / "manifest.json").read_text())
    lesson = manifest["editions"][0]["lessons"][0]["fields"]
    lesson["body"] = [
        {"type": "text", "id": 1, "value": '<p onclick="x()">A<script>x</script>'
         '<a href="javascript:x()">l</a><a linktype="page" id="1">p</a></p>'},
        {"type": "picture", "id": "2", "value": {"image": 1, "alt": 5}},
        {"type": "file", "id": "3", "value": {"file": {"media": "image-1"}, "title": "x"}},
        {"type": "quiz", "id": "4", "value": {"parts": "x", "draws": [3, {"value": {"tag": 1}}]}},
        "x",
    ]  # fmt: skip
    lesson["owner"] = lesson["live"] = lesson["path"] = lesson["translation_key"] = "1"
    outcome = imported(with_manifest(folder, editions=manifest["editions"][:1]), houses[1][0])
    page = LessonPage.objects.child_of(CoursePage.objects.get(pk=outcome.page.pk)).first()
    text, picture, file, quiz = page.body
    assert text.value.source == "<p>Alp</p>"
    assert (picture.value["image"], file.value["file"]) == (None, None)
    assert (list(quiz.value["parts"]), page.live) == ([], False)
    assert "Die Angabe „owner“ gibt es hier nicht." in outcome.losses


QUESTIONS = {"parts": [], "draws": [{"type": "item", "value": {"tag": "zahl"}, "id": "5"}]}


@pytest.mark.parametrize(("kind", "value"), [
    ("heading", {"text": "Hallo", "level": "abc"}),
    ("heading", {"text": "x" * 151, "level": "2"}),
    ("embed", {"title": "Film", "url": "javascript:alert(1)"}),
    ("embed", {"title": "Film", "url": "https://fremd.example/"}),
    ("callout", {"kind": ["info"], "text": "x"}),
    ("quiz", {**QUESTIONS, "pass_percent": "viel"}),
    ("quiz", {**QUESTIONS, "attempts": -1}),
    ("quiz", {**QUESTIONS, "time_limit": "9" * 5000}),
    ("quiz", {**QUESTIONS, "feedback_at": 5}),
    ("quiz", {**QUESTIONS, "feedback_at": "2026-99-99T10:00"}),
])  # fmt: skip
def test_blocks_the_editor_would_refuse_are_left_out(houses, data, tmp_path, kind, value):
    folder = unpacked(data, tmp_path / "x")
    edition = manifest_of(data)["editions"][0]
    good = {"heading": {"text": "Hallo", "level": 3}, "quiz": QUESTIONS | {"attempts": "5"}}
    body = [(kind, value), *good.items()]
    edition["lessons"][0]["fields"]["body"] = [
        {"type": name, "id": str(number), "value": given}
        for number, (name, given) in enumerate(body)
    ]
    outcome = imported(with_manifest(folder, editions=[edition]), houses[1][0])
    page = LessonPage.objects.child_of(CoursePage.objects.get(pk=outcome.page.pk)).first()
    heading, quiz = page.body
    assert (heading.value["level"], quiz.value["attempts"]) == ("3", 5)
    label = LessonPage.body.field.stream_block.child_blocks[kind].label
    assert outcome.losses == (f"Ein Baustein der Art „{label}“ enthält, was hier nicht gilt.",)


def test_a_house_without_any_of_the_languages_gets_nothing(houses, data, tmp_path):
    lonely = PartnerFactory()
    files = {p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()}
    with pytest.raises(ArchiveContentError, match="in keiner Sprache"):
        imported(unpacked(data, tmp_path / "x"), lonely)
    assert rows(lonely)["questions"] == 0
    assert {p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()} == files
