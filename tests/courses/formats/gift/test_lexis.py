import re

from hypothesis import given, strategies as st

from courses.formats.gift.lexis import (
    blocks,
    category_line,
    cut,
    escape,
    note,
    plain,
    protect,
)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")))
def test_an_escaped_text_means_itself(text):
    escaped = escape(text)
    assert plain(protect(escaped)) == text
    assert re.search(r"(?<!\\)(?:\\\\)*[~=#{}:]|\n", escaped) is None


def test_other_backslashes_stay():
    assert plain(protect(r"\(x\) \frac \\ \= \n!")) == "\\(x\\) \\frac \\ = \n!"


def test_blocks_name_their_lines_categories_and_notes():
    text = "\ufeff// Kopf [tag:nicht]\n\n$CATEGORY: Fluss/Spree: oben\n\n// [id:a\\]b] [tag: x ] [tag:y] [tag:x]\n::A::eins\n  // dazwischen\nzwei {T}\n\n \n$CATEGORY: B\ndrei\n\ufdd0\0"  # fmt: skip
    first, second = blocks(text)
    assert (first.line, plain(first.text)) == (6, "::A::eins\nzwei {T}")
    assert (first.category, first.id, first.tags) == ("Fluss/Spree: oben", "a]b", ("x", "y"))
    assert (second.line, second.text, second.category) == (12, "drei\n\ufffd\ufffd", "B")
    assert list(blocks("// nur\n\n")) == []


def test_facts_stand_on_one_line():
    assert note("tag", "a]\nb") == "[tag:a\\] b]"
    assert category_line("a\nb") == "$CATEGORY: a b"


def test_cut():
    assert cut(re.compile("(a)b"), "abc") == ("a", "c")
    assert cut(re.compile("(a)b"), "cab") == ("", "cab")
