"""Reading a table of organisations."""

import pytest

from network.actions.partner_table import TableError, read_table

pytestmark = pytest.mark.django_db
HEAD = "schluessel;name;art;ortsteil;bereiche;felder;postfach\n"


def faults(text):
    with pytest.raises(TableError) as error:
        read_table(text)
    return error.value.lines


def test_a_line_becomes_a_row():
    (row,) = read_table(
        HEAD + "k1; Kita  Wiese ;KITA;Sandow;early|primary;energy;kita@example.org\n"
    )
    assert (row.key, row.name, row.kind) == ("k1", "Kita Wiese", "day_nursery")
    assert row.district.code == "sandow"
    assert [stage.code for stage in row.stages] == ["early", "primary"]
    assert [field.code for field in row.action_fields] == ["energy"]
    assert row.mailbox == "kita@example.org"
    assert row.line == 2


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separator_and_order_do_not_matter(separator):
    text = "﻿Art;Name;Schluessel\nlibrary;Haus;k1\n\n".replace(";", separator)
    (row,) = read_table(text)
    assert (row.key, row.name, row.kind) == ("k1", "Haus", "library")


def test_quoted_line_breaks_keep_the_numbers_of_lines():
    lines = faults('schluessel;name;art\nk1;"Haus\nam See";library\nk2;;library\n')
    assert [number for number, _sentence in lines] == [4]


def test_all_faults_are_named_at_once():
    lines = faults(HEAD + "k1;;Raumschiff;Mond;;;\nk1;Haus;Kita;;x;;\nk2;Haus;Kita\nk2;Haus;Kita\n")
    sentences = [f"{number}: {sentence}" for number, sentence in lines]
    assert sentences == [
        "2: Es fehlt „name“.",
        "2: Die Art „Raumschiff“ ist unbekannt.",
        "2: „Mond“ ist unbekannt.",
        "3: „x“ ist unbekannt.",
        "5: Diesen Schlüssel gibt es in der Tabelle schon.",
    ]


def test_headings_are_checked():
    ((line, sentence),) = faults("name;farbe\nHaus;rot\n")
    assert line == 1
    assert "schluessel, art" in sentence
    assert "farbe" in sentence


def test_more_cells_than_headings_are_a_fault():
    assert [line for line, _s in faults("schluessel;name;art\nk1;Haus;Kita;zu viel\n")] == [2]


def test_an_empty_text_has_no_headings():
    assert faults("")[0][0] == 1
