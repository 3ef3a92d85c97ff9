"""Questions are written, revised and found by their own house only; no script needed."""

import pytest
from django.urls import reverse

from courses.actions.question import create_question, default_bank
from courses.enums import QuestionType
from courses.models import Question, QuestionVersion
from tests.support import admin
from tests.support.world import CONTENTS

pytestmark = pytest.mark.django_db
CHOICES = {
    "form-TOTAL_FORMS": "4",
    "form-INITIAL_FORMS": "0",
    "form-0-text": "1234",
    "form-1-text": "Ein langer Satz",
    "form-1-is_correct": "on",
    "form-1-feedback": "Genau.",
    "form-2-text": "",
    "form-3-text": " ",
}
LIST_QUERIES = 12
TYPED = {
    "single": CHOICES,
    "multiple": {**CHOICES, "form-0-is_correct": "on", "rule": "exact"},
    "true_false": {"answer": "false", "feedback_true": "Nein.", "feedback_false": "Ja."},
    "short_text": {"accepted": "Router\nWLAN-Router\n\n"},
    "numeric": {"value": "3,5", "tolerance": "0,1", "unit": "kg"},
    "matching": {"pairs": "Spree = Fluss\n\n Cottbus=Stadt\n", "distractors": "Berg"},
    "ordering": {"items": "öffnen\nlesen\nschließen"},
    "cloze": {"text": "Die [[Spree]] ist [[=nass|trocken]]."},
    "free_text": {"rubric": "3: klar\n2: richtig", "max_chars": "600", "sample": "So."},
    "scale": {"low": "gar nicht", "high": "ganz", "steps": "4"},
}


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def as_a(world):
    return admin.signed_in(world.people["author_a"])


def typed(world, kind, **changes):
    common = {"partner": world.a.pk, "locale": "de", "prompt": "Was gilt?", "points": "2",
              "feedback": "Darum.", "hint": "Denken Sie nach.", "tags": "Passwort, Sicherheit,Passwort"}  # fmt: skip
    own = images(world) if kind == "image_choice" else TYPED[kind]
    return {**common, **own, **changes}


def images(world):
    """Two rows of images of the house; the name of one file would give it away."""
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "rule": "deduct"}
    for number, title in enumerate(["richtig", "falsch"]):
        picture = admin.image(world.a, title)
        rows |= {f"form-{number}-image": str(picture.pk), f"form-{number}-text": f"Bild {number}"}
    return rows | {"form-0-is_correct": "on"}


def question(house, prompt="Was gilt?", kind="single"):
    content = {**CONTENTS[kind], "prompt": prompt}
    return create_question(
        bank=default_bank(house), type=kind, content=content, locale="de", at=admin.NOW
    )


@pytest.mark.parametrize("kind", QuestionType.values)
def test_a_question_of_each_type_is_written(world, as_a, kind):
    path = reverse("cms:question-create", args=[kind])
    assert as_a.get(path).status_code == 200
    answer = as_a.post(path, typed(world, kind))
    assert answer.status_code == 302
    version = QuestionVersion.objects.get()
    assert (version.type, version.number, version.locale) == (kind, 1, "de")
    assert version.question.bank == default_bank(world.a)
    assert version.question.tags == ["Passwort", "Sicherheit"]
    assert version.content["prompt"] == "Was gilt?"
    assert version.content["points"] == {"scale": 1, "free_text": 5}.get(kind, 2)
    assert version.content["hint"] == "Denken Sie nach."


def test_choices_get_letters_and_empty_rows_vanish(world, as_a):
    as_a.post(reverse("cms:question-create", args=["single"]), typed(world, "single"))
    assert QuestionVersion.objects.get().content["choices"] == [
        {"id": "a", "text": "1234", "is_correct": False, "feedback": ""},
        {"id": "b", "text": "Ein langer Satz", "is_correct": True, "feedback": "Genau."},
    ]


def test_numbers_are_kept_with_a_point(world, as_a):
    as_a.post(reverse("cms:question-create", args=["numeric"]), typed(world, "numeric"))
    content = QuestionVersion.objects.get().content
    assert (content["value"], content["tolerance"], content["unit"]) == ("3.5", "0.1", "kg")


def test_lines_become_pairs(world, as_a):
    as_a.post(reverse("cms:question-create", args=["matching"]), typed(world, "matching"))
    content = QuestionVersion.objects.get().content
    assert content["pairs"] == [["Spree", "Fluss"], ["Cottbus", "Stadt"]]
    assert content["distractors"] == ["Berg"]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("matching", {"pairs": "Spree = Fluss\nCottbus"}),
        ("matching", {"pairs": "Spree = Fluss"}),
        ("ordering", {"items": "eins\neins"}),
        ("cloze", {"text": "ohne Lücke"}),
        ("cloze", {"text": "[[=allein]]"}),
        ("scale", {"steps": "99"}),
        ("single", {"form-0-is_correct": "on"}),
        ("single", {"form-1-text": ""}),
        ("multiple", {"form-0-is_correct": "", "form-1-is_correct": ""}),
        ("true_false", {"answer": ""}),
        ("short_text", {"accepted": " \n "}),
        ("numeric", {"value": "viel"}),
        ("numeric", {"tolerance": "-1"}),
        ("single", {"prompt": ""}),
        ("single", {"points": "0"}),
    ],
)
def test_what_the_grader_could_not_read_comes_back(world, as_a, kind, changes):
    data = {k: v for k, v in typed(world, kind, **changes).items() if v != "" or "text" in k}
    answer = as_a.post(reverse("cms:question-create", args=[kind]), data)
    assert answer.status_code == 422
    assert "error-message" in answer.content.decode() or "help-critical" in answer.content.decode()
    assert not Question.objects.exists()


def test_more_answers_keep_what_was_typed_and_save_nothing(world, as_a):
    path = reverse("cms:question-create", args=["single"])
    answer = as_a.post(path, typed(world, "single", more="1"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Ein langer Satz" in text
    assert "Was gilt?" in text
    assert 'name="form-TOTAL_FORMS" value="6"' in text
    assert "error-message" not in text
    assert not Question.objects.exists()


def test_an_unknown_type_is_absent(as_a):
    assert as_a.get(reverse("cms:question-create", args=["essay"])).status_code == 404


def test_the_first_step_names_all_types(as_a):
    text = as_a.get(reverse("cms:question-types")).content.decode()
    assert all(reverse("cms:question-create", args=[kind]) in text for kind in QuestionType.values)


@pytest.mark.parametrize("kind", QuestionType.values)
def test_revising_makes_a_new_version_and_keeps_the_old(world, as_a, kind):
    old = question(world.a, kind=kind)
    path = reverse("cms:question-edit", args=[old.question.key, "de"])
    assert "Was gilt?" in as_a.get(path).content.decode()
    assert as_a.post(path, typed(world, kind, prompt="Und jetzt?")).status_code == 302
    versions = list(QuestionVersion.objects.order_by("number"))
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].content == old.content
    assert versions[1].content["prompt"] == "Und jetzt?"


def test_foreign_questions_do_not_exist(world):
    client = admin.signed_in(world.people["author_b"])
    mine = question(world.a, prompt=f"Frage {admin.SENTINEL}")
    key = mine.question.key
    for path in (
        reverse("cms:question-edit", args=[key, "de"]),
        reverse("question_chooser:chosen", args=[mine.pk]),
        f"{reverse('question_chooser:chosen_multiple')}?id={mine.pk}",
    ):
        assert client.get(path).status_code == 404, path
        assert client.post(path, typed(world, "single")).status_code == 404, path
    assert client.post(reverse("cms:question-retire", args=[key])).status_code == 404
    for path in (
        reverse("cms:question-list"),
        reverse("cms:question-list") + "?q=Frage",
        reverse("question_chooser:choose"),
        reverse("question_chooser:choose_results") + "?q=Frage",
    ):
        assert admin.SENTINEL not in client.get(path).content.decode(), path
    assert QuestionVersion.objects.count() == 1


def test_a_question_cannot_be_written_for_a_foreign_partner(world):
    client = admin.signed_in(world.people["author_b"])
    path = reverse("cms:question-create", args=["single"])
    assert client.post(path, typed(world, "single")).status_code == 422
    assert not Question.objects.exists()


def test_the_own_house_finds_chooses_and_retires_it(world, as_a):
    mine = question(world.a, prompt="Wie heißt die Hauptstadt?")
    assert "Hauptstadt" in as_a.get(reverse("cms:question-list") + "?q=haupt").content.decode()
    assert "Hauptstadt" not in as_a.get(reverse("cms:question-list") + "?q=xyz").content.decode()
    chosen = as_a.get(reverse("question_chooser:chosen", args=[mine.pk])).json()
    assert chosen["result"]["title"] == "Wie heißt die Hauptstadt? (Fassung 1)"
    assert chosen["result"]["edit_url"] == reverse(
        "cms:question-edit", args=[mine.question.key, "de"]
    )
    assert "Hauptstadt" in as_a.get(reverse("question_chooser:choose")).content.decode()
    assert as_a.get(reverse("cms:question-retire", args=[mine.question.key])).status_code == 405
    as_a.post(reverse("cms:question-retire", args=[mine.question.key]))
    assert "Hauptstadt" not in as_a.get(reverse("cms:question-list")).content.decode()
    assert as_a.get(reverse("cms:question-edit", args=[mine.question.key, "de"])).status_code == 404


def test_lists_and_the_chooser_name_no_solution(world, as_a):
    for kind in QuestionType.values:
        question(world.a, kind=kind)
    secret = "Sentinel-7f3a"
    for path in (reverse("cms:question-list"), reverse("question_chooser:choose")):
        assert secret not in as_a.get(path).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(world, as_a, rows, django_assert_num_queries):
    for number in range(rows):
        question(world.a, prompt=f"Frage {number}")
    as_a.get(reverse("cms:question-list"))
    with django_assert_num_queries(LIST_QUERIES):
        as_a.get(reverse("cms:question-list"))


def test_who_saves_second_loses_nothing_and_sees_both(world, as_a):
    version = question(world.a, "Erste?")
    url = reverse("cms:question-edit", args=[version.question.key, "de"])
    assert 'name="based_on" value="1"' in as_a.get(url).content.decode()
    other = admin.signed_in(world.people["admin_a"])
    assert other.post(url, typed(world, "single", prompt="Zweite?", based_on=1)).status_code == 302
    answer = as_a.post(url, typed(world, "single", prompt="Dritte?", based_on=1, tags="neu"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dritte?" in text
    assert "Zweite?" in text
    assert 'name="based_on" value="2"' in text
    assert version.question.versions.count() == 2
    assert "neu" not in Question.objects.get().tags
    assert as_a.post(url, typed(world, "single", prompt="Dritte?", based_on=2)).status_code == 302
    absurd = typed(world, "single", prompt="Vierte?", based_on="9" * 5000)
    assert as_a.post(url, absurd).status_code == 302  # as if it named nothing
    assert version.question.versions.first().content["prompt"] == "Vierte?"


def test_a_question_gets_a_version_in_one_more_language(world, as_a):
    version = question(world.a, "Was gilt?")
    url = reverse("cms:question-edit", args=[version.question.key, "en"])
    page = as_a.get(url).content.decode()
    assert "Frage übersetzen" in page
    assert "Was gilt?" in page
    assert as_a.post(url, typed(world, "single", prompt="What?", based_on=0)).status_code == 302
    made = version.question.versions.get(locale="en")
    assert (made.number, made.content["prompt"]) == (2, "What?")
    assert "What?" in as_a.get(url).content.decode()
    assert as_a.get(url.replace("/en/", "/xx/")).status_code == 404
