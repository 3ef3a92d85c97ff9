"""A pupil takes along what was learned; it only ever grows, and the class learns nothing of it."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import enrol
from courses.actions.progress import record_step, save_note
from courses.actions.school_class.claiming import ClaimedError, WrongCardError, claim_seat
from courses.actions.school_class.ending import delete_class, end_class
from courses.actions.school_class.seats import renew_cards
from courses.models import Enrolment, LessonProgress, QuizAttempt
from courses.queries.invariants import double_enrolments, overbooked_runs
from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    here = assigned(room(seats=2))
    here.learn(here.cards[0], lessons=2)
    here.attempt(here.cards[0], is_right=False)
    here.attempt(here.cards[0], is_right=True)
    return here


def claim(here, user, card=None):
    card = card or here.cards[0]
    return claim_seat(user=user, code=card.code, pictures=card.pictures, at=NOW)


def test_everything_comes_along_and_the_seat_goes_on(here):
    user = UserFactory()
    (row,) = claim(here, user)
    assert row.run.school_class is None
    assert row.progress.filter(completed_at__isnull=False).count() == 2
    tries = row.attempts.order_by("number").values_list("number", "is_passed")
    assert list(tries) == [(1, False), (2, True)]
    assert row.attempts.last().responses.count() == 2
    assert here.enrolment(here.cards[0]).progress.count() == 2
    assert double_enrolments(NOW) == []
    assert overbooked_runs(NOW) == []


def test_what_is_there_only_grows(here):
    user = UserFactory()
    own = enrol(user=user, run=here.course.runs.get(kind="self_paced"), at=NOW)
    first, second, third = here.course.lessons.order_by("position")
    record_step(enrolment=own, lesson=third, position=1000, completed=True, at=NOW)
    record_step(enrolment=own, lesson=first, position=10, completed=False, at=NOW)
    save_note(enrolment=own, lesson=first, block="b", text="meins", at=NOW)
    source = here.enrolment(here.cards[0])
    save_note(enrolment=source, lesson=first, block="b", text="von dort", at=NOW)
    save_note(enrolment=source, lesson=second, block="c", text="auch", at=NOW)
    assert claim(here, user) == [own]
    done = LessonProgress.objects.filter(enrolment=own, completed_at__isnull=False)
    assert done.count() == 3
    assert sorted(own.notes.values_list("text", flat=True)) == ["auch", "meins"]
    own.refresh_from_db()
    assert own.completed_at is not None


def test_with_a_new_card_one_comes_back_for_the_rest(here):
    user = UserFactory()
    (row,) = claim(here, user)
    with pytest.raises(ClaimedError):
        claim(here, user)
    (card,) = renew_cards(seats=[here.cards[0].seat], actor=here.lead, at=NOW)
    here.learn(card, lessons=3)
    here.attempt(card, is_right=True, at=NOW + timedelta(hours=1))
    claim(here, user, card)
    assert row.progress.count() == 3
    assert sorted(row.attempts.values_list("number", flat=True)) == [1, 2, 3]


def test_card_and_pictures_must_both_be_right(here):
    one, other = here.cards
    wrong = [(one.code, other.pictures), ("bcdf-2345-ghjk-mnpq", one.pictures), (one.code, [])]
    for code, pictures in wrong:
        with pytest.raises(WrongCardError):
            claim_seat(user=UserFactory(), code=code, pictures=pictures, at=NOW)
    with pytest.raises(NotAllowedError):
        claim(here, other.seat.user)
    assert Enrolment.objects.count() == 2


def test_the_class_does_not_learn_whose_account_it_was(here):
    user = UserFactory()
    claim(here, user)
    event = AuditEvent.objects.get(action="class.claim")
    assert (event.actor_key, event.person_key, event.data) == ("", "", {})


def test_one_may_come_until_the_class_is_deleted_and_keeps_it_afterwards(here):
    end_class(school_class=here.school_class, actor=None, at=NOW)
    user = UserFactory()
    claim(here, user)
    delete_class(school_class=here.school_class, at=NOW)
    assert Enrolment.objects.get().user == user
    assert QuizAttempt.objects.filter(enrolment__user=user).count() == 2
    with pytest.raises(WrongCardError):
        claim(here, user)
