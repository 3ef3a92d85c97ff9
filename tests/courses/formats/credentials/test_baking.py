"""Pictures that carry a credential."""

import io
import json

import pytest
from PIL import Image

from courses.formats.credentials.baking import (
    BakingError,
    bake_png,
    bake_svg,
    unbake_png,
    unbake_svg,
)
from tests.support.credentials import SVG, TITLE, picture, signed

TEXTS = [json.dumps(signed(), ensure_ascii=False), "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"]


@pytest.mark.parametrize("text", TEXTS)
def test_png_and_svg_give_the_same_credential_back(text):
    png, svg = bake_png(picture(), text), bake_svg(SVG, text)
    assert unbake_png(png) == unbake_svg(svg) == text
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (64, 64)
        assert image.getpixel((3, 3)) == (0x1B, 0x49, 0x65)
    assert "Abzeichen" in svg.decode()
    assert (TITLE in svg.decode()) == text.startswith("{")


def test_a_token_stands_in_an_attribute():
    assert f'verify="{TEXTS[1]}"' in bake_svg(SVG, TEXTS[1]).decode()


def test_a_picture_without_a_credential_has_none():
    with pytest.raises(BakingError):
        unbake_png(picture())
    with pytest.raises(BakingError):
        unbake_svg(SVG.encode())


BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0">'
    "<o:credential>&b;</o:credential></svg>"
)
FILE = BOMB.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize("data", [b"", b"<svg", b"<html/>", BOMB.encode(), FILE.encode(), b"\xff"])
def test_hostile_pictures_are_refused(data):
    with pytest.raises(BakingError):
        unbake_svg(data)
    with pytest.raises(BakingError):
        unbake_png(data)


def test_broken_and_giant_pictures_are_refused():
    baked = bake_png(picture(), TEXTS[0])
    with pytest.raises(BakingError):
        unbake_png(baked[:-200])
    with pytest.raises(BakingError):
        unbake_png(picture((3000, 3000)))
