"""Authors see what happens in their course: on the screen and, the same, in files."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from cms.models import LessonPage
from cms.viewsets import statistics
from courses.actions.question import default_bank, retire_question
from courses.grading.statistics import Figures
from courses.models import LessonQuestion, Question, Quiz, Response, RunTeamMember
from lms.accounts.models import User
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.support import admin
from tests.support.classroom import fill, published, seed
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def course(world):
    return published(world)


def path(world, name="statistics", *args):
    return reverse(f"cms:{name}", args=[world.course.pk, *args])


def get(world, address, person="author_a"):
    return admin.signed_in(world.people[person]).get(address)


def tables_on(response):
    """Tables of the page: name → rows of texts, the head first."""
    found = {}
    for table in html.fromstring(response.content.decode()).cssselect("table[data-table]"):
        rows = [row.cssselect("th, td") for row in table.cssselect("tr")]
        found[table.get("data-table")] = [[c.text_content().strip() for c in row] for row in rows]
    return found


def without_mark(text):
    """As typed: what an export put before a formula is taken away."""
    return text[1:] if text.startswith("'=") else text


@pytest.mark.parametrize("run", ["", "dated"])
def test_files_hold_what_the_screen_shows(world, course, run):
    dated = seed(course, at_any_time=60, dated=30)
    query = f"?durchgang={dated.key if run else ''}"
    shown = tables_on(get(world, path(world) + query))
    assert [len(rows) for rows in shown.values()] == [3, 6, 2]
    book = load_workbook(BytesIO(get(world, path(world, "statistics-xlsx") + query).content))
    assert book.sheetnames == ["Lektionen", "Fragen", "Tests"]
    for sheet, (name, rows) in zip(book, shown.items(), strict=True):
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [[without_mark(str(value)) for value in row] for row in values] == rows
        answer = get(world, path(world, "statistics-csv", name) + query)
        text = StringIO(answer.content.decode("utf-8-sig"), newline="")
        found = list(csv.reader(text, delimiter=";"))
        assert [[without_mark(cell) for cell in row] for row in found] == rows
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in found for cell in row)
        day = timezone.localtime()
        assert answer["Content-Disposition"] == (
            f'attachment; filename="kurs-sentinel-4c81-{day:%Y-%m-%d}-{name}.csv"'
        )
    assert isinstance(book["Lektionen"]["B2"].value, int)
    assert "'=1+0" in [row[0].value for row in book["Fragen"]]


def test_the_screen_names_nobody_and_nothing_rare(world, course):
    seed(course, at_any_time=60, dated=30)
    text = get(world, path(world)).content.decode()
    assert "Einfall" not in text  # each was typed by one person
    assert "modem (" in text
    assert [
        u.username for u in User.objects.filter(username__startswith="p7") if u.username in text
    ] == []
    assert not any(f"Name {number}<" in text for number in range(90))


def test_what_to_improve_leads_to_the_block_and_to_the_question(world, course):
    seed(course, at_any_time=60, dated=5)
    quiz = Quiz.objects.get()
    version = quiz.parts.get(position=3).version
    Response.objects.filter(version=version).update(points=0, is_correct=False)
    text = get(world, path(world)).content.decode()
    page = LessonPage.objects.get(translation_key=quiz.lesson.source_key)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'href="{edit}#block-{quiz.source_key}-section"' in text
    question = reverse("cms:question-edit", args=[version.question.key, "de"])
    hints = text.split("Was sich als Nächstes lohnt")[1].split("</ul>")[0]
    assert "Die wenigsten beantworten diese Frage richtig." in hints
    assert f'href="{question}"' in hints
    assert "Hier hören die meisten auf" in hints
    retire_question(question=Question.objects.get(pk=version.question_id), at=admin.NOW)
    assert question not in get(world, path(world)).content.decode()


def test_a_question_of_another_house_has_no_way_to_its_editor(world, course):
    seed(course, at_any_time=60, dated=5)
    Question.objects.update(bank=default_bank(world.b))
    assert "/admin/fragen/" not in get(world, path(world)).content.decode().split("<main")[1]
    assert "/admin/fragen/" in get(world, path(world), "city").content.decode().split("<main")[1]


def test_a_run_with_too_few_cannot_be_asked_for(world, course):
    dated = seed(course, at_any_time=60, dated=4)
    page = get(world, path(world)).content.decode()
    assert dated.key not in page
    assert 'name="durchgang"' not in page  # one run: nothing to choose
    for key in (dated.key, "gibtsnicht"):
        assert get(world, path(world) + f"?durchgang={key}").status_code == 404
        assert get(world, path(world, "statistics-xlsx") + f"?durchgang={key}").status_code == 404
    assert get(world, path(world, "statistics-csv", "namen")).status_code == 404


@pytest.mark.parametrize("is_published", [True, False])
def test_where_there_are_no_figures_the_page_says_so(world, is_published):
    if is_published:
        made = CourseFactory(partner=world.a, source_key=world.course.translation_key)
        fill(made, {made.runs.get(): 4}, at=timezone.now() - timedelta(days=3))
    text = get(world, path(world)).content.decode()
    assert ("Noch zu wenige Personen" in text) is is_published
    assert ("sobald der Kurs veröffentlicht ist" in text) is not is_published
    for address in (path(world, "statistics-xlsx"), path(world, "statistics-csv", "fragen")):
        assert get(world, address)["Location"] == path(world)


def test_today_is_not_told(world, course):
    """What happened since midnight shows tomorrow: nobody watches the numbers move."""
    fill(course, {course.runs.get(): 12}, at=timezone.now() + timedelta(hours=13))
    assert "Noch zu wenige Personen" in get(world, path(world)).content.decode()


def test_who_may_see_figures(world, course):
    """All others: the matrix (tests/architecture/test_answers.py)."""
    seed(course, at_any_time=20, dated=5)
    for address in (path(world), path(world, "statistics-csv", "fragen")):
        answers = {name: get(world, address, name).status_code for name in ("city", "author_b")}
        assert answers == {"city": 200, "author_b": 404}


def test_the_way_there(world, course):
    assert path(world) in get(world, "/admin/").content.decode()
    explorer = reverse("wagtailadmin_explore", args=[world.course.pk])
    assert path(world) in get(world, explorer).content.decode()


def test_the_team_finds_its_people_from_here(world, course):
    dated = seed(course, at_any_time=20, dated=5)
    address = reverse("courses:run-progress", args=[dated.key])
    assert address not in get(world, path(world)).content.decode()
    RunTeamMember.objects.create(run=dated, user=world.people["author_a"])
    assert address in get(world, path(world)).content.decode()


@pytest.mark.parametrize("people", [20, 60])
def test_the_page_costs_the_same_whatever_the_class(world, course, people):
    fill(course, {course.runs.get(): people}, at=timezone.now() - timedelta(days=3))
    browser = admin.signed_in(world.people["author_a"])
    browser.get(path(world))
    with expect_statements(22):
        assert browser.get(path(world)).status_code == 200


def test_no_figures_are_an_empty_chart():
    assert statistics.lesson_chart([], Figures()).bars == []


def test_authors_read_what_was_asked_and_nothing_about_who(world, course):
    row = EnrolmentFactory(course=course, run=course.runs.first())
    row.user.display_name = "Ada Zeugenname"
    row.user.save()
    for text, released_at in (("Was heißt <b>das</b>?", timezone.now()), ("Noch gehalten", None)):
        LessonQuestion.objects.create(
            enrolment=row, lesson=course.lessons.first(), text=text, asked_at=timezone.now(),
            released_at=released_at,
        )  # fmt: skip
    page = get(world, path(world)).content.decode()
    assert "Was heißt &lt;b&gt;das&lt;/b&gt;?" in page
    assert "Noch gehalten" not in page
    assert "Zeugenname" not in page
    assert row.user.username not in page
