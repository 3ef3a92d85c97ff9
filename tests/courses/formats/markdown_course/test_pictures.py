import pytest

from courses.formats.markdown_course.pictures import located
from courses.formats.markdown_course.shapes import Loss, LossKind, Picture


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "kurs"
    (inside / "bilder").mkdir(parents=True)
    (inside / "bilder" / "mein bild.PNG").write_bytes(b"x")
    (inside / "plan.svg").write_bytes(b"x")
    (tmp_path / "draussen.png").write_bytes(b"x")
    (inside / "verweis.png").symlink_to(tmp_path / "draussen.png")
    return inside


def test_images_inside_the_folder_are_found(folder):
    losses = []
    found = located(
        Picture("bilder/mein%20bild.PNG?x=1", "A"), folder, file="a.md", line=3, losses=losses
    )
    assert found.path == (folder / "bilder" / "mein bild.PNG").resolve()
    assert losses == []


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("fehlt.png", LossKind.IMAGE_MISSING),
        ("../draussen.png", LossKind.IMAGE_MISSING),
        ("verweis.png", LossKind.IMAGE_MISSING),
        ("/etc/passwd", LossKind.IMAGE_MISSING),
        ("bilder", LossKind.IMAGE_MISSING),
        ("", LossKind.IMAGE_MISSING),
        ("plan.svg", LossKind.IMAGE_FORMAT),
        ("https://a.example/a.png", LossKind.IMAGE_REMOTE),
        ("//a.example/a.png", LossKind.IMAGE_REMOTE),
    ],
)
def test_others_are_told_and_left(folder, source, kind):
    losses = []
    assert located(Picture(source, "A"), folder, file="a.md", line=3, losses=losses) is None
    assert losses == [Loss("a.md", 3, kind, source)]


def test_image_without_words_is_taken_and_told(folder):
    losses = []
    picture = Picture("bilder/mein bild.PNG", "")
    assert located(picture, folder, file="a.md", line=3, losses=losses).path is not None
    assert losses[0].kind == LossKind.IMAGE_TEXT
