"""What the form of a new case says before anybody typed."""

import re

import pytest
from django.urls import reverse

from lms.taxonomy.models import EducationStage
from network.enums import CooperationOrigin, ListingKind, Role, Visibility
from network.models import Cooperation, Partner
from network.queries.case_proposal import proposed
from network.queries.viewer import viewer_of
from tests.support import admin
from tests.support.chain import TODAY, match, partner, staff
from tests.support.matching import house, listing, stored

pytestmark = pytest.mark.django_db
SLOT = ("partner", "role", "contribution", "contact_role")
CELL = "/de/netzwerk/luecken/primary-higher/energy/1/"


def link_to_case(client, address):
    """The one link of a page that prepares a case."""
    html = client.get(address).content.decode()
    links = set(re.findall(r'href="(/de/netzwerk/faelle/neu/\?[^"]+)"', html))
    assert len(links) == 1, links
    return links.pop().replace("&amp;", "&")


def form_at(client, address):
    """The blank form behind a link."""
    return client.get(address).context["form"]


def sent(client, form, **changes):
    """The case that comes of sending a form without its lists."""
    names = ("title", "is_suggested", *(f"{name}-{n}" for n in (0, 1) for name in SLOT))
    data = {name: form[name].value() or "" for name in names} | changes
    data |= {f"role-{number}": "partner" for number in (2, 3, 4)}
    assert client.post(reverse("network:case-new"), data).status_code == 303
    return Cooperation.objects.get(title=data["title"])


def codes(form, name):
    return [one.code for one in form.initial[name]]


@pytest.fixture
def chain():
    school = partner("Grundschule", "primary")
    match(school, partner("Hochschule", "higher"), 0.8)
    return school


@pytest.mark.parametrize(
    "address", ["/de/netzwerk/passung/", "/de/netzwerk/plan/?k=3&zusagen=0&fairness=0", CELL]
)
def test_every_link_of_who_steers_lands_in_a_filled_form(chain, address):
    client = admin.signed_in(staff())
    form = form_at(client, link_to_case(client, address))
    names = {form.initial[f"partner-{number}"] for number in (0, 1)}
    assert names == {"Grundschule", "Hochschule"}
    assert form.initial["title"] in {
        "Etwas: Grundschule – Hochschule", "Etwas: Hochschule – Grundschule",
    }  # fmt: skip
    assert form.initial["lead_field"] == "energy"
    assert codes(form, "action_fields") == ["energy"]
    assert codes(form, "competences") == ["1.1"]
    assert codes(form, "stages") == ["primary", "higher"]
    assert [one.kind for one in form.initial["listings"]] == ["need", "offer"]


@pytest.mark.parametrize("page", ["partner", "listing"])
def test_a_house_asks_from_the_page_of_a_partner_or_an_offer(page):
    world = admin.world()
    other = house("Klub Cottbus")
    listing(world.a, ListingKind.NEED, "Gesucht wird ein Workshop")
    offer = listing(other, ListingKind.OFFER, "Workshop im Klub")
    match = stored(world.a, other)
    client = admin.signed_in(world.people["author_a"])
    arguments = [other.slug] if page == "partner" else [offer.key]
    form = form_at(client, link_to_case(client, reverse(f"network:{page}", args=arguments)))
    assert "Klub Cottbus" in {form.initial["partner-0"], form.initial["partner-1"]}
    assert form.initial["title"].startswith("Workshop im Klub: ")
    assert offer in form.initial["listings"]
    assert form.initial["lead_field"] == match.field.code
    assert codes(form, "target_groups") == ["pupils"]


def test_nothing_hidden_gets_into_the_form():
    mine, other = house("Mein Haus"), house("Klub", "adult", field_visibility={"stages": "staff"})
    listing(mine, ListingKind.NEED, "Gesucht")
    hidden = listing(other, ListingKind.OFFER, "Geheim", visibility=Visibility.STAFF)
    stored(mine, other)
    author = admin.member(mine, Role.AUTHOR, name="ann")
    found = proposed(viewer_of(author, TODAY), [mine, other], [], TODAY)
    assert hidden not in found["listings"]
    assert "Geheim" not in found["title"]
    assert [one.code for one in found["stages"]] == ["practice"]


def test_what_both_sides_name_goes_before_what_one_does():
    one, other = house("A"), house("B")
    rows = [listing(one, ListingKind.NEED), listing(other, ListingKind.OFFER)]
    rows[0].stages_wanted.set(EducationStage.objects.filter(code__in=["primary", "adult"]))
    rows[1].stages_wanted.set(EducationStage.objects.filter(code="adult"))
    viewer = viewer_of(staff(), TODAY)
    found = proposed(viewer, [one, other], rows, TODAY)
    assert [stage.code for stage in found["stages"]] == ["adult"]
    assert found["lead_field"] == "education"


def test_without_anything_the_form_is_empty():
    assert Partner.objects.count() == 0
    found = proposed(viewer_of(staff(), TODAY), [], [], TODAY)
    assert not any(found.values())


@pytest.mark.parametrize(
    "address", ["/de/netzwerk/passung/", "/de/netzwerk/plan/?k=3&zusagen=0&fairness=0", CELL]
)
def test_a_case_says_that_it_came_from_a_suggestion(chain, address):
    client = admin.signed_in(staff())
    form = form_at(client, link_to_case(client, address))
    assert sent(client, form).origin == CooperationOrigin.SUGGESTION


def test_only_partners_suggested_to_each_other_come_from_a_suggestion(chain):
    client = admin.signed_in(staff())
    other = partner("Museum", "practice")
    address = f"{reverse('network:case-new')}?partner={chain.key}&partner={other.key}"
    assert sent(client, form_at(client, address)).origin == CooperationOrigin.MANUAL
    forged = form_at(client, f"{address}&vorschlag=1")
    assert sent(client, forged, title="Zwei").origin == CooperationOrigin.MANUAL
