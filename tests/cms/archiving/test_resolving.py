import pytest

from cms.archiving.resolving import Resolver
from lms.accounts.models import User
from lms.taxonomy.models import Competence, EducationStage
from network.models import Partner
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_is_found_by_code_else_by_its_official_address():
    stage = EducationStage.objects.create(code="fluss", title_de="x", uri="https://kim.example/a")
    resolver = Resolver()
    assert resolver.chosen(EducationStage, {"code": "fluss"}) == stage.pk
    moved = {"code": "erwachsene", "uri": "https://kim.example/a"}
    assert resolver.chosen(EducationStage, moved) == stage.pk
    assert resolver.listed(EducationStage, [moved, {"code": "x"}]) == [stage.pk]
    assert resolver.losses == ["Nicht gefunden: x"]
    assert resolver.listed(EducationStage, "x") == []


def test_a_code_counts_inside_its_framework_only():
    assert Resolver().chosen(Competence, {"code": "4.2", "framework": "digcomp-3.0"})
    assert Resolver().chosen(Competence, {"code": "4.2", "framework": "nichts"}) is None


@pytest.mark.parametrize(
    "value", [1, "1", None, [], {"pk": 1}, {"code": {"x": 1}}, {"page": "lesson-1/de"}]
)
def test_numbers_and_riddles_name_nothing(value):
    UserFactory()
    resolver = Resolver()
    assert resolver.chosen(User, value) is None
    assert resolver.chosen(Partner, value) is None
    assert len(resolver.losses) == 1


def test_links():
    resolver = Resolver()
    assert resolver.link({"linktype": "page", "id": "1"}) is None
    assert resolver.link({"href": "archive:lesson-9/de", "id": "1"}) is None
    assert resolver.link({"href": "https://x.example", "linktype": "page"}) == {
        "href": "https://x.example"
    }
    assert resolver.losses == ["Ein Link im Text führt ins Leere: lesson-9/de"]
