"""Texts of seats, in runs of the class and in dated ones; never those of others."""

import pytest
from django.utils import timezone

from courses.models import Response
from courses.queries.class_texts import pupil_texts
from courses.queries.team import newest_grade, texts_of, unread_texts, waiting_texts
from tests.factories.accounts import UserFactory
from tests.support.school_class import room, written

pytestmark = pytest.mark.django_db


def test_texts_are_those_of_the_seats_that_are_kept():
    here, other = room(seats=2), room(seats=1)
    attempts = written(here)
    written(other)
    found = list(waiting_texts(pupil_texts([here.school_class])))
    assert [text.attempt for text in found] == attempts
    assert {text.person for text in found} == {card.seat.alias for card in here.cards}
    here.school_class.seats.filter(pk=here.cards[0].seat.pk).update(removed_at=timezone.now())
    assert [text.attempt for text in pupil_texts([here.school_class])] == attempts[1:]


def test_no_team_reads_them_and_none_is_asked_for():
    here = room(seats=5)
    written(here)
    runs = list(here.course.runs.all())
    assert Response.objects.count() == 5
    assert list(texts_of(runs, grader=UserFactory())) == []
    self_paced = here.course.runs.get(kind="self_paced")
    assert unread_texts(here.course) == {self_paced.pk: 0}
    assert newest_grade(Response.objects.first()) is None
