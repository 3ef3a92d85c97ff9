"""Numbers and lists as each language writes them."""

from network.matching.wording import Name, decimal, listed, percent


def test_numbers():
    assert percent(0.456) == Name("46 %", "46%")
    assert decimal(12.34) == Name("12,3", "12.3")
    assert decimal(-0.5, 2) == Name("−0,50", "−0.50")


def test_lists():
    assert listed([], "und") == ""
    assert listed(["a"], "und") == "a"
    assert listed(["a", "b", "c"], "und") == "a, b und c"
