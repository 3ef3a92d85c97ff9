"""The network's office: words and weights."""

import pytest
from django.urls import reverse

from lms.records.models import AuditEvent
from lms.taxonomy.models import ActionField
from network.forms.care_tables import TABLES
from network.models import CategorySubstitution, LexiconTerm, ResourceCategory
from tests.support import admin
from tests.support.admin import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return admin.world().people


@pytest.fixture
def staff(people):
    return signed_in(people["city"])


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_its_rows_open(staff, table):
    page = staff.get(reverse("network:care-table", args=[table]))
    assert page.status_code == 200
    row = TABLES[table].rows().first()
    assert staff.get(reverse("network:care-row", args=[table, row.pk])).status_code == 200
    added = staff.get(reverse("network:care-add", args=[table])).status_code
    assert added == (200 if TABLES[table].may_grow else 404)


def test_a_weight_is_changed_and_logged(staff):
    field = ActionField.objects.get(code="energy")
    address = reverse("network:care-row", args=["felder", field.pk])
    assert staff.post(address, {"priority": "2.5"}).status_code == 303
    field.refresh_from_db()
    assert field.priority == 2.5
    event = AuditEvent.objects.get(action="vocabulary.change")
    assert event.data["priority"] == 2.5


def test_a_word_is_added_once_and_removed(staff):
    add = reverse("network:care-add", args=["woerter"])
    word = {"tag": "target_group:parents", "synonym": "Erziehungs  berechtigte"}
    assert staff.post(add, word).status_code == 303
    row = LexiconTerm.objects.get(synonym="Erziehungs berechtigte")
    assert (row.group, row.code) == ("target_group", "parents")
    assert "steht schon da" in staff.post(add, word).content.decode()
    remove = reverse("network:care-delete", args=["woerter", row.pk])
    assert staff.get(remove).status_code == 405
    assert staff.post(remove).status_code == 303
    assert not LexiconTerm.objects.filter(pk=row.pk).exists()


def test_a_pair_stands_once_whichever_way_round(staff):
    known = CategorySubstitution.objects.first()
    add = reverse("network:care-add", args=["ersatz"])
    turned = {"category_a": known.category_b_id, "category_b": known.category_a_id, "weight": "0.5"}
    assert "gibt es schon" in staff.post(add, turned).content.decode()
    same = ResourceCategory.objects.first().pk
    page = staff.post(add, {"category_a": same, "category_b": same, "weight": "0.5"})
    assert "verschiedene" in page.content.decode()


@pytest.mark.parametrize(("person", "status"), [("coordinator", 403), ("author_a", 404)])
def test_the_office_is_for_city_staff(people, person, status):
    assert signed_in(people[person]).get(reverse("network:care")).status_code == status
    table = reverse("network:care-table", args=["felder"])
    assert signed_in(people[person]).get(table).status_code == status
