"""How far a learner is, computed from enrolments."""

import pytest

from courses.actions.course import retire_course
from courses.models import Enrolment
from courses.queries.labels import catalogue_stamp
from courses.queries.path.progress import by_course, own_enrolments, own_paths, path_progress
from courses.queries.path.public import published_paths
from lms.accounts.enums import AccountKind
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, EnrolmentFactory
from tests.factories.paths import courses_of, published_path
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return courses_of(None, None, None)


def shown(key):
    found = published_paths(catalogue_stamp(), "de")
    return next(path for path in found if path.key == key)


def standing(path, user):
    found = shown(path.key)
    return path_progress(found, own_enrolments(user, found))


def states(progress):
    return [own.state for own in progress.steps]


def test_an_ordered_path_step_by_step(three):
    path, user = published_path(*three), UserFactory()
    before = standing(path, user)
    assert (states(before), before.words) == (
        ["next", "later", "later"], "0 von 3 Schritten geschafft",
    )  # fmt: skip
    assert before.next.url == before.steps[0].step.card.url
    first = EnrolmentFactory(user=user, course=three[0])
    running = standing(path, user)
    assert states(running) == ["running", "later", "later"]
    assert running.next.url == f"/de/lernen/{first.key}/"
    Enrolment.objects.update(completed_at=NOW, state="completed")
    after = standing(path, user)
    assert (states(after), after.done, after.share) == (["done", "next", "later"], 1, 1 / 3)


def test_free_order_and_the_end(three):
    path, user = published_path(*three, is_ordered=False), UserFactory()
    assert states(standing(path, user)) == ["open", "open", "open"]
    EnrolmentFactory(user=user, course=three[2])
    assert standing(path, user).next.step.course == three[2].pk
    for one in three[:2]:
        EnrolmentFactory(user=user, course=one)
    Enrolment.objects.update(completed_at=NOW, state="completed")
    done = standing(path, user)
    assert (done.next, done.share) == (None, 1.0)


def test_what_is_not_offered_counts_only_where_it_is_done(three):
    path, user = published_path(*three), UserFactory()
    retire_course(source_key=three[1].source_key, at=NOW)
    gone = standing(path, user)
    assert (states(gone), gone.total) == (["next", "gone", "later"], 2)
    EnrolmentFactory(user=user, course=three[1], state="completed", completed_at=NOW)
    kept = standing(path, user)
    assert (states(kept), kept.total, kept.done) == (["next", "done", "later"], 3, 1)


def test_a_left_course_counts_only_when_it_was_finished(three):
    path, user = published_path(*three), UserFactory()
    EnrolmentFactory(user=user, course=three[0], state="left", left_at=NOW)
    assert states(standing(path, user))[0] == "next"
    EnrolmentFactory(user=user, course=three[0], state="left", left_at=NOW, completed_at=NOW)
    assert states(standing(path, user))[0] == "done"


def test_seats_of_a_class_have_progress_too_and_nobody_sees_anothers(three):
    path = published_path(*three)
    seat = UserFactory(kind=AccountKind.SEAT, email="")
    EnrolmentFactory(
        user=seat, course=three[0], state="completed", completed_at=NOW, origin="class"
    )
    assert (standing(path, seat).done, standing(path, UserFactory()).done) == (1, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_my_paths_cost_one_query_more(rows):
    user = UserFactory()
    for number in range(rows):
        one, two = courses_of(None, None, title=f"Kurs{number}")
        published_path(one, two)
        EnrolmentFactory(user=user, course=one)
    published_path(*courses_of(None, None, title="Fremd"))
    own = by_course(Enrolment.objects.filter(user=user))
    assert len(own_paths(own, "de")) == rows
    with expect_statements(1):  # the catalogue's stamp
        found = own_paths(own, "de")
    assert [path.done for path in found] == [0] * rows
    with expect_statements(0):
        assert own_paths({}, "de") == []
