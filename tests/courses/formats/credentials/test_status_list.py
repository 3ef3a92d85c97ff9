"""A bit for each certificate."""

import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from courses.formats.credentials import integrity
from courses.formats.credentials.status_list import (
    SIZE,
    Place,
    StatusListError,
    encoded,
    is_set,
    status_list,
)
from tests.support.credentials import ISSUER, KEY, METHOD, MOMENT, SITE, trusted

EXAMPLE = Path(__file__).parents[5] / "shared/data/openbadges/examples/bit-string-list__testlist"
REVOKED = [0, 1, 7, 8, 4711, SIZE - 1]


def test_the_bits_that_were_set_are_set_and_no_others():
    text = encoded(REVOKED)
    assert text.startswith("u")
    assert len(text) < 200
    around = {at + step for at in REVOKED for step in (-2, -1, 0, 1, 2)} & set(range(SIZE))
    assert [at for at in sorted(around) if is_set(text, at)] == REVOKED
    assert encoded(reversed(REVOKED)) == text


def test_the_first_bit_is_the_leftmost():
    packed = encoded([0]).removeprefix("u")
    data = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    assert (data[0], len(data)) == (0b1000_0000, 16_384)


def test_the_standards_list_is_read():
    if not EXAMPLE.exists():
        pytest.skip("the standard's example is not beside the project")
    found = json.loads(EXAMPLE.read_text("utf-8"))["credentialSubject"]["encodedList"]
    assert not is_set(found, 0)
    assert not is_set(found, SIZE - 1)


def test_a_list_is_a_credential_of_its_own():
    place = Place(f"{SITE}/sperrliste/1", 4711)
    made = status_list(
        list_id=place.list_id, issuer=ISSUER.id, revoked=[place.index],
        valid_from=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip
    signed = integrity.sign(made, key=KEY, method=METHOD, created=MOMENT)
    assert integrity.verify(signed, keys=trusted) == [METHOD]
    entry = place.entry()
    assert entry["statusListCredential"] == signed["id"]
    subject = signed["credentialSubject"]
    assert entry["statusPurpose"] == subject["statusPurpose"]
    assert is_set(subject["encodedList"], int(entry["statusListIndex"]))


@pytest.mark.parametrize("index", [-1, SIZE])
def test_there_is_no_place_outside(index):
    with pytest.raises(IndexError):
        encoded([index])
    with pytest.raises(StatusListError):
        is_set(encoded([]), index)


@pytest.mark.parametrize("text", ["", "u", "uAAAA", "uH4sIAAAA", "not a list", encoded([1])[:-12]])
def test_what_is_no_list_is_refused(text):
    with pytest.raises(StatusListError):
        is_set(text, SIZE - 1)
