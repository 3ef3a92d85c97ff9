"""Enrolling by every way in: what the page says, and what its form does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.enrolment import enrol
from courses.actions.seat.vouchers import renew_entry_code
from courses.enums import Entrance
from courses.models import Course, CoursePrerequisite, Enrolment, SeatRequest
from courses.views.enrolment import WRONG_CODES
from lms.accounts.models import User
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, team_of
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client):
    user = UserFactory(display_name="Ada")
    client.force_login(user)
    return user


def run_of(**values):
    starts = timezone.now() + timedelta(days=30)
    return make_run(starts_at=starts, ends_at=starts + timedelta(days=1), **values)


def address(run):
    return f"/de/kurse/{run.course.key}-{run.course.texts.get().slug}/einschreiben/"


def page(client, run):
    return client.get(address(run), {"termin": run.key}).content.decode()


def post(client, run, **data):
    return client.post(address(run), {"termin": run.key, **data})


def test_what_costs_says_so_at_the_button(client, learner):
    run = run_of(price_text="20 Euro", withdrawal_text="Vierzehn Tage lang.")
    html = page(client, run)
    before_the_button = html.split("Zahlungspflichtig anmelden")[0]
    assert "Widerrufsbelehrung" in before_the_button
    assert "Vierzehn Tage lang." in before_the_button
    assert "Preis: 20 Euro" in html
    assert "Zahlungspflichtig anmelden" in html
    assert "kostenlos" not in html.split("<main")[1].split("</main")[0]
    choice = client.get(address(run)).content.decode()
    assert "Zahlungspflichtig" not in choice
    assert "Weiter" in choice
    assert post(client, run).status_code == 303


def test_a_team_is_announced_and_gets_the_name_that_is_given(client, learner):
    run = run_of()
    team_of(run)
    html = page(client, run)
    assert "bis 60 Tage nach dem Ende" in html
    assert 'value="Ada"' in html
    without = post(client, run, name="")
    assert without.status_code == 422
    assert not Enrolment.objects.exists()
    assert post(client, run, name="Ada Beispiel").status_code == 303
    contact = Enrolment.objects.get().contact
    assert (contact.name, contact.email) == ("Ada Beispiel", learner.email)


def test_minors_show_the_chosen_name_only(client, learner):
    User.objects.filter(pk=learner.pk).update(age_band="14_15")
    run = run_of()
    team_of(run)
    assert "Spitzname" in page(client, run)
    post(client, run, name="Biber")
    contact = Enrolment.objects.get().contact
    assert (contact.name, contact.email) == ("Biber", "")


def test_a_full_run_offers_its_waiting_list(client, learner):
    run = run_of(capacity=1)
    enrol(user=UserFactory(), run=run, at=timezone.now())
    assert "Auf die Warteliste" in page(client, run)
    late = post(client, run)
    assert late.status_code == 409
    assert "Auf die Warteliste" in late.content.decode()
    answer = post(client, run, act="wait")
    request = SeatRequest.objects.get()
    assert answer["Location"] == f"/de/lernen/anfrage/{request.key}/"
    again = client.get(address(run), {"termin": run.key})
    assert again["Location"] == answer["Location"]


def test_asking_the_team(client, learner):
    run = run_of(entrance=Entrance.APPROVAL)
    assert "Um einen Platz bitten" in page(client, run)
    assert post(client, run, act="ask", note="Gern!").status_code == 303
    request = SeatRequest.objects.get()
    assert (request.state, request.note, request.user) == ("asked", "Gern!", learner)


def test_a_key_that_does_not_fit_is_said_at_once_and_guessing_ends(client, learner):
    run = run_of(entrance=Entrance.KEY)
    code = renew_entry_code(run=run, actor=learner, at=timezone.now())
    refused = post(client, run, code="falsch")
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "passt nicht" in html
    assert 'value="falsch"' in html
    for _number in range(WRONG_CODES - 1):
        post(client, run, code="falsch")
    assert post(client, run, code=code).status_code == 429
    client.force_login(UserFactory())
    assert post(client, run, code=code).status_code == 303
    assert Enrolment.objects.count() == 1


def test_who_is_too_young_sees_what_fits(client, learner):
    User.objects.filter(pk=learner.pk).update(age_band="under_14")
    run = run_of(course=CourseFactory(minimum_age=16))
    CourseFactory(text__title="Roboter für alle")
    html = page(client, run)
    assert "ab 16 Jahren" in html
    assert "Roboter für alle" in html
    assert "Jetzt einschreiben" not in html
    refused = post(client, run)
    assert refused.status_code == 422
    assert "ab 16 Jahren" in refused.content.decode()
    assert not Enrolment.objects.exists()


def test_an_exception_is_asked_for_with_a_reason(client, learner):
    run = run_of()
    before = CourseFactory(text__title="Erste Schritte")
    CoursePrerequisite.objects.create(course=run.course, required_course=before)
    team_of(run)
    html = page(client, run)
    assert "Erste Schritte" in html
    assert "zusammen mit dem Namen" in html
    assert "Um eine Ausnahme bitten" in html
    empty = post(client, run, act="exception", name="Ada", note="")
    assert empty.status_code == 422
    assert "Um eine Ausnahme bitten" in empty.content.decode()
    done = post(client, run, act="exception", name="Ada", note="Ich kann das schon.")
    assert done.status_code == 303
    request = SeatRequest.objects.get()
    assert (request.needs_exception, request.team_name) == (True, "Ada")


def test_what_was_written_to_the_team_stays_where_the_course_asks_for_more_meanwhile(
    client, learner
):
    run = run_of(entrance=Entrance.APPROVAL)
    team_of(run)
    CoursePrerequisite.objects.create(course=run.course, required_course=CourseFactory())
    refused = post(client, run, act="ask", name="Frau Noack", note="Ich freue mich darauf.")
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Um eine Ausnahme bitten" in html
    assert 'value="Frau Noack"' in html
    assert "Ich freue mich darauf." in html


@pytest.fixture
def any_time(learner):
    """A run without dates that the learner is too young for, in a house with an admin."""
    User.objects.filter(pk=learner.pk).update(age_band="14_15")
    run = CourseFactory(minimum_age=16).runs.select_related("course__partner").get()
    MembershipFactory(partner=run.course.partner, role="admin")
    return run


def test_at_any_time_the_house_is_asked_without_a_name(client, learner, any_time):
    html = page(client, any_time)
    before_the_button = html.split("Um eine Ausnahme bitten")[0]
    assert f"{any_time.course.partner.name} kann eine Ausnahme machen." in before_the_button
    assert "unter einem Kürzel: kein Name, keine Adresse, kein Alter" in before_the_button
    assert "Bitte keinen Namen hineinschreiben" in before_the_button
    assert "Ihr Name für das Team" not in html
    assert "noch keine Anmeldung" not in html
    done = post(client, any_time, act="exception", name="Ada", note="Ich kann das schon.")
    request = SeatRequest.objects.get()
    assert done["Location"] == f"/de/lernen/anfrage/{request.key}/"
    assert (request.needs_exception, request.team_name) == (True, "")
    seen = client.get(done["Location"]).content.decode()
    assert f"ist bei {any_time.course.partner.name}, ohne Namen" in seen
    assert "beim Team" not in seen
    assert "wartet auf eine Antwort" in client.get("/de/lernen/").content.decode()


def test_what_was_written_stays_where_asking_is_refused(client, learner, any_time):
    empty = post(client, any_time, act="exception", note="")
    assert empty.status_code == 422
    Membership.objects.all().delete()
    refused = post(client, any_time, act="exception", note="Ich kann das schon.")
    assert refused.status_code == 422
    html = refused.content.decode()
    assert html.count("niemanden, der über Ausnahmen entscheidet") == 1
    assert "Ich kann das schon." in html
    assert not SeatRequest.objects.exists()


def test_without_anybody_to_decide_the_page_says_so(client, learner, any_time):
    Membership.objects.all().delete()
    html = page(client, any_time)
    assert html.count("Was hilft: dort nachfragen") == 1
    assert "Um eine Ausnahme bitten" not in html


def test_an_exception_nobody_needs_any_more_leads_to_the_way_without(client, learner):
    run = run_of()
    team_of(run)
    refused = post(client, run, act="exception", name="Ada", note="Ich kann das schon.")
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "keine Ausnahme nötig" in html
    assert "Jetzt einschreiben" in html
    assert 'value="Ada"' in html
    assert 'name="note"' not in html


def test_asking_for_an_exception_books_nothing_that_costs(client, learner, any_time):
    any_time.course.runs.update(price_text="20 Euro")
    html = page(client, any_time)
    assert "Um eine Ausnahme bitten" in html
    assert "noch keine Anmeldung" in html


def test_who_chose_at_once_is_asked_why_as_if_for_the_first_time(client, learner, any_time):
    answer = client.post(address(any_time), {"termin": any_time.key})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Dieser Kurs ist ab 16 Jahren." in html
    assert 'name="note"' in html
    assert "aria-invalid" not in html


def test_the_provider_s_own_booking_is_a_link(client, learner):
    run = run_of(booking_url="https://anbieter.example/kurs")
    html = page(client, run)
    assert 'href="https://anbieter.example/kurs"' in html
    assert post(client, run).status_code == 409
    assert not Enrolment.objects.exists()


def test_runs_of_classes_and_cancelled_ones_are_no_choice(client, learner):
    run = run_of(cancelled_at=timezone.now())
    html = client.get(address(run)).content.decode()
    assert run.key not in html
    assert post(client, run).status_code == 422
    assert Course.objects.count() == 1


def test_a_dated_run_costs_a_known_number_of_statements(client, learner):
    run = run_of()
    client.get("/de/lernen/")
    path = address(run)
    # user, text, runs, team; run, standing, seat, row, audit; title, mail looked for, mail
    with expect_statements(12):
        answer = client.post(path, {"termin": run.key})
    assert answer.status_code == 303
    assert Enrolment.objects.get().run == run
