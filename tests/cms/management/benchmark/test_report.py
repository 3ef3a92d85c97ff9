from cms.management.benchmark.report import table
from cms.management.benchmark.workloads import Measurement


def test_table_names_budget_and_notes():
    result = Measurement("P1", "catalogue", 200, 4.2, 5, 20_000, 5.0, 9.0, 2.1, budget_queries=6)
    result.notes.append("a note")
    text = table([result])
    assert "≤ 6" in text
    assert "2.10" in text
    assert text.splitlines()[-1].strip() == "a note"
