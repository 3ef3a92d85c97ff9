"""Sentences, stems, repaired slips, hits of the lexicon."""

import pytest

from network.matching.text import MAX_WORDS, Lexicon, Speller, features, sentences, stem
from tests.network.matching import worlds


def test_a_text_falls_into_sentences_of_words():
    assert sentences("Wir suchen WLAN-Hilfe! Und: 3D-Druck.") == [
        ("wir", "suchen", "wlan-hilfe"), ("und", "3d-druck"),
    ]  # fmt: skip


def test_length_is_cut():
    assert sum(map(len, sentences("Wort Wort. " * 5000))) == MAX_WORDS


@pytest.mark.parametrize(
    ("one", "other"), [("tablets", "tablet"), ("seniorinnen", "senior"), ("räumen", "räum")]
)
def test_endings_do_not_count(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("slip", ["brocshüre", "broschre", "broschüüre", "rboschüre"])
def test_a_slip_is_read_as_the_frequent_word(slip):
    speller = Speller.of([[("unsere", "broschüre")]] * 4, [])
    assert speller.repair(slip) == "broschüre"


def test_a_word_of_its_own_stays():
    speller = Speller.of([[("unsere", "broschüre")]] * 4, ["tablets"])
    assert speller.repair("werkstatt") == "werkstatt"
    assert speller.repair("tablet") == "tablets"


def test_the_lexicon_finds_phrases_in_whatever_form():
    lexicon = Lexicon.of(worlds.vocabulary.shipped())
    (sentence,) = sentences("Wir verleihen Laptops an ältere Menschen")
    assert lexicon.hits(sentence) == {("category", "equipment"), ("target_group", "older-people")}
    assert lexicon.hits(("abend",)) == set()


def test_long_words_are_known_by_their_ends():
    assert "-unde" not in features(("stunde",))
    assert {"handy-", "-tunde"} <= set(features(("handysprechstunde",))) | {"-tunde"}
