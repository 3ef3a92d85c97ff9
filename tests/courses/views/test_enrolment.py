from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from courses.actions.catalogue import raise_version
from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from courses.actions.run import RunPlan, plan_run
from courses.enums import Mode
from courses.models import Enrolment
from lms.accounts.actions import publish_text
from lms.accounts.enums import AgeBand, Purpose
from lms.accounts.models import Guardian, User
from lms.accounts.signals import account_confirmed
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.support.consent import ANNE, DAY, NEW_TEXT, decide, learning_child
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def address(course):
    return f"/de/kurse/{course.key}-{course.texts.get().slug}/einschreiben/"


def row_for(user, course):
    return enrol(user=user, run=course.runs.select_related("course").get(), at=NOW)


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_strangers_are_led_to_the_door_and_back(client):
    course = CourseFactory()
    response = client.get(address(course))
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={address(course)}")


def test_enrolling_is_a_form_that_says_what_it_means(client, learner):
    course = CourseFactory(lessons=2)
    html = client.get(address(course)).content.decode()
    assert "alle 2 Pflichtlektionen" in html
    assert not Enrolment.objects.exists()
    response = client.post(address(course))
    row = Enrolment.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/de/lernen/{row.key}/")
    assert client.get(address(course)).status_code == 303


def test_a_full_course_says_so(client, learner):
    course = CourseFactory()
    course.runs.update(capacity=0)
    response = client.post(address(course))
    assert response.status_code == 409
    assert "Alle Plätze sind vergeben." in response.content.decode()


def dated(course, *, starts, **plan):
    at = timezone.now()
    plan = RunPlan(starts_at=at + timedelta(days=starts), **plan)
    return plan_run(course=course, plan=plan, at=at)


def test_one_chooses_among_the_runs_that_take_people(client, learner):
    course = CourseFactory()
    soon = dated(course, starts=5, mode=Mode.ON_SITE, capacity=3)
    full = dated(course, starts=6, mode=Mode.BLENDED, capacity=1)
    enrol(user=UserFactory(), run=full, at=timezone.now())
    later = dated(course, starts=9, enrol_from=timezone.now() + timedelta(days=2))
    html = client.get(address(course)).content.decode()
    assert html.count('type="radio"') == 4
    assert html.count("disabled") == 1  # one may still wait for a full one
    assert "Warteliste" in html
    assert "Anmeldung ab" in html
    assert "wann es Ihnen passt" not in html
    for run in (full, later):
        response = client.post(address(course), {"termin": run.key})
        assert response.status_code == 409
    assert client.post(address(course), {"termin": soon.key}).status_code == 303
    assert Enrolment.objects.get(user=learner).run == soon


def test_who_does_not_choose_is_asked_again_and_never_put_anywhere(client, learner):
    course = CourseFactory()
    full = dated(course, starts=5, capacity=1)
    enrol(user=UserFactory(), run=full, at=timezone.now())
    refused = client.post(address(course), {"termin": full.key})
    assert refused.status_code == 409
    assert "checked" not in refused.content.decode()
    again = client.post(address(course))
    assert again.status_code == 422
    assert "Bitte wählen Sie einen der Termine" in again.content.decode()
    assert not Enrolment.objects.filter(user=learner).exists()


def test_a_run_of_another_course_is_none_of_this(client, learner):
    course, other = CourseFactory(), CourseFactory()
    response = client.post(address(course), {"termin": dated(other, starts=5).key})
    assert response.status_code == 422
    assert not Enrolment.objects.exists()


def test_a_retired_course_is_absent(client, learner):
    assert client.get(address(CourseFactory(state="retired"))).status_code == 404


def test_enrolling_costs_eight_statements(client, learner):
    course = CourseFactory(lessons=3)
    client.get("/de/lernen/")
    path = address(course)
    # user, text, enrolment, run; own rows, seat, row, audit
    with expect_statements(8):
        answer = client.post(path)
    assert answer.status_code == 303
    assert Enrolment.objects.get().user == learner


@pytest.mark.parametrize("rows", [1, 3])
def test_my_learning_costs_the_same(client, learner, rows):
    for _ in range(rows):
        course = CourseFactory(lessons=2, requires_quizzes=False)
        enrolment = row_for(learner, course)
        record_step(
            enrolment=enrolment, lesson=course.lessons.first(), position=0, completed=True, at=NOW
        )
    raise_version()
    client.get("/de/lernen/")
    # user, teams with the stamp for learning paths, enrolments, counts, texts, certificates
    with expect_statements(6):
        response = client.get("/de/lernen/")
    assert response.content.decode().count("1 von 2 Lektionen erledigt") == 2 * (rows + 1)


def test_my_learning_asks_a_minor_what_is_due(client):
    """Whoever has no address, and whose guardians have none, learns of it nowhere else."""
    now = timezone.now()
    user = learning_child(emails=(ANNE,), at=now)
    Guardian.objects.update(email="")
    client.force_login(user)
    quiet = client.get("/de/lernen/").content.decode()
    assert "angehalten" not in quiet
    User.objects.filter(pk=user.pk).update(age_band_asked_at=now - 365 * DAY)
    asked = client.get("/de/lernen/").content.decode()
    assert f'href="{reverse("accounts:age")}"' in asked
    assert date_format(timezone.localtime(now + 30 * DAY), "DATE_FORMAT") in asked
    assert client.post(reverse("accounts:age"), {"band": "under_14"}).status_code == 303
    assert client.get("/de/lernen/").content.decode().count("angehalten") == 0


def test_my_learning_asks_a_child_about_a_text_only_guardians_can_agree_to(client):
    now = timezone.now()
    user = learning_child(at=now - DAY)
    client.force_login(user)
    publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="", at=now)
    assert f'href="{reverse("accounts:waiting")}"' in client.get("/de/lernen/").content.decode()
    decide(user, guardian=user.guardians.get(), version=2, at=now)
    assert "Der Text zum Konto ist neu" not in client.get("/de/lernen/").content.decode()


def test_my_learning_asks_who_decides_alone_about_a_new_text(client):
    now = timezone.now()
    user = UserFactory(age_band=AgeBand.FROM_16, age_band_asked_at=now)
    decide(user, at=now)
    client.force_login(user)
    publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="", at=now)
    page = client.get("/de/lernen/").content.decode()
    assert f'href="{reverse("accounts:consents")}"' in page
    assert "Auch Eltern" not in page


def test_questions_cost_a_minor_three_statements(client, learner):
    raise_version()
    client.get("/de/lernen/")
    with expect_statements(3):
        assert client.get("/de/lernen/").status_code == 200
    User.objects.filter(pk=learner.pk).update(
        age_band=AgeBand.FROM_16, age_band_asked_at=timezone.now() - 365 * DAY
    )
    with expect_statements(6):
        page = client.get("/de/lernen/").content.decode()
    assert "Stimmt die Altersgruppe noch?" in page


def test_my_learning_shows_only_mine(client, learner):
    row_for(UserFactory(), CourseFactory(text__title="Fremder Kurs"))
    html = client.get("/de/lernen/").content.decode()
    assert "Fremder Kurs" not in html
    assert "noch keinen Kurs begonnen" in html


def test_finished_courses_wait_for_the_name(client, learner):
    course = CourseFactory(lessons=1, requires_quizzes=False)
    row = row_for(learner, course)
    record_step(enrolment=row, lesson=course.lessons.get(), position=0, completed=True, at=NOW)
    html = client.get("/de/lernen/").content.decode()
    assert "Ihr Zertifikat wartet" in html
    assert f"/de/lernen/{row.key}/zertifikat/" in html


def test_resuming_leads_to_the_first_open_lesson(client, learner):
    course = CourseFactory(lessons=3, requires_quizzes=False)
    row = row_for(learner, course)
    assert client.get(f"/de/lernen/{row.key}/")["Location"].endswith("/lektion-0/")
    record_step(enrolment=row, lesson=course.lessons.first(), position=0, completed=True, at=NOW)
    assert client.get(f"/de/lernen/{row.key}/")["Location"].endswith("/lektion-1/")


def test_a_course_without_lessons_leads_home(client, learner):
    row = row_for(learner, CourseFactory())
    assert client.get(f"/de/lernen/{row.key}/")["Location"] == "/de/lernen/"


def test_leaving_says_what_stays(client, learner):
    row = row_for(learner, CourseFactory())
    page = client.get(f"/de/lernen/{row.key}/verlassen/")
    assert "bleiben gespeichert" in page.content.decode()
    assert client.post(f"/de/lernen/{row.key}/verlassen/").status_code == 303
    assert client.get(f"/de/lernen/{row.key}/").status_code == 404


def test_registration_begun_at_a_course_ends_enrolled(learner):
    course = CourseFactory()
    account_confirmed.send(sender=User, user=learner, target=course.key)
    assert Enrolment.objects.get().course == course
    account_confirmed.send(sender=User, user=learner, target="bbbbbbbbbb")
    account_confirmed.send(sender=User, user=learner, target="")
    full = CourseFactory()
    full.runs.update(capacity=0)
    account_confirmed.send(sender=User, user=learner, target=full.key)
    assert Enrolment.objects.count() == 1


def test_registration_ends_in_the_run_that_is_proposed(learner):
    course = CourseFactory()
    dated(course, starts=5)
    account_confirmed.send(sender=User, user=learner, target=course.key)
    assert Enrolment.objects.get().run.kind == "self_paced"
