"""A course as the partner network sees it."""

from dataclasses import replace

import pytest

from courses.actions.course import retire_course, store_course
from courses.queries.offer import course_offer
from lms.taxonomy.models import Competence
from network.models import Listing
from tests.support.world import NOW, build, course_draft, lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    house = build().partner
    Listing.objects.all().delete()
    return course_draft(house, title="Strom sparen", lessons=[lesson(1)])


def test_the_offer_says_what_the_course_says(draft):
    course = store_course(draft=draft, at=NOW)
    offer = course_offer(course)
    text = course.texts.get()
    assert (offer.source_key, offer.title, offer.language) == (course.key, "Strom sparen", "de")
    assert offer.url == f"/de/kurse/{course.key}-{text.slug}/"
    assert offer.action_fields == ("education",)
    assert offer.competences == ("4.2",)
    assert "<" not in offer.text
    assert text.summary in offer.text


def test_competences_of_another_version_count_and_of_another_framework_do_not(draft):
    old = Competence.objects.get(framework__code="digcomp-2.2", code="1.1")
    other = Competence.objects.filter(framework__code="kmk-2016").exclude(parent=None).first()
    pairs = ((old.pk, 1), (other.pk, 1))
    course = store_course(draft=replace(draft, competences=pairs), at=NOW)
    assert course_offer(course).competences == ("1.1",)


def test_publishing_makes_one_offer_and_retiring_archives_it(draft):
    course = store_course(draft=draft, at=NOW)
    store_course(draft=draft, at=NOW)
    listing = Listing.objects.get()
    assert (listing.title, listing.partner, listing.state) == (
        "Strom sparen", course.partner, "active",
    )  # fmt: skip
    store_course(draft=replace(draft, effort_minutes=5), at=NOW)
    assert Listing.objects.get().pk == listing.pk
    retire_course(source_key=course.source_key, at=NOW)
    assert Listing.objects.get().state == "archived"
    store_course(draft=draft, at=NOW)
    assert Listing.objects.get().state == "active"
