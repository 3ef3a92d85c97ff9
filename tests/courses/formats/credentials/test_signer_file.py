"""An operator's key and certificate: read from what authorities hand out, refused when wrong."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from courses.formats.credentials.signer_file import (
    SignerFileError,
    read_certificates,
    read_signer,
)
from tests.support.signers import BEGIN, certificate, key_of, own, p12, pem, root


@pytest.mark.parametrize("kind", ["ec", "rsa"])
@pytest.mark.parametrize("passphrase", ["", "geheim ść"])
def test_pem_and_pkcs12_hold_the_same(kind, passphrase):
    key, mine = key_of(kind), own(kind)
    files = [pem(key, root(), mine, passphrase=passphrase)]
    if passphrase:
        files.append(p12(key, mine, root(), passphrase=passphrase))
    for data in files:
        signer = read_signer(data, passphrase)
        assert signer.key.private_numbers() == key.private_numbers()
        assert signer.certificate == mine
        assert signer.chain == (root(),)


def test_it_is_valid_for_its_days():
    signer = read_signer(pem(key_of("ec"), own(days=2)), "")
    days = (timedelta(days=number) for number in (-1, 0, 2, 3))
    assert [signer.is_valid(BEGIN + one) for one in days] == [False, True, True, False]


def test_what_is_wrong_is_said():
    key, mine = key_of("ec"), own()
    small, edwards = rsa.generate_private_key(65537, 1024), ed25519.Ed25519PrivateKey.generate()
    refused = {
        "cannot be read": [
            (b"", ""),
            (b"-----BEGIN nothing", ""),
            (pem(key, mine, passphrase="a"), "b"),
            (pem(key, mine, passphrase="a"), ""),
            (p12(key, mine, passphrase="a"), "b"),
            (p12(key, mine, passphrase="a")[:-40], "a"),
        ],
        "neither EC": [
            (pem(small, certificate(small, name="x")), ""),
            (pem(edwards, certificate(edwards, name="x")), ""),
            (pem(key_of("p384"), own("p384")), ""),
        ],
        "no certificate of its key": [(pem(key, own("rsa"), root()), "")],
        "not for signing": [(pem(key, own(uses=("key_encipherment",))), "")],
    }
    for words, files in refused.items():
        for data, passphrase in files:
            with pytest.raises(SignerFileError, match=words):
                read_signer(data, passphrase)


def test_a_certificate_that_says_nothing_of_its_use_is_for_anything():
    assert read_signer(pem(key_of("ec"), own(uses=())), "").chain == ()


def test_certificates_alone():
    assert read_certificates(pem(key_of("ec"), own(), root()))[1:] == (root(),)
    with pytest.raises(SignerFileError, match="no certificates"):
        read_certificates(b"nothing")
