"""Tags of a listing."""

from tests.network.matching import worlds


def test_a_listing_names_its_tags_by_group():
    listing = worlds.ListingFacts(
        "l", "p", True, "room", frozenset({"1.1"}), frozenset(), frozenset({"parents"}), ""
    )
    assert listing.tags() == {
        ("category", "room"), ("competence", "1.1"), ("target_group", "parents"),
    }  # fmt: skip


def test_the_tags_of_the_vocabulary_stand_in_the_order_of_the_groups():
    tags = worlds.vocabulary.shipped().tags()
    assert len(tags) == 12 + 21 + 7 + 12
    assert [group for group, _code in tags] == sorted(
        (group for group, _code in tags), key=worlds.GROUPS.index
    )
