"""The shipped lexicon is whole, and a broken one is refused."""

import json

import pytest

from network.matching import vocabulary


@pytest.fixture
def document():
    return json.loads(vocabulary.LEXICON.read_text(encoding="utf-8"))


def test_every_code_has_names_and_words():
    words = vocabulary.shipped()
    for tag in words.tags():
        assert words.labels[tag].de
        assert words.labels[tag].en
        assert len(words.synonyms[tag]) >= 5


def test_all_transitions_have_an_adjacency():
    words = vocabulary.shipped()
    assert len(words.adjacency) == 2 * 21
    assert all(0 < weight <= 1 for weight in words.adjacency.values())
    assert words.adjacency["early", "primary"] == words.adjacency["primary", "early"] == 1.0


def test_every_kind_has_known_stages():
    words = vocabulary.shipped()
    assert words.kinds.keys() == words.kind_stages.keys()
    assert all(set(stages) <= words.stages.keys() for stages in words.kind_stages.values())


def test_target_groups_are_as_near_as_the_file_says(document):
    document["near_target_groups"] = [["parents", "pupils"], ["students", "pupils", 0.7]]
    near = vocabulary.vocabulary_of(document).near_targets
    assert near["parents", "pupils"] == near["pupils", "parents"] == vocabulary.NEAR_TARGET
    assert near["pupils", "students"] == 0.7


def test_an_unknown_relation_is_refused(document):
    document["substitutions"].append(["room", "castle", 0.5])
    with pytest.raises(vocabulary.LexiconError):
        vocabulary.vocabulary_of(document)


def test_another_format_is_refused(document):
    with pytest.raises(vocabulary.LexiconError):
        vocabulary.vocabulary_of({**document, "format": "lernkette-lexicon/1"})
