import io

import pytest
from PIL import Image

from cms.importing.pictures import Pictures, encoded_anew
from cms.onboarding import collection_of
from tests.factories.cms import framed_house

SECRET = "Sentinel-place"


def save(path, size=(8, 6), mode="RGB", **values):
    Image.new(mode, size, "#1b4965" if mode != "P" else 1).save(path, **values)
    return path


def test_metadata_stays_behind(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = SECRET  # description
    exif[0x0112] = 6  # turned by a quarter
    path = save(tmp_path / "a.jpg", exif=exif)
    path.write_bytes(path.read_bytes() + SECRET.encode())
    data, ending = encoded_anew(path)
    assert ending == "jpg"
    assert SECRET.encode() not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (6, 8)
        assert not image.getexif()


@pytest.mark.parametrize(
    ("name", "mode", "ending"),
    [("a.png", "RGBA", "png"), ("a.gif", "P", "png"), ("a.webp", "RGB", "webp")],
)
def test_formats(tmp_path, name, mode, ending):
    assert encoded_anew(save(tmp_path / name, mode=mode))[1] == ending


def test_what_is_no_image_or_too_large_is_none(tmp_path, settings):
    broken = tmp_path / "a.png"
    broken.write_bytes(b"<svg onload=alert(1)>")
    assert encoded_anew(broken) is None
    assert encoded_anew(save(tmp_path / "a.bmp")) is None
    good = save(tmp_path / "b.png")
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40
    assert encoded_anew(good) is None
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 48
    assert encoded_anew(good) is not None
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    assert encoded_anew(good) is None


def test_bombs_are_refused(tmp_path, monkeypatch):
    path = save(tmp_path / "a.png", size=(50, 50))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 2000)
    assert encoded_anew(path) is None  # a warning
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert encoded_anew(path) is None  # an error


@pytest.mark.django_db
def test_images_are_stored_once_in_the_partners_collection(tmp_path):
    partner, _page = framed_house()
    pictures = Pictures(partner, creator="Mia", licence="CC0-1.0")
    path = save(tmp_path / "Größe.png")
    broken = tmp_path / "x.png"
    broken.write_bytes(b"x")
    image = pictures.image(path, "")
    assert pictures.image(path, "anders") is image
    assert pictures.image(broken, "x") is None
    assert len(pictures) == 1
    assert (image.collection, image.title) == (collection_of(partner), "Größe")
    assert (image.creator, image.licence) == ("Mia", "CC0-1.0")
    assert "groesse" in image.file.name
    storage = image.file.storage
    assert storage.exists(image.file.name)
    pictures.forget()
    assert not storage.exists(image.file.name)
