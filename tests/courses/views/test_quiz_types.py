"""Every type of question before submission: nothing tells what is right (``views.quiz``)."""

import pytest

from courses.actions.enrolment import enrol
from courses.models import QuizAttempt, Response
from tests.factories.accounts import UserFactory
from tests.support.world import CONTENTS, NOW, SECRET, build

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
# Own ids or texts, right and wrong; see tests.courses.grading.test_every_type.
GIVEN = {
    "single": (["b"], ["a"]),
    "multiple": (["a", "b"], ["b", "c"]),
    "true_false": (["false"], ["true"]),
    "short_text": ("Router", "Kabel!"),
    "numeric": ("12,7391", "99,7391"),
    "matching": (["o0", "o2"], ["o1", "o1"]),
    "ordering": (["1", "2", "3"], ["3", "1", "2"]),
    "cloze": (["lang", "o2"], ["kurz", "o0"]),
    "image_choice": (["a"], ["b"]),
    "scale": ("4", "1"),
    "free_text": ("So etwa.", "So nicht"),
}


@pytest.fixture
def address(client):
    course = build(kinds=CONTENTS).course
    user = UserFactory()
    client.force_login(user)
    run = course.runs.select_related("course").get()
    row = enrol(user=user, run=run, at=NOW)
    quiz = course.lessons.get(slug="schritt-3").quizzes.get()
    return f"/de/lernen/{row.key}/schritt-3/quiz/{quiz.key}/"


def sent(kind, own):
    """What a browser sends for an answer named by own ids."""
    position = list(CONTENTS).index(kind)
    item, name = QuizAttempt.objects.get().frozen["items"][position], f"f{position}"
    if "places" in item:
        return {
            f"{name}-{n}": next((s for s, known in item["places"][p] if known == own[p]), own[p])
            for n, p in enumerate(item["order"])
        }
    return {name: [s for s, known in item["options"] if known in own] or own}


def test_nothing_is_given_away_before_submission(client, address):
    client.post(f"{address}beginnen/")
    everything = {}
    for kind, (right, _wrong) in GIVEN.items():
        everything |= sent(kind, right)
    pages = [
        client.get(address),
        client.post(f"{address}speichern/", everything),
        client.post(f"{address}speichern/", everything, headers=AUTOSAVE),
        client.post(f"{address}abgeben/", {"f0": ""}),
        client.post(f"{address}pruefen/", everything | {"frage": "0"}),
    ]
    for page in pages:
        html = page.content.decode()
        for sentinel in (SECRET, "is_correct", "rubric", "sample", "1.9371", "12.7391"):
            assert sentinel not in html.replace('value="12.7391"', ""), page.request["PATH_INFO"]


@pytest.mark.parametrize("kind", GIVEN)
def test_right_and_wrong_answers_are_saved_alike(client, address, kind):
    client.post(f"{address}beginnen/")
    right, wrong = (
        client.post(f"{address}speichern/", sent(kind, own), headers=AUTOSAVE)
        for own in GIVEN[kind]
    )
    assert (right.status_code, right.content) == (wrong.status_code, wrong.content) == (204, b"")
    assert {k: len(v) for k, v in right.headers.items()} == {
        k: len(v) for k, v in wrong.headers.items()
    }


def test_everything_right_waits_for_the_text_alone(client, address):
    client.post(f"{address}beginnen/")
    everything = {}
    for kind, (right, _wrong) in GIVEN.items():
        everything |= sent(kind, right)
    assert client.post(f"{address}abgeben/", everything).status_code == 303
    attempt = QuizAttempt.objects.get()
    assert (attempt.state, attempt.points, attempt.max_points) == ("waiting", 14, 19)
    assert Response.objects.get(points=None).answer == "So etwa."
    assert client.post(f"{address}speichern/", everything, headers=AUTOSAVE).status_code == 409
    client.force_login(UserFactory())
    for tail in ("speichern/", "pruefen/", "abgeben/"):
        assert client.post(f"{address}{tail}", everything).status_code == 404
    attempt.refresh_from_db()
    assert attempt.points == 14
