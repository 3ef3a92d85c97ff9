from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from courses.actions.guests import add_guests
from courses.actions.run_notice import Change, moment_in_words, tell_changes
from courses.formats.people_list import Entry
from lms.records.models import OutboxMessage
from tests.factories.courses import NOW
from tests.support.mails import mails_to
from tests.support.queries import expect_statements
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
CHANGES = [Change("Raum", "3", "4")]


def test_everybody_a_mail_reaches_is_told_once():
    world = some_run(dates=0)
    ada, silent = world.person(), world.person(email="")
    people = [Entry(1, "Bo", "bo@example.org"), Entry(2, "Cy")]
    add_guests(run=world.run, people=people, actor=world.member, at=NOW)
    assert [tell_changes(run=world.run, changes=CHANGES, at=NOW) for _ in range(2)] == [2, 0]
    rows = OutboxMessage.objects.filter(kind="run_changed")
    told = sorted(rows.values_list("recipient", flat=True))
    assert told == sorted([ada.user.email, "bo@example.org"])
    (_enrolled, mine), (_entered, guest) = mails_to(ada.user.email), mails_to("bo@example.org")
    assert f"/lernen/{ada.key}/termine/" in mine.text
    assert "/termine/" not in guest.text  # without an account there is no page to look at
    assert "Raum: 4 (bisher: 3)" in guest.text
    assert f"/lernen/{ada.key}/termine/" in mine.html
    assert silent.user.email == ""


@pytest.mark.parametrize("number", [1, 3])
def test_many_are_told_at_the_cost_of_one_and_each_of_their_own_page(number):
    world = some_run(dates=0)
    people = [world.person() for _ in range(number)]
    with expect_statements(6):  # people, known mails, course, title, mails; guests
        assert tell_changes(run=world.run, changes=CHANGES, at=NOW) == number
    for one in people:
        told = mails_to(one.user.email)[-1]
        assert f"/lernen/{one.key}/termine/" in told.text
        assert "of-the-reader" not in told.text + told.html
        assert 'href=""' not in told.html


def test_nothing_changed_tells_nobody():
    world = some_run(dates=0)
    world.person()
    assert tell_changes(run=world.run, changes=[], at=NOW) == 0
    assert not OutboxMessage.objects.filter(kind="run_changed").exists()


def test_moments_are_those_of_the_place_in_the_words_of_the_reader():
    words = moment_in_words(datetime(2027, 3, 24, 17, 0, tzinfo=UTC), "Europe/London")
    with override("de"):
        german = str(words)
    with override("en"):
        english = str(words)
    assert (german, english) == ("24.03.2027 17:00", "24 Mar 2027, 17:00")
