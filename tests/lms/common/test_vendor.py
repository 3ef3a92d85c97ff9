"""What the set-up makes of others' browser files."""

import re

import pytest

from lms.common import vendor


@pytest.fixture(scope="module")
def static(tmp_path_factory):
    """A static folder with our style sheets, built."""
    folder = tmp_path_factory.mktemp("static")
    for name in ("lms/css", "lms/img", "lms/js"):
        source = vendor.STATIC / name
        for file in source.rglob("*.*"):
            target = folder / name / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    vendor.build(static=folder)
    return folder


def test_vendor_files_come_with_their_licences(static):
    files = (file for file in (static / "vendor").rglob("*") if file.is_file())
    assert {str(file.relative_to(static / "vendor")) for file in files} == {
        *(f"contexts/{name}" for name in vendor.CONTEXTS.values()),
        "contexts/LICENSE-open-badges",
        "contexts/LICENSE-others",
        "contexts/LICENSE-w3c.md",
        "fonts/FiraSans-Regular.woff2",
        "fonts/FiraSans-SemiBold.woff2",
        "fonts/LICENSE",
        "fonts/web-400.woff2",
        "fonts/web-600.woff2",
        "kern/LICENSE.md",
        "kern/kern.css",
        "leaflet/LICENSE",
        "leaflet/images/layers-2x.png",
        "leaflet/images/layers.png",
        "leaflet/images/marker-icon.png",
        "leaflet/leaflet.css",
        "leaflet/leaflet.js",
    }


def test_building_again_changes_nothing(static):
    def contents():
        return {file: file.read_bytes() for file in static.rglob("*") if file.is_file()}

    before = contents()
    vendor.build(static=static)
    assert contents() == before


def test_the_style_sheet_asks_for_nothing_but_two_fonts(static):
    css = (static / "lms/css/lernkette.css").read_text()
    asked = [address for address in re.findall(r"url\(([^)]+)", css) if "data:" not in address]
    assert [name.strip('"').rsplit("/", 1)[1] for name in asked] == [
        "web-400.woff2",
        "web-600.woff2",
    ]
    assert "@import" not in css


def test_one_script_holds_htmx_and_ours(static):
    script = (static / "lms/js/lernkette.js").read_text()
    ours = (vendor.STATIC / "lms/js/keep-open.js").read_text()
    assert script == vendor.HTMX.read_text() + "\n" + ours


def test_every_colour_of_the_design_system_is_one_of_our_tokens(static):
    kern = (static / "vendor/kern/kern.css").read_text()
    tokens = (static / "lms/css/tokens.css").read_text()
    read = set(re.findall(r"var\((--kern-color[\w-]+)", kern))
    assert set(re.findall(r"(--kern-color[\w-]+):", tokens)) == read


def test_every_token_a_style_sheet_reads_exists(static):
    tokens = set(re.findall(r"(--lk-[\w-]+):", (static / "lms/css/tokens.css").read_text()))
    for file in (static / "lms/css").rglob("*.css"):
        text = file.read_text()
        own = set(re.findall(r"(--lk-[\w-]+):", text))
        without_fallback = set(re.findall(r"var\((--lk-[\w-]+)\)", text))
        assert without_fallback - tokens - own == set(), file.name


def test_missing_packages_are_named_with_the_remedy(tmp_path):
    with pytest.raises(vendor.MissingPackagesError, match="make assets"):
        vendor.build(node=tmp_path, static=tmp_path)
