"""Takes strangers' images: decoded, checked, and written anew so that only the picture is left."""

import io
import re
import struct
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from lms.common.errors import DomainError

MOST_FRAMES = 200
# Format read → format written, with its ending; a moving GIF keeps its first picture.
_FORMATS = {"JPEG": ("JPEG", "jpg"), "PNG": ("PNG", "png"), "GIF": ("PNG", "png"),
            "WEBP": ("WEBP", "webp")}  # fmt: skip
_SIGNS = {"JPEG": (b"\xff\xd8\xff",), "PNG": (b"\x89PNG\r\n\x1a\n",), "GIF": (b"GIF87a", b"GIF89a"),
          "WEBP": (b"RIFF",)}  # fmt: skip
_QUALITY = 90
# Parts of a file that are picture and nothing else.
_PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"pHYs"}
_WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_JPEG_HEAD = (b"\xff\xe0\x00\x10JFIF\x00",)  # without a thumbnail
_JPEG_PARTS = {0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD}
_JPEG_SCAN, _JPEG_END = 0xDA, b"\xff\xd9"
_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7]")


class ImageFault(StrEnum):
    """Why an image is refused."""

    KIND = "kind"
    BROKEN = "broken"
    SIZE = "size"
    PIXELS = "pixels"
    FRAMES = "frames"


SENTENCES = {
    ImageFault.KIND: _("Das ist kein Bild in einem dieser Formate: JPG, PNG, GIF, WebP."),
    ImageFault.BROKEN: _("Das Bild ist beschädigt."),
    ImageFault.SIZE: _("Das Bild ist zu groß: höchstens 10 MB sind möglich."),
    ImageFault.PIXELS: _("Das Bild hat zu viele Bildpunkte: höchstens 25 Millionen sind möglich."),
    ImageFault.FRAMES: _("Das bewegte Bild hat zu viele Einzelbilder."),
}


class ImageRefusedError(DomainError):
    """The image is refused; nothing of it is kept."""

    def __init__(self, reason: ImageFault) -> None:
        super().__init__(str(SENTENCES[reason]))
        self.reason = reason


@dataclass(frozen=True)
class CleanImage:
    """The bytes of an image without metadata, and the ending of its file name."""

    data: bytes
    ending: str


def clean_image(file: IO[bytes]) -> CleanImage:
    """Decode an image and encode it without metadata.

    A file that holds nothing but its picture already stays as it is: copying wears nothing out.
    Costs the memory of two decoded pictures, at most about 200 MB.

    Raises:
        ImageRefusedError: It is no image, broken, or too large in some way.
    """
    file.seek(0)
    data = file.read(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1)
    if len(data) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise ImageRefusedError(ImageFault.SIZE)
    kinds = [kind for kind, signs in _SIGNS.items() if data.startswith(signs)]
    if not kinds:
        raise ImageRefusedError(ImageFault.KIND)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=kinds) as source:
                _check_size(source)
                return _encoded(source, data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefusedError(ImageFault.PIXELS) from error
    except (OSError, ValueError, SyntaxError, struct.error, EOFError) as error:
        raise ImageRefusedError(ImageFault.BROKEN) from error


def _check_size(source: Image.Image) -> None:
    """Refuse before anything is decoded; of a moving picture all frames together count."""
    pixels = source.width * source.height
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if pixels > most:
        raise ImageRefusedError(ImageFault.PIXELS)
    frames = min(MOST_FRAMES, most // max(pixels, 1))
    try:
        source.seek(frames)  # the one after the last that is allowed; counting all may take long
    except EOFError:
        source.seek(0)
        return
    raise ImageRefusedError(ImageFault.FRAMES)


def _encoded(source: Image.Image, data: bytes) -> CleanImage:
    kind = str(source.format)
    name, ending = _FORMATS[kind]
    source.load()  # every byte of the picture is read: what is broken fails here
    if _IS_PLAIN[kind](data):
        return CleanImage(data, ending)
    ImageOps.exif_transpose(source, in_place=True)
    mode = "RGB" if name == "JPEG" else "RGBA"
    plain = source if source.mode == mode else source.convert(mode)
    plain.info.clear()  # comments, profiles, descriptions
    buffer = io.BytesIO()
    plain.save(buffer, name, quality=_QUALITY, exif=b"")
    return CleanImage(buffer.getvalue(), ending)


def _is_plain_png(data: bytes) -> bool:
    """Source: PNG specification, third edition, section 5."""
    at = 8
    while at + 12 <= len(data):
        length, part = struct.unpack_from(">L4s", data, at)
        if part not in _PNG_PARTS:
            return False
        at += 12 + int(length)
        if part == b"IEND":
            return at == len(data)
    return False


def _is_plain_webp(data: bytes) -> bool:
    """Source: RFC 9649, section 2."""
    (length,) = struct.unpack_from("<L", data, 4)
    if length + 8 != len(data):
        return False
    at = 12
    while at + 8 <= len(data):
        part, size = struct.unpack_from("<4sL", data, at)
        if part not in _WEBP_PARTS:
            return False
        at += 8 + int(size) + int(size) % 2
    return at == len(data)


def _is_plain_jpeg(data: bytes) -> bool:
    """Source: ITU-T T.81, annex B."""
    at = 2
    if data.startswith(_JPEG_HEAD, at):
        at += 18
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004  (begins every marker)
        kind, length = struct.unpack_from(">xBH", data, at)
        at += 2 + int(length)
        if kind == _JPEG_SCAN:
            following = _MARK.search(data, at)
            at = following.start() if following else len(data)
            if data[at:] == _JPEG_END:
                return True
        elif kind not in _JPEG_PARTS:
            return False
    return False


_IS_PLAIN: dict[str, Callable[[bytes], bool]] = {
    "PNG": _is_plain_png,
    "WEBP": _is_plain_webp,
    "JPEG": _is_plain_jpeg,
    "GIF": lambda _data: False,
}
