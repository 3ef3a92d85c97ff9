import pytest

from courses.actions.question import QuestionContentError, create_question, default_bank
from courses.actions.question_import import checked, import_questions
from courses.enums import QuestionType
from courses.formats.questions import Found, ImportedQuestion, Outcome
from courses.models import Question, QuestionVersion
from courses.queries.question import as_written
from tests.factories.courses import NOW
from tests.factories.network import PartnerFactory
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
GOOD = ImportedQuestion(
    "single", {**QUESTIONS["single"], "origin": {"name": "Eins"}}, ("nass", "b")
)
BAD = ImportedQuestion("single", {"prompt": "Was?"})


@pytest.mark.parametrize("count", [1, 3])
def test_questions_become_new_ones_of_the_bank(count, django_assert_num_queries):
    bank = default_bank(PartnerFactory())
    foreign = create_question(bank=default_bank(PartnerFactory()), type="single", content=GOOD.content, locale="de", at=NOW)  # fmt: skip
    with django_assert_num_queries(4):
        made = import_questions(bank=bank, questions=[GOOD] * count, locale="en", tags=["a", "b"], author_key="k", at=NOW)  # fmt: skip
    rows = QuestionVersion.objects.filter(question__bank=bank)
    assert set(rows) == set(made)
    assert {(v.number, v.type, v.locale, v.content["origin"]["name"], tuple(v.question.tags)) for v in rows} == {(1, "single", "en", "Eins", ("a", "b", "nass"))}  # fmt: skip
    assert rows.count() == count
    assert {row.author_key for row in rows} == {"k"}
    assert foreign not in rows
    assert as_written(rows, tag=" NASS")[0] == ImportedQuestion("single", GOOD.content, ("a", "b", "nass"))  # fmt: skip
    assert as_written(rows, tag="x") == []


def test_one_that_cannot_be_read_stops_all():
    bank = default_bank(PartnerFactory())
    with pytest.raises(QuestionContentError):
        import_questions(bank=bank, questions=[GOOD, BAD], locale="de", at=NOW)
    assert not Question.objects.exists()


def test_what_the_grader_cannot_read_is_skipped_with_its_reason():
    good, bad, none = checked([Found(1, 1, "a", (), GOOD), Found(2, 5, "b", (), BAD), Found(3, 9, "c", ("braces",))])  # fmt: skip
    assert good.outcome == Outcome.KEPT
    assert (bad.outcome, bad.line, bad.reasons) == (Outcome.SKIPPED, 5, ("too_few_or_many",))
    assert none.reasons == ("braces",)


def test_a_free_text_gets_a_rubric_where_the_bank_knows_such_questions():
    essay = ImportedQuestion("free_text", {"prompt": "Erzählen Sie.", "points": 3})
    (found,) = checked([Found(1, 1, "a", (), essay)])
    is_known = "free_text" in QuestionType.values
    assert found.outcome == (Outcome.KEPT if is_known else Outcome.SKIPPED)
    if found.question:
        assert [line["points"] for line in found.question.content["rubric"]] == [3]
