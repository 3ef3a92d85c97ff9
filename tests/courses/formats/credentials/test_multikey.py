"""Public keys as text."""

import json
from pathlib import Path

import pytest

from courses.formats.credentials.multikey import (
    KeyFormatError,
    from_base58,
    named_in,
    read,
    to_base58,
    written,
)
from tests.support.credentials import KEY

PAIR = Path(__file__).parents[5] / "shared/data/vc-di-eddsa/keyPair.json"
TEXT = written(KEY.public_key())


def test_a_key_is_read_as_it_was_written():
    assert TEXT.startswith("z6Mk")
    assert read(TEXT).public_bytes_raw() == KEY.public_key().public_bytes_raw()


def test_the_standards_key_is_read():
    if not PAIR.exists():
        pytest.skip("the standard's vectors are not beside the project")
    text = json.loads(PAIR.read_text("utf-8"))["publicKeyMultibase"]
    assert written(read(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "z", "6Mk", TEXT[1:], TEXT[:-1], f"{TEXT}1", TEXT.replace("M", "0"), to_base58(b"x" * 34)],
)
def test_what_is_no_such_key_is_refused(text):
    with pytest.raises(KeyFormatError):
        read(text)


@pytest.mark.parametrize("text", ["", "abc", "z0OIl", "zñ"])
def test_what_is_not_in_base58_is_refused(text):
    with pytest.raises(KeyFormatError):
        from_base58(text)


@pytest.mark.parametrize(
    "method", [f"did:key:{TEXT}", f"did:key:{TEXT}#{TEXT}", f"https://example.org/a#{TEXT}"]
)
def test_some_addresses_state_their_key(method):
    assert written(named_in(method)) == TEXT


@pytest.mark.parametrize(
    "method",
    ["", "#", f"did:key:{TEXT}#z6Mkother", f"did:web:example.org#{TEXT}", "https://example.org/a",
     f"http://example.org/a#{TEXT}", f"file:///a#{TEXT}"],
)  # fmt: skip
def test_others_would_have_to_be_asked(method):
    with pytest.raises(KeyFormatError):
        named_in(method)
