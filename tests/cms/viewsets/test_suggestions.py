"""Each reason has a sentence and leads to where it can be mended."""

import pytest

from cms.scope import Scope
from cms.viewsets.report import Material
from cms.viewsets.suggestions import suggestions
from courses.grading.advice import Advice, Reason
from courses.models import Lesson, Question, QuestionBank, QuestionVersion, Quiz
from lms.accounts.models import User


def about(pages):
    bank = QuestionBank(partner_id=1)
    version = QuestionVersion(
        pk=5,
        locale="de",
        content={"prompt": "Wie?"},
        question=Question(key="bcdfghjkmn", bank=bank),
    )
    quiz = Quiz(pk=4, source_key="block-1", lesson=Lesson(pk=3))
    return Material(
        {3: "Schritt"}, pages, {4: quiz}, {5: version}, "de", Scope(User(is_city_staff=True))
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.BACKWARDS, "Wer sonst viel weiß"),
        (Reason.HARD, "Die wenigsten"),
        (Reason.WEAK, "unterscheidet kaum"),
    ],
)
def test_a_question_leads_to_its_block_and_its_editor(reason, words):
    found = suggestions([Advice(reason, item=(4, 5))], about({3: 77}))[0]
    assert found.about == "Wie?"
    assert words in found.why
    assert found.block_url == "/admin/pages/77/edit/#block-block-1-section"
    assert found.question_url == "/admin/fragen/bcdfghjkmn/de/"


def test_a_lesson_says_how_many_it_loses():
    found = suggestions([Advice(Reason.LOST, lesson=3, lost=25)], about({3: 77}))[0]
    assert (found.about, found.block_url, found.question_url) == (
        "Schritt", "/admin/pages/77/edit/", "",
    )  # fmt: skip
    assert "etwa 25 Personen weniger" in found.why


def test_without_a_page_there_is_no_way():
    assert suggestions([Advice(Reason.LOST, lesson=3, lost=5)], about({}))[0].block_url == ""
