"""People of the city and of partners: found, invited, changed, locked out; never learners."""

import pytest
from django.urls import reverse

from lms.accounts.models import User
from lms.records.models import OutboxMessage
from network.enums import Role
from network.models import Membership
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def client(world, person):
    return admin.signed_in(world.people[person])


def names(text):
    return {name for name in ("lena", "alice", "rosa", "anton", "lars", "bob", "berta", "carla",
                              "paul") if f"<td>{name}</td>" in text}  # fmt: skip


def test_city_staff_see_staff_and_partner_people_but_no_learner(world):
    text = client(world, "city").get(reverse("cms:person-list")).content.decode()
    assert names(text) == {
        "alice", "rosa", "anton", "lars", "bob", "berta", "carla", "paul"
    }  # fmt: skip
    found = client(world, "city").get(reverse("cms:person-list") + "?q=lena").content.decode()
    assert names(found) == set()


def test_an_admin_sees_the_own_house_only(world):
    text = client(world, "admin_a").get(reverse("cms:person-list")).content.decode()
    assert names(text) == {"alice", "rosa", "anton", "lars"}
    assert "Haus B" not in text
    foreign = client(world, "admin_a").get(f"{reverse('cms:person-list')}?partner={world.b.pk}")
    assert names(foreign.content.decode()) == {"alice", "rosa", "anton", "lars"}


def test_search_and_filter(world):
    staff = client(world, "city")
    found = staff.get(reverse("cms:person-list") + "?q=ALI").content.decode()
    assert names(found) == {"alice"}
    found = staff.get(f"{reverse('cms:person-list')}?partner={world.b.pk}").content.decode()
    assert names(found) == {"bob", "berta"}


@pytest.mark.parametrize("person", ["author_a", "reviewer_a"])
def test_authors_and_reviewers_get_403(world, person):
    for name in ("person-list", "person-invite"):
        assert client(world, person).get(reverse(f"cms:{name}")).status_code == 403


@pytest.mark.parametrize("person", ["admin_a", "author_a"])
def test_only_the_city_handles_staff(world, person):
    key = world.people["city"].key
    for path in (
        reverse("cms:person-invite-staff"),
        reverse("cms:person-staff-roles", args=[key]),
        reverse("cms:person-deactivate", args=[world.people["author_a"].key]),
    ):
        assert client(world, person).get(path).status_code == 403, path
        assert client(world, person).post(path).status_code == 403, path


def test_an_admin_invites_for_the_own_house(world):
    data = {"email": "neu@example.org", "display_name": "Nele", "role": Role.AUTHOR}
    path = reverse("cms:person-invite")
    answer = client(world, "admin_a").post(path, {**data, "partner": world.a.pk})
    assert answer.status_code == 302
    user = User.objects.get(email="neu@example.org")
    assert [m.role for m in user.memberships.all()] == [Role.AUTHOR]
    assert list(user.groups.values_list("name", flat=True)) == ["partner-haus-a-authors"]
    assert OutboxMessage.objects.filter(recipient="neu@example.org", kind="invitation").exists()


def test_an_admin_cannot_invite_for_a_foreign_house(world):
    data = {"email": "neu@example.org", "display_name": "Nele", "role": Role.AUTHOR}
    path = reverse("cms:person-invite")
    answer = client(world, "admin_a").post(path, {**data, "partner": world.b.pk})
    assert answer.status_code == 422
    assert not User.objects.filter(email="neu@example.org").exists()


def test_roles_of_a_foreign_house_are_absent(world):
    bob = world.people["author_b"].key
    for partner in (world.a.key, world.b.key):
        path = reverse("cms:person-roles", args=[bob, partner])
        assert client(world, "admin_a").get(path).status_code == 404
        assert client(world, "admin_a").post(path, {"roles": ["admin"]}).status_code == 404
    learner = reverse("cms:person-roles", args=[world.people["learner"].key, world.a.key])
    assert client(world, "city").get(learner).status_code == 404


def test_changed_roles_count_with_the_next_request(world):
    author = client(world, "author_a")
    assert author.get("/admin/").status_code == 200
    path = reverse("cms:person-roles", args=[world.people["author_a"].key, world.a.key])
    assert client(world, "admin_a").get(path).status_code == 200
    assert client(world, "admin_a").post(path, {"roles": []}).status_code == 302
    assert author.get("/admin/").status_code == 404
    assert not Membership.objects.filter(user=world.people["author_a"]).exists()


def test_the_last_admin_stays(world):
    path = reverse("cms:person-roles", args=[world.people["admin_a"].key, world.a.key])
    assert client(world, "admin_a").post(path, {"roles": ["author"]}).status_code == 409
    assert Membership.objects.filter(user=world.people["admin_a"], role=Role.ADMIN).exists()


def test_city_staff_invite_staff_and_keep_earlier_rights(world):
    path = reverse("cms:person-invite-staff")
    staff = client(world, "city")
    assert staff.get(path).status_code == 200
    data = {"email": "paul@example.org", "display_name": "Paul", "staff_role": "city_staff"}
    assert staff.post(path, data).status_code == 302
    paul = User.objects.get(email="paul@example.org")
    assert (paul.is_city_staff, paul.is_platform_admin) == (True, True)
    assert sorted(paul.groups.values_list("name", flat=True)) == ["city-staff", "platform"]
    assert paul.requires_second_factor


def test_taking_staff_rights_closes_the_admin(world):
    paul = client(world, "platform")
    assert paul.get("/admin/").status_code == 200
    path = reverse("cms:person-staff-roles", args=[world.people["platform"].key])
    assert client(world, "city").get(path).status_code == 200
    assert client(world, "city").post(path, {"roles": []}).status_code == 302
    User.objects.update(requires_second_factor=False)
    assert paul.get("/admin/").status_code == 404


def test_staff_name_the_data_protection_officer(world):
    key = world.people["officer"].key
    path = reverse("cms:person-staff-roles", args=[key])
    staff = client(world, "city")
    assert staff.post(path, {"roles": []}).status_code == 302
    assert not User.objects.get(key=key).is_data_protection_officer
    path = reverse("cms:person-staff-roles", args=[world.people["author_a"].key])
    assert staff.post(path, {"roles": ["data_protection"]}).status_code == 302
    person = User.objects.get(key=world.people["author_a"].key)
    assert (person.is_data_protection_officer, person.requires_second_factor) == (True, True)


def test_nobody_changes_their_own_rights(world):
    key = world.people["city"].key
    for name in ("person-staff-roles", "person-deactivate"):
        path = reverse(f"cms:{name}", args=[key])
        assert client(world, "city").post(path, {"reason": "x"}).status_code == 404


def test_locking_out_counts_with_the_next_request_and_can_be_undone(world):
    author = client(world, "author_a")
    path = reverse("cms:person-deactivate", args=[world.people["author_a"].key])
    staff = client(world, "city")
    assert staff.get(path).status_code == 200
    assert staff.post(path, {"reason": ""}).status_code == 422
    assert staff.post(path, {"reason": "Hat das Haus verlassen."}).status_code == 302
    assert author.get("/admin/").status_code == 302
    assert "gesperrt" in staff.get(reverse("cms:person-list")).content.decode()
    assert staff.get(path).status_code == 200
    assert staff.post(path).status_code == 302
    assert admin.signed_in(User.objects.get(username="alice")).get("/admin/").status_code == 200


def test_inviting_a_locked_account_is_a_conflict(world):
    User.objects.filter(username="bob").update(is_active=False)
    data = {
        "email": "bob@example.org",
        "display_name": "Bob",
        "role": "author",
        "partner": world.b.pk,
    }
    assert client(world, "city").post(reverse("cms:person-invite"), data).status_code == 409
    data = {"email": "bob@example.org", "display_name": "Bob", "staff_role": "city_staff"}
    assert client(world, "city").post(reverse("cms:person-invite-staff"), data).status_code == 409
