"""Badges as pictures that carry their credential (Open Badges 3.0, section on baking)."""

import io
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, PngImagePlugin, UnidentifiedImageError

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_KEYWORD = "openbadgecredential"
_MAX_PIXELS = 4_000_000
_SVG = "http://www.w3.org/2000/svg"


class BakingError(ValueError):
    """A picture carries no credential that could be read."""


def bake_png(picture: bytes, credential: str) -> bytes:
    """Put a credential, as JSON or as a token, into a PNG picture."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt(_KEYWORD, credential)
    target = io.BytesIO()
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        image.save(target, "PNG", pnginfo=info)
    return target.getvalue()


def unbake_png(picture: bytes) -> str:
    """Take the credential out of a PNG picture of anybody's.

    Raises:
        BakingError: There is none, or it is no PNG picture.
    """
    try:
        with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
            if image.width * image.height > _MAX_PIXELS:
                message = "too large a picture"
                raise BakingError(message)
            image.load()  # texts may stand behind the pixels
            text = getattr(image, "text", {}).get(_KEYWORD)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        message = "no picture that could be read"
        raise BakingError(message) from error
    if not text:
        message = "a picture without a credential"
        raise BakingError(message)
    return str(text)


def bake_svg(picture: str, credential: str) -> bytes:
    """Put a credential, as JSON or as a token, into an SVG picture of our own."""
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("openbadges", NAMESPACE)
    root = ElementTree.fromstring(picture)  # noqa: S314  # ours
    element = ElementTree.Element(f"{{{NAMESPACE}}}credential")
    if _is_token(credential):
        element.set("verify", credential)
    else:
        element.text = credential
    root.insert(0, element)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def unbake_svg(picture: bytes) -> str:
    """Take the credential out of an SVG picture of anybody's.

    Raises:
        BakingError: There is none, or it is no SVG picture.
    """
    try:
        # Many programs write the document type of SVG 1.1; it declares nothing by itself.
        root = fromstring(picture, forbid_dtd=False)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        message = "no picture that could be read"
        raise BakingError(message) from error
    element = root.find(f".//{{{NAMESPACE}}}credential")
    text = None if element is None else element.get("verify") or element.text
    if not text or not text.strip():
        message = "a picture without a credential"
        raise BakingError(message)
    return str(text).strip()


def _is_token(credential: str) -> bool:
    return not credential.lstrip().startswith("{")
