"""Word, Markdown and packed folders become draft lessons at the end of a course."""

import pytest
from PIL import Image

from cms.importing.documents import insert_document
from cms.importing.lessons import ImportUnreadableError
from cms.models import LessonPage
from courses.models import QuestionVersion
from tests.factories.cms import course_page, framed_house, lesson_page
from tests.factories.courses import NOW
from tests.support import word, zips
from tests.support.word import item, paragraph

pytestmark = pytest.mark.django_db
RELS = word.relation("r3", "media/image1.png") + word.relation("r2", "javascript:x", "External")
DRAWING = word.image("r3", "Ein Feld")


@pytest.fixture
def course():
    course = course_page(framed_house()[1])
    lesson_page(course)
    return course


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "x.png"
    Image.new("RGB", (40, 30), "#1b4965").save(path)
    return path.read_bytes()


def inserted(course, path, name=""):
    path = path.rename(path.with_name("upload"))
    return insert_document(file=path, name=name, course=course, actor_key="k", at=NOW)


def blocks(page):
    return [(block.block_type, block.value) for block in page.body]


def test_a_word_document_becomes_the_last_lesson(course, tmp_path, picture):
    table = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Kopf", "Fuß"))
    body = (
        paragraph("Auf dem Feld", "berschrift1") + paragraph("Ein Satz.") + item("a") + item("b")
        + paragraph(DRAWING) + f"<w:tbl><w:tr>{table}</w:tr><w:tr>{table}</w:tr></w:tbl>"
        + paragraph('<w:r><w:t>Ende</w:t><w:commentReference w:id="1"/></w:r>')
    )  # fmt: skip
    parts = word.parts(body, rels=RELS) | {"word/media/image1.png": picture, "evil.html": "<p>x"}
    outcome = inserted(course, word.document(tmp_path / "a.docx", parts), "Feld & Flur.docx")
    page = LessonPage.objects.child_of(course).order_by("path").last()
    assert outcome.page == page
    assert (page.title, page.live, page.slug) == ("Auf dem Feld", False, "auf-dem-feld")
    assert [kind for kind, _value in blocks(page)] == ["text", "picture", "table", "text"]
    (_text, first), (_picture, shown), (_table, cells), _end = blocks(page)
    assert str(first.source) == "<p>Ein Satz.</p><ul><li>a</li><li>b</li></ul>"
    assert (shown["alt"], shown["image"].width) == ("Ein Feld", 40)
    assert cells["rows"] == "Kopf | Fuß\nKopf | Fuß"
    assert outcome.kept == "Übernommen: 1 Lektion, 0 Fragen, 1 Bild."
    assert outcome.losses == ("Feld & Flur.docx: Kommentar weggelassen",)


def test_without_a_heading_the_file_names_the_lesson(course, tmp_path):
    path = word.document(tmp_path / "a", word.parts(paragraph("Text")))
    assert inserted(course, path, "Mein Aufsatz.docx").page.title == "Mein Aufsatz"


def test_what_stands_beside_the_words_is_reported(course, tmp_path, picture):
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>nein</w:t></w:r>"
    body = (
        paragraph(f'<w:hyperlink r:id="r2"><w:r><w:t>hier</w:t></w:r></w:hyperlink>{struck}')
        + paragraph("<w:del><w:r><w:delText>alt</w:delText></w:r></w:del>", "eigen")
        + paragraph("Merksatz", "merksatz") + paragraph(word.image("r3"))
    )  # fmt: skip
    parts = word.parts(body, rels=RELS, header=paragraph("Schule am See"))
    parts["word/media/image1.png"] = picture
    outcome = inserted(course, word.document(tmp_path / "a", parts), "a.docx")
    assert str(blocks(outcome.page)[0][1].source) == "<p>hiernein</p><p>Merksatz</p>"
    assert set(outcome.losses) == {
        "a.docx: Unsichere Adresse entfernt (a javascript:x)",
        "a.docx: Gelöschter Text aus der Änderungsverfolgung weggelassen",
        "a.docx: Gestaltung entfernt (merksatz)",
        "a.docx: Kopf- oder Fußzeile weggelassen (Schule am See)",
    }
    assert set(outcome.changed) == {
        "a.docx: Bild ohne Beschreibung, als Schmuck übernommen (word/media/image1.png)",
        "a.docx: Unbekanntes Element entfernt, sein Text bleibt (s)",
    }


def test_an_image_that_is_none_is_reported(course, tmp_path):
    parts = word.parts(paragraph(DRAWING) + paragraph("Text"), rels=RELS)
    parts["word/media/image1.png"] = "<svg onload='alert(1)'/>"
    outcome = inserted(course, word.document(tmp_path / "a", parts), "a.docx")
    assert [kind for kind, _value in blocks(outcome.page)] == ["text"]
    assert outcome.losses == ("image1.png: Bild ist kaputt oder weder PNG noch JPG, GIF, WebP",)


def test_markdown_reports_its_lines(course, tmp_path):
    (tmp_path / "a").write_text("# Los\n\nText\n\n<script>alert(1)</script>\n\n<form>Wort</form>\n")
    outcome = inserted(course, tmp_path / "a", "los.md")
    assert outcome.page.title == "Los"
    assert outcome.losses == ("los.md:5: Skript entfernt (script)",)
    assert outcome.changed == ("los.md:7: Formularelement entfernt, sein Text bleibt (form)",)


def test_a_packed_folder_becomes_lessons_with_tests(course, tmp_path, picture):
    quiz = b'{"questions": [{"type": "truefalse", "text": "Nass?", "answer": true}]}'
    path = zips.packed(
        tmp_path / "a", ("kurs/1.md", b"# Eins\n\n![Feld](f.png)"), ("kurs/2.md", b"# Zwei"),
        ("kurs/f.png", picture), ("kurs/quiz.json", quiz), ("__MACOSX/x", b"x"),
    )  # fmt: skip
    outcome = inserted(course, path, "kurs.zip")
    titles = LessonPage.objects.child_of(course).order_by("path").values_list("title", flat=True)
    assert list(titles) == ["Erste Schritte", "Eins", "Zwei"]
    version = QuestionVersion.objects.get()
    assert (version.locale, version.author_key) == ("de", "k")
    assert outcome.kept == "Übernommen: 2 Lektionen, 1 Frage, 1 Bild."


@pytest.mark.parametrize(
    ("name", "entries", "sentence"),
    [
        ("a.docx", [("x", b"x")], "kein Word-Dokument"),
        ("a.zip", [("x.txt", b"x")], "keine Lektion"),
        ("a.zip", [("1.md", b"# A"), ("quiz.json", b"{")], "kein gültiges JSON"),
    ],
)
def test_what_cannot_be_read_changes_nothing(course, tmp_path, name, entries, sentence):
    with pytest.raises(ImportUnreadableError, match=sentence):
        inserted(course, zips.packed(tmp_path / "a", *entries), name)
    assert LessonPage.objects.count() == 1
