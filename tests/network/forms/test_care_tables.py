"""The tables staff keep: their rows in words, their forms, what listing them costs."""

import pytest
from django.utils import translation

from lms.taxonomy.models import ActionField, StageTransition
from network.forms.care_tables import TABLES
from network.models import CategorySubstitution, KindProfile, LexiconTerm
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
COSTS = {
    "woerter": 1, "ersatz": 1, "zielgruppen": 1, "uebergaenge": 1, "felder": 1,
    "kompetenzbereiche": 1, "arten": 2,
}  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("slug", TABLES)
def test_rows_are_told_at_a_fixed_price(slug, number):
    table = TABLES[slug]
    with expect_statements(COSTS[slug]):
        told = [table.describe(row) for row in table.rows()[:number]]
    assert len(told) == number
    assert all(name and values for name, values in told)


def test_numbers_are_written_as_the_reader_writes_them():
    passage = StageTransition.objects.select_related("stage_a", "stage_b").first()
    passage.priority, passage.adjacency = 1.5, 0.25
    describe = TABLES["uebergaenge"].describe
    assert describe(passage) == (passage.title, "Gewicht 1,5, Nähe 0,25")
    assert TABLES["felder"].describe(ActionField(title_de="Energie", priority=2.0)) == (
        "Energie", "Gewicht 2",
    )  # fmt: skip
    with translation.override("en"):
        assert describe(passage)[1].count("1.5") == describe(passage)[1].count("0.25") == 1


def test_rows_name_what_they_relate():
    row = CategorySubstitution.objects.first()
    name, _weight = TABLES["ersatz"].describe(row)
    assert name == f"{row.category_a} – {row.category_b}"
    word = LexiconTerm(group="field", code="energy", synonym="Strom")
    assert TABLES["woerter"].describe(word) == ("Strom", "Handlungsfeld: energy")
    library = KindProfile.objects.get(kind="library")
    library.stages.clear()
    library.radius_km = 7
    assert TABLES["arten"].describe(library)[1].endswith("; 7 km")


@pytest.mark.parametrize("slug", ["felder", "kompetenzbereiche"])
def test_a_weight_below_zero_is_refused(slug):
    table = TABLES[slug]
    row = table.rows().first()
    assert not table.form({"priority": "-1"}, instance=row).is_valid()
    assert table.form({"priority": "0"}, instance=row).is_valid()
