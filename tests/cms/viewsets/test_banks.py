"""Authors sort their questions and see every version of them; other houses see nothing."""

import pytest
from django.urls import reverse

from courses.actions.bank import create_bank
from courses.actions.question import create_question, default_bank, revise_question
from courses.models import QuestionBank
from tests.support import admin
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
LIST = reverse("cms:bank-list")
LIST_QUERIES = 11


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def version(world):
    return create_question(
        bank=default_bank(world.a), type="single", content=QUESTIONS["single"], locale="de",
        at=admin.NOW,
    )  # fmt: skip


def test_a_collection_is_made_renamed_and_filled(world, version):
    client = admin.signed_in(world.people["author_a"])
    new = {"partner": world.a.pk, "name": "Klasse 7"}
    assert client.post(reverse("cms:bank-create"), new).status_code == 302
    again = client.post(reverse("cms:bank-create"), {**new, "name": "KLASSE 7"})
    assert (again.status_code, "gibt es schon" in again.content.decode()) == (409, True)
    bank = QuestionBank.objects.get(name="Klasse 7")
    edit = reverse("cms:bank-edit", args=[bank.key])
    assert client.post(edit, {"name": ""}).status_code == 422
    assert client.post(edit, {"name": "Klasse 8"}).status_code == 302
    past = reverse("cms:question-versions", args=[version.question.key])
    assert client.post(past, {"bank": bank.pk}).status_code == 302
    listed = client.get(f"{reverse('cms:question-list')}?sammlung={bank.key}").content.decode()
    assert QUESTIONS["single"]["prompt"] in listed
    assert "Klasse 8" in client.get(LIST).content.decode()


def test_every_version_is_shown(world, version):
    changed = {**QUESTIONS["single"], "prompt": "Neu gefragt?"}
    revise_question(
        question=version.question, type="single", content=changed, locale="de", at=admin.NOW
    )
    client = admin.signed_in(world.people["author_a"])
    shown = client.get(reverse("cms:question-versions", args=[version.question.key]))
    html = shown.content.decode()
    assert html.index("Neu gefragt?") < html.index(QUESTIONS["single"]["prompt"])


def test_another_house_finds_nothing_and_fills_nothing(world, version):
    foreign = create_bank(
        partner=world.b, name="Fremd", actor=world.people["author_b"], at=admin.NOW
    )
    past = reverse("cms:question-versions", args=[version.question.key])
    stranger = admin.signed_in(world.people["author_b"])
    assert stranger.get(past).status_code == 404
    assert stranger.post(past, {"bank": foreign.pk}).status_code == 404
    assert (
        stranger.get(reverse("cms:bank-edit", args=[version.question.bank.key])).status_code == 404
    )
    own = admin.signed_in(world.people["author_a"])
    assert own.post(past, {"bank": foreign.pk}).status_code == 422
    assert "Fremd" not in own.get(LIST).content.decode()
    new = {"partner": world.a.pk, "name": "X"}
    assert stranger.post(reverse("cms:bank-create"), new).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(world, count, django_assert_num_queries):
    for number in range(count):
        create_bank(
            partner=world.a, name=f"S{number}", actor=world.people["author_a"], at=admin.NOW
        )
    client = admin.signed_in(world.people["author_a"])
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)
