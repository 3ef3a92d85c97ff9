from decimal import Decimal

import pytest

from courses.formats.qti.response import response_of, responses, template, tolerance
from courses.formats.questions import Reason, UnfitError
from courses.formats.xml_tree import Node, read_xml
from tests.support.qti import MAP, item, response


def of(*args, rule=MAP, **more):
    return responses(read_xml(item("", response(*args, **more), template=rule)))["RESPONSE"]


def test_what_an_answer_gives():
    many = of("A", "B", cardinality="multiple", mapping={"A": 2, "B": 1, "C": -1})
    assert [many.percent(key) for key in "ABCD"] == [Decimal("66.66667"), Decimal("33.33333"), Decimal("-33.33333"), 0]  # fmt: skip
    one = of("A", mapping={"A": 2, "B": 1})
    assert [one.percent(key) for key in "AB"] == [100, 50]
    assert [(answer.text, answer.percent) for answer in one.typed()] == [("A", 100), ("B", 50)]
    assert of("A", "B", cardinality="multiple").percent("B") == 50
    assert of("A", mapping={"A": 1, "B": 1}, rule="…/match_correct").percent("B") == 0
    assert of("3", base="float").is_numeric


def test_how_an_item_is_scored():
    root = read_xml(item("", template=MAP))
    assert template(root) == "map_response"
    assert template(read_xml(item("", template="eigene"))) == ""
    lost = set()
    assert tolerance(root, lost) == 0
    rules = b'<a><equal toleranceMode="relative" tolerance="5"/><equal toleranceMode="absolute" tolerance="0,5 1"/></a>'
    assert tolerance(read_xml(rules), lost) == Decimal("0.5")
    assert lost == {Reason.SCORING}


def test_an_interaction_needs_its_response():
    known = {"RESPONSE": of("A")}
    assert response_of(Node("x", {"responseIdentifier": "RESPONSE"}, 1), known).right == ("A",)
    with pytest.raises(UnfitError) as error:
        response_of(Node("x", {}, 1), known)
    assert error.value.reason == Reason.RESPONSES
