import pytest
from django.db import transaction

from cms import compiling
from cms.tasks import STALE_COURSE, compile_stale_courses, publish_scheduled
from courses.models import Course
from lms.records.models import StaleMark
from network.models import PartnerText
from tests.factories.cms import course_page, frame, image, lesson_page, partner_with_page, publish
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parent():
    frame()
    return partner_with_page()[1]


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


def test_sweeper_compiles_what_a_crash_left(parent, monkeypatch):
    course = course_page(parent)
    monkeypatch.setattr(compiling, "compile_marked", lambda key: None)  # the crash
    publish(lesson_page(course), course)
    assert StaleMark.objects.filter(object_type=STALE_COURSE).count() == 1
    assert compile_stale_courses() == 1
    assert Course.objects.get().lessons.count() == 1
    assert compile_stale_courses() == 0


def test_one_broken_course_does_not_hold_up_the_others(parent):
    StaleMark.objects.create(object_type=STALE_COURSE, object_key="no-uuid", marked_at=NOW)
    course = course_page(parent)
    publish(course)
    key = str(course.translation_key)
    StaleMark.objects.create(object_type=STALE_COURSE, object_key=key, marked_at=NOW)
    assert compile_stale_courses() == 1
    assert list(StaleMark.objects.values_list("object_key", flat=True)) == ["no-uuid"]


def test_moved_branch_is_compiled_for_its_new_partner(parent):
    course = course_page(parent)
    publish(course)
    partner, page = partner_with_page("schule", "Schule")
    course.refresh_from_db()
    course.move(page, pos="last-child")
    assert Course.objects.get().partner == partner


def test_partner_page_hands_words_and_logo_to_the_directory(parent):
    parent.summary = "Wir leihen Wissen."
    parent.logo = image("Logo")
    parent.body = [("text", "<p>Willkommen in Chóśebuz</p>")]
    parent.save_revision().publish()
    text = PartnerText.objects.get(partner=parent.partner, locale="de")
    assert text.summary == "Wir leihen Wissen."
    assert "Chóśebuz" in text.html
    parent.partner.refresh_from_db()
    assert parent.partner.logo_url.endswith(".webp")


def test_scheduled_pages_are_published(parent, settings):
    course = course_page(parent, go_live_at=NOW.replace(year=2020))
    course.save_revision(approved_go_live_at=NOW.replace(year=2020))
    course.latest_revision.approved_go_live_at = NOW.replace(year=2020)
    course.latest_revision.save()
    publish_scheduled()
    course.refresh_from_db()
    assert course.live
    assert Course.objects.count() == 1
