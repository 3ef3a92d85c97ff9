"""What runs say in the catalogue, and that free seats are true at once."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from courses.actions.appointment import AppointmentPlan, add_appointments
from courses.actions.catalogue import store_entry
from courses.actions.enrolment import enrol, leave
from courses.actions.run import RunPlan, plan_run
from courses.enums import Entrance, Mode
from courses.models import CourseFacet, CourseRun
from courses.queries.cards import course_cards, published_texts
from courses.queries.catalogue import catalogue
from courses.queries.filters import CatalogueFilter
from courses.queries.run_facets import full_courses, next_runs, seats_of, where
from lms.taxonomy.models import District
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from tests.factories.network import PlaceFactory
from tests.support.runs import DAY, HOUR

pytestmark = pytest.mark.django_db


def read(address=""):
    return catalogue(CatalogueFilter.from_query(QueryDict(address)), language="de")


def numbers(result, name):
    group = next(group for group in result.facets if group.name == name)
    return {option.value: option.count for option in group.options}


def titles(result):
    return {card.title for card in result.cards}


def dated(title="Abendkurs", *, at_any_time=False, **plan):
    """A course with one run in a month from now; the self-paced one only if asked for."""
    course, now = CourseFactory(text__title=title), timezone.now()
    if not at_any_time:
        course.runs.all().delete()
    begin = now + 30 * DAY
    values = {"starts_at": begin, "ends_at": begin + 2 * DAY, **plan}
    run = plan_run(course=course, plan=RunPlan(**values), at=now)
    return CourseRun.objects.select_related("course__partner").get(pk=run.pk)


def values(course, facet):
    return set(course.facets.filter(facet=facet).values_list("value", flat=True))


def test_facets_come_from_runs_and_their_dates():
    district = District.objects.create(code="x-mitte", title_de="Mitte", title_en="Centre")
    run = dated(mode=Mode.ON_SITE, price_text="5 Euro", withdrawal_text="Vierzehn Tage.")
    saturday = run.starts_at
    while saturday.weekday() != 5:
        saturday += DAY
    CourseRun.objects.filter(pk=run.pk).update(ends_at=saturday + 9 * DAY)
    place = PlaceFactory(partner=run.course.partner, district=district)
    noon = saturday.replace(hour=11)
    plans = [AppointmentPlan(noon, noon + HOUR, place=place)]
    add_appointments(run=run, plans=plans, actor=UserFactory(), at=timezone.now())
    store_entry(course=run.course, at=timezone.now())
    found = {name: values(run.course, name) for name in ("place", "date", "time", "cost", "seats")}
    assert found == {
        "place": {"x-mitte"},
        "date": {f"{timezone.localtime(run.starts_at):%Y-%m}"},
        "time": {"weekend"},
        "cost": {"paid"},
        "seats": {"limited"},
    }
    group = next(group for group in read().facets if group.name == "ort")
    assert [option.label for option in group.options] == ["Mitte"]


def test_a_course_at_any_time_is_online_free_and_never_full():
    course = CourseFactory()
    store_entry(course=course, at=timezone.now())
    assert values(course, "place") == {"online"}
    assert values(course, "date") == {"anytime"}
    assert values(course, "cost") == {"free"}
    assert values(course, "seats") == set()
    assert numbers(read(), "plaetze") == {}


def test_free_seats_are_true_the_moment_they_change():
    run = dated(capacity=1)
    dated("Zweiter", capacity=9)
    assert titles(read("plaetze=free")) == {"Abendkurs", "Zweiter"}
    before = read()
    enrolment = enrol(user=UserFactory(), run=run, at=timezone.now())
    after = read()
    assert titles(read("plaetze=free")) == {"Zweiter"}
    assert (numbers(before, "plaetze"), numbers(after, "plaetze")) == ({"free": 2}, {"free": 1})
    assert before.stamp != after.stamp  # so no page kept from before is shown
    leave(enrolment=enrolment, at=timezone.now())
    assert titles(read("plaetze=free")) == {"Abendkurs", "Zweiter"}
    assert read().stamp == before.stamp


def test_counts_under_free_seats_are_those_one_gets():
    full, free = (
        dated(capacity=1, price_text="5 Euro", withdrawal_text="Vierzehn Tage."),
        dated("Zweiter", capacity=2),
    )
    enrol(user=UserFactory(), run=full, at=timezone.now())
    result = read("plaetze=free")
    assert numbers(result, "kosten") == {"free": 1}
    assert result.total == 1
    nothing = read("plaetze=free&kosten=paid")
    assert nothing.total == 0
    assert {way.count for way in nothing.ways_out} == {1}
    assert free.course.facets.exists()


@pytest.mark.parametrize(
    ("plan", "is_full"),
    [
        ({"capacity": 3}, False),
        ({"enrol_from": timezone.now() + DAY}, True),
        ({"booking_url": "https://example.org/"}, True),
        ({"entrance": Entrance.CLOSED}, True),
        ({"capacity": 3, "at_any_time": True}, False),
    ],
)
def test_a_seat_is_free_where_people_can_come_in_now(plan, is_full):
    run = dated(**plan)
    assert full_courses() == ((run.course_id,) if is_full else ())


def test_seats_are_told_in_words_only():
    run = CourseRun(capacity=10, seats_taken=2)
    said = [seats_of(run)]
    for taken in (7, 10):
        run.seats_taken = taken
        said.append(seats_of(run))
    run.has_waiting_list = False
    said.append(seats_of(run))
    assert said == ["free", "few", "waiting", "none"]
    assert seats_of(CourseRun(booking_url="https://example.org/")) == ""
    assert seats_of(CourseRun()) == "free"


def test_cards_show_the_next_date_and_change_with_its_seats():
    run = dated(capacity=1)
    plan_run(course=run.course, plan=RunPlan(starts_at=run.starts_at + 9 * DAY), at=timezone.now())
    (before,) = course_cards(published_texts("de"))
    assert (before.next_run.key, before.next_run.seats_label) == (
        run.key, "noch wenige Plätze frei",
    )  # fmt: skip
    enrol(user=UserFactory(), run=run, at=timezone.now())
    (after,) = course_cards(published_texts("de"))
    assert after.next_run.seats_label == "Warteliste"
    assert after.stamp != before.stamp


@pytest.mark.parametrize("rows", [1, 3])
def test_dated_courses_cost_two_queries_more(rows, django_assert_num_queries):
    for number in range(rows):
        dated(f"Kurs {number}", capacity=5)
    read()
    with django_assert_num_queries(5):  # stamp, full courses, courses, facets, next runs
        result = read()
    assert len(result.cards) == rows


def test_cancelled_runs_and_those_of_the_past_are_no_next_ones():
    run = dated()
    assert set(next_runs([run.course_id])) == {run.course_id}
    CourseRun.objects.filter(pk=run.pk).update(cancelled_at=timezone.now())
    assert next_runs([run.course_id]) == {}
    past = timezone.now() - timedelta(hours=1)
    CourseRun.objects.filter(pk=run.pk).update(
        cancelled_at=None, starts_at=past - HOUR, ends_at=past
    )
    assert next_runs([run.course_id]) == {}
    assert next_runs([]) == {}


def test_an_address_is_one_line():
    place = PlaceFactory.build(street="Berliner Str. 5", postal_code="03046", city="Cottbus")
    assert where(place, "3") == "Haupthaus, Berliner Str. 5, 03046 Cottbus, 3"
    assert where(None, "3") == "3"
    assert not CourseFacet.objects.exists()
