import pytest
from django.db import transaction

from cms import compiling
from courses.models import Course
from lms.records.models import StaleMark
from tests.factories.cms import course_page, frame, lesson_page, partner_with_page, publish

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
