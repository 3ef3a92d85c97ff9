from base64 import b64decode
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import transaction
from PIL import Image

from cms import compiling
from cms.models import PartnerPage
from courses.models import Course
from lms.records.models import StaleMark
from network.models import Listing
from network.signals import partner_changed
from tests.factories.cms import course_page, framed_house, image, lesson_page, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parent():
    return framed_house()[1]


def test_many_changes_in_one_transaction_compile_once(parent, monkeypatch):
    compiled = []
    original = compiling.compile_marked
    monkeypatch.setattr(
        compiling, "compile_marked", lambda key: (compiled.append(key), original(key))
    )
    course = course_page(parent)
    lessons = [lesson_page(course, f"L{n}") for n in range(3)]
    with transaction.atomic():
        publish(*lessons, course)
        assert not Course.objects.exists()
    assert compiled == [course.translation_key]
    assert Course.objects.get().lessons.count() == 3
    assert not StaleMark.objects.exists()


def test_rolled_back_publication_leaves_no_trace(parent):
    course = course_page(parent)
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(course)
        raise RuntimeError
    assert not Course.objects.exists()
    assert not StaleMark.objects.exists()


def test_a_published_course_is_an_offer_until_it_is_taken_back(parent):
    course = course_page(parent)
    publish(lesson_page(course), course)
    listing = Listing.objects.get()
    assert (listing.partner, listing.state) == (parent.partner, "active")
    assert listing.source_key == Course.objects.get().key
    call_command("recompile", verbosity=0)
    course.refresh_from_db()
    course.unpublish()
    listing = Listing.objects.get()
    assert listing.state == "archived"
    publish(course)
    assert Listing.objects.get().state == "active"


def test_a_removed_logo_leaves_the_directory(parent):
    partner = parent.partner
    parent.logo = image("Logo")
    parent.save_revision().publish()
    partner.refresh_from_db()
    assert partner.logo_url
    small = Image.open(
        BytesIO(b64decode(partner.logo_mark.removeprefix("data:image/webp;base64,")))
    )
    assert small.format == "WEBP"
    assert small.width <= 128
    assert small.height <= 52
    parent.logo = None
    parent.save_revision().publish()
    partner.refresh_from_db()
    stored = (partner.logo_url, partner.logo_width, partner.logo_alt, partner.logo_mark)
    assert stored == ("", 0, "", "")


def test_a_logo_whose_small_file_is_gone_stops_nothing(parent):
    parent.logo = image("Logo")
    parent.save_revision().publish()
    small = parent.logo.renditions.get(filter_spec=compiling.MARK)
    small.file.storage.delete(small.file.name)
    parent.save_revision().publish()
    parent.partner.refresh_from_db()
    assert parent.partner.logo_url
    assert parent.partner.logo_mark == ""


def test_a_translation_without_a_logo_does_not_take_it_away(parent):
    parent.logo = image("Logo")
    parent.save_revision().publish()
    english = PartnerPage.objects.get(partner=parent.partner, locale__language_code="en")
    english.save_revision().publish()
    parent.partner.refresh_from_db()
    assert parent.partner.logo_url.endswith(".webp")


def test_whoever_hears_of_a_new_text_sees_the_new_logo(parent):
    seen = []

    def look(partner, **kwargs):
        seen.append(bool(partner.logo_url))

    partner_changed.connect(look)
    parent.logo = image("Logo")
    parent.save_revision().publish()
    partner_changed.disconnect(look)
    assert seen == [True]
