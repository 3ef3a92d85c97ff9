"""Questions come in only after their report was seen, and only into one's own house."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses.actions.question import create_question, default_bank
from courses.models import Question, QuestionVersion
from tests.support import admin
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
UPLOAD, SAVE = reverse("cms:question-import"), reverse("cms:question-import-save")
EXPORT, DOWNLOAD = reverse("cms:question-export"), reverse("cms:question-download")
GIFT = "// [tag:nass]\n::Eins::[html]<b>Ist sie nass?</b>{T}\n\nEin Hinweis.\n\n<script>alert(1)</script>Zwei{=a ~b"
QUERIES = 14


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def as_a(world):
    return admin.signed_in(world.people["author_a"])


def typed(world, **changes):
    return {"partner": world.a.pk, "locale": "en", "tags": "Fluss", "text": GIFT, **changes}


def sealed(answer):
    return re.search(r'name="questions" value="([^"]+)"', answer.content.decode())[1]


def test_nothing_is_saved_before_the_report_was_seen(world, as_a):
    answer = as_a.post(UPLOAD, typed(world))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not Question.objects.exists()
    for words in ("Erkannt als GIFT", "wird verändert übernommen", "wird ausgelassen",
                  "Hervorhebungen, Listen oder Links", "geschweifte Klammer", "1 Frage speichern"):  # fmt: skip
        assert words in page
    assert page.count("csrfmiddlewaretoken") == page.count('method="post"')
    assert "<script>alert(1)" not in page
    assert "::Eins::[html]&lt;b&gt;Ist sie nass?" in page  # what was typed stays
    assert as_a.post(SAVE, {"questions": sealed(answer)}).status_code == 302
    version = QuestionVersion.objects.get()
    assert (version.question.bank, version.locale) == (default_bank(world.a), "en")
    assert version.question.tags == ["Fluss", "nass"]
    assert version.author_key == world.people["author_a"].key  # does not approve it
    assert version.content["origin"]["originals"] == {"Ist sie nass?": ["html", "<b>Ist sie nass?</b>"]}  # fmt: skip


def test_a_file_may_be_sent_and_errors_keep_what_was_typed(world, as_a):
    file = SimpleUploadedFile("x.xml", b'<quiz><question type="essay"/></quiz>')
    answer = as_a.post(UPLOAD, typed(world, text="", file=file))
    assert "Erkannt als Moodle XML" in answer.content.decode()
    answer = as_a.post(UPLOAD, typed(world, text="<quiz>&uuml;"))
    assert answer.status_code == 422
    assert "&lt;quiz&gt;&amp;uuml;" in answer.content.decode()


def test_no_way_into_a_foreign_house(world, as_a):
    assert as_a.post(UPLOAD, typed(world, partner=world.b.pk)).status_code == 422
    mine = sealed(as_a.post(UPLOAD, typed(world)))
    stranger = admin.signed_in(world.people["author_b"])
    assert stranger.post(SAVE, {"questions": mine}).status_code == 404
    world.people["author_a"].memberships.all().delete()
    assert admin.signed_in(world.people["author_a"]).post(SAVE, {"questions": mine}).status_code in (302, 404)  # fmt: skip
    assert not Question.objects.exists()


def test_what_was_changed_on_the_way_is_refused(world, as_a):
    answer = as_a.post(SAVE, {"questions": sealed(as_a.post(UPLOAD, typed(world)))[:-2]})
    assert (answer.status_code, answer["Location"]) == (302, UPLOAD)
    assert as_a.get(SAVE).status_code == 405
    assert not Question.objects.exists()


def make(house, kind="single", **more):
    return create_question(bank=default_bank(house), type=kind, content=QUESTIONS[kind], locale="de", at=admin.NOW, **more)  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_files_hold_questions_of_ones_own_house(world, as_a, rows, django_assert_num_queries):
    for _number in range(rows):
        make(world.a, tags=["nass"])
    make(world.a, "cloze")
    make(world.b, "numeric", tags=["nass"])
    with django_assert_num_queries(QUERIES):
        page = as_a.get(EXPORT, {"tag": "nass"}).content.decode()
    assert f'format=gift">{rows} Frage' in page
    assert "tag=nass&amp;format=moodle" in page
    answer = as_a.get(DOWNLOAD, {"tag": "nass"})
    assert answer.content.decode().count("Welches Passwort") == rows
    assert b"numerical" not in as_a.get(DOWNLOAD, {"format": "moodle"}).content
    assert as_a.get(DOWNLOAD, {"format": "exe"}).status_code == 404
    assert "1 Frage bleibt hier:" in as_a.get(EXPORT).content.decode()


def test_an_edited_question_keeps_what_it_does_not_show(world, as_a):
    as_a.post(SAVE, {"questions": sealed(as_a.post(UPLOAD, typed(world, text="::Eins::Wie?{=a#ja ~%50%b}")))})  # fmt: skip
    version = QuestionVersion.objects.get()
    path = reverse("cms:question-edit", args=[version.question.key, "en"])
    assert "Anteil an den Punkten in Prozent" in as_a.get(path).content.decode()
    sent = {"prompt": "Was?", "points": "1", "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2",
            "form-0-id": "a", "form-0-text": "a", "form-0-is_correct": "on", "form-0-weight": "100",
            "form-1-id": "b", "form-1-text": "b", "form-1-weight": "50"}  # fmt: skip
    assert as_a.post(path, sent).status_code == 302
    newest = QuestionVersion.objects.get(number=2)
    assert newest.content["origin"] == {"name": "Eins"}
    assert newest.content["choices"][1]["weight"] == "50"
