import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from courses.actions.enrolment import enrol
from courses.models import LessonFile, LessonProgress, ReflectionNote, Section
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, LessonFactory
from tests.support.queries import expect_statements
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build()


@pytest.fixture
def learner(client, world):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def enrolment(learner, world):
    return enrol(user=learner, run=world.course.runs.get(), at=NOW)


def path(enrolment, slug="schritt-1", tail=""):
    return f"/de/lernen/{enrolment.key}/{slug}/{tail}"


def test_lesson_shows_body_outline_and_progress_in_words(client, enrolment):
    response = client.get(path(enrolment))
    html = response.content.decode()
    assert response.status_code == 200
    assert "In Cottbus/Chóśebuz lernen wir Schritt 1." in html
    assert "0 von 3 Lektionen erledigt, 0 von 1 Test bestanden" in html
    assert "Lektion 1 von 3" in html
    assert 'aria-current="page"' in html
    assert response["Cache-Control"] == "private, no-store"


def test_section_titles_in_another_language_say_so(client, enrolment, world):
    titles = {"de": "Grundlagen"}
    section = Section.objects.create(course=world.course, position=0, titles=titles)
    world.course.lessons.update(section=section)
    german, english = (
        client.get(path(enrolment).replace("/de/", prefix)).content.decode()
        for prefix in ("/de/", "/en/")
    )
    assert '<p class="outline__section">Grundlagen</p>' in german
    assert '<p class="outline__section" lang="de">Grundlagen</p>' in english


def test_reading_writes_nothing(client, enrolment):
    client.get(path(enrolment))
    assert not LessonProgress.objects.exists()


def masked(response, key):
    html = response.content.decode().replace(key, "KEY")
    return re.sub(r'(X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]+', r"\1TOKEN", html)


@pytest.mark.parametrize("who", ["stranger", "other", "left"])
def test_nobody_else_comes_in(client, world, who):
    owner = UserFactory()
    enrolment = enrol(user=owner, run=world.course.runs.get(), at=NOW)
    if who == "stranger":
        response = client.get(path(enrolment))
        assert response.status_code == 302
        assert "/konto/anmelden/" in response["Location"]
        assert client.get(path(enrolment), headers={"HX-Request": "true"}).status_code == 401
        return
    if who == "other":
        client.force_login(UserFactory())
    else:
        from courses.actions.enrolment import leave

        client.force_login(owner)
        leave(enrolment=enrolment, at=NOW)
    foreign = client.get(path(enrolment))
    absent = client.get("/de/lernen/bbbbbbbbbb/schritt-1/")
    assert foreign.status_code == absent.status_code == 404
    assert masked(foreign, enrolment.key) == masked(absent, "bbbbbbbbbb")


def test_lesson_of_another_course_is_absent(client, enrolment):
    LessonFactory(course=CourseFactory(), slug="fremd")
    assert client.get(path(enrolment, "fremd")).status_code == 404


@pytest.mark.parametrize(
    ("direction", "target", "done"),
    [("next", "schritt-2", True), ("later", None, False), ("done", "schritt-1", True)],
)
def test_every_step_is_a_form(client, enrolment, direction, target, done):
    response = client.post(
        path(enrolment, tail="schritt/"), {"direction": direction, "position": "300"}
    )
    assert response.status_code == 303
    assert response["Location"] == (path(enrolment, target) if target else "/de/lernen/")
    row = LessonProgress.objects.get()
    assert (row.completed_at is not None, row.position) == (done, 1000 if done else 300)


def test_htmx_gets_the_next_lesson_in_the_answer(client, enrolment):
    response = client.post(
        path(enrolment, tail="schritt/"), {"direction": "next"}, headers={"HX-Request": "true"}
    )
    html = response.content.decode()
    assert response.status_code == 200
    assert response["HX-Push-Url"] == path(enrolment, "schritt-2")
    assert "Lektion 2 von 3" in html
    assert "<html" not in html


@pytest.mark.parametrize("lessons", [1, 3])
def test_a_step_costs_the_same_whatever_the_course(client, learner, lessons):
    course = CourseFactory(lessons=lessons + 1, requires_quizzes=False)
    enrolment = enrol(user=learner, run=course.runs.get(), at=NOW)
    client.get(f"/de/lernen/{enrolment.key}/lektion-0/")  # fills caches
    # user, enrolment; upsert, enrolment, counts, share; done marks, body (the outline is in memory)
    with expect_statements(8):
        response = client.post(
            f"/de/lernen/{enrolment.key}/lektion-0/schritt/",
            {"direction": "next"},
            headers={"HX-Request": "true"},
        )
    assert response.status_code == 200


@pytest.mark.parametrize("lessons", [1, 3])
def test_reading_a_lesson_costs_the_same_whatever_the_course(
    client, learner, lessons, django_assert_num_queries
):
    course = CourseFactory(lessons=lessons)
    enrolment = enrol(user=learner, run=course.runs.get(), at=NOW)
    client.get(f"/de/lernen/{enrolment.key}/lektion-0/")
    # user, enrolment, done marks, counts, body
    with django_assert_num_queries(5):
        client.get(f"/de/lernen/{enrolment.key}/lektion-0/")


def test_position_is_kept_and_resumed(client, enrolment):
    response = client.post(path(enrolment, "schritt-2", "stelle/"), {"position": "420"})
    assert response.status_code == 204
    client.post(path(enrolment, "schritt-2", "stelle/"), {"position": "100"})
    resumed = client.get(f"/de/lernen/{enrolment.key}/")
    assert resumed["Location"] == path(enrolment, "schritt-2") + "#stelle-420"


@pytest.mark.parametrize("hostile", ["-5", "99999", "1e3", "²", "x", "", "9" * 5000])
def test_hostile_positions_do_no_harm(client, enrolment, hostile):
    assert client.post(path(enrolment, tail="stelle/"), {"position": hostile}).status_code == 204
    assert LessonProgress.objects.get().position == 0


@pytest.mark.parametrize("tail", ["schritt/", "stelle/"])
def test_nothing_is_written_by_get(client, enrolment, tail):
    assert client.get(path(enrolment, tail=tail)).status_code == 405


def reflection_lesson(learner):
    course = CourseFactory()
    segments = [{"kind": "reflection", "block": "b-1", "prompt": "Und Sie?"}]
    LessonFactory(course=course, slug="denk", content=segments)
    return enrol(user=learner, run=course.runs.get(), at=NOW)


def test_a_note_is_kept_for_its_writer(client, learner):
    enrolment = reflection_lesson(learner)
    step = path(enrolment, "denk", "schritt/")
    data = {"direction": "stay", "notiz-b-1": "Mein <b>Gedanke</b>"}
    assert client.post(step, data)["Location"] == path(enrolment, "denk")
    assert "Mein &lt;b&gt;Gedanke" in client.get(path(enrolment, "denk")).content.decode()
    client.post(step, {"direction": "stay", "notiz-b-1": " "})
    assert not ReflectionNote.objects.exists()


def test_whatever_step_is_taken_keeps_the_note(client, learner):
    enrolment = reflection_lesson(learner)
    step = path(enrolment, "denk", "schritt/")
    client.post(step, {"direction": "later", "notiz-b-1": "Zeile\r\n" * 500})
    assert ReflectionNote.objects.get().text == "Zeile\n" * 500


def test_htmx_is_sent_on_to_my_learning_not_into_the_page(client, enrolment):
    answer = client.post(
        path(enrolment, tail="schritt/"), {"direction": "later"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/de/lernen/")
    assert answer.content == b""


def test_a_part_brings_title_and_focus_along(client, enrolment):
    answer = client.post(
        path(enrolment, tail="schritt/"), {"direction": "next"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<title>Schritt 2 – Lernkette</title>" in answer
    assert "autofocus" in answer
    page = client.get(path(enrolment, "schritt-2")).content.decode()
    assert page.count("<title>") == 1
    assert "autofocus" not in page


def test_a_note_needs_a_place(client, learner):
    enrolment = reflection_lesson(learner)
    client.post(path(enrolment, "denk", "schritt/"), {"direction": "stay", "notiz-b-2": "x"})
    assert not ReflectionNote.objects.exists()


@pytest.fixture
def film(world):
    lesson = world.course.lessons.get(slug="schritt-2")
    name = default_storage.save("documents/film.mp4", ContentFile(b"0123456789"))
    return LessonFile.objects.create(
        lesson=lesson, source_key="d1", storage_name=name, title="Film", media_type="video/mp4"
    )


def test_files_come_with_ranges_after_the_lessons_check(client, enrolment, film):
    address = path(enrolment, "schritt-2", f"datei/{film.key}/")
    whole = client.get(address)
    assert (whole.status_code, whole.getvalue()) == (200, b"0123456789")
    assert whole["Accept-Ranges"] == "bytes"
    assert whole["Content-Disposition"].startswith("inline")
    part = client.get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.getvalue()) == (206, b"234")
    assert part["Content-Range"] == "bytes 2-4/10"
    tail = client.get(address, headers={"Range": "bytes=-3"})
    assert tail.getvalue() == b"789"
    assert client.get(address, headers={"Range": "bytes=50-"}).status_code == 416
    client.logout()
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert client.get(f"/media/{film.storage_name}").status_code == 404


def test_file_of_another_lesson_or_gone_is_absent(client, enrolment, film):
    assert client.get(path(enrolment, "schritt-1", f"datei/{film.key}/")).status_code == 404
    default_storage.delete(film.storage_name)
    assert client.get(path(enrolment, "schritt-2", f"datei/{film.key}/")).status_code == 404


def test_trial_lesson_needs_nobody_and_stores_nothing(client, world):
    course = world.course
    slug = course.texts.get().slug
    response = client.get(f"/de/kurse/{course.key}-{slug}/probe/schritt-1/")
    html = response.content.decode()
    assert response.status_code == 200
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in html
    assert "einschreiben" in html
    assert "Zum Üben öffnen" in html
    assert client.get(f"/de/kurse/{course.key}-{slug}/probe/schritt-2/").status_code == 404


def test_trail_of_a_trial_lesson_names_its_languages(client, world):
    course = world.course
    address = f"/en/kurse/{course.key}-{course.texts.get().slug}/probe/schritt-1/"
    html = client.get(address).content.decode()
    assert ' lang="de">Sichere Konten</a>' in html
    assert '<span aria-current="page" lang="de">Schritt 1</span>' in html


def test_trial_file_only_of_open_lessons(client, world, film):
    slug = world.course.texts.get().slug
    base = f"/de/kurse/{world.course.key}-{slug}/probe"
    assert client.get(f"{base}/schritt-2/datei/{film.key}/").status_code == 404
    film.lesson = world.course.lessons.get(slug="schritt-1")
    film.save()
    response = client.get(f"{base}/schritt-1/datei/{film.key}/")
    assert (response.status_code, response.getvalue()) == (200, b"0123456789")
