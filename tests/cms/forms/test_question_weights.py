from cms.forms.question_weights import as_lines, number_rows, text_rows


def test_lines_of_a_short_text():
    rows = text_rows(["50 % | Spre | Fast | ganz.", "0|*|Nein.", "viel"])
    assert rows == [
        {"text": "Spre", "weight": "50", "feedback": "Fast | ganz."},
        {"text": "*", "weight": "0", "feedback": "Nein."},
        {"text": "", "weight": "viel", "feedback": ""},
    ]
    assert as_lines({"weighted": rows[:2]}) == "50 | Spre | Fast | ganz.\n0 | * | Nein."
    assert as_lines({}) == ""


def test_lines_of_a_number():
    rows = number_rows(["12,5 | 1822,5 ± 2 | Knapp.", "0 | * | Nein.", "10 | 3"])
    assert rows == [
        {"value": "1822.5", "tolerance": "2", "weight": "12.5", "feedback": "Knapp."},
        {"weight": "0", "feedback": "Nein."},
        {"value": "3", "tolerance": "0", "weight": "10", "feedback": ""},
    ]
    assert as_lines({"weighted": rows}) == "12.5 | 1822.5 ± 2 | Knapp.\n0 | * | Nein.\n10 | 3"
