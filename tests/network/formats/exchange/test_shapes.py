"""A fault reads as path and problem."""

from network.formats.exchange import ExchangeError, Fault


def test_an_error_names_all_faults():
    error = ExchangeError([Fault("a[0].b", "fehlt"), Fault("", "Die Datei ist zu groß.")])
    assert str(error) == "a[0].b: fehlt\nDie Datei ist zu groß."
