"""A grading table for each type of question: right, partly right, wrong, empty, hostile."""

import pytest

from courses.enums import QuestionType
from courses.grading.content import parse
from courses.grading.scoring import grade
from tests.support.world import CONTENTS

# Of the questions in tests.support.world: points for right, partly right (None: there is no such
# thing) and wrong answers.
TABLE = {
    "single": (["b"], 1, None, ["a"]),
    "multiple": (["a", "b"], 2, (["a"], 1), ["c"]),
    "true_false": (["false"], 1, None, ["true"]),
    "short_text": (" ROUTER ", 1, None, "Routr"),
    "numeric": ("12,7391", 1, None, "99"),
    "matching": (["o0", "o2"], 2, (["o0", "o1"], 1), ["o1", "o1"]),
    "ordering": (["1", "2", "3"], 3, (["1", "3", "2"], 1), ["3", "1", "2"]),
    "cloze": (["lang", "o2"], 2, (["kurz", "o2"], 1), ["kurz", "o0"]),
    "image_choice": (["a"], 1, None, ["b"]),
    "scale": ("4", 0, None, "99"),
    "free_text": ("So etwa.", 0, None, "irgendwas"),  # a person gives the points
}
HOSTILE = [
    None, "", "   ", [], [""], ["a", "b", "c", "zz"] * 9, ["zz"] * 500, "x" * 100_000, "\x00",
    "1e400", "NaN", "' OR 1=1 --", "<script>", ["\u202e"], ["1"], "true", ["is_correct"],
]  # fmt: skip


def test_every_type_has_a_table():
    assert set(TABLE) == set(QuestionType.values) == set(CONTENTS)


@pytest.mark.parametrize("kind", TABLE)
def test_right_partly_right_and_wrong_answers(kind):
    right, points, partly, wrong = TABLE[kind]
    question = parse(kind, CONTENTS[kind])
    most = 5 if kind == "free_text" else points
    best = grade(question, right)
    assert (best.points, best.max_points) == (points, most)
    assert best.is_correct is (kind != "free_text")
    if partly:
        answer, some = partly
        assert (grade(question, answer).points, grade(question, answer).is_correct) == (some, False)
    assert (grade(question, wrong).points, grade(question, wrong).is_correct) == (0, False)


@pytest.mark.parametrize("kind", TABLE)
def test_hostile_answers_earn_nothing(kind):
    question = parse(kind, CONTENTS[kind])
    # "['1']" is no answer to any question here, nor is what looks like a number or a flag.
    found = [answer for answer in HOSTILE if grade(question, answer).points]
    assert found == []
    assert [a for a in HOSTILE if grade(question, a).is_correct] == []
