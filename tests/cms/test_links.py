import pytest
from wagtail.templatetags.wagtailcore_tags import richtext

from courses.models import Course
from tests.factories.cms import course_page, framed_house, lesson_page, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def course():
    return course_page(framed_house()[1])


def link(page):
    return str(richtext(f'<p><a linktype="page" id="{page.pk}">hin</a></p>'))


def test_links_lead_to_the_plain_address(course):
    publish(lesson_page(course), course)
    assert f'href="/de/kurse/{Course.objects.get().key}-sichere-konten/"' in link(course)


def test_links_to_what_is_not_public_lead_nowhere(course):
    assert "<a>hin</a>" in link(course)
    publish(course)
    course.refresh_from_db()
    course.unpublish()
    assert "<a>hin</a>" in link(course)


def test_links_to_what_is_gone_lead_nowhere(course):
    course.pk = 999_999
    assert "<a>hin</a>" in link(course)
