import pytest
from django.core.management import call_command

from cms.demo.description import describe
from cms.demo.world import Secrets, build, exists
from courses.models import Course
from lms.accounts.models import User
from network.enums import Role
from tests.support.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_seed_gives_the_same_secrets():
    assert Secrets(7).password("city") == Secrets(7).password("city")
    names = [(seed, name) for seed in (7, 8) for name in ("city", "learner")]
    assert len({Secrets(seed).password(name) for seed, name in names}) == 4
    assert len({Secrets(seed).totp(name) for seed, name in names}) == 4


@pytest.mark.once
def test_the_world(client):
    """One test: building takes as long as many others."""
    call_command("load_site")
    build(seed=7, at=NOW)
    assert (exists(7), exists(8)) == (True, False)
    world = describe(seed=7, at=NOW)
    check_everybody_can_sign_in_with_what_is_printed(world)
    check_courses_of_every_state_with_lessons_quizzes_and_runs(world)
    check_one_certificate_holds_and_one_is_revoked(world)
    check_secrets_stay_where_they_should_be(world, client)
    build(seed=8, at=NOW)
    assert Course.objects.count() == 8


def check_everybody_can_sign_in_with_what_is_printed(world):
    for row in world["people"]:
        user = User.objects.get(username=row["username"])
        assert user.check_password(row["password"])
        assert bool(row["totp_secret"]) is user.requires_second_factor
    roles = {(row["role"], row["partner"]) for row in world["people"]}
    assert {(role.value, house) for role in Role for house in ("w7-a", "w7-b")} <= roles
    assert {("city", None), ("platform", None), ("learner", None)} <= roles


def check_courses_of_every_state_with_lessons_quizzes_and_runs(world):
    states = sorted((row["partner"], row["state"]) for row in world["courses"])
    assert states == [
        (house, state) for house in ("w7-a", "w7-b") for state in ("draft", "published", "retired")
    ]
    course = next(row for row in world["courses"] if row["state"] == "published")
    assert [lesson["is_open"] for lesson in course["lessons"]] == [True, False, False]
    assert course["lessons"][1]["files"] != []
    asked = {q["type"]: q["answer"] for q in course["lessons"][2]["quizzes"][0]["questions"]}
    assert asked == {
        "single": ["rechts"], "multiple": ["rechts"], "true_false": ["richtig"],
        "short_text": ["Spree"], "numeric": ["41.7391"],
        "matching": ["Fluss", "Stadt"], "ordering": ["1", "2", "3"], "cloze": ["Spree", "nass"],
        "scale": ["1"],
    }  # fmt: skip
    assert [run["state"] for run in course["runs"]] == ["open", "upcoming", "open", "ended"]


def check_one_certificate_holds_and_one_is_revoked(world):
    assert sorted(row["state"] for row in world["certificates"]) == ["revoked", "valid"]
    assert len(world["enrolments"]) == 4


def check_secrets_stay_where_they_should_be(world, client):
    text = client.get("/de/kurse/").content.decode()
    for row in world["courses"]:
        if row["state"] == "published":
            text += client.get(row["path"]).content.decode()
    assert "Kurs offen a w7" in text
    assert not any(sentinel in text for sentinel in world["sentinels"].values())
