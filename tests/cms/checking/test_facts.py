import pytest

from cms.checking.facts import distance_teaching, missing_facts
from cms.checking.findings import Severity
from tests.factories.written import written

pytestmark = pytest.mark.django_db  # pages look up their kind
MARKS = {"is_paid": True, "is_mostly_asynchronous": True, "is_individually_assessed": True}


def found(course):
    return {finding.code: finding.severity for finding in missing_facts(course)}


def test_what_is_missing_holds_back_or_is_a_hint():
    hard, hint = Severity.HARD, Severity.HINT
    assert found(written()) == {"no_cover": hint}
    empty = written(
        empty=("stages", "action_fields", "competences"), summary=" ", goals="\n", licence=""
    )
    assert found(empty) == {
        "no_summary": hard, "no_goals": hard, "no_stage": hard, "no_action_field": hard,
        "no_licence": hard, "no_competence": hint, "no_cover": hint,
    }  # fmt: skip


@pytest.mark.parametrize("answer", [*MARKS, None])
@pytest.mark.parametrize("given", ["", "zfu_number", "zfu_exemption"])
def test_distance_teaching_needs_a_number_or_a_reason(answer, given):
    facts = {
        **MARKS,
        **({answer: False} if answer else {}),
        **({given: "7123456"} if given else {}),
    }
    codes = [(finding.code, finding.severity) for finding in distance_teaching(written(**facts))]
    is_refused = answer is None and not given
    assert codes == ([("distance_teaching", Severity.HARD)] if is_refused else [])


def test_blanks_are_no_number():
    facts = {**MARKS, "zfu_number": " ", "zfu_exemption": "\n"}
    assert len(list(distance_teaching(written(**facts)))) == 1
