"""Taking in a partner is one form; its facts are its own."""

import pytest
from django.urls import reverse

from cms.onboarding import pages_of
from lms.accounts.models import User
from lms.records.models import OutboxMessage
from lms.taxonomy.models import ActionField, EducationStage
from network.actions.place import add_place
from network.models import Partner
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def client(world, person):
    return admin.signed_in(world.people[person])


def sheet(**changes):
    return {
        "name": "Bücherei Ströbitz", "slug": "buecherei-stroebitz", "kind": "library",
        "contact_mailbox": "info@example.org", "website": "example.org",
        "stages": [EducationStage.objects.get(code="adult").pk],
        "action_fields": [ActionField.objects.get(code="education").pk],
        "admin_email": "leitung@example.org", "admin_name": "Lea", "may_self_approve": "on",
        **changes,
    }  # fmt: skip


def test_one_form_takes_in_a_partner(world):
    staff = client(world, "city")
    path = reverse("cms:partner-onboard")
    assert staff.get(path).status_code == 200
    assert staff.post(path, sheet()).status_code == 302
    partner = Partner.objects.get(slug="buecherei-stroebitz")
    assert partner.may_self_approve
    assert partner.website == "https://example.org"
    assert [stage.code for stage in partner.stages.all()] == ["adult"]
    assert pages_of(partner).count() == 2
    lea = User.objects.get(email="leitung@example.org")
    assert list(lea.groups.values_list("name", flat=True)) == [
        "partner-buecherei-stroebitz-authors"
    ]
    assert OutboxMessage.objects.filter(recipient="leitung@example.org").count() == 1


def test_a_taken_slug_or_missing_name_changes_nothing(world):
    staff = client(world, "city")
    path = reverse("cms:partner-onboard")
    before = Partner.objects.count(), User.objects.count()
    assert staff.post(path, sheet(slug="haus-a")).status_code == 422
    assert staff.post(path, sheet(name="")).status_code == 422
    User.objects.filter(username="lena").update(is_active=False)
    assert staff.post(path, sheet(admin_email="lena@example.org")).status_code == 409
    assert (Partner.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize("person", ["author_a", "reviewer_a", "admin_a"])
def test_only_city_staff_take_in_partners(world, person):
    path = reverse("cms:partner-onboard")
    assert client(world, person).get(path).status_code == 403
    assert client(world, person).post(path, sheet()).status_code == 403


def test_a_personal_mailbox_is_warned_about(world):
    path = reverse("cms:partner-onboard")
    data = sheet(contact_mailbox="erika.mustermann@example.org")
    answer = client(world, "city").post(path, data, follow=True)
    assert "sieht nach einer Person aus" in answer.content.decode()


def test_the_house_edits_its_own_facts(world):
    path = reverse("cms:partner-facts", args=[world.a.key])
    author = client(world, "author_a")
    assert "Haus A" in author.get(path).content.decode()
    data = {"name": "Haus Alpha", "kind": "museum", "website": "", "contact_mailbox": ""}
    assert author.post(path, data).status_code == 302
    world.a.refresh_from_db()
    assert (world.a.name, world.a.kind) == ("Haus Alpha", "museum")


def test_facts_that_make_no_sense_come_back(world):
    path = reverse("cms:partner-facts", args=[world.a.key])
    assert client(world, "author_a").post(path, {"name": "", "kind": "x"}).status_code == 422


def test_foreign_facts_and_places_are_absent(world):
    for name in ("partner-facts", "partner-place-add"):
        path = reverse(f"cms:{name}", args=[world.a.key])
        for method in ("get", "post"):
            assert getattr(client(world, "admin_b"), method)(path).status_code == 404


def test_admins_add_places_and_authors_do_not(world):
    path = reverse("cms:partner-place-add", args=[world.a.key])
    data = {"name": "Lesesaal", "city": "Cottbus/Chóśebuz", "street": "Hauptstraße 1"}
    assert client(world, "author_a").post(path, data).status_code == 403
    assert client(world, "admin_a").get(path).status_code == 200
    assert client(world, "admin_a").post(path, {"name": ""}).status_code == 422
    assert client(world, "admin_a").post(path, data).status_code == 302
    assert [place.name for place in world.a.places.all()] == ["Lesesaal"]


def test_the_list_shows_ones_own(world):
    text = client(world, "author_a").get(reverse("cms:partner-list")).content.decode()
    assert "Haus A" in text
    assert "Haus B" not in text
    text = client(world, "city").get(reverse("cms:partner-list")).content.decode()
    assert "Haus A" in text
    assert "Haus B" in text


def test_the_city_grants_and_takes_back_self_approval(world):
    path = reverse("cms:partner-self-approval", args=[world.a.key])
    staff = client(world, "city")
    assert staff.get(path).status_code == 405
    staff.post(path, {"is_granted": "0"})
    world.a.refresh_from_db()
    assert not world.a.may_self_approve
    rosa = world.people["reviewer_a"]
    assert list(rosa.groups.values_list("name", flat=True)) == ["partner-haus-a-authors"]
    assert client(world, "admin_a").post(path, {"is_granted": "1"}).status_code == 403


def test_admins_change_and_remove_places_of_their_house_only(world):
    place = add_place(partner=world.a, name="Lesesaal", at=admin.NOW)
    path = reverse("cms:partner-place-change", args=[world.a.key, place.pk])
    own, other = (admin.signed_in(world.people[name]) for name in ("admin_a", "admin_b"))
    values = {"name": "Großer Lesesaal", "city": "Cottbus/Chóśebuz"}
    assert other.post(path, values).status_code == 404
    assert own.get(path).status_code == 200
    assert own.post(path, {**values, "name": ""}).status_code == 422
    assert own.post(path, values).status_code == 302
    assert world.a.places.get().name == "Großer Lesesaal"
    foreign = reverse("cms:partner-place-change", args=[world.b.key, place.pk])
    assert other.post(foreign, {"entfernen": "1"}).status_code == 404
    assert own.post(path, {"entfernen": "1"}).status_code == 302
    assert not world.a.places.exists()
