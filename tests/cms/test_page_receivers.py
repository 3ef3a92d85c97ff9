import pytest

from cms.models import StandardPage
from courses.models import Course, LessonContent
from network.models import PartnerText
from tests.factories.cms import (
    course_page,
    framed_house,
    image,
    lesson_page,
    partner_with_page,
    publish,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parent():
    return framed_house()[1]


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


def linking_lesson(parent, target):
    course = course_page(parent, "Verweise")
    body = [("text", f'<p><a linktype="page" id="{target.pk}">hin</a></p>')]
    lesson = lesson_page(course, "Links", body)
    publish(lesson, course)
    return lesson


def html_of(lesson):
    newest = LessonContent.objects.filter(lesson__source_key=lesson.translation_key)
    return newest.latest("version").segments[0]["html"]


def test_what_links_to_a_renamed_page_is_compiled_anew(parent):
    help_page = StandardPage.objects.get(slug="hilfe")
    lesson = linking_lesson(parent, help_page)
    assert 'href="/de/hilfe/"' in html_of(lesson)
    help_page.slug = "rat-und-hilfe"
    help_page.save_revision().publish()
    assert 'href="/de/rat-und-hilfe/"' in html_of(lesson)


def test_links_below_a_moved_page_are_compiled_anew(parent):
    imprint = StandardPage.objects.get(slug="impressum")
    child = StandardPage(title="Mehr", slug="mehr", locale=imprint.locale)
    imprint.add_child(instance=child)
    lesson = linking_lesson(parent, child)
    assert 'href="/de/impressum/mehr/"' in html_of(lesson)
    imprint.refresh_from_db()
    imprint.move(StandardPage.objects.get(slug="hilfe"), pos="last-child")
    assert 'href="/de/hilfe/impressum/mehr/"' in html_of(lesson)


def test_a_link_appears_when_its_course_is_published_and_goes_with_it(parent):
    target = course_page(parent, "Ziel")
    lesson = linking_lesson(parent, target)
    assert "href" not in html_of(lesson)
    publish(target)
    assert "-ziel/" in html_of(lesson)
    target.refresh_from_db()
    target.unpublish()
    assert "href" not in html_of(lesson)


def test_partner_pages_follow_their_links(parent):
    help_page = StandardPage.objects.get(slug="hilfe")
    parent.body = [("text", f'<p><a linktype="page" id="{help_page.pk}">hin</a></p>')]
    parent.save_revision().publish()
    help_page.slug = "rat"
    help_page.save_revision().publish()
    assert "/de/rat/" in PartnerText.objects.get(partner=parent.partner, locale="de").html


def test_unpublished_words_leave_the_directory_in_their_language_only(parent):
    partner = parent.partner
    assert set(partner.texts.values_list("locale", flat=True)) == {"de", "en"}
    parent.unpublish()
    assert list(partner.texts.values_list("locale", flat=True)) == ["en"]
    before = (partner.name, partner.state)
    partner.refresh_from_db()
    assert (partner.name, partner.state) == before
    parent.refresh_from_db()
    parent.save_revision().publish()
    assert partner.texts.filter(locale="de").exists()


def test_deleted_words_leave_the_directory_too(parent):
    parent.delete()
    assert list(parent.partner.texts.values_list("locale", flat=True)) == ["en"]
