import pytest

from courses.models import LessonQuestion
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support import conversation as scene
from tests.support.admin import begin_day
from tests.support.conversation import NOW
from tests.support.mails import mails_to
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
QUEUE = "/de/bewerten/fragen/"


@pytest.fixture
def run():
    return scene.dated_run(scene.course_with_lessons())


@pytest.fixture
def member(run):
    return scene.team_member(run)


def lesson(row):
    return f"/de/lernen/{row.key}/lektion-0/"


def asked(row, text="Warum ist das so?", *, is_released=True):
    return LessonQuestion.objects.create(
        enrolment=row, lesson=row.course.lessons.first(), text=text, asked_at=NOW,
        released_at=NOW if is_released else None,
    )  # fmt: skip


def test_a_question_goes_its_way_and_the_answer_comes_back(client, run, member):
    row = scene.learner(run, username="ada-sentinel", display_name="Ada Sentinel")
    client.force_login(row.user)
    assert "Eine Frage zu dieser Lektion stellen" in client.get(lesson(row)).content.decode()
    page = f"{lesson(row)}frage/"
    assert "ohne Namen" in client.get(page).content.decode()
    answer = client.post(page, {"text": "Warum <b>ist</b> das so?"})
    assert (answer.status_code, answer["Location"]) == (303, page)
    client.force_login(member)
    html = client.get(QUEUE).content.decode()
    assert "Warum &lt;b&gt;ist&lt;/b&gt; das so?" in html
    assert "Person 1" in html
    assert "sentinel" not in html.lower()
    one = f"{QUEUE}{LessonQuestion.objects.get().key}/"
    assert "Sentinel" not in client.get(one).content.decode()
    assert client.post(one, {"text": "Weil es so ist."})["Location"] == QUEUE
    client.force_login(row.user)
    shown = client.get(lesson(row)).content.decode()
    assert "Weil es so ist." in shown
    assert len(mails_to(row.user.email)) == 1


def test_nothing_typed_is_lost(client, run, member):
    row = scene.learner(run)
    client.force_login(row.user)
    page = f"{lesson(row)}frage/"
    long = "Sehr lange Frage " * 200
    refused = client.post(page, {"text": long})
    assert refused.status_code == 422
    assert "Sehr lange Frage Sehr" in refused.content.decode()
    for number in range(10):
        asked(row, f"Frage {number}")
    LessonQuestion.objects.update(asked_at="2999-01-01T00:00:00Z")
    too_many = client.post(page, {"text": "Noch eine Frage"})
    assert too_many.status_code == 429
    assert "Noch eine Frage</textarea>" in too_many.content.decode()


def test_what_was_sent_without_a_session_waits_for_its_owner(client, run, member):
    row = scene.learner(run, username="ada")
    page = f"{lesson(row)}frage/"
    answer = client.post(page, {"text": "Geht das verloren?"})
    assert "/konto/anmelden/" in answer["Location"]
    assert not LessonQuestion.objects.exists()
    client.post("/de/konto/anmelden/", {"login": "ada", "password": PASSWORD})
    assert "Geht das verloren?" in client.get("/de/lernen/wartet/").content.decode()


def test_where_nobody_answers_nothing_is_offered(client, run):
    row = scene.learner(run)
    client.force_login(row.user)
    assert "Eine Frage zu dieser Lektion" not in client.get(lesson(row)).content.decode()
    assert client.get(f"{lesson(row)}frage/").status_code == 404
    assert client.post(f"{lesson(row)}frage/", {"text": "x"}).status_code == 404
    assert not LessonQuestion.objects.exists()


def test_from_a_class_only_the_lead_reads_it_until_it_is_passed_on(client):
    course = scene.course_with_lessons()
    found = scene.school_class(course.partner)
    run, seat = scene.class_run(course, found), scene.seat(found)
    row = scene.learner(run, user=seat.user)
    client.force_login(seat.user)
    begin_day(client)
    client.post(f"{lesson(row)}frage/", {"text": "Wie geht Schritt zwei?"})
    question = LessonQuestion.objects.get()
    one = f"{QUEUE}{question.key}/"
    client.force_login(scene.team_member(scene.dated_run(course)))
    assert client.get(one).status_code == 404
    client.force_login(scene.lead(found))
    assert seat.alias in client.get(QUEUE).content.decode()
    assert "An die Autorinnen und Autoren weitergeben" in client.get(one).content.decode()
    assert client.post(one, {"act": "release"}).status_code == 303
    assert "weitergeben</span>" not in client.get(one).content.decode()
    question.refresh_from_db()
    assert question.released_at is not None


def test_who_was_slower_keeps_what_was_typed(client, run, member):
    question = asked(scene.learner(run))
    client.force_login(member)
    one = f"{QUEUE}{question.key}/"
    assert client.post(one, {"text": "Eins"}).status_code == 303
    late = client.post(one, {"text": "Zwei"})
    assert late.status_code == 409
    html = late.content.decode()
    assert "Zwei</textarea>" in html
    assert "Eins" in html


def test_for_all_others_the_queue_is_absent(client, run, member):
    question = asked(scene.learner(run))
    other = scene.team_member(scene.dated_run(scene.course_with_lessons()))
    client.force_login(other)
    assert "Warum ist das so?" not in client.get(QUEUE).content.decode()
    assert client.get(f"{QUEUE}{question.key}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get(QUEUE).status_code == 404
    assert client.post(f"{QUEUE}{question.key}/", {"text": "x"}).status_code == 404
    assert LessonQuestion.objects.get().answer == ""


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_costs_the_same_however_long_it_is(client, run, member, number):
    for count in range(number):
        asked(scene.learner(run), f"Frage {count}")
    client.force_login(member)
    client.get(QUEUE)
    with expect_statements(5):  # user, may one, waiting, answered, titles
        html = client.get(QUEUE).content.decode()
    assert html.count("Frage ") == number


@pytest.mark.parametrize(("number", "cost"), [(0, 5), (1, 6), (3, 6)])
def test_a_lesson_costs_one_query_more_for_who_ever_asked(client, run, member, number, cost):
    row = scene.learner(run)
    for count in range(number):
        asked(row, f"Meine {count}")
    client.force_login(row.user)
    client.get(lesson(row))
    with expect_statements(cost):
        html = client.get(lesson(row)).content.decode()
    assert html.count("Meine ") == number
