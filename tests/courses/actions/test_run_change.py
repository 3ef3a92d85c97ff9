from dataclasses import replace
from datetime import timedelta

import pytest

from courses.actions.run import RunDatesError, plan_of
from courses.actions.run_change import change_run
from courses.enums import Entrance, Mode
from courses.models import CourseRun
from courses.queries.labels import catalogue_stamp
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.network import PlaceFactory
from tests.support.mails import mails_to
from tests.support.runs import DAY, FIRST, some_run

pytestmark = pytest.mark.django_db


def test_a_change_is_stored_counted_and_told():
    world, stamp = some_run(), catalogue_stamp()
    there = world.person(language="de")
    before, place = world.run.sequence, PlaceFactory(partner=world.run.course.partner)
    plan = replace(
        plan_of(world.run), mode=Mode.ON_SITE, place=place, room="3", ends_at=FIRST + 61 * DAY,
        price_text="5 Euro", withdrawal_text="Vierzehn Tage lang.",
    )  # fmt: skip
    change_run(run=world.run, plan=plan, actor=world.member, at=NOW + DAY)
    run = CourseRun.objects.get(pk=world.run.pk)
    assert (run.sequence, run.changed_at, plan_of(run)) == (before + 1, NOW + DAY, plan)
    assert catalogue_stamp() != stamp
    (mail,) = mails_to(there.user.email, "run_changed")
    assert "Ende: 24.05.2027 19:00 (Europe/Berlin) (bisher: 23.05.2027 19:00" in mail.text
    assert "Art: vor Ort (bisher: online)" in mail.text
    assert "Ort: Haupthaus" in mail.text
    assert "Beginn" not in mail.text
    assert mail.subject == "Geändert: „Sicher im Netz“"
    assert AuditEvent.objects.get(action="run.change").object_key == run.key


def test_a_mail_is_written_in_the_language_of_its_reader():
    world = some_run()
    english = world.person(language="en")
    gone = world.person()
    gone.state = "left"
    gone.save()
    plan = replace(plan_of(world.run), ends_at=FIRST + 61 * DAY)
    change_run(run=world.run, plan=plan, actor=world.member, at=NOW)
    (mail,) = mails_to(english.user.email, "run_changed")
    assert "End: 24 May 2027, 19:00" in mail.text
    assert not mails_to(gone.user.email, "run_changed")


def test_the_same_plan_changes_nothing():
    world = some_run()
    there, before = world.person(), CourseRun.objects.get(pk=world.run.pk).sequence
    change_run(run=world.run, plan=plan_of(world.run), actor=world.member, at=NOW)
    assert CourseRun.objects.get(pk=world.run.pk).sequence == before
    assert not mails_to(there.user.email, "run_changed")


def test_what_nobody_in_the_run_must_know_is_not_told():
    world = some_run()
    there = world.person()
    plan = replace(plan_of(world.run), minimum=3)
    change_run(run=world.run, plan=plan, actor=world.member, at=NOW)
    assert CourseRun.objects.get(pk=world.run.pk).minimum == 3
    assert not mails_to(there.user.email, "run_changed")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"capacity": 1}, "capacity"),
        ({"starts_at": FIRST + timedelta(minutes=1)}, "starts_at"),
        ({"ends_at": FIRST + 10 * DAY}, "ends_at"),
        ({"minimum": 9, "capacity": 8}, "minimum"),
        ({"time_zone": "Europe/Cottbus"}, "time_zone"),
        ({"access_until": FIRST}, "access_until"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(changes, field):
    world = some_run(capacity=5)
    world.person(), world.person()
    before = plan_of(CourseRun.objects.get(pk=world.run.pk))
    with pytest.raises(RunDatesError) as refused:
        change_run(run=world.run, plan=replace(before, **changes), actor=world.member, at=NOW)
    assert refused.value.field == field
    assert plan_of(CourseRun.objects.get(pk=world.run.pk)) == before


def test_a_place_of_another_house_is_refused():
    world = some_run()
    plan = replace(plan_of(world.run), place=PlaceFactory())
    with pytest.raises(RunDatesError, match="nicht zu Ihrer Einrichtung"):
        change_run(run=world.run, plan=plan, actor=world.member, at=NOW)


def test_a_key_comes_and_goes_with_its_entrance():
    world = some_run()
    by_key = replace(plan_of(world.run), entrance=Entrance.KEY)
    with_key = change_run(run=world.run, plan=by_key, actor=UserFactory(), at=NOW)
    assert len(with_key.entry_code) == 14
    is_open = replace(by_key, entrance=Entrance.OPEN)
    assert not change_run(run=world.run, plan=is_open, actor=UserFactory(), at=NOW).entry_code


def test_a_cancelled_run_stays_as_it_is():
    world = some_run()
    CourseRun.objects.filter(pk=world.run.pk).update(cancelled_at=NOW)
    with pytest.raises(ConflictError, match="abgesagt"):
        change_run(
            run=world.run, plan=replace(plan_of(world.run), room="4"), actor=world.member, at=NOW
        )
