"""Files of anybody: what they hold and whether it holds."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from courses.formats.credentials import integrity, multikey, tokens
from courses.formats.credentials.baking import bake_png, bake_svg
from courses.formats.credentials.checking import (
    MAX_TEXT,
    Finding,
    KeyRing,
    State,
    check,
    check_file,
    issuer_of,
)
from tests.support.credentials import (
    ISSUER,
    KEY,
    MOMENT,
    SVG,
    credential,
    picture,
    signed,
    token_keys,
    trusted,
)

BADGES = Path(__file__).parents[5] / "shared/data/conformance/badges"
TOKENS = token_keys()
RING = KeyRing(trusted, TOKENS)
LATER = MOMENT + timedelta(days=1)
ANYBODY = KeyRing(multikey.named_in)
CHECKED_AT = datetime(2026, 11, 22, tzinfo=UTC)


def forms():
    """A certificate in every form it is handed out."""
    text = json.dumps(signed(), ensure_ascii=False)
    token = tokens.sign(credential(), key=TOKENS["ES256"], kid="ES256")
    files = [text.encode(), b"\xef\xbb\xbf" + text.encode(), f"\n{token}\n".encode()]
    for one in (text, token):
        files += [bake_png(picture(), one), bake_svg(SVG, one)]
    return files


@pytest.mark.parametrize("data", forms())
def test_every_form_of_a_certificate_holds(data):
    found = check_file(data, keys=RING, at=LATER)
    assert found.state == State.VALID
    plain = {name: value for name, value in found.credential.items() if name != "proof"}
    assert plain == credential()


@pytest.mark.parametrize("form", [bake_png, bake_svg])
def test_an_altered_one_does_not_in_any_form(form):
    document = signed()
    document["name"] = "Etwas ganz anderes"
    base = picture() if form is bake_png else SVG
    data = form(base, json.dumps(document))
    found = check_file(data, keys=RING, at=LATER)
    assert (found.state, found.credential["name"]) == (State.FORGED, "Etwas ganz anderes")


def test_it_is_in_force_from_the_day_it_was_issued():
    text = json.dumps(signed())
    assert check(text, keys=RING, at=MOMENT - timedelta(seconds=1)).state == State.EARLY
    assert check(text, keys=RING, at=MOMENT).state == State.VALID


def test_a_key_speaks_for_its_own_issuer_only():
    other = f"https://example.org/x#{multikey.written(KEY.public_key())}"
    document = integrity.sign(credential(), key=KEY, method=other, created=MOMENT)
    ring = KeyRing(multikey.named_in)
    assert check(json.dumps(document), keys=ring, at=LATER).state == State.FORGED


def test_what_cannot_be_told_is_not_called_forged():
    text = json.dumps(signed())
    nobody = KeyRing(_none)
    assert check(text, keys=nobody, at=LATER).state == State.UNCHECKED
    token = tokens.sign(credential(), key=TOKENS["ES256"], kid="ES256")
    found = check(token, keys=nobody, at=LATER)
    assert (found.state, found.credential["name"]) == (State.UNCHECKED, credential()["name"])


def _none(method):
    raise multikey.KeyFormatError(method)


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.7", b"\x89PNG", picture(), SVG.encode(), b"{", b"{" * 5000, b"\xff\xfe",
     b"[" * 200_000, b"a" * (MAX_TEXT + 1), b"<svg/>"],
)  # fmt: skip
def test_what_holds_no_credential_is_unreadable(data):
    assert check_file(data, keys=RING, at=LATER) == Finding(State.UNREADABLE)


@pytest.mark.parametrize("document", ["{}", '{"proof": 1}', '{"a": NaN}'])
def test_what_is_unsigned_is_not_genuine(document):
    assert check(document, keys=RING, at=LATER).state == State.FORGED


def test_the_issuer_is_read_in_both_forms():
    assert issuer_of(credential()) == issuer_of({"issuer": ISSUER.id}) == ISSUER.id
    assert issuer_of({}) == issuer_of({"issuer": {}}) == ""


def expected():
    """The badges of others, and what their verifiers said of them."""
    file = BADGES / "EXPECTED.json"
    found = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return {name: one for name, one in found.items() if "signature_and_dates" in one}


@pytest.mark.parametrize("name", expected() or [None])
def test_badges_of_others_hold_or_not_as_their_verifiers_say(name):
    if name is None:
        pytest.skip("the badges of others are not beside the project")
    found = check_file((BADGES / name).read_bytes(), keys=ANYBODY, at=CHECKED_AT)
    holds = expected()[name]["signature_and_dates"] == "VALID"
    assert (found.state == State.VALID) == holds


@pytest.mark.parametrize("name", ["simple-json.png", "simple-json.svg", "simple.1ob"])
def test_pictures_of_others_hold(name):
    folder = BADGES / "1edtech-inspector-tests/ob30"
    if not folder.is_dir():
        pytest.skip("the badges of others are not beside the project")
    found = check_file((folder / name).read_bytes(), keys=ANYBODY, at=CHECKED_AT)
    assert found.state == State.VALID
    assert found.credential["name"] == "Teamwork Badge"
