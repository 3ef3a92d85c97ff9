import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    for name in ("images/klein.webp", "documents/geheim.pdf", "original_images/gross.png"):
        default_storage.save(name, ContentFile(b"planted"))


def test_renditions_are_served_for_long(client, files):
    response = client.get("/media/images/klein.webp")
    assert response.status_code == 200
    assert response.getvalue() == b"planted"
    response.close()
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "documents/geheim.pdf",
        "original_images/gross.png",
        "images/../documents/geheim.pdf",
        "images/%2e%2e/documents/geheim.pdf",
        "images/fehlt.webp",
    ],
)
def test_nothing_else_has_an_address(client, files, path):
    response = client.get(f"/media/{path}")
    assert response.status_code == 404
    assert b"planted" not in response.content
