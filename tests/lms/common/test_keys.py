from lms.common.keys import (
    ALPHABET,
    KEY_LENGTH,
    new_code,
    new_key,
    new_token,
    token_hash,
)


def test_keys_are_random_and_readable():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(len(key) == KEY_LENGTH and set(key) <= set(ALPHABET) for key in keys)


def test_codes_carry_128_bits():
    assert len(ALPHABET) ** len(new_code()) >= 2**128


def test_secrets_are_long_and_only_their_hash_tells_them_apart():
    one, other = new_token(), new_token()
    assert len(one) >= 43
    assert token_hash(one) == token_hash(one) != token_hash(other)
    assert len(token_hash(one)) == 64
    assert one not in token_hash(one)
