from xml.etree.ElementTree import fromstring

import pytest

from courses.formats.docx.styles import Meaning, Styles
from tests.support.word import NAMES, item, paragraph, parts, unpacked


@pytest.fixture
def styles(tmp_path):
    return Styles(unpacked(tmp_path, parts("")))


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        (paragraph("x"), Meaning()),
        (paragraph("x", "T"), Meaning(heading=1)),
        (paragraph("x", "eigen"), Meaning(heading=1)),
        (paragraph("x", "unbekannt"), Meaning()),
        (paragraph("x", "Z"), Meaning(is_quote=True)),
        (paragraph("x", extra='<w:outlineLvl w:val="9"/>'), Meaning()),
        (item("x", 1), Meaning(list_id="1", depth=1)),
    ],
)
def test_meanings(styles, written, meaning):
    element = fromstring(written.replace("<w:p>", f"<w:p {NAMES}>", 1))
    assert styles.meaning(element) == meaning


def test_kinds_of_lists(styles):
    assert not styles.is_ordered("1", 0)
    assert styles.is_ordered("1", 1)
    assert not styles.is_ordered("9", 0)


def test_styles_that_name_each_other_end(tmp_path):
    made = parts("")
    made["word/styles.xml"] = made["word/styles.xml"].replace(
        '<w:name w:val="heading 1"/>', '<w:name w:val="x"/><w:basedOn w:val="eigen"/>'
    )
    styles = Styles(unpacked(tmp_path, made))
    element = fromstring(paragraph("x", "eigen").replace("<w:p>", f"<w:p {NAMES}>", 1))
    assert styles.meaning(element) == Meaning()
