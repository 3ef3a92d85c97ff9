import pytest

from courses.enums import TimeAllowance
from courses.forms.grading import AllowanceForm, GradeForm
from courses.grading.content import parse
from courses.models import TextGrade
from tests.support.world import FREE_TEXT

QUESTION = parse("free_text", FREE_TEXT)


def test_a_form_follows_the_rubric():
    form = GradeForm(None, question=QUESTION, grade=TextGrade(points=[1, 2], revision=4))
    assert [form[name].value() for name in form.lines] == [1, 2]
    assert form["revision"].value() == 4
    sent = GradeForm(
        {"points-0": "3", "points-1": "0", "revision": "0"}, question=QUESTION, grade=None
    )
    assert sent.is_valid()
    assert sent.points() == [3, 0]


@pytest.mark.parametrize("changes", [{"points-0": "4"}, {"points-1": "-1"}, {"revision": ""}])
def test_no_more_points_than_there_are(changes):
    data = {"points-0": "3", "points-1": "0", "revision": "0"} | changes
    assert list(GradeForm(data, question=QUESTION, grade=None).errors) == list(changes)


def test_time_is_given_by_name_of_the_step():
    form = AllowanceForm({"enrolment": "abc", "allowance": "double"})
    assert form.is_valid()
    assert form.cleaned_data["allowance"] is TimeAllowance.DOUBLE
    assert not AllowanceForm({"enrolment": "abc", "allowance": "1000"}).is_valid()
