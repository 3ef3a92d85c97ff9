from django.http import QueryDict

from courses.forms.quiz import given_answers, unanswered

ITEMS = [{"options": [["x", "a"]]}, {"options": []}]


def test_answers_are_read_by_position():
    data = QueryDict("f0=x&f0=y&f1=Router&f7=strange")
    assert given_answers(data, ITEMS) == {0: ["x", "y"], 1: "Router"}


def test_too_much_is_cut():
    data = QueryDict("&".join(["f0=x"] * 99) + "&f1=" + "z" * 900)
    answers = given_answers(data, ITEMS)
    assert (len(answers[0]), len(answers[1])) == (20, 500)


def test_what_is_missing_is_counted_from_one():
    assert unanswered({0: [], 1: " "}, 2) == [1, 2]
    assert unanswered({0: ["x"], 1: "y"}, 2) == []


def test_what_is_fixed_is_not_missing():
    assert unanswered({0: [], 1: ""}, 2, fixed={1}) == [1]


def test_a_free_text_may_be_longer_and_counts_a_new_line_once():
    items = [{"options": [], "max_chars": 600}]
    data = QueryDict(mutable=True)
    data["f0"] = "a\r\n" * 400 + "\x00"
    assert given_answers(data, items) == {0: "a\n" * 300}
