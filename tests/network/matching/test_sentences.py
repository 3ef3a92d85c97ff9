"""Every reason has words in both languages."""

import pytest

from network.matching import engine, explanation, sentences
from network.matching.explanation import Reason
from network.matching.weights import Weights
from tests.network.matching import worlds

WORDS = worlds.vocabulary.shipped()


def test_every_reason_of_a_network_has_words():
    result = engine.match(worlds.make(121, 40).facts, Weights(), 5)
    seen = set()
    for key, entries in result.lists.items():
        for entry in entries:
            found = explanation.explain(result.state, key, entry.partner, None)
            for reason in (*found.reasons, *found.open_points):
                german, english = (
                    sentences.text(reason, WORDS, language) for language in ("de", "en")
                )
                assert german != english
                assert german.endswith(".")
                seen.add(reason.code)
    assert {"category", "competence", "field", "target", "near", "mutual"} <= seen


@pytest.mark.parametrize(
    ("reason", "german", "english"),
    [
        (Reason("field", 1.0, {"codes": ["energy"], "suggested": []}),
         "Gemeinsames Handlungsfeld: Energie.", "Common field of action: Energy."),
        (Reason("near", 1.0, {"km": 1.2, "online": False}),
         "1,2 km Luftlinie.", "1.2 km as the crow flies."),
        (Reason("near", 1.0, {"km": 0.0, "online": False}), "Ganz in der Nähe.", "Close by."),
        (Reason("near", 1.0, {"online": True}),
         "Beide können online zusammenarbeiten.", "Both can work together online."),
        (Reason("transition", 0.2, {"stages": ["early", "primary"]}),
         "Stärkt den Übergang Kita – Grundschule.",
         "Strengthens the transition Early childhood – Primary."),
        (Reason("far", 0.0, {"km": 14.0}), "Dagegen: 14,0 km Entfernung.", "Against: 14.0 km apart."),
        (Reason("undisclosed", 1.0), "Weitere Angaben, die nicht für Sie freigegeben sind.",
         "Further details that are not released to you."),
    ],
)  # fmt: skip
def test_the_words(reason, german, english):
    assert sentences.text(reason, WORDS, "de") == german
    assert sentences.text(reason, WORDS, "en") == english


def test_a_tag_from_the_text_is_said_to_be_one():
    reason = Reason("target", 1.0, {"codes": ["parents"], "suggested": ["parents"]})
    assert "vermutlich, aus dem Text erkannt – bitte bestätigen" in sentences.text(reason, WORDS)
