from cms.forms.question import FALLBACK
from cms.forms.question_reasons import OUTCOMES, WORDS, refusal_of, words_of
from courses.formats.questions import FormatError, Outcome, Reason


def test_every_reason_and_outcome_has_words():
    assert set(WORDS) == set(Reason)
    assert set(OUTCOMES) == set(Outcome)


def test_reasons_of_the_grader_have_words_too():
    assert words_of("none_correct") == "Bitte kreuzen Sie mindestens eine richtige Antwort an."
    assert words_of("kein Grund") == FALLBACK


def test_a_refusal_names_the_line_where_there_is_one():
    assert refusal_of(FormatError(Reason.NO_TEXT)) == str(WORDS[Reason.NO_TEXT])
    assert refusal_of(FormatError(Reason.NO_XML, 7)).startswith("Zeile 7: Die Datei ist beschädigt")
