"""One wrong value is noted once and gives a harmless one."""

from network.formats.exchange.checking import Entry, shown


def entry(values):
    return Entry(values, "partners[0]", [], [])


def test_what_was_not_asked_for_is_noted():
    found = entry({"key": "p", "extra": 1})
    assert found.key("key") == "p"
    found.leave()
    assert [str(note) for note in found.notes] == [
        "partners[0].extra: unbekannter Eintrag, nicht übernommen"
    ]


def test_a_huge_number_is_refused_not_a_crash():
    found = entry({"radius_km": 10**400})
    assert found.number("radius_km", 0, 10) is None
    assert len(found.faults) == 1


def test_a_word_named_twice_is_refused():
    found = entry({"stages": ["a", "a"]})
    found.words("stages", {"a": "b"})
    assert str(found.faults[0]) == "partners[0].stages: enthält ein Wort mehrfach"


def test_a_long_wrong_value_is_cut():
    assert len(shown("x" * 500)) < 70
