from lms.accounts.hashers import LightArgon2PasswordHasher


def test_hasher_uses_argon2id_with_the_chosen_cost():
    hasher = LightArgon2PasswordHasher()
    encoded = hasher.encode("geheim", hasher.salt())
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify("geheim", encoded)
    assert not hasher.verify("falsch", encoded)
