import io
import struct
import zlib

import pytest
from PIL import Image

from lms.common.images import ImageFault, ImageRefusedError, clean_image
from tests.support.measuring import measured

SECRET = b"Sentinel-place"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def picture(kind, size=(8, 6), mode="RGB", **values):
    buffer = io.BytesIO()
    Image.new(mode, size, "#1b4965" if mode != "P" else 1).save(buffer, kind, **values)
    return buffer.getvalue()


def huge(width, height):
    """A PNG of a few bytes that says to be huge."""

    def part(name, data):
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))  # fmt: skip

    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    data = part(b"IHDR", head) + part(b"IDAT", zlib.compress(bytes(1000))) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def moving(frames, size=(2, 2)):
    pictures = [Image.new("RGB", size, (number, 0, 0)) for number in range(frames)]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "GIF", save_all=True, append_images=pictures[1:])
    return buffer.getvalue()


HOSTILE = {
    "svg": (ImageFault.KIND, lambda: SVG),
    "html": (ImageFault.KIND, lambda: b"<!doctype html><script>alert(1)</script>"),
    "bmp": (ImageFault.KIND, lambda: picture("BMP")),
    "riff": (ImageFault.BROKEN, lambda: b"RIFF\x00\x00\x00\x00WAVEfmt "),
    "cut": (ImageFault.BROKEN, lambda: picture("PNG", (400, 300))[:300]),
    "bomb": (ImageFault.PIXELS, lambda: huge(30_000, 30_000)),
    "large": (ImageFault.PIXELS, lambda: huge(5_001, 5_000)),
    "frames": (ImageFault.FRAMES, lambda: moving(202)),
    "moving pixels": (ImageFault.FRAMES, lambda: moving(7, (2_000, 2_000))),
    "bytes": (ImageFault.SIZE, lambda: b"\xff\xd8\xff" + bytes(10 * 1024 * 1024)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_images_are_refused(name):
    fault, build = HOSTILE[name]
    with pytest.raises(ImageRefusedError) as caught:
        clean_image(io.BytesIO(build()))
    assert caught.value.reason == fault


@pytest.mark.parametrize(
    ("kind", "mode", "ending"),
    [("JPEG", "RGB", "jpg"), ("PNG", "RGBA", "png"), ("WEBP", "RGB", "webp"), ("GIF", "P", "png")],
)
def test_only_the_picture_is_left_and_then_stays_as_it_is(kind, mode, ending):
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    extra = {"comment": SECRET} if kind == "GIF" else {"exif": exif}
    hostile = picture(kind, mode=mode, **extra) + SECRET + SVG
    assert hostile.count(SECRET) == 2
    clean = clean_image(io.BytesIO(hostile))
    assert clean.ending == ending
    assert SECRET not in clean.data
    assert b"svg" not in clean.data
    assert clean_image(io.BytesIO(clean.data)) == clean


def test_a_turned_picture_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    clean = clean_image(io.BytesIO(picture("JPEG", exif=exif)))
    with Image.open(io.BytesIO(clean.data)) as image:
        assert image.size == (6, 8)


def test_pictures_never_fill_the_memory(tmp_path):
    """A bomb is not unpacked at all, the largest picture that is allowed fits twice."""
    (tmp_path / "bomb.png").write_bytes(huge(30_000, 30_000))
    (tmp_path / "large.png").write_bytes(picture("PNG", (5_000, 5_000)) + b"x")
    script = (
        "from lms.common.images import ImageRefusedError, clean_image\n"
        "try:\n    print(clean_image(open(sys.argv[1], 'rb')).ending)\n"
        "except ImageRefusedError as error:\n    print(error.reason)\n"
    )
    bomb = measured(script, tmp_path / "bomb.png")
    assert (bomb.printed, bomb.mebibytes < 300, bomb.seconds < 5) == ("pixels", True, True)
    large = measured(script, tmp_path / "large.png")
    assert (large.printed, large.mebibytes < 420) == ("png", True)
