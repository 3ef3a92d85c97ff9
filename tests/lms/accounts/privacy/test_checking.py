"""What the whole registry must hold stands in ``tests/architecture/test_privacy.py``."""

from dataclasses import replace

from lms.accounts.privacy.checking import findings
from lms.accounts.privacy.registry import Erasure, How, Kind, entries


def wrong(label, **change):
    return findings(known={**entries(), label: replace(entries()[label], **change)})


def test_nothing_is_wrong_with_ours():
    assert findings() == []


def test_people_without_a_way_need_a_reason():
    assert wrong("network.Partner", erase=Erasure(How.NOTHING)) == [
        "network.Partner: holds people, but no way leads to them; say why by erase: keep"
    ]


def test_a_star_stands_alone():
    kinds = {"*": Kind.NONE, "id": Kind.NONE}
    sentence = "wagtailsearch.IndexEntry: '*' stands alone and only for none"
    assert wrong("wagtailsearch.IndexEntry", kinds=kinds) == [sentence]


def test_what_is_private_must_be_a_field():
    found = wrong("courses.LessonQuestion", private=("antwort",))
    assert found == ["courses.LessonQuestion: private: antwort is no field"]


def test_a_key_of_a_person_must_be_a_way():
    entry = entries()["courses.VoucherBatch"]
    found = wrong("courses.VoucherBatch", person={}, erase=entry.erase)
    assert found == ["courses.VoucherBatch: made_by_key leads to a person, but is no way to one"]
