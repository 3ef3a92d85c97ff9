import pytest

from courses.formats.aiken import read_aiken
from courses.formats.questions import FormatError, Outcome, Reason
from courses.grading.content import parse

SAMPLE = """\ufeffWelcher Fluss fließt durch Cottbus?
Denken Sie nach.
A) Oder
B. Spree

ANSWER: B

Ohne Lösung
A. a
B. b
"""


def test_lettered_answers():
    first, second = read_aiken(SAMPLE)
    assert (first.line, first.outcome, first.label) == (1, Outcome.KEPT, "Welcher Fluss fließt durch Cottbus?")  # fmt: skip
    content = first.question.content
    assert content["prompt"] == "Welcher Fluss fließt durch Cottbus?\nDenken Sie nach."
    assert [(c["text"], c["is_correct"]) for c in content["choices"]] == [("Oder", False), ("Spree", True)]  # fmt: skip
    assert parse(first.question.kind, content).allows_many is False
    assert (second.line, second.reasons) == (8, (Reason.AIKEN,))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x\nA. a\nB. b\nANSWER: C", Reason.NOTHING_RIGHT),
        ("x\nA. a\nA. b\nANSWER: A", Reason.NOTHING_RIGHT),
        ("A. a\nB. b\nANSWER: A", Reason.AIKEN),
        ("x\nANSWER: A", Reason.AIKEN),
    ],
)
def test_what_is_no_question(text, reason):
    (found,) = read_aiken(text)
    assert found.reasons == (reason,)


def test_a_file_has_its_limit():
    with pytest.raises(FormatError) as error:
        read_aiken("x\nANSWER: A\n" * 1001)
    assert error.value.reason == Reason.TOO_MANY
