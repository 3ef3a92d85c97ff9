"""Admins of a house announce runs of their published courses, and take them back."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.course import retire_course
from courses.actions.enrolment import enrol
from courses.actions.run_team import set_run_team
from courses.models import CourseRun, QuizPart
from lms.accounts.models import User
from lms.records.models import AuditEvent
from network.actions.membership import grant_role
from network.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, QuizFactory
from tests.factories.network import PlaceFactory
from tests.support import admin
from tests.support.world import question

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def course(world):
    return CourseFactory(partner=world.a, source_key=world.course.translation_key, lessons=1)


def client(world, person):
    return admin.signed_in(world.people[person])


def path(world):
    return reverse("cms:run-list", args=[world.course.pk])


def remove(world, person, key):
    return client(world, person).post(reverse("cms:run-remove", args=[world.course.pk, key]))


def sheet(**changes):
    day = timezone.localtime() + timedelta(days=7)
    when = {"starts_at": f"{day:%Y-%m-%dT18:00}", "ends_at": f"{day:%Y-%m-%dT20:00}"}
    return {**when, "mode": "on_site", "capacity": "12", **changes}


def dated():
    return CourseRun.objects.filter(kind="dated")


def test_an_admin_announces_a_run(world, course):
    house = client(world, "admin_a")
    assert house.get(path(world)).status_code == 200
    assert house.post(path(world), sheet()).status_code == 302
    run = dated().get()
    assert (run.course, run.mode, run.capacity) == (course, "on_site", 12)
    assert timezone.localtime(run.starts_at).hour == 18
    assert AuditEvent.objects.get(action="run.plan").actor_key == world.people["admin_a"].key
    html = house.get(path(world)).content.decode()
    assert "vor Ort" in html
    assert f"/de/plaetze/{run.key}/" in html
    assert house.get(f"/de/plaetze/{run.key}/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_at": ""}, "Dieses Feld"),
        ({"ends_at": "2020-01-01T10:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"capacity": "0"}, "größer oder gleich 1"),
    ],
)
def test_what_does_not_fit_comes_back_as_it_was_typed(world, course, changes, said):
    response = client(world, "admin_a").post(path(world), sheet(**changes))
    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert f'value="{sheet(**changes)["capacity"]}"' in html
    assert not dated().exists()


def test_before_publishing_there_is_nothing_to_announce(world):
    house = client(world, "admin_a")
    assert "sobald der Kurs veröffentlicht ist" in house.get(path(world)).content.decode()
    assert house.post(path(world), sheet()).status_code == 409
    assert not dated().exists()
    assert remove(world, "admin_a", "bbbbbbbbbb").status_code == 404


def test_a_run_goes_while_nobody_is_in_it(world, course):
    client(world, "city").post(path(world), sheet())
    assert remove(world, "admin_a", dated().get().key).status_code == 302
    assert not dated().exists()
    client(world, "city").post(path(world), sheet())
    enrol(user=UserFactory(), run=dated().get(), at=timezone.now())
    house = client(world, "admin_a")
    response = house.post(
        reverse("cms:run-remove", args=[world.course.pk, dated().get().key]), follow=True
    )
    assert "schon jemand angemeldet" in response.content.decode()
    assert dated().exists()


def test_others_announce_nothing(world, course):
    for person, status in (("author_a", 403), ("admin_b", 404), ("learner", 404)):
        assert client(world, person).post(path(world), sheet()).status_code == status
        assert remove(world, person, "bbbbbbbbbb").status_code == status
    assert not dated().exists()


def test_a_run_of_another_course_is_absent(world, course):
    other = CourseFactory(partner=world.a)
    assert remove(world, "admin_a", other.runs.get().key).status_code == 404


def test_who_only_writes_here_may_not_although_admin_elsewhere(world, course):
    both = world.people["admin_b"]
    grant_role(partner=world.a, user=both, role=Role.AUTHOR, actor=None, at=admin.NOW)
    User.objects.update(requires_second_factor=False)
    both.refresh_from_db()
    browser = admin.signed_in(both)
    assert browser.post(path(world), sheet()).status_code == 403
    assert not dated().exists()
    explorer = reverse("wagtailadmin_explore", args=[world.course.pk])
    assert path(world) not in browser.get(explorer).content.decode()


def test_a_course_that_was_taken_back_gets_no_runs(world, course):
    retire_course(source_key=course.source_key, at=timezone.now())
    house = client(world, "admin_a")
    assert "sobald der Kurs veröffentlicht ist" in house.get(path(world)).content.decode()
    assert house.post(path(world), sheet()).status_code == 409


def test_the_way_there_is_shown_to_admins(world, course):
    address = reverse("wagtailadmin_explore", args=[world.course.pk])
    assert path(world) in client(world, "admin_a").get(address).content.decode()
    assert path(world) not in client(world, "author_a").get(address).content.decode()


def test_a_run_without_a_team_is_marked_where_texts_are_asked_for(world, course):
    said = "dieser Termin hat kein Team"
    assert said not in client(world, "admin_a").get(path(world)).content.decode()
    quiz = QuizFactory(lesson=course.lessons.get(), questions=0)
    QuizPart.objects.create(quiz=quiz, position=0, version=question(world.a, "free_text"))
    assert said in client(world, "admin_a").get(path(world)).content.decode()
    people = [world.people["author_a"]]
    set_run_team(run=course.runs.get(), people=people, actor=people[0], at=timezone.now())
    assert said not in client(world, "admin_a").get(path(world)).content.decode()


def test_a_house_names_the_team_of_a_run_among_its_people(world, course):
    run = course.runs.get()
    address = reverse("cms:run-team", args=[world.course.pk, run.key])
    ours, theirs = world.people["author_a"], world.people["author_b"]
    as_admin = client(world, "admin_a")
    page = as_admin.get(address).content.decode()
    assert ours.email in page
    assert theirs.email not in page
    assert as_admin.post(address, {"team": [theirs.key]}).status_code == 422
    assert as_admin.post(address, {"team": [ours.key]}).status_code == 302
    assert [member.user for member in run.team.all()] == [ours]
    assert "checked" in as_admin.get(address).content.decode()
    assert client(world, "author_a").get(address).status_code == 403
    assert client(world, "admin_b").get(address).status_code == 404
    assert AuditEvent.objects.get(action="run.team").data["joined"] == [ours.key]


def one_run(world, **changes):
    client(world, "admin_a").post(path(world), sheet(**changes))
    return dated().latest("pk")


def room(world, name, run):
    return reverse(f"cms:{name}", args=[world.course.pk, run.key])


def test_all_facts_of_a_run_can_be_typed_and_changed(world, course):
    place = PlaceFactory(partner=world.a, name="Lesesaal")
    foreign = PlaceFactory(partner=world.b, name="Woanders")
    run = one_run(
        world, place=place.pk, room="3", price_text="5 Euro", entrance="key", minimum="2",
        has_waiting_list="on", offer_hours="24", required_attendance="80", time_zone="Europe/London",
        accessibility="Stufenlos", booking_url="https://example.org/buchen",
    )  # fmt: skip
    facts = (run.place, run.room, run.price_text, run.entrance, run.minimum, run.offer_hours)
    assert facts == (place, "3", "5 Euro", "key", 2, 24)
    assert (str(run.required_attendance), run.accessibility) == ("0.80", "Stufenlos")
    assert run.booking_url == "https://example.org/buchen"
    assert run.starts_at.astimezone(ZoneInfo("Europe/London")).hour == 18
    house, edit = client(world, "admin_a"), room(world, "run-edit", run)
    html = house.get(edit).content.decode()
    assert "T18:00" in html
    assert "Lesesaal" in html
    assert "Woanders" not in html
    again = sheet(time_zone="Europe/London", room="4", has_waiting_list="on")
    assert house.post(edit, again | {"place": foreign.pk}).status_code == 422
    assert house.post(edit, again).status_code == 302
    run.refresh_from_db()
    assert (run.room, run.place, run.sequence, run.entry_code) == ("4", None, 1, "")


def test_a_price_asks_for_the_words_about_withdrawing_and_the_next_run_has_them(world, course):
    house = client(world, "admin_a")
    response = house.post(path(world), sheet(price_text="5 Euro"))
    assert response.status_code == 422
    assert "Widerrufsbelehrung" in response.context["form"].errors["withdrawal_text"][0]
    words = "Vierzehn Tage.\r\nEin Brief genügt."
    run = one_run(world, price_text="5 Euro", withdrawal_text=words)
    assert run.withdrawal_text == "Vierzehn Tage.\nEin Brief genügt."
    assert "Ein Brief genügt." in house.get(path(world)).content.decode()
    assert one_run(world, withdrawal_text=words).withdrawal_text == ""


def test_what_does_not_fit_stands_at_its_field(world, course):
    run = one_run(world)
    enrol(user=UserFactory(), run=run, at=timezone.now())
    enrol(user=UserFactory(), run=run, at=timezone.now())
    response = client(world, "admin_a").post(room(world, "run-edit", run), sheet(capacity="1"))
    assert response.status_code == 422
    assert response.context["form"].errors["capacity"]
    assert 'value="1"' in response.content.decode()


def test_a_run_is_copied_to_another_day(world, course):
    run = one_run(world)
    day = timezone.localtime(run.starts_at) + timedelta(days=28)
    address = room(world, "run-copy", run)
    house = client(world, "admin_a")
    assert house.post(address, {"day": "2020-01-01"}).status_code == 422
    assert house.post(address, {"day": f"{day:%Y-%m-%d}"}).status_code == 302
    copy = dated().latest("pk")
    assert timezone.localtime(copy.starts_at).date() == day.date()
    assert timezone.localtime(copy.starts_at).hour == 18


def test_a_key_is_renewed(world, course):
    run = one_run(world, entrance="key")
    house = client(world, "admin_a")
    assert run.entry_code in house.get(path(world)).content.decode()
    assert house.post(room(world, "run-code", run)).status_code == 302
    assert dated().get().entry_code not in {"", run.entry_code}
    assert AuditEvent.objects.filter(action="run.code").exists()
    other = one_run(world)
    page = house.post(room(world, "run-code", other), follow=True)
    assert "braucht keinen Schlüssel" in page.content.decode()


def test_calling_off_is_asked_for_first(world, course):
    run = one_run(world)
    page = client(world, "admin_a").get(room(world, "run-cancel", run)).content.decode()
    assert "Termin absagen" in page
    assert dated().get().cancelled_at is None


def test_the_run_without_dates_is_not_planned(world, course):
    run = course.runs.get(kind="self_paced")
    house = client(world, "admin_a")
    names = ("run-copy", "run-cancel", "run-appointments")
    assert [house.get(room(world, name, run)).status_code for name in names] == [404] * 3


def test_of_the_run_without_dates_terms_can_be_changed(world, course):
    run = course.runs.get(kind="self_paced")
    house, edit = client(world, "admin_a"), room(world, "run-edit", run)
    assert edit in house.get(path(world)).content.decode()
    html = house.get(edit).content.decode()
    assert "Lernen ohne Termin" in html
    assert 'name="capacity"' not in html
    refused = house.post(edit, {"price_text": "9 Euro"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["withdrawal_text"]
    typed = {
        "price_text": "9 Euro", "withdrawal_text": "Vierzehn Tage lang.",
        "enrol_from": "2026-12-03T18:00",
    }  # fmt: skip
    assert house.post(edit, typed).status_code == 302
    run.refresh_from_db()
    assert (run.price_text, run.withdrawal_text) == ("9 Euro", "Vierzehn Tage lang.")
    assert run.enrol_from.astimezone(ZoneInfo("Europe/Berlin")).hour == 18
    assert "T18:00" in house.get(edit).content.decode()
    assert client(world, "author_a").post(edit, typed).status_code == 403
    assert client(world, "admin_b").post(edit, typed).status_code == 404
