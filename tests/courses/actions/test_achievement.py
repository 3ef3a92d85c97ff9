"""Achievements shared by certificates, and places in status lists."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions import achievement
from courses.actions.achievement import describe_achievement, draw_place
from courses.formats.credentials.status_list import SIZE
from courses.models import Achievement, StatusList
from tests.factories.certificates import CertificateFactory, facts

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_what_is_stated_alike_is_described_once():
    one = describe_achievement(facts=facts(), at=NOW)
    other = facts(holder="Jana", results=[], started_on="2026-01-01", issued_on="2026-02-02")
    assert describe_achievement(facts=other, at=NOW + timedelta(days=9)) == one
    assert Achievement.objects.get().created_at == NOW
    assert "Měrćin" not in str(one.facts)
    assert not {"holder", "results", "started_on", "completed_on"} & set(one.facts)
    assert one.facts["partners"] == ["Bibliothek Cottbus/Chóśebuz"]


@pytest.mark.parametrize(
    "change",
    [{"rule": "Alles bestanden"}, {"language": "en"}, {"course": "Anderes"}, {"kind": "attendance"},
     {"effort_minutes": 151}, {"issuer": {"key": "zzzzzzzzzz", "name": "B"}}, {"competences": []}],
)  # fmt: skip
def test_what_differs_is_another_achievement(change):
    one = describe_achievement(facts=facts(), at=NOW)
    assert describe_achievement(facts=facts(**change), at=NOW).key != one.key


def test_places_are_drawn_and_belong_to_one_house():
    places = [draw_place(issuer_key="aaaaaaaaaa", at=NOW) for _ in range(30)]
    assert {row.number for row, _index in places} == {1}
    numbers = [index for _row, index in places]
    assert len(set(numbers)) > 25
    assert all(0 <= index < SIZE for index in numbers)
    assert numbers != sorted(numbers)
    other, _index = draw_place(issuer_key="bbbbbbbbbb", at=NOW)
    assert other != places[0][0]
    assert StatusList.objects.count() == 2


def test_a_full_list_is_followed_by_another(monkeypatch):
    row = CertificateFactory(status_index=0)
    monkeypatch.setattr(achievement, "SIZE", 1)
    after, index = draw_place(issuer_key=row.status_list.issuer_key, at=NOW)
    assert (after.number, index) == (2, 0)
    assert draw_place(issuer_key=row.status_list.issuer_key, at=NOW)[0] == after
