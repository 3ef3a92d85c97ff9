import pytest

from courses.formats.gift.answers import Marked, read_answers
from courses.formats.gift.lexis import protect
from courses.formats.marked_text import Texts


def read(body):
    return read_answers(protect(body), Marked(Texts()))


def choice(own, text, right, feedback="", **more):
    return {"id": own, "text": text, "is_correct": right, "feedback": feedback, **more}


@pytest.mark.parametrize(
    ("body", "kind", "content"),
    [
        ("", "free_text", {}),
        (" f # nein # ja ", "true_false",
         {"answer": False, "feedback_true": "nein", "feedback_false": "ja"}),
        ("~a =b#gut", "single",
         {"choices": [choice("a", "a", False), choice("b", "b", True, "gut")]}),
        ("=a =b ~%25%c", "single", {"choices": [
            choice("a", "a", True, weight="100"), choice("b", "b", True, weight="100"),
            choice("c", "c", False, weight="25")]}),
        ("~%50%a ~%50%b ~%-50%c", "multiple", {"rule": "deduct", "choices": [
            choice("a", "a", True), choice("b", "b", True), choice("c", "c", False)]}),
        ("~%50,5%a ~%49.5%b ~c", "multiple", {"rule": "deduct", "choices": [
            choice("a", "a", True, weight="50.5"), choice("b", "b", True, weight="49.5"),
            choice("c", "c", False)]}),
        ("Asia", "short_text", {"accepted": ["Asia"]}),
        (r"=1+1\=2 =%75%zwei#fast =*#nein =%0%*#na", "short_text", {"accepted": ["1+1=2"], "weighted": [
            {"text": "zwei", "weight": "75", "feedback": "fast"},
            {"text": "*", "weight": "100", "feedback": "nein"}]}),
        ("#1..5#gut", "numeric", {"value": "3", "tolerance": "2", "unit": "", "weighted": [
            {"value": "3", "tolerance": "2", "weight": "100", "feedback": "gut"}]}),
        ("#3:2~#falsch", "numeric", {"value": "3", "tolerance": "2", "unit": "", "weighted": [
            {"weight": "0", "feedback": "falsch"}]}),
        ("#-1,5", "numeric", {"value": "-1.5", "tolerance": "0", "unit": ""}),
        ("=a -> b\n=[html]<b>c</b><p>d -> e -> f\n= -> g", "matching",
         {"pairs": [["a", "b"], ["c d", "e -> f"]], "distractors": ["g"]}),
    ],
)  # fmt: skip
def test_answers_tell_the_kind_of_question(body, kind, content):
    assert read(body) == (kind, content)


def test_a_text_may_say_its_own_format():
    marked = Marked(Texts("markdown"))
    assert marked.read("**a**") == "a"
    assert marked.read("[plain]**a**") == "**a**"
    assert marked.read("**b**", usual="plain") == "**b**"
    assert marked.texts.originals == {"a": ("markdown", "**a**"), "**a**": ("plain", "**a**")}
