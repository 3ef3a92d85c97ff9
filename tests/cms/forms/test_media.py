"""Images and files uploaded in the admin: only what they say, and nothing they do not show."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from cms.onboarding import collection_of
from tests.support import admin

pytestmark = pytest.mark.django_db
SECRET = b"Sentinel-place"
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def world():
    return admin.world()


def photo(name="Foto.JPG"):
    exif = PillowImage.Exif()
    exif[0x010E] = SECRET.decode()
    buffer = io.BytesIO()
    PillowImage.new("RGB", (8, 6)).save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def sent(world, route, file, *, field="file", **values):
    client = admin.signed_in(world.people["author_a"])
    data = {field: file, "title": "Bild", "collection": collection_of(world.a).pk, **values}
    return client.post(reverse(route), data, headers={"X-Requested-With": "XMLHttpRequest"})


@pytest.mark.parametrize(
    ("route", "field", "prefix"),
    [
        ("wagtailimages:add", "file", ""),
        ("wagtailimages:add_multiple", "files[]", ""),
        ("wagtailimages_chooser:create", "image-chooser-upload-file", "image-chooser-upload-"),
    ],
)
def test_photos_lose_their_place_in_every_form(world, route, field, prefix):
    values = {f"{prefix}title": "B", f"{prefix}collection": collection_of(world.a).pk}
    sent(world, route, photo(), field=field, **values)
    image = get_image_model().objects.get()
    assert Path(image.file.name).suffix == ".jpg"
    with image.file.open() as file:
        assert SECRET not in file.read()
    assert (image.width, image.height) == (8, 6)


def test_svg_inside_a_png_is_refused(world):
    file = SimpleUploadedFile("a.png", b"<svg onload='alert(1)'/>", "image/png")
    answer = sent(world, "wagtailimages:add_multiple", file, field="files[]").json()
    assert answer == {
        "success": False,
        "error_message": "Das ist kein Bild in einem dieser Formate: JPG, PNG, GIF, WebP.",
    }
    assert not get_image_model().objects.exists()


def test_a_file_is_not_put_aside_as_it_came(world):
    answer = sent(
        world, "wagtailimages:add_multiple", photo(), field="files[]", title="x" * 300
    ).json()
    assert answer["success"] is False
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize("route", ["wagtaildocs:add", "wagtaildocs:add_multiple"])
def test_documents_are_looked_at(world, route):
    field = "files[]" if route.endswith("multiple") else "file"
    bad = SimpleUploadedFile("a.pdf", HTML, "application/pdf")
    assert "steckt etwas anderes" in str(
        sent(world, route, bad, field=field).content.decode(
            "unicode_escape" if field != "file" else "utf-8"
        )
    )
    assert not get_document_model().objects.exists()
    sent(world, route, SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"), field=field)
    assert get_document_model().objects.get().title
