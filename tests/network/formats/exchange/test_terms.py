"""Words and codes belong together one to one."""

import pytest

from network.formats.exchange import terms
from network.matching import vocabulary


@pytest.mark.parametrize(
    "words", [terms.STAGES, terms.ACTION_FIELDS, terms.KINDS, terms.CATEGORIES, terms.TARGET_GROUPS]
)
def test_no_code_stands_for_two_words(words):
    assert len(terms.back(words)) == len(words)


def test_the_codes_are_those_of_the_vocabulary():
    shipped = vocabulary.shipped()
    assert set(terms.CATEGORIES.values()) == set(shipped.codes["category"])
    assert set(terms.COMPETENCES.values()) == set(shipped.codes["competence"])
    assert set(terms.ACTION_FIELDS.values()) == set(shipped.codes["action_field"])
    assert set(terms.TARGET_GROUPS.values()) == set(shipped.codes["target_group"])
    assert set(terms.KINDS.values()) == set(shipped.kinds)
    assert set(terms.STAGES.values()) == set(shipped.stages)
