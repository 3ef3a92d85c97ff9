import pytest

from cms.blocks.playing import captions_fault, ending, is_what_it_says
from tests.factories.cms import HEADS, document

pytestmark = pytest.mark.django_db


def test_endings_are_read_from_the_name():
    assert ending(document("FILM.MP4")) == "mp4"
    assert ending(None) == ""


@pytest.mark.parametrize("name", HEADS)
def test_a_file_is_what_its_first_bytes_say(name):
    assert is_what_it_says(document(f"datei.{name}", HEADS[name]))
    assert not is_what_it_says(document(f"datei.{name}", b"%PDF-1.4"))
    wrong = "ogg" if name != "ogg" else "webm"
    assert not is_what_it_says(document(f"datei.{wrong}", HEADS[name]))


def test_a_file_that_is_gone_is_nothing():
    gone = document("film.mp4", HEADS["mp4"])
    gone.file.storage.delete(gone.file.name)
    assert not is_what_it_says(gone)


def test_captions_are_read():
    assert captions_fault(document("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nA")) == ""
    assert "WEBVTT" in captions_fault(document("a.vtt", b"1\n00:01.000 --> 00:02.000\nA"))
    assert "vtt" in captions_fault(document("a.srt", b"WEBVTT"))
