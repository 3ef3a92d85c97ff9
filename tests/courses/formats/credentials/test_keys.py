"""Keys: drawn, written, read and named."""

import pytest

from courses.formats.credentials import multikey
from courses.formats.credentials.keys import (
    KeyFileError,
    generate,
    multikey_of,
    pem,
    private_ed25519,
    public_ed25519,
    public_jwk,
    read_jwk,
    read_pem,
    thumbprint,
)
from courses.formats.credentials.tokens import ALGORITHMS


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_key_is_read_as_it_was_written(algorithm):
    key = generate(algorithm)
    again = read_pem(pem(key), algorithm)
    assert public_jwk(again) == public_jwk(key)
    assert thumbprint(again) == thumbprint(key)
    assert thumbprint(read_jwk(public_jwk(key), algorithm)) == thumbprint(key)
    assert thumbprint(generate(algorithm)) != thumbprint(key)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_public_half_holds_nothing_private(algorithm):
    assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(public_jwk(generate(algorithm)))


def test_keys_for_proofs_are_named_by_themselves():
    key = generate("Ed25519")
    name = multikey_of(key)
    raw = private_ed25519(key).public_key().public_bytes_raw()
    assert multikey.read(name).public_bytes_raw() == raw
    assert public_ed25519(key).public_bytes_raw() == raw


def test_keys_of_other_kinds_make_no_proofs():
    for algorithm in ("ES256", "RS256"):
        with pytest.raises(KeyFileError):
            private_ed25519(generate(algorithm))
        with pytest.raises(KeyFileError):
            public_ed25519(generate(algorithm))
    public = read_jwk(public_jwk(generate("Ed25519")), "Ed25519")
    with pytest.raises(KeyFileError):
        private_ed25519(public)


def test_what_is_no_such_private_key_is_refused():
    key = generate("ES256")
    files = (b"", b"x", pem(generate("RS256")), pem(generate("Ed25519")), pem(key)[:-60])
    for data in (*files, key.key.as_pem(private=False)):
        with pytest.raises(KeyFileError):
            read_pem(data, "ES256")


@pytest.mark.parametrize("algorithm", ["HS256", "none", "", "ed25519"])
def test_there_are_no_other_algorithms(algorithm):
    with pytest.raises(ValueError, match="none of"):
        generate(algorithm)
