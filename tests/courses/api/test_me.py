"""One's own enrolments through the API."""

from datetime import UTC, datetime

import pytest

from courses.actions.course import store_course
from tests.factories import drafts
from tests.factories.accounts import UserFactory
from tests.factories.courses import EnrolmentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MINE = "/api/v1/me/enrolments"


@pytest.fixture
def enrolment(client):
    """Somebody signed in and enrolled; somebody else is enrolled as well."""
    user = UserFactory()
    client.force_login(user)
    EnrolmentFactory()
    return EnrolmentFactory(user=user, course=store_course(draft=drafts.course_draft(), at=NOW))


def test_who_is_not_signed_in_is_told_in_json(client):
    for path in (MINE, f"{MINE}/bcdfghjkmn/progress"):
        response = client.get(path)
        assert (response.status_code, response.json()) == (401, {"detail": "Unauthorized"})


def test_only_ones_own_enrolments_are_listed(client, enrolment):
    assert client.get(MINE).json() == {
        "count": 1,
        "results": [
            {
                "key": enrolment.key,
                "course": enrolment.course.key,
                "title": "Sicher im Netz",
                "state": "active",
                "enrolled_at": "2026-11-24T10:00:00Z",
                "last_seen_at": "2026-11-24T10:00:00Z",
                "completed_at": None,
            }
        ],
    }
    assert "no-store" in client.get(MINE)["Cache-Control"]


@pytest.mark.parametrize("page", ["0", "10001", "99999999999999999999", "x"])
def test_impossible_pages_are_refused(client, enrolment, page):
    assert client.get(MINE, {"page": page}).status_code == 422
    assert client.get(MINE, {"page": 2}).json()["results"] == []


def test_progress_is_told_as_counts(client, enrolment):
    answer = client.get(f"{MINE}/{enrolment.key}/progress").json()
    assert answer.keys() == {
        "share", "completed", "required", "quizzes_passed", "quizzes_required"
    }  # fmt: skip
    assert answer["required"] == 2


def test_another_persons_enrolment_answers_like_an_absent_one(client, enrolment):
    other = EnrolmentFactory()
    answers = [client.get(f"{MINE}/{key}/progress") for key in (other.key, "bcdfghjkmn")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(client, rows, django_assert_num_queries):
    user = UserFactory()
    client.force_login(user)
    for _ in range(rows):
        EnrolmentFactory(user=user)
    client.get(MINE)
    with django_assert_num_queries(4):  # user, count, enrolments, texts
        client.get(MINE)
