"""What no template may contain, and what every one may count on."""

import re

import pytest

from lms.common.stylesheet import BLOCKS, ICONS
from lms.common.vendor import STATIC
from tests.support.sources import ROOT

TEMPLATES = ROOT / "templates"
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
INLINE = {
    "script without src": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>"),
    "style element": re.compile(r"<style\b"),
    "style attribute": re.compile(r"<[^>]*\sstyle="),
    "event handler": re.compile(r"<[^>]*\son[a-z]+="),
    "foreign address": re.compile(
        r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=\"(?:https?:)?//"
    ),
    "htmx code": re.compile(r"\shx-(?:on|vals=.js)"),
}
# Mails are read in other programs, PDFs have their own engine.
ELSEWHERE = ("email", "pdf")
OWN_ICONS = {file.stem for file in (STATIC / "lms" / "img" / "icons").glob("*.svg")}


def templates():
    files = sorted(TEMPLATES.rglob("*.html"))
    return [file for file in files if file.relative_to(TEMPLATES).parts[0] not in ELSEWHERE]


def own_pages():
    """Without what stands inside Wagtail's admin, which has its own look."""
    return [file for file in templates() if "admin" not in file.relative_to(TEMPLATES).parts]


def text(file):
    return COMMENT.sub("", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", INLINE)
def test_no_template_carries_inline_code(name):
    found = [
        str(file.relative_to(TEMPLATES)) for file in templates() if INLINE[name].search(text(file))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("script without src", "<script>alert(1)</script>"),
        ("style element", "<style>a{}</style>"),
        ("style attribute", '<p class="a" style="top:0">'),
        ("event handler", '<a href="#" onclick="x()">'),
        ("foreign address", '<img alt="" src="https://example.org/x.png">'),
        ("htmx code", '<div hx-on:click="x()">'),
    ],
)
def test_planted_inline_code_is_found(name, planted):
    assert INLINE[name].search(planted)


def test_classes_of_the_design_system_are_in_the_style_sheet():
    unknown = set()
    for file in own_pages():
        for block in re.findall(r"kern-([a-z]+(?:-[a-z]+)*)", text(file)):
            if block not in BLOCKS and block not in {"theme", "ux"}:
                unknown.add(f"{file.relative_to(TEMPLATES)}: kern-{block}")
    assert unknown == set()


def test_icons_are_in_the_style_sheet():
    unknown = set()
    for file in own_pages():
        names = re.findall(r"kern-icon--([a-z]+(?:-[a-z]+)*)", text(file))
        names += re.findall(r'\{% icon "([^"]+)"', text(file))
        names += re.findall(r'icon(?:_name)?="([a-z-]+)"', text(file))
        unknown |= {
            f"{file.relative_to(TEMPLATES)}: {name}"
            for name in names
            if name not in ICONS | OWN_ICONS
        }
    assert unknown == set()


def test_every_icon_of_ours_has_its_class():
    css = (STATIC / "lms" / "css" / "components" / "icon.css").read_text()
    assert set(re.findall(r"\.kern-icon--([a-z]+) \{", css)) == OWN_ICONS


def test_components_say_what_they_take():
    missing = [
        file.name
        for file in (TEMPLATES / "components").glob("*.html")
        if "{% comment %}" not in file.read_text(encoding="utf-8")[:200]
    ]
    assert missing == []
