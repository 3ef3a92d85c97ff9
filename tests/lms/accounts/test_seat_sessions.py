"""Sessions of seats end by themselves, and open nothing that belongs to accounts."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse

from lms.accounts.models import User
from lms.accounts.seat_sessions import IDLE, LONGEST, session_end
from tests.factories.accounts import UserFactory, sign_in
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db
LEARNING = "/de/lernen/"
DOOR = "/de/karte/"


@pytest.fixture
def clock(monkeypatch):
    moments = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moments[0])

    def turn(**by):
        moments[0] += timedelta(**by)

    return turn


@pytest.fixture
def pupil(client, clock):
    from courses.actions.school_class.founding import open_class

    here = assigned(room(seats=1))
    open_class(school_class=here.school_class, actor=here.lead, at=NOW)
    client.get(reverse("courses:card-scan", args=[here.cards[0].code]))
    client.post(reverse("courses:card-me"), {"los": "1"})
    assert client.get(LEARNING).status_code == 200
    return here


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-11-24T07:30", "2026-11-24T17:00"),  # 8:30 in Cottbus: until six in the evening
        ("2026-11-24T06:00", "2026-11-24T16:00"),  # ten hours at most
        ("2026-11-24T18:00", "2026-11-24T23:00"),  # in the evening until midnight
        ("2026-07-01T21:30", "2026-07-01T22:00"),  # in summer, too
    ],
)
def test_a_school_day_has_an_end(begins, ends):
    at, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (begins, ends))
    assert session_end(at) == end
    assert end - at <= LONGEST


def test_after_45_minutes_without_a_click_it_is_over(client, pupil, clock):
    clock(minutes=44)
    assert client.get(LEARNING).status_code == 200
    clock(minutes=44)
    assert client.get(LEARNING).status_code == 200
    clock(minutes=45, seconds=1)
    response = client.get(LEARNING)
    assert (response.status_code, response["Location"]) == (302, DOOR)
    assert client.get(LEARNING)["Location"].startswith(reverse("account_login"))


def test_the_school_day_ends_however_busy_one_is(client, pupil, clock):
    for _click in range(11):
        clock(minutes=30)
        assert client.get(LEARNING).status_code == 200
    clock(minutes=30)  # six o'clock
    clock(minutes=1)
    assert client.get(LEARNING).status_code == 200  # eleven began at eleven: 17:01
    clock(minutes=40)
    assert client.get(LEARNING).status_code == 200
    clock(minutes=20)
    assert client.get(LEARNING)["Location"] == DOOR


def test_the_cookie_ends_with_the_idle_time(client, pupil):
    assert client.session.get_expiry_age() <= IDLE.total_seconds()


def test_a_session_keeps_neither_address_nor_browser(client, pupil):
    (row,) = UserSession.objects.all()
    assert (row.ip, row.user_agent) == ("0.0.0.0", "")
    assert Session.objects.count() == 1
    assert User.objects.get(pk=row.user_id).is_pseudonymous


def test_a_new_card_ends_the_session_at_once(client, pupil):
    from courses.actions.school_class.seats import renew_cards

    renew_cards(seats=[pupil.cards[0].seat], actor=pupil.lead, at=NOW)
    assert client.get(LEARNING).status_code == 302
    assert not UserSession.objects.exists()


def test_signing_out_leaves_nothing_in_the_browser(client, pupil):
    page = client.get(LEARNING)
    assert "no-store" in page["Cache-Control"]
    assert page.content.decode().count("Abmelden") >= 2
    response = client.post(reverse("account_logout"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_change_password", "account_set_password", "account_login",
     "account_signup", "mfa_index", "usersessions_list", "accounts:recovery-sheet",
     "accounts:certificate-name", "courses:card-claim", "courses:grading-queue"],
)  # fmt: skip
def test_pages_of_accounts_do_not_exist_for_a_seat(client, pupil, name):
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name), {"display_name": "Mia"}).status_code == 404


def test_a_seat_neither_enrols_nor_leaves(client, pupil):
    row = pupil.enrolment(pupil.cards[0])
    text = pupil.course.texts.get()
    address = reverse("courses:enrol", args=[pupil.course.key, text.slug])
    for path in (address, reverse("courses:leave", args=[row.key])):
        assert client.get(path).status_code == client.post(path).status_code == 404


def test_people_with_accounts_notice_nothing(client):
    user = UserFactory()
    sign_in(client, user)
    assert client.get(reverse("account_email")).status_code == 200
    assert not user.is_pseudonymous
