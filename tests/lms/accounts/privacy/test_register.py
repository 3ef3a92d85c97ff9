from lms.accounts.privacy.register import as_markdown, erased, fields_in_words, given, register
from lms.accounts.privacy.registry import entries


def test_each_activity_says_why_for_whom_and_how_long():
    text = as_markdown()
    part = text.partition("## Klassen und Gruppen")[2].partition("## ")[0]
    assert "- **Rechtsgrundlage:** § 65 Abs. 1 und 2 BbgSchulG" in part
    assert "- **Löschfrist:** Ende des Schuljahrs und 60 Tage" in part
    assert "| courses.ClassSeat | Minderjährige: " in part


def test_the_annex_names_minors_and_special_care():
    annex = as_markdown().partition("# Anlage zur Datenschutz-Folgenabschätzung")[2]
    (line,) = [row for row in annex.splitlines() if row.startswith("| Lernen und Lernstand")]
    assert line.split("|")[2:4] == [" nein ", " ja "]
    (line,) = [row for row in annex.splitlines() if row.startswith("| Klassen und Gruppen")]
    assert line.split("|")[2] == " ja "


def test_tables_without_people_are_not_in_it():
    labels = {entry.label for part in register() for entry in part.tables}
    assert "courses.Response" in labels
    assert not {"courses.Section", "taxonomy.Subject"} & labels


def test_words_for_one_table():
    entry = entries()["courses.Enrolment"]
    assert erased(entry) == "wird gelöscht"
    assert "besonders: time_allowance" in fields_in_words(entry)
    assert given(entry) == "ja"
    assert given(entries()["courses.Response"]) == "ja, an Sorgeberechtigte nicht"
    note = entries()["courses.ReflectionNote"]
    assert given(note) == "ja, an Sorgeberechtigte ohne text"
    assert given(entries()["network.Partner"]) == "kein Weg zu einer Person"
    assert erased(entries()["courses.Certificate"]).startswith("wird anonym: auf Wunsch")
