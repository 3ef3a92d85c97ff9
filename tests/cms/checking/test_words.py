import pytest

from cms.checking.words import paragraphs, plain_text, reading_level, says_nothing, silent_links
from tests.factories.written import block, written

pytestmark = pytest.mark.django_db  # pages look up their kind


@pytest.mark.parametrize(
    ("words", "is_silent"),
    [
        ("hier", True), ("Klicken Sie hier!", True), ("mehr …", True), ("», Link", False),
        ("https://cottbus.de/a?b=1", True), ("www.cottbus.de", True), ("", True), ("Here", True),
        ("Öffnungszeiten der Bibliothek", False), ("Hier steht der Fahrplan", False),
    ],
)  # fmt: skip
def test_links_that_say_nothing(words, is_silent):
    assert says_nothing(words) == is_silent


def test_silent_links_are_found_in_every_kind_of_rich_text():
    link = '<p>Siehe <a href="https://cottbus.de/">{}</a></p>'
    course = written([
        block("text", link.format("<b>hier</b>"), "b1"),
        block("callout", {"kind": "info", "title": "", "text": link.format("Link")}, "b2"),
        block("accordion", {"items": [{"title": "T", "text": link.format("mehr")}]}, "b3"),
        block("text", link.format("Fahrplan der Straßenbahn"), "b4"),
    ])  # fmt: skip
    found = list(silent_links(course))
    assert [(finding.code, finding.block_id) for finding in found] == [
        ("silent_link", "b1"), ("silent_link", "b2"), ("silent_link", "b3"),
    ]  # fmt: skip
    assert "„hier“" in found[0].message


def test_running_text_is_paragraphs_lists_and_definitions():
    blocks = [
        block("text", "<p>Eins <b>zwei</b></p><ul><li>drei</li></ul>"),
        block("heading", {"text": "Kopf", "level": "2"}),
        block("glossary", {"term": "Wort", "definition": "Was es heißt."}),
        block("text", ""),
    ]
    assert paragraphs(written(blocks).lessons[0]) == ["Eins zwei", "drei", "Was es heißt."]
    assert plain_text("<p>a</p> <p>b&amp;c</p>") == "a b&c"


EASY = [block("text", "<p>" + "Der Hund ist da. Er mag dich. " * 20 + "</p>")]
HARD = [
    block("text", "<p>" + "Verwaltungsrechtliche Vorkehrungen dokumentieren wir. " * 30 + "</p>")
]


def test_the_hardest_lesson_is_named_with_its_grade():
    finding = next(reading_level(written(EASY, HARD)))
    assert (finding.code, finding.page_id) == ("reading_level", 71)
    assert "Klasse 15" in finding.message
    easy = next(reading_level(written(EASY)))
    assert easy.message.startswith("Der Kurs liest sich wie ein Text für Klasse 4 (")


def test_other_languages_and_short_texts_have_no_grade():
    assert list(reading_level(written(HARD, language="en"))) == []
    assert list(reading_level(written([block("text", "<p>Kurz.</p>")]))) == []
