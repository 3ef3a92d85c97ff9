import pytest

from courses.formats.people_list import Entry, decode, read_people


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Ada", [Entry(1, "Ada")]),
        ("Ada; ada@example.org; 0355 1", [Entry(1, "Ada", "ada@example.org", "0355 1")]),
        ("\n Ada  Lovelace ;;0355\n\nBo", [Entry(2, "Ada Lovelace", "", "0355"), Entry(4, "Bo")]),
        ("Ada\tada@example.org", [Entry(1, "Ada", "ada@example.org")]),
        ('"Noack; Nadja";;1', [Entry(1, "Noack; Nadja", "", "1")]),
        ("Telefon,Name,Alter\n1,Ada,40", [Entry(2, "Ada", "", "1")]),
        ("\ufeffName;E-Mail\nAda;a@b.de", [Entry(2, "Ada", "a@b.de")]),
        ("", []),
    ],
)
def test_one_person_per_line(text, entries):
    assert read_people(text) == entries


def test_files_of_german_spreadsheets_are_read():
    assert decode("Jörg".encode("cp1252")) == "Jörg"
    assert decode("Jörg".encode("utf-8-sig")) == "Jörg"


def test_a_quote_that_never_ends_is_an_entry_too_long():
    (entry,) = read_people('"' + "a" * 140_000)
    assert (entry.line, len(entry.name) > 80) == (1, True)
