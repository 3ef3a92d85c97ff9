"""Which doors open to whom."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import enrol
from courses.actions.seat.entrance import check_admission, check_brought, check_code, check_open
from courses.actions.seat.errors import AdmissionError, ClosedRunError, CodeError, EntranceError
from courses.enums import Entrance, Origin, RunKind
from courses.models import CourseCompetence, CoursePrerequisite, Enrolment, SchoolClass
from courses.queries.seat import standing
from lms.taxonomy.models import Competence
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def admit(user, run):
    check_admission(user=user, run=run, found=standing(user, run))
    return True


@pytest.mark.parametrize(("entrance", "error"), [
    (Entrance.OPEN, None), (Entrance.KEY, CodeError), (Entrance.VOUCHER, CodeError),
    (Entrance.APPROVAL, EntranceError), (Entrance.CLOSED, EntranceError),
])  # fmt: skip
def test_a_door_opens_as_the_run_says(entrance, error):
    run = make_run(entrance=entrance)
    if error is None:
        assert check_code(run=run, code="", at=NOW) == Origin.SELF
    else:
        with pytest.raises(error):
            check_code(run=run, code="", at=NOW)
    brought = enrol(user=UserFactory(), run=run, at=NOW, origin=Origin.TEAM)
    assert brought.origin == Origin.TEAM


@pytest.mark.parametrize("values", [
    {"cancelled_at": NOW}, {"booking_url": "https://anbieter.example"},
    {"enrol_from": NOW + DAY}, {"enrol_until": NOW},
])  # fmt: skip
def test_nobody_comes_alone_into_what_is_closed_here(values):
    with pytest.raises(ClosedRunError):
        check_open(user=UserFactory(), run=make_run(**values), at=NOW)


def test_nobody_comes_alone_into_the_run_of_a_class():
    course = CourseFactory()
    school_class = SchoolClass.objects.create(
        partner=course.partner, title="7b", ends_on=NOW.date(), device_hash="x", created_at=NOW
    )
    run = make_run(course=course, kind=RunKind.SCHOOL_CLASS, school_class=school_class)
    with pytest.raises(ClosedRunError):
        check_open(user=UserFactory(), run=run, at=NOW)
    seat = UserFactory(kind="seat", email="", display_name="")
    with pytest.raises(EntranceError):
        check_open(user=seat, run=make_run(), at=NOW)
    assert enrol(user=seat, run=run, at=NOW, origin=Origin.SCHOOL_CLASS).run == run


def test_the_team_brings_people_also_when_enrolment_is_closed_but_not_after_the_end():
    run = make_run(enrol_until=NOW)
    check_brought(run=run, at=NOW)
    with pytest.raises(ClosedRunError):
        check_brought(run=run, at=run.ends_at)


@pytest.mark.parametrize(("band", "years", "may"), [
    ("under_14", 0, True), ("under_14", 14, False), ("14_15", 14, True), ("14_15", 16, False),
    ("16_17", 16, True), ("16_17", 18, False), ("adult", 18, True), ("", 18, True),
])  # fmt: skip
def test_nobody_comes_in_too_young(band, years, may):
    run = make_run(course=CourseFactory(minimum_age=years))
    user = UserFactory(age_band=band)
    if may:
        assert admit(user, run)
        return
    with pytest.raises(AdmissionError, match=f"ab {years} Jahren"):
        admit(user, run)


def test_a_course_before_must_be_completed():
    run, before, user = make_run(), CourseFactory(), UserFactory()
    CoursePrerequisite.objects.create(course=run.course, required_course=before)
    row = enrol(user=user, run=before.runs.get(), at=NOW)
    with pytest.raises(AdmissionError):
        enrol(user=user, run=run, at=NOW)
    Enrolment.objects.filter(pk=row.pk).update(completed_at=NOW, state="completed")
    assert enrol(user=user, run=run, at=NOW).run == run


@pytest.mark.parametrize(("level", "may"), [(3, False), (4, True), (5, True)])
def test_a_competence_must_be_reached_at_its_level(level, may):
    run, before, user = make_run(), CourseFactory(), UserFactory()
    competence = Competence.objects.first()
    CoursePrerequisite.objects.create(course=run.course, competence=competence, level=4)
    CourseCompetence.objects.create(course=before, competence=competence, level=level)
    enrol(user=user, run=before.runs.get(), at=NOW)
    Enrolment.objects.update(completed_at=NOW)
    if may:
        assert admit(user, run)
        return
    with pytest.raises(AdmissionError):
        admit(user, run)
