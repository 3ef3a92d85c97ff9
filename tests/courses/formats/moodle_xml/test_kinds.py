import pytest

from courses.formats.moodle_xml.kinds import KINDS, Marked
from courses.formats.questions import Reason
from courses.formats.xml_tree import read_xml


def read(kind, own):
    node = read_xml(f'<question><questiontext format="plain_text"/>{own}</question>'.encode())
    marked = Marked.of(node)
    return *KINDS[kind](node, marked), marked.texts.lost


def answer(text, fraction, more=""):
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{more}</answer>'


def choice(own, text, right, feedback="", **more):
    return {"id": own, "text": text, "is_correct": right, "feedback": feedback, **more}


FEEDBACK = '<feedback format="html"><text>&lt;p&gt;Fast&lt;/p&gt;</text></feedback>'


@pytest.mark.parametrize(
    ("kind", "own", "expected"),
    [
        ("multichoice", answer("a", 100) + answer("b", 50, FEEDBACK),
         ("single", {"choices": [choice("a", "a", True, weight="100"), choice("b", "b", False, "Fast", weight="50")]})),
        ("multichoice", "<single>false</single>" + answer("a", 100) + answer("b", -100),
         ("multiple", {"rule": "deduct", "choices": [choice("a", "a", True), choice("b", "b", False)]})),
        ("shortanswer", "<usecase>1</usecase>" + answer("a", 100) + answer("*", 0, FEEDBACK),
         ("short_text", {"accepted": ["a"], "is_case_sensitive": True, "weighted": [{"text": "*", "weight": "0", "feedback": "Fast"}]})),
        ("numerical", answer("3", 100, "<tolerance>0.5</tolerance>") + answer("*", 0, FEEDBACK) + "<units><unit><unit_name>kg</unit_name></unit></units>",
         ("numeric", {"value": "3", "tolerance": "0.5", "unit": "kg", "weighted": [{"weight": "0", "feedback": "Fast"}]})),
        ("matching", '<subquestion format="html"><text>a\nb</text><answer><text>c</text></answer></subquestion><subquestion><text/><answer><text>d</text></answer></subquestion>',
         ("matching", {"pairs": [["a b", "c"]], "distractors": ["d"]})),
        ("ordering", answer("a", 1) + answer("b", 2), ("ordering", {"items": ["a", "b"]})),
        ("essay", "", ("free_text", {})),
    ],
)  # fmt: skip
def test_answers_of_each_type(kind, own, expected):
    *found, lost = read(kind, own)
    assert tuple(found) == expected
    assert lost == set()


def test_further_units_are_lost():
    units = (
        "<units><unit><unit_name>kg</unit_name></unit><unit><unit_name>g</unit_name></unit></units>"
    )
    _kind, content, lost = read("numerical", answer("3", 100) + units)
    assert (content["unit"], lost) == ("kg", {Reason.UNITS})
