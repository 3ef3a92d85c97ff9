"""Credentials as tokens: held, checked by others, and broken in every way."""

import base64
import hmac
import json

import pytest
from joserfc import jws
from joserfc.jwk import ECKey

from courses.formats.credentials import tokens
from courses.formats.credentials.tokens import ALGORITHMS, TokenError, TokenKey, UnknownKeyError
from tests.support.credentials import ISSUER, TITLE, credential, node, token_keys

KEYS = token_keys()


def sign(algorithm="ES256", **changes):
    return tokens.sign(credential(**changes), key=KEYS[algorithm], kid=algorithm)


def verify(token):
    return tokens.verify(token, keys=KEYS)


def piece(value):
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_token_gives_its_credential_back(algorithm):
    token = sign(algorithm)
    assert verify(token) == credential()
    header = jws.extract_compact(token.encode()).headers()
    assert header == {"alg": algorithm, "kid": algorithm, "typ": "JWT"}


def test_a_program_nobody_here_wrote_accepts_and_rejects():
    good = [sign(name) for name in ALGORITHMS]
    head, body, tail = good[0].split(".")
    other = "A" if body[40] != "A" else "B"
    bad = [f"{head}.{body[:40]}{other}{body[41:]}.{tail}", f"{head}.{body}.", good[1][:-9]]
    public = [{**one.key.as_dict(private=False), "kid": name, "alg": name} for name, one in KEYS.items()]  # fmt: skip
    answers = node("check-tokens.mjs", {"tokens": [*good, *bad], "keys": {"keys": public}})
    for answer in answers[:3]:
        assert answer["name"] == TITLE
        assert answer["iss"] == ISSUER.id
    assert [isinstance(answer, str) for answer in answers[3:]] == [True, True, True]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_character_of_a_token_counts(algorithm):
    token = sign(algorithm)
    ends = {at - 1 for at, letter in enumerate(f"{token}.") if letter == "."}  # with spare bits
    for at in sorted(set(range(0, len(token), 5)) - ends):
        for other in {"A", "b", "."} - {token[at]}:
            with pytest.raises(TokenError):
                verify(f"{token[:at]}{other}{token[at + 1 :]}")


def test_signatures_cannot_be_swapped():
    one, other = sign(), sign(description="Ein anderes.")
    mixed = ".".join([*one.split(".")[:2], other.split(".")[2]])
    with pytest.raises(TokenError):
        verify(mixed)


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "RS256", "ES384", "", None, 7])
def test_the_algorithm_is_the_keys_whatever_the_token_says(algorithm):
    body = sign().split(".")[1]
    head = piece({"alg": algorithm, "kid": "ES256", "typ": "JWT"})
    for tail in ("", sign("RS256").split(".")[2]):
        with pytest.raises(TokenError):
            verify(f"{head}.{body}.{tail}")


def test_a_public_key_is_no_shared_secret():
    public = KEYS["RS256"].key.as_pem(private=False)
    head = piece({"alg": "HS256", "kid": "RS256", "typ": "JWT"})
    signed = f"{head}.{sign().split('.')[1]}"
    code = hmac.digest(public, signed.encode(), "sha256")
    with pytest.raises(TokenError):
        verify(f"{signed}.{piece(code)}")


@pytest.mark.parametrize("kid", ["gone", "", None, 7, "es256", "../ES256"])
def test_an_unknown_key_is_said_to_be_unknown(kid):
    _head, body, tail = sign().split(".")
    with pytest.raises(UnknownKeyError):
        verify(f"{piece({'alg': 'ES256', 'kid': kid})}.{body}.{tail}")


def test_a_key_in_the_token_itself_is_not_used():
    own = TokenKey("ES256", ECKey.generate_key("P-256"))
    header = {"alg": "ES256", "jwk": own.key.as_dict(private=False)}
    text = json.dumps(credential())
    with pytest.raises(UnknownKeyError):
        verify(jws.serialize_compact(header, text, own.key, algorithms=["ES256"]))


@pytest.mark.parametrize(
    "claims",
    [{"iss": "https://example.org/"}, {"jti": "x"}, {"nbf": 1}, {"nbf": None}, {"id": "x"},
     {"validFrom": "2020-01-01T00:00:00Z"}, {"validFrom": 5}, {"issuer": "x"}, {"issuer": None}],
)  # fmt: skip
def test_claims_that_contradict_the_credential_are_refused(claims):
    body = json.loads(jws.extract_compact(sign().encode()).payload)
    token = jws.serialize_compact(
        {"alg": "ES256", "kid": "ES256"}, json.dumps({**body, **claims}), KEYS["ES256"].key
    )
    with pytest.raises(TokenError):
        verify(token)


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "ä.ö.ü", "{}", piece(b"x") + ".a.b"])
def test_what_is_no_token_is_refused(text):
    with pytest.raises(TokenError):
        verify(text)
