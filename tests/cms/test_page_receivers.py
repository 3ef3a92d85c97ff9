import pytest

from courses.models import Course
from network.models import PartnerText
from tests.factories.cms import course_page, frame, image, partner_with_page, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parent():
    frame()
    return partner_with_page()[1]


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
