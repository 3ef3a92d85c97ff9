import pytest

from cms.checking.reading import grade, measure

EASY = "Der Hund ist da. Er mag dich. Komm mit ins Haus. Es ist warm und hell. "
HARD = (
    "Die verwaltungsrechtliche Berücksichtigung datenschutzrechtlicher Anforderungen erfordert "
    "organisatorische Vorkehrungen, deren Wirksamkeitskontrolle regelmäßig dokumentiert wird. "
)


def test_the_formula_counts_what_its_authors_counted():
    # Ten words a time: 3 of three or more syllables and long, 5 of one; two sentences of five.
    text = "Die Familie kauft heute Kartoffeln. Der Bus bringt Kinder nachmittags. " * 10
    found = measure([text])
    assert found.many_syllables == pytest.approx(30)
    assert found.long_words == pytest.approx(30)
    assert found.one_syllable == pytest.approx(50)
    assert found.sentence_length == pytest.approx(5)
    assert found.grade == pytest.approx(
        0.1935 * 30 + 0.1672 * 5 + 0.1297 * 30 - 0.0327 * 50 - 0.875
    )


def test_easy_and_hard_texts_stay_within_the_grades():
    assert grade([EASY * 10]) == 4
    assert grade([HARD * 10]) == 15


def test_points_that_end_no_sentence():
    assert (
        measure(["Wir treffen uns z. B. am 3. Mai um Nr. 5 bzw. hier. " * 12]).sentence_length == 11
    )


def test_paragraphs_end_sentences_and_short_texts_have_no_grade():
    assert measure(["eins zwei drei vier fünf"] * 20).sentence_length == 5
    assert grade(["eins zwei drei"] * 33) is None
    assert grade([]) is None
