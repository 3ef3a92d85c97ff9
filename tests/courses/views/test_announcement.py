import pytest

from courses.models import Announcement
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.support import conversation as scene
from tests.support.admin import begin_day
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
SENT = {"key": "abcdefghjk", "subject": "Raum", "text": "Raum 3, <b>siehe</b> https://x.example/"}


@pytest.fixture
def run():
    return scene.dated_run(scene.course_with_lessons())


@pytest.fixture
def team(client, run):
    client.force_login(scene.team_member(run))
    return client


def path(run):
    return f"/de/bewerten/termin/{run.key}/mitteilungen/"


def test_from_here_one_comes_back_to_the_other_pages_of_the_run(team, run):
    for page in (path(run), f"/de/bewerten/termin/{run.key}/"):
        shown = team.get(page).text
        assert f'href="/de/bewerten/termin/{run.key}/anwesenheit/"' in shown
        assert f'href="{page}" aria-current="page"' in shown


def test_one_writes_looks_changes_and_sends_once(team, run, django_capture_on_commit_callbacks):
    row = scene.learner(run)
    assert 'name="key" value="' in team.get(path(run)).content.decode()
    preview = team.post(path(run), {**SENT, "act": "preview"}).content.decode()
    assert "Raum 3, &lt;b&gt;siehe&lt;/b&gt;" in preview
    assert 'href="https://x.example/"' in preview
    again = team.post(path(run), {**SENT, "act": "edit"}).content.decode()
    assert "So wird es aussehen" not in again
    assert ">\nRaum 3, &lt;b&gt;" in again
    assert not Announcement.objects.exists()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = team.post(path(run), {**SENT, "act": "send"})
        assert (answer.status_code, answer["Location"]) == (303, path(run))
    assert Announcement.objects.get().text == SENT["text"]
    assert OutboxMessage.objects.get().recipient == row.user.email
    assert "Ihre Mitteilung ist unterwegs." in team.get(path(run)).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"subject": ""}, {"text": ""}, {"subject": "x" * 121}, {"key": "../x"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(team, run, wrong):
    answer = team.post(path(run), {**SENT, **wrong, "act": "send"})
    assert answer.status_code == 422
    kept = SENT["subject"] if "subject" not in wrong else "Raum 3"
    assert kept in answer.content.decode()
    assert not Announcement.objects.exists()


def test_for_all_others_it_is_absent(client, run):
    other = scene.dated_run(scene.course_with_lessons())
    for user in (scene.learner(run).user, scene.team_member(other), UserFactory()):
        client.force_login(user)
        assert client.get(path(run)).status_code == 404
        assert client.post(path(run), {**SENT, "act": "send"}).status_code == 404
    client.logout()
    assert client.get(path(run)).status_code == 302
    assert not Announcement.objects.exists()


def test_a_lead_tells_the_class_and_seats_read_it_without_a_mail(client):
    course = scene.course_with_lessons()
    found = scene.school_class(course.partner)
    run, seat = scene.class_run(course, found), scene.seat(found)
    row = scene.learner(run, user=seat.user)
    client.force_login(scene.lead(found))
    assert "E-Mails gehen keine hinaus" in client.get(path(run)).content.decode()
    client.post(path(run), {**SENT, "act": "send"})
    client.force_login(seat.user)
    begin_day(client)
    assert "Raum 3" in client.get(f"/de/lernen/{row.key}/mitteilungen/").content.decode()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_learners_find_it_at_their_course_and_reading_costs_the_same(client, run, number):
    row = scene.learner(run)
    client.force_login(row.user)
    news = f"/de/lernen/{row.key}/mitteilungen/"
    assert news not in client.get("/de/lernen/").content.decode()
    for count in range(number):
        Announcement.objects.create(
            run=run, subject=f"Neues {count}", text="x", created_at=scene.NOW
        )
    for page in ("/de/lernen/", f"/de/lernen/{row.key}/lektion-0/"):
        assert news in client.get(page).content.decode()
    assert f"Neues {number - 1}" in client.get("/de/lernen/").content.decode()
    with expect_statements(4):  # user, enrolment, course, news
        html = client.get(news).content.decode()
    assert html.count("Neues") == number


def test_strangers_find_no_news(client, run):
    row = scene.learner(run)
    client.force_login(UserFactory())
    assert client.get(f"/de/lernen/{row.key}/mitteilungen/").status_code == 404
