"""What is remembered of the directory, and when it is forgotten."""

from datetime import timedelta

import pytest

from lms.taxonomy.models import ActionField, District
from network.actions.directory import renew_directory
from network.enums import DirectoryFacet, ListingState
from network.models import Listing, Partner
from network.queries.index import directory_stamp, index_for
from network.queries.viewer import NOBODY, viewer_of
from tests.factories.network import (
    NOW,
    ListingFactory,
    MembershipFactory,
    PartnerFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def names(viewer=NOBODY):
    return [entry.partner.name for entry in index_for(viewer, TODAY).entries]


def test_without_any_change_nothing_is_read_again(django_assert_num_queries):
    PartnerFactory(name="Haus")
    renew_directory()
    assert names() == ["Haus"]
    with django_assert_num_queries(2):
        assert names() == ["Haus"]


@pytest.mark.parametrize(
    "change",
    [
        lambda made: Partner.objects.filter(pk=made.pk).first().save(),
        lambda made: PlaceFactory(partner=made),
        lambda made: made.stages.clear(),
        lambda made: made.action_fields.set(ActionField.objects.all()[:1]),
        lambda made: ListingFactory(partner=made).target_groups.clear(),
        lambda made: District.objects.first().save(),
        lambda made: made.delete(),
    ],
)
def test_every_change_is_followed_by_a_new_stamp(change, django_capture_on_commit_callbacks):
    made = PartnerFactory()
    renew_directory()
    before = directory_stamp()
    with django_capture_on_commit_callbacks(execute=True):
        change(made)
    assert directory_stamp()[0] != before[0]


def test_bulk_writes_are_noticed_by_their_counts():
    made = ListingFactory()
    renew_directory()
    stamps = [directory_stamp()]
    Partner.objects.bulk_create([Partner(slug="neu", name="Neu", created_at=NOW)])
    stamps.append(directory_stamp())
    Listing.objects.update(state=ListingState.EXPIRED)
    stamps.append(directory_stamp())
    Partner.objects.filter(pk=made.partner_id).update(version=4)
    stamps.append(directory_stamp())
    Listing.objects.update(confirm_due=TODAY + timedelta(days=1))
    stamps.append(directory_stamp())
    assert len(set(stamps)) == 5


def test_own_houses_stand_among_the_others_with_everything():
    own = PartnerFactory(name="B", visibility="staff", contact_phone="1")
    PartnerFactory(name="A", visibility="network", contact_phone="2",
                   field_visibility={"contact_phone": "staff"})  # fmt: skip
    PartnerFactory(name="C")
    viewer = viewer_of(MembershipFactory(partner=own).user, TODAY)
    assert names() == ["C"]
    assert names(viewer) == ["A", "B", "C"]
    phones = [entry.partner.contact_phone for entry in index_for(viewer, TODAY).entries]
    assert phones == ["", "1", ""]


def test_the_languages_of_own_houses_can_be_chosen_and_hidden_ones_stay_unknown():
    own = PartnerFactory(visibility="staff", languages=["pl"])
    PartnerFactory(visibility="staff", languages=["fr"])
    PartnerFactory(languages=["de"])
    viewer = viewer_of(MembershipFactory(partner=own).user, TODAY)
    assert set(index_for(NOBODY, TODAY).labels[DirectoryFacet.LANGUAGE]) == {"de"}
    assert set(index_for(viewer, TODAY).labels[DirectoryFacet.LANGUAGE]) == {"de", "pl"}


def test_unknown_levels_hide_from_everybody_but_names_never_hide():
    PartnerFactory(name="Haus", website="https://x.example/", languages=["de"],
                   field_visibility={"website": "freunde", "name": "staff", "languages": "staff"})  # fmt: skip
    (entry,) = index_for(NOBODY, TODAY).entries
    assert (entry.partner.name, entry.partner.website, entry.partner.languages) == ("Haus", "", [])
    assert Partner.objects.get().website == "https://x.example/"
