from lms.common.keys import ALPHABET, KEY_LENGTH, new_code, new_key


def test_keys_are_random_and_readable():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(len(key) == KEY_LENGTH and set(key) <= set(ALPHABET) for key in keys)


def test_codes_carry_128_bits():
    assert len(ALPHABET) ** len(new_code()) >= 2**128
