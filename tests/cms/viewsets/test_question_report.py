import pytest
from django.core import signing

from cms.viewsets.question_report import SALT, SealError, report_of, seal, unseal
from courses.actions.question_import import checked
from courses.formats.gift import read_gift
from courses.formats.questions import Found, ImportedQuestion

KINDS = {"single", "multiple", "true_false", "short_text", "numeric", "matching"}


def found(text):
    return checked(read_gift(text, KINDS))


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("x{=a ~b}", ["a (richtig)", "b"]),
        ("x{~%60%a ~%40%b ~%-50%c}", ["a (60 %)", "b (40 %)", "c (-50 %)"]),
        ("x{T}", ["richtig (richtig)", "falsch"]),
        ("x{=a =%50%b =%0%*#nein}", ["a (richtig)", "b (50 %)", "jede andere Antwort (0 %)"]),
        ("x{#=3:1#ja =%50%3:2}", ["3 ± 1 (richtig)", "3 ± 2 (50 %)"]),
        ("x{=a -> b =c -> d}", ["a → b", "c → d"]),
    ],
)
def test_a_row_shows_how_the_question_will_look(text, answers):
    (row,) = report_of(found(text)).rows
    assert (row.prompt, row.answers) == ("x", answers)


def test_outcomes_are_counted():
    report = report_of(found("a{T}\n\n[html]<b>b</b>{T}\n\nc"))
    assert [count for _words, count in report.counts] == [1, 1, 1]
    assert report.imported == 2
    assert [[str(reason) for reason in row.reasons] for row in report.rows] == [
        [],
        ["Hervorhebungen, Listen oder Links werden zu einfachem Text."],
        ["Das ist ein Hinweis ohne Frage. Er gehört als Text in die Lektion."],
    ]


def test_questions_travel_sealed():
    one = Found(
        1, 1, "a", (), ImportedQuestion("true_false", {"prompt": "ä", "answer": True}, ("t",))
    )
    sealed = seal({"user": 1}, [one, Found(2, 2, "b", ("braces",))])
    assert unseal(sealed) == ({"user": 1}, [one.question])
    for wrong in ("", sealed[:-1], signing.dumps({}, salt="anders")):
        with pytest.raises(SealError):
            unseal(wrong)
    assert sealed == signing.dumps(signing.loads(sealed, salt=SALT), salt=SALT, compress=True)


def test_too_much_is_not_sealed(monkeypatch):
    monkeypatch.setattr("cms.viewsets.question_report.MAX_SEALED", 100)
    assert seal({}, found("a{T}")) == ""
