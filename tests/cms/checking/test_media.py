import pytest
from wagtail.images import get_image_model

from cms.checking.media import (
    media_without_licence,
    silent_media,
    undeclared_images,
    undescribed_images,
)
from tests.factories.cms import document, image
from tests.factories.courses import QuestionVersionFactory
from tests.factories.written import block, written
from tests.support.archives import image_choice

pytestmark = pytest.mark.django_db


def codes(found):
    return [(finding.code, finding.page_id, finding.block_id) for finding in found]


def picture(alt="", *, is_decorative=False, block_id="b1"):
    value = {"image": image().pk, "alt": alt, "is_decorative": is_decorative}
    return block("picture", value, block_id)


def test_images_need_words_or_the_word_that_they_need_none():
    body = [picture("Feld"), picture(is_decorative=True), picture(" ", block_id="b3")]
    assert codes(undescribed_images(written(body))) == [("no_alternative_text", 70, "b3")]
    cover = written(image=image(), image_alt=" ")
    assert codes(undescribed_images(cover)) == [("no_alternative_text", 7, "")]
    assert codes(undescribed_images(written(image=image(), image_alt="Ein Schloss"))) == []


def test_somebody_has_looked_at_all_images():
    assert codes(undeclared_images(written([]))) == []
    for course in (written([picture("Feld")]), written(image=image())):
        assert codes(undeclared_images(course)) == [("images_not_declared", 7, "")]
    assert codes(undeclared_images(written([picture("Feld")], has_legible_images=True))) == []


def quiz(*versions, draws=()):
    parts = [{"version": version.pk} for version in versions]
    return block("quiz", {"title": "Test", "pass_percent": 60, "attempts": 0, "parts": parts,
                          "draws": list(draws)}, "b9")  # fmt: skip


def test_images_one_chooses_as_answers_are_images():
    asked = [
        QuestionVersionFactory(type="image_choice", content=image_choice()),
        QuestionVersionFactory(type="single"),
    ]
    course = written([quiz(*asked)])
    assert codes(undeclared_images(course)) == [("images_not_declared", 7, "")]
    assert codes(undeclared_images(written([quiz(asked[1])]))) == []
    assert codes(undescribed_images(course)) == []
    (finding,) = media_without_licence(course)  # the other image's original is gone
    assert (finding.code, finding.page_id, finding.block_id) == ("no_medium_licence", 70, "b9")
    assert "Schloss" in finding.message
    original = get_image_model().objects.get(title="Schloss")
    assert finding.medium_url == f"/admin/medien/bild/{original.pk}/"
    original.licence = "CC0-1.0"
    original.save()
    assert codes(media_without_licence(course)) == []


def film(captions=None, transcript="Text"):
    value = {"title": "Film", "file": document("film.mp4").pk, "transcript": transcript}
    return block("video", {**value, "captions": captions and captions.pk})


def test_films_need_captions_and_both_their_text():
    good = document("film.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nA")
    bad = document("film.vtt", b"WEBVTT\n\n00:03.000 --> 00:02.000\nA")
    assert codes(silent_media(written([film(good)]))) == []
    assert codes(silent_media(written([film()]))) == [("no_captions", 70, "b1")]
    (finding,) = silent_media(written([film(bad)]))
    assert finding.code == "bad_captions"
    assert "Zeile 3" in finding.message
    sound = {"title": "Ton", "file": document("ton.mp3").pk, "transcript": " "}
    assert codes(silent_media(written([block("audio", sound)]))) == [("no_transcript", 70, "b1")]


def test_every_medium_needs_a_licence_and_the_finding_leads_to_its_form():
    free, unknown = document(), document()
    free.licence = "CC0-1.0"
    free.save()
    body = [
        block("file", {"title": "frei", "file": free.pk}, "b1"),
        block("file", {"title": "unbekannt", "file": unknown.pk}, "b2"),
        picture("Feld", block_id="b3"),
    ]
    found = list(media_without_licence(written(body, image=image())))
    assert codes(found) == [
        ("no_medium_licence", 7, ""),
        ("no_medium_licence", 70, "b2"),
        ("no_medium_licence", 70, "b3"),
    ]
    assert found[1].medium_url == f"/admin/medien/datei/{unknown.pk}/"
    assert found[2].medium_url.startswith("/admin/medien/bild/")
