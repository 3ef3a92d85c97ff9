"""What may stand where, and where a page is seen."""

import pytest

from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    CourseIndexPage,
    CoursePage,
    HomePage,
    LessonPage,
    PartnerIndexPage,
    PartnerPage,
    StandardPage,
)
from courses.models import Course
from tests.factories.cms import course_page, framed_house, lesson_page, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parent():
    return framed_house()[1]


@pytest.mark.parametrize(
    ("page", "below"),
    [
        (HomePage, {StandardPage, ArticleIndexPage, PartnerIndexPage, CourseIndexPage}),
        (PartnerIndexPage, {PartnerPage}),
        (PartnerPage, {CoursePage}),
        (CoursePage, {LessonPage}),
        (LessonPage, set()),
        (CourseIndexPage, set()),
        (ArticleIndexPage, {ArticlePage}),
        (ArticlePage, set()),
        (StandardPage, {StandardPage}),
    ],
)
def test_what_may_stand_below(page, below):
    assert set(page.allowed_subpage_models()) == below


def test_pages_for_writing_lead_to_their_faces(client, parent):
    course = course_page(parent)
    lesson = lesson_page(course)
    publish(lesson, course)
    face = f"/de/kurse/{Course.objects.get().key}-sichere-konten/"
    path = f"/de/partnerseiten/{parent.slug}/"
    for address, expected in [
        ("/de/partnerseiten/", "/de/partner/"),
        (path, f"/de/partner/{parent.slug}/"),
        (f"{path}{course.slug}/", face),
        (f"{path}{course.slug}/{lesson.slug}/", face),
        ("/de/kursseiten/", "/de/kurse/"),
    ]:
        response = client.get(address)
        assert (response.status_code, response.url) == (302, expected), address
    course.refresh_from_db()
    lesson.refresh_from_db()
    assert (course.url, lesson.url) == (face, face)


def test_a_course_has_no_address_before_it_is_published(parent):
    course = course_page(parent)
    assert course.url is None
    assert lesson_page(course).url is None


def test_translations_lead_to_the_face_in_their_language(parent):
    english = PartnerPage.objects.get(partner=parent.partner, locale__language_code="en")
    assert english.url == f"/en/partner/{parent.slug}/"
