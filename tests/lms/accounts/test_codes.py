from lms.accounts import codes


def test_draw_makes_groups_that_differ():
    drawn = codes.draw(3)
    assert [len(group) for group in drawn.split("-")] == [4, 4, 4]
    assert len({codes.draw(2) for _ in range(100)}) == 100


def test_normalised_forgives_how_people_type():
    assert codes.normalised(" BCDF 2345-ghjk ") == "bcdf2345ghjk"


def test_hash_depends_on_owner_and_secret(settings):
    first = codes.hashed("bcdf-2345", owner="a")
    assert codes.matches("BCDF 2345", first, owner="a")
    assert not codes.matches("bcdf-2345", first, owner="b")
    settings.SECRET_KEY = "another secret"
    assert codes.hashed("bcdf-2345", owner="a") != first
