from django.utils.translation import override

from cms.importing.bodies import body_of
from courses.formats.markdown_course import FolderLesson, FolderQuestion, FolderQuiz
from courses.formats.markdown_course.shapes import (
    Accordion,
    Callout,
    Code,
    Frame,
    Heading,
    Picture,
    Quote,
    Table,
    Term,
    Text,
)


def body(*blocks, image=None, **values):
    lesson = FolderLesson(file="a.md", title="A", blocks=blocks, minutes=1, **values)
    with override("de"):
        return body_of(
            lesson, find_image=lambda _picture: image, store_questions=lambda _quiz: [7, 8]
        )


def test_every_block_has_its_value():
    assert body(
        Text("<p>x</p>"),
        Heading("Titel", 3),
        Quote("Wort", "Quelle"),
        Callout("tip", "<p>y</p>"),
        Code("a = 1", "py"),
        Code("x", "brainfuck"),
        Term("Router", "Verbindet"),
        Accordion((("A", "<p>z</p>"),)),
        Table("", (("a", "b"), ("1", "2")), has_row_headers=True),
    ) == [
        ("text", "<p>x</p>"),
        ("heading", {"text": "Titel", "level": "3"}),
        ("quote", {"text": "Wort", "source": "Quelle"}),
        ("callout", {"kind": "tip", "title": "", "text": "<p>y</p>"}),
        ("code", {"code": "a = 1", "language": "python"}),
        ("code", {"code": "x", "language": "text"}),
        ("glossary", {"term": "Router", "definition": "Verbindet"}),
        ("accordion", {"items": [{"title": "A", "text": "<p>z</p>"}]}),
        ("table", {"caption": "Tabelle", "rows": "a | b\n1 | 2", "has_row_headers": True}),
    ]


def test_images_without_words_are_named_decoration():
    ((_kind, value),) = body(Picture("a.png", "", "Feld"), image="stored")
    assert (value["image"], value["is_decorative"], value["caption"]) == ("stored", True, "Feld")
    ((_kind, value),) = body(Picture("a.png", "Ein Feld"), image="stored")
    assert (value["alt"], value["is_decorative"]) == ("Ein Feld", False)
    assert body(Picture("a.png", "Ein Feld"), image=None) == []


def test_frames_become_links():
    known, other = body(
        Frame("https://www.youtube.com/embed/x", "Film"), Frame('https://a.example/?a="&b', "")
    )
    assert known == (
        "embed", {"title": "Film", "url": "https://www.youtube.com/embed/x", "description": ""}
    )  # fmt: skip
    assert other == (
        "text",
        '<p><a href="https://a.example/?a=&quot;&amp;b">Inhalt auf einer anderen Seite</a></p>',
    )


def test_note_and_tests_stand_at_the_end():
    quiz = FolderQuiz(
        questions=(FolderQuestion("single", {}),), attempts=3, pass_percent=70, time_limit=20
    )
    found = body(Text("<p>x</p>"), reflection="Und Sie?", quizzes=(quiz,))
    assert [kind for kind, _value in found] == ["text", "reflection", "quiz"]
    assert found[2][1] == {
        "title": "Test",
        "is_required": True,
        "pass_percent": 70,
        "attempts": 3,
        "shuffles": False,
        "time_limit": 20,
        "cool_down": 0,
        "parts": [{"version": 7}, {"version": 8}],
    }
