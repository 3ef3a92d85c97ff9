import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.media import AudioBlock, EmbedBlock, PictureBlock, VideoBlock, ending, provider
from tests.factories.cms import document, image

pytestmark = pytest.mark.django_db


def cleaned(block, value):
    return block.clean(block.to_python(value))


def test_picture_needs_words_or_the_word_that_it_needs_none():
    block, picture = PictureBlock(), image().pk
    with pytest.raises(StructBlockValidationError) as error:
        cleaned(block, {"image": picture, "alt": "  ", "is_decorative": False})
    assert "alt" in error.value.block_errors
    assert (
        cleaned(block, {"image": picture, "alt": "Feld", "is_decorative": False})["alt"] == "Feld"
    )
    assert cleaned(block, {"image": picture, "alt": "", "is_decorative": True})["alt"] == ""


def test_decorative_picture_is_silent():
    block = PictureBlock()
    value = {"image": image().pk, "alt": "egal", "is_decorative": True}
    html = block.render(block.to_python(value))
    assert 'alt=""' in html
    assert ".webp" in html
    assert 'loading="lazy"' in html


@pytest.mark.parametrize(
    ("block", "good", "bad"),
    [(VideoBlock(), "film.mp4", "film.pdf"), (AudioBlock(), "ton.mp3", "ton.mp4")],
)
def test_only_files_a_browser_plays(block, good, bad):
    value = {"title": "T", "transcript": "Text", "captions": None}
    assert cleaned(block, {**value, "file": document(good).pk})["title"] == "T"
    with pytest.raises(StructBlockValidationError):
        cleaned(block, {**value, "file": document(bad).pk})


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://media.ccc.de/v/1", "media.ccc.de"),
        ("http://media.ccc.de/v/1", None),
        ("https://media.ccc.de.evil.example/", None),
        ("https://evil.example/?media.ccc.de", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_listed_platforms(url, name):
    assert provider(url) == name


def test_embed_is_a_link_and_says_where_it_leads():
    block = EmbedBlock()
    value = {"title": "Vortrag", "url": "https://media.ccc.de/v/1", "description": "Sehenswert"}
    html = block.render(block.to_python(value))
    assert "iframe" not in html
    assert "Erst wenn Sie ihn öffnen" in html
    with pytest.raises(StructBlockValidationError):
        cleaned(block, {**value, "url": "https://evil.example/"})


def test_endings_are_read_from_the_name():
    assert ending(document("FILM.MP4")) == "mp4"
    assert ending(None) == ""
