"""The demonstration's classes are founded through the actions, once."""

import pytest

from cms.demo.classes import load_classes
from courses.models import ClassPresence, ClassSeat, LessonProgress, SchoolClass
from tests.support.school_class import lead_of
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db


def test_a_class_with_some_progress_and_loading_again_adds_nothing():
    built = build()
    house = built.course.partner
    lead_of(house, username="lars")
    row = {"lead": "lars", "partner": house.slug, "kind": "school", "title": "7b", "seats": 3}
    content = {"classes": [row | {"course": "konten", "lessons": [0, 2]}]}
    for _ in range(2):
        load_classes(content, {"konten": "Sichere Konten"}, at=NOW)
    assert SchoolClass.objects.get().leads.get().user.username == "lars"
    assert ClassSeat.objects.count() == 3
    assert ClassSeat.objects.filter(first_used_at__isnull=False).count() == 1
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 2


def test_a_group_of_adults_has_met_and_at_each_meeting_another_seat_was_excused():
    built = build()
    house = built.course.partner
    lead_of(house, username="lise")
    row = {"lead": "lise", "partner": house.slug, "kind": "adults", "title": "Café", "seats": 3}
    met = {"course": "konten", "lessons": [0], "met": {"Am Tablet": 7, "Fragen": 0}}
    load_classes({"classes": [row | met]}, {"konten": "Sichere Konten"}, at=NOW)
    seats = list(ClassSeat.objects.order_by("pk"))
    noted = ClassPresence.objects.order_by("meeting__held_on", "seat")
    assert list(noted.values_list("meeting__label", "seat", "presence")) == [
        ("Am Tablet", seats[0].pk, "excused"),
        ("Am Tablet", seats[1].pk, "present"),
        ("Am Tablet", seats[2].pk, "present"),
        ("Fragen", seats[0].pk, "present"),
        ("Fragen", seats[1].pk, "excused"),
        ("Fragen", seats[2].pk, "present"),
    ]


def test_a_content_file_without_classes_loads_none():
    load_classes({}, {}, at=NOW)
    assert not SchoolClass.objects.exists()
