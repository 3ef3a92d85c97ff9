import json
from pathlib import Path

import pytest

from courses.formats.markdown_course import CourseFormatError, LossKind, read_folder
from courses.formats.markdown_course.shapes import Picture, Text

SHARED = Path(__file__).parents[5] / "shared" / "data" / "content"
TRUE = {"type": "truefalse", "text": "Stimmt?", "answer": True}


@pytest.fixture
def folder(tmp_path):
    def write(**files):
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / name.replace("__", ".")).write_bytes(data)
        return tmp_path

    return write


def test_lessons_come_in_natural_order_and_others_are_passed_over(folder):
    path = folder(
        **{"10-ende__md": "x", "2-mitte__html": "<p>x", "1_anfang__markdown": "x"},
        README__md="x", LICENSE__md="x", ATTRIBUTION__md="# Quelle\n\nEs *war* einmal.",
        _entwurf__md="x", index__json="[]", bild__png="x",
    )  # fmt: skip
    course = read_folder(path)
    assert [lesson.file for lesson in course.lessons] == [
        "1_anfang.markdown", "2-mitte.html", "10-ende.md"
    ]  # fmt: skip
    assert [lesson.title for lesson in course.lessons] == ["Anfang", "Mitte", "Ende"]
    assert course.attribution_html == "<p><b>Quelle</b></p><p>Es <i>war</i> einmal.</p>"
    assert "README.md" in course.passed_over


def test_front_matter_of_a_lesson(folder):
    path = folder(
        a__md="---\ntitle: Los\nminutes: 12\nsection: Teil 1\nrequired: false\nopen: true\n"
        "reflection: Und Sie?\n---\n# Los\n\nText\n"
    )
    (lesson,) = read_folder(path).lessons
    assert (lesson.title, lesson.minutes, lesson.section) == ("Los", 12, "Teil 1")
    assert (lesson.is_required, lesson.is_open, lesson.reflection) == (False, True, "Und Sie?")
    assert lesson.blocks == (Text("<p>Text</p>"),)


def test_minutes_follow_the_words(folder):
    text = "Wort " * 200 + "\n\n> Zitat\n\n> [!NOTE]\n> x\n\n| a | b |\n|--|--|\n\n```\nc\n```\n"
    text += "\n<details><summary>A</summary>b</details>\n\n<dl><dt>c<dd>d</dl>\n\n## Titel\n"
    lessons = read_folder(folder(a__md=text, b__md="")).lessons
    assert [lesson.minutes for lesson in lessons] == [2, 1]


def test_course_file_orders_and_describes(folder):
    path = folder(
        course__md="---\ntitle: Kurs\nimage: fehlt.png\nimage_alt: Ein Bild\nsections:\n"
        "  - {title: Zuerst, lessons: [b.md]}\n---\nWorum es *geht*.\n",
        a__md="x", b__md="x",
    )  # fmt: skip
    course = read_folder(path)
    assert course.facts.title == "Kurs"
    assert course.facts.description_html == "<p>Worum es <i>geht</i>.</p>"
    assert course.facts.image is None
    assert [(lesson.file, lesson.section) for lesson in course.lessons] == [
        ("b.md", "Zuerst"), ("a.md", "")
    ]  # fmt: skip
    assert [(loss.file, loss.kind) for loss in course.losses] == [
        ("course.md", LossKind.IMAGE_MISSING)
    ]


def test_cover_without_words_is_left_and_told(folder):
    course = read_folder(folder(course__md="---\nimage: a.png\n---\n", a__md="x", a__png=b"x"))
    assert course.facts.image is None
    assert [(loss.kind, loss.detail) for loss in course.losses] == [(LossKind.COVER_TEXT, "a.png")]


def test_section_naming_a_foreign_lesson_is_refused(folder):
    path = folder(course__md="---\nsections: [{title: A, lessons: [x.md]}]\n---\n", a__md="x")
    with pytest.raises(CourseFormatError) as caught:
        read_folder(path)
    assert (caught.value.reason, caught.value.detail) == ("lesson_missing", "x.md")


def test_questions_find_their_lessons(folder, tmp_path):
    quiz = {
        "questions": [
            TRUE | {"lesson": "Eins"},
            TRUE | {"lesson": "b"},
            TRUE,
            TRUE | {"lesson": "x"},
        ]
    }
    path = folder(a__md="# Eins\n", b__md="# Zwei\n", quiz__json=json.dumps(quiz))
    course = read_folder(path)
    assert [[len(q.questions) for q in lesson.quizzes] for lesson in course.lessons] == [[1], [3]]
    assert [(loss.kind, loss.detail) for loss in course.losses] == [(LossKind.QUIZ_LESSON, "x")]


def test_lessons_name_their_own_tests_and_practice(folder):
    path = folder(
        a__md="---\nquiz: quiz-a.json\npractice: uebung.json\n---\nx", b__md="x",
        **{"quiz-a__json": json.dumps({"questions": [TRUE]}),
           "uebung__json": json.dumps({"questions": [TRUE, TRUE]})},
    )  # fmt: skip
    first, second = read_folder(path).lessons
    assert [(len(q.questions), q.is_required) for q in first.quizzes] == [(2, False), (1, True)]
    assert second.quizzes == ()


def test_a_file_of_questions_beside_the_folder(folder, tmp_path_factory):
    beside = tmp_path_factory.mktemp("fragen") / "fragen.json"
    beside.write_text(json.dumps({"questions": [TRUE]}))
    (lesson,) = read_folder(folder(a__md="x"), [beside]).lessons
    assert len(lesson.quizzes) == 1
    with pytest.raises(CourseFormatError):
        read_folder(folder(a__md="x"), [beside.with_name("fehlt.json")])


@pytest.mark.parametrize("name", ["fehlt.json", "../fremd.json"])
def test_tests_that_are_not_in_the_folder_are_refused(folder, tmp_path, name):
    (tmp_path.parent / "fremd.json").write_text(json.dumps({"questions": [TRUE]}))
    with pytest.raises(CourseFormatError) as caught:
        read_folder(folder(a__md=f"---\nquiz: {name}\n---\nx"))
    assert caught.value.reason == "file_missing"


def test_images_are_found_and_missing_ones_told_with_line(folder):
    path = folder(a__md="---\ntitle: A\n---\n\n![Karte](a.png)\n\n![](fehlt.png)\n", a__png=b"x")
    course = read_folder(path)
    assert course.lessons[0].blocks == (Picture("a.png", "Karte", path=(path / "a.png").resolve()),)
    assert [(loss.line, loss.kind) for loss in course.losses] == [(7, LossKind.IMAGE_MISSING)]


def test_old_encodings_are_read_and_told(folder):
    course = read_folder(folder(a__md="# Größe\n".encode("cp1252")))
    assert course.lessons[0].title == "Größe"
    assert [loss.kind for loss in course.losses] == [LossKind.ENCODING]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "lesson_count"),
        ({"README__md": "x"}, "lesson_count"),
        ({"a__md": "x" * 2_000_001}, "too_large"),
    ],
)
def test_folders_nobody_can_read_are_refused(folder, files, reason):
    with pytest.raises(CourseFormatError) as caught:
        read_folder(folder(**files))
    assert caught.value.reason == reason


def test_a_path_that_is_no_folder_is_refused(tmp_path):
    with pytest.raises(CourseFormatError) as caught:
        read_folder(tmp_path / "fehlt")
    assert caught.value.reason == "no_folder"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora lie beside the project, not in it")
@pytest.mark.parametrize(
    ("name", "lessons", "losses"),
    [
        ("klexikon-de", 16, 0),
        ("twillo-oer-challenge-de", 2, 210),
        ("mozilla-web-literacy-en", 4, 8),
    ],
)
def test_real_folders(name, lessons, losses):
    course = read_folder(SHARED / name)
    assert (len(course.lessons), len(course.losses)) == (lessons, losses)
    assert course.attribution_html
