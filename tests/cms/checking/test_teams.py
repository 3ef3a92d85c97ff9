import pytest
from django.urls import reverse

from cms.checking.teams import unread_texts
from cms.checking.written import newest_draft
from courses.actions.question import create_question, default_bank
from courses.actions.run_team import set_run_team
from tests.factories.cms import course_page, framed_house, lesson_page
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory
from tests.support.world import FREE_TEXT, QUESTIONS

pytestmark = pytest.mark.django_db
QUIZ = {"is_required": True, "pass_percent": 60, "attempts": 0, "shuffles": False}


def test_texts_need_a_team_in_every_run():
    partner, parent = framed_house()
    made = {"bank": default_bank(partner), "locale": "de", "at": NOW}
    text = create_question(type="free_text", content=FREE_TEXT, tags=["Text"], **made)
    other = create_question(type="single", content=QUESTIONS["single"], **made)
    page = course_page(parent)
    lesson_page(page, body=[
        ("quiz", {**QUIZ, "title": "fest", "parts": [{"version": text.pk}], "draws": []}),
        ("quiz", {**QUIZ, "title": "ohne", "parts": [{"version": other.pk}], "draws": []}),
        ("quiz", {**QUIZ, "title": "gezogen", "parts": [], "draws": [{"tag": "text", "number": 1}]}),
    ])  # fmt: skip

    def found():
        return list(unread_texts(newest_draft(page)))

    before = found()
    assert ["fest" in before[0].message, "gezogen" in before[1].message] == [True, True]
    assert {(one.severity, one.runs_url) for one in before} == {("hint", "")}
    course = CourseFactory(partner=partner, source_key=page.translation_key)
    assert {one.runs_url for one in found()} == {reverse("cms:run-list", args=[page.pk])}
    member = MembershipFactory(partner=partner)
    run = course.runs.select_related("course__partner").get()
    set_run_team(run=run, people=[member.user], actor=member.user, at=NOW)
    assert found() == []
    member.delete()  # who left the house reads nothing
    assert len(found()) == 2
