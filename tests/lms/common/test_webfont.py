"""The cut font: small, and with every letter of the region's languages."""

import logging

import pytest
from fontTools.ttLib import TTFont

from lms.common.vendor import CUTS, NODE
from lms.common.webfont import cut

SORBIAN = "ćčěłńóŕřšśžźĆČĚŁŃÓŔŘŠŚŽŹ"
GERMAN = "äöüßÄÖÜẞ„“‚‘–—…€§"


@pytest.fixture(scope="module")
def font(tmp_path_factory):
    """The regular cut."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    target = tmp_path_factory.mktemp("fonts") / "deep" / "web.woff2"
    size = cut(NODE / next(iter(CUTS)), target)
    return size, TTFont(target)


def test_a_cut_is_small(font):
    size, opened = font
    assert opened.flavor == "woff2"
    assert 10_000 < size < 18_000


def test_every_letter_of_the_region_is_there(font):
    _size, opened = font
    known = opened.getBestCmap()
    assert [letter for letter in SORBIAN + GERMAN if ord(letter) not in known] == []


def test_the_licence_stays_in_the_font(font):
    _size, opened = font
    names = {record.nameID for record in opened["name"].names}
    assert {0, 13} & names
