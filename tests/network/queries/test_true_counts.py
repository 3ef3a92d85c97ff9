"""Every facet count is the length of the list it leads to, whatever the data and the selection."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings, strategies as st

from lms.taxonomy.models import ActionField, Competence, District, EducationStage, TargetGroup
from network.actions.directory import renew_directory
from network.enums import DirectoryFacet, ListingFacet, ListingKind, ListingMode, PlaceFeature
from network.models import Listing, Partner, Place, ResourceCategory
from network.queries.directory import directory
from network.queries.listing_page import listing_page
from network.queries.selection import LISTING_PARAMETERS, PARAMETERS, ListingSelection, Selection
from tests.factories.network import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
KINDS = ["library", "museum", "association"]
LANGUAGES = ["de", "en", "pl"]
VISIBILITIES = ["public", "public", "network"]
HOUSES = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "state": st.sampled_from(["published", "published", "provisional", "draft"]),
            "visibility": st.sampled_from(VISIBILITIES),
            "languages": st.lists(st.sampled_from(LANGUAGES), max_size=2, unique=True),
            "is_city_wide": st.booleans(),
            "is_online_only": st.booleans(),
            "hidden": st.sampled_from(["", "", "places", "stages", "languages", "confirmed_at"]),
            "places": st.lists(st.integers(0, 3), max_size=2, unique=True),
            "tags": st.lists(st.integers(0, 2), max_size=2, unique=True),
            "listings": st.lists(
                st.tuples(
                    st.sampled_from(ListingKind.values),
                    st.integers(0, 2),
                    st.sampled_from(["", *ListingMode.values]),
                    st.sampled_from(VISIBILITIES),
                ),
                max_size=2,
            ),
        }
    ),
    max_size=6,
)


def build(houses):
    """Write houses with few different values, so that selections meet some."""
    districts, stages = District.objects.all()[:4], EducationStage.objects.all()[:3]
    fields, groups = ActionField.objects.all()[:3], TargetGroup.objects.all()[:3]
    skills = Competence.objects.exclude(parent=None)[:3]
    categories = ResourceCategory.objects.all()[:3]
    for number, house in enumerate(houses):
        partner = Partner.objects.create(
            slug=f"haus-{number}",
            name=f"Haus {number}",
            kind=house["kind"],
            state=house["state"],
            visibility=house["visibility"],
            languages=house["languages"],
            is_city_wide=house["is_city_wide"],
            is_online_only=house["is_online_only"],
            field_visibility={house["hidden"]: "network"} if house["hidden"] else {},
            confirmed_at=NOW if number % 2 else None,
            created_at=NOW,
        )
        for place in house["places"]:
            Place.objects.create(
                partner=partner,
                name="Ort",
                district=districts[place],
                accessibility_features=PlaceFeature.values[: place + 1],
            )
        for tag in house["tags"]:
            partner.stages.add(stages[tag])
            partner.action_fields.add(fields[tag])
            partner.competences.add(skills[tag])
            partner.target_groups.add(groups[tag])
        for kind, category, mode, visibility in house["listings"]:
            listing = Listing.objects.create(
                partner=partner,
                kind=kind,
                category=categories[category],
                title="Roboter",
                mode=mode,
                visibility=visibility,
                state="active",
                confirm_due=TODAY - timedelta(days=20 * category),
                created_at=NOW,
            )
            listing.action_fields.add(fields[category])
    renew_directory()


def addresses(parameters, extra):
    """Addresses of up to three chosen facets by place of the option on the page."""
    facet = st.sampled_from(sorted(parameters.values()))
    chosen = st.lists(st.tuples(facet, st.integers(0, 3)), max_size=3)
    return st.tuples(chosen, st.sampled_from(extra))


def open_page(read, selection, parameters, chosen, extra):
    """Choose options that stand on the page, as people do."""
    start = read(selection.from_query(QueryDict(extra)))
    options = {facet.name: [option.value for option in facet.options] for facet in start.facets}
    query = QueryDict(extra, mutable=True)
    for name, place in chosen:
        if options[name]:
            query.appendlist(name, options[name][place % len(options[name])])
    return query


def said_and_found(read, selection, query):
    """Of each option of a page: the number it names, and those of the list it leads to."""
    for facet in read(selection.from_query(query)).facets:
        for option in facet.options:
            alone = query.copy()
            alone.setlist(facet.name, [option.value])
            again = read(selection.from_query(QueryDict(alone.urlencode())))
            yield (facet.name, option), option.count, {again.total, again.page.paginator.count}


@FEW
@given(
    houses=HOUSES, address=addresses(PARAMETERS, ["", "q=haus", "um=mitte&km=2", "km=9", "um=x"])
)
def test_counts_of_partners_are_true(houses, address):
    def read(wanted):
        return directory(wanted, on=TODAY, language="de")

    with transaction.atomic():
        build(houses)
        query = open_page(read, Selection, PARAMETERS, *address)
        for where, said, found in said_and_found(read, Selection, query):
            assert found == {said}, (query.urlencode(), where)
        transaction.set_rollback(True)


@FEW
@given(houses=HOUSES, address=addresses(LISTING_PARAMETERS, ["", "q=roboter", "q=haus"]))
def test_counts_of_listings_are_true(houses, address):
    def read(wanted):
        return listing_page(wanted, on=TODAY)

    with transaction.atomic():
        build(houses)
        query = open_page(read, ListingSelection, LISTING_PARAMETERS, *address)
        for where, said, found in said_and_found(read, ListingSelection, query):
            assert found == {said}, (query.urlencode(), where)
        transaction.set_rollback(True)


def test_every_facet_has_a_name_in_the_address():
    assert set(PARAMETERS) == set(DirectoryFacet)
    assert set(LISTING_PARAMETERS) == set(ListingFacet)
