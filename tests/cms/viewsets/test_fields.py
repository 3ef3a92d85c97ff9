"""City staff keep the words of the action fields; nobody else does."""

import pytest
from django.urls import reverse

from lms.records.models import AuditEvent
from lms.taxonomy.models import ActionField
from tests.support import admin

pytestmark = pytest.mark.django_db
WORDS = {
    "title_de": "Gesund leben",
    "title_en": "Healthy life",
    "description_de": "Neu",
    "description_en": "New",
    "colour": "green",
}


def test_staff_edit_words_and_colour_but_not_the_code():
    staff = admin.signed_in(admin.member(None, name="carla", is_city_staff=True))
    assert "Gesundheit" in staff.get(reverse("cms:field-list")).content.decode()
    path = reverse("cms:field-edit", args=["health"])
    assert staff.get(path).status_code == 200
    assert staff.post(path, {**WORDS, "code": "x"}).status_code == 302
    field = ActionField.objects.get(code="health")
    assert (field.title_de, field.colour) == ("Gesund leben", "green")
    assert AuditEvent.objects.filter(action="action-field.update", object_key="health").exists()


def test_an_unknown_colour_or_missing_title_comes_back():
    staff = admin.signed_in(admin.member(None, name="carla", is_city_staff=True))
    path = reverse("cms:field-edit", args=["health"])
    assert staff.post(path, {**WORDS, "colour": "javascript"}).status_code == 422
    assert staff.post(path, {**WORDS, "title_de": ""}).status_code == 422
    assert staff.get(reverse("cms:field-edit", args=["nichts"])).status_code == 404


def test_partners_get_403():
    world = admin.world()
    client = admin.signed_in(world.people["admin_a"])
    assert client.get(reverse("cms:field-list")).status_code == 403
    assert client.post(reverse("cms:field-edit", args=["health"]), WORDS).status_code == 403
