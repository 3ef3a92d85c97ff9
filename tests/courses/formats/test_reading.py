import pytest

from courses.formats.questions import MAX_BYTES, FormatError, Reason
from courses.formats.reading import Format, format_of, read_questions, text_of
from tests.support.qti import CHOICE, package

KINDS = {"single", "true_false"}
MOODLE = b'<quiz><question type="description"/></quiz>'


@pytest.mark.parametrize(
    ("data", "written"),
    [
        ("\ufeffIst es so?{T}".encode(), Format.GIFT),
        (b"<p>Ist es so?</p>{T}", Format.GIFT),
        (b"x\nA. a\nB. b\nANSWER: A", Format.AIKEN),
        (MOODLE, Format.MOODLE_XML),
        (b"\xef\xbb\xbf<?xml version='1.0'?>" + MOODLE, Format.MOODLE_XML),
        (MOODLE.decode().encode("utf-16"), Format.MOODLE_XML),
        (CHOICE, Format.QTI),
        (package(), Format.QTI_PACKAGE),
    ],
)
def test_a_file_tells_its_format_by_its_content(data, written):
    assert format_of(data) == written
    assert read_questions(data, KINDS)[0] == written


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"// nichts", Reason.EMPTY),
        (b"<quiz/>", Reason.EMPTY),
        (b"<!-- x --><html/>", Reason.UNKNOWN_FORMAT),
        (b"<!DOCTYPE html><html/>", Reason.DOCTYPE),
        (b"\x89PNG\0", Reason.NO_TEXT),
        (b"x" * (MAX_BYTES + 1), Reason.TOO_BIG),
    ],
    ids=["empty", "comment", "no questions", "other", "html", "image", "big"],
)
def test_other_files_are_refused(data, reason):
    with pytest.raises(FormatError) as error:
        read_questions(data, KINDS)
    assert error.value.reason == reason


def test_text_of_older_systems_is_read():
    assert text_of("Größe".encode("cp1252")) == text_of("Größe".encode()) == "Größe"
