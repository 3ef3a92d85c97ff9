import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.media import AudioBlock, EmbedBlock, PictureBlock, VideoBlock, provider
from tests.factories.cms import HEADS, document, image

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
    played = document(good, HEADS[good[-3:]])
    assert cleaned(block, {**value, "file": played.pk})["title"] == "T"
    for other in (document(bad, HEADS["mp4"]), document(good, b"<html>Film</html>")):
        with pytest.raises(StructBlockValidationError) as error:
            cleaned(block, {**value, "file": other.pk})
        assert list(error.value.block_errors) == ["file"]


def test_captions_no_browser_shows_are_refused_with_their_line():
    block = VideoBlock()
    value = {"title": "T", "transcript": "Text", "file": document("film.mp4", HEADS["mp4"]).pk}
    good = document("film.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHallo")
    assert cleaned(block, {**value, "captions": good.pk})["captions"] == good
    bad = document("film.vtt", b"WEBVTT\n\n00:01,000 --> 00:02,000\nHallo")
    with pytest.raises(StructBlockValidationError) as error:
        cleaned(block, {**value, "captions": bad.pk})
    assert "Zeile 3" in str(error.value.block_errors["captions"])


def test_who_made_an_image_and_its_licence_stand_below_it():
    picture = image()
    picture.creator, picture.source_url = "Łucija <b>", "https://bilder.example/1"
    picture.licence, picture.is_ai_made = "CC-BY-4.0", True
    picture.save()
    block = PictureBlock()
    html = block.render(block.to_python({"image": picture.pk, "alt": "Feld", "caption": "Raps"}))
    assert "<figcaption>Raps" in html
    assert 'href="https://bilder.example/1"' in html
    assert "Łucija &lt;b&gt;" in html
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in html
    assert "mit künstlicher Intelligenz erzeugt" in html
    own = block.render(block.to_python({"image": picture.pk, "alt": "Feld", "credit": "Foto: Jan"}))
    assert "Foto: Jan" in own
    assert "Łucija" not in own
    assert "CC BY 4.0" in own
    assert "figcaption" not in block.render(block.to_python({"image": image().pk, "alt": "Feld"}))


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
