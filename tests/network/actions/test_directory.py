"""Forgetting what is remembered of the directory."""

import pytest

from network.actions.directory import renew_directory
from network.models import DirectoryVersion, Partner
from network.queries.index import directory_stamp, index_for
from network.queries.viewer import NOBODY
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db


def names():
    return [entry.partner.name for entry in index_for(NOBODY, NOW.date()).entries]


def test_the_first_renewal_makes_the_one_row_and_later_ones_change_it():
    PartnerFactory()
    renew_directory()
    (first,) = DirectoryVersion.objects.values_list("pk", "stamp")
    renew_directory()
    (second,) = DirectoryVersion.objects.values_list("pk", "stamp")
    assert first[0] == second[0] == 1
    assert first[1] != second[1]
    assert directory_stamp()[0] == second[1]


def test_what_no_count_betrays_is_read_anew_after_a_renewal():
    PartnerFactory(name="Alt")
    renew_directory()
    assert names() == ["Alt"]
    Partner.objects.update(name="Neu")  # sends no signal and leaves every count as it was
    assert names() == ["Alt"]
    renew_directory()
    assert names() == ["Neu"]
