import pytest

from cms.archiving.naming import Names, coded
from lms.accounts.models import User
from lms.taxonomy.models import Competence, EducationStage, Framework
from tests.factories.accounts import UserFactory
from tests.factories.cms import course_page, framed_house, image

pytestmark = pytest.mark.django_db


def test_codes_and_addresses_name_vocabularies_and_nothing_names_people():
    stage = EducationStage(code="adult", uri="https://kim.example/adult")
    assert coded(stage) == {"code": "adult", "uri": "https://kim.example/adult"}
    competence = Competence(framework=Framework(code="digcomp-3.0"), code="4.2")
    assert coded(competence) == {"code": "4.2", "framework": "digcomp-3.0"}
    user = UserFactory()
    assert Names({}).chosen(User, user.pk) is None


def test_keys_count_in_the_order_of_meeting():
    names = Names({})
    first, second = image(), image()
    model = type(first)
    found = [names.chosen(model, pk) for pk in (second.pk, first.pk, second.pk, 99_999)]
    assert found == [{"media": "image-1"}, {"media": "image-2"}, {"media": "image-1"}, None]
    assert [names.block_id(text) for text in "abа"[:2] + "a"] == ["block-1", "block-2", "block-1"]


def test_links_to_published_pages_keep_their_address_others_their_words():
    _partner, house = framed_house()
    other = course_page(house)
    link = {"linktype": "page", "id": str(other.pk)}
    assert Names({}).link(link) is None
    public = Names({}).link({"linktype": "page", "id": str(house.pk)})
    assert public["href"].startswith("http")
    assert Names({other.pk: "course-1/de"}).link(link) == {"href": "archive:course-1/de"}
    assert Names({}).link({"linktype": "document", "id": "x"}) is None
    assert Names({}).link({}) is None
