"""The city's figures: right by hand, alike for the same question, and nobody can be told."""

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from courses.actions.catalogue import store_entry
from courses.models import Enrolment, LessonProgress
from courses.queries.figures import MEASURES, MONTH, PARTNER, STAGE, city_figures
from lms.accounts.models import User
from lms.taxonomy.models import EducationStage
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory
from tests.factories.network import PartnerFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PUBLIC = 10
CODES = ("primary", "secondary", "higher", "adult")


def course(partner, *stages):
    made = CourseFactory(partner=partner)
    made.stages.set(EducationStage.objects.filter(code__in=stages))
    store_entry(course=made, at=NOW)
    return made


def enrolled(made, number, *, at, completed=0):
    """So many new people in a course, the first ones done the day after."""
    run = made.runs.get()
    begin = User.objects.count()
    names = [f"{made.key}-{begin + place}" for place in range(number)]
    people = User.objects.bulk_create(
        User(username=name, email=f"{name}@example.org") for name in names
    )
    rows = [
        Enrolment(
            user=user,
            course=made,
            run=run,
            enrolled_at=at,
            last_seen_at=at,
            completed_at=at + timedelta(days=1) if place < completed else None,
        )
        for place, user in enumerate(people)
    ]
    return Enrolment.objects.bulk_create(rows)


def october(day=10):
    return datetime(2026, 10, day, 12, tzinfo=UTC)


def rows(figures, table):
    return {row.key: row for row in figures.tables[table]}


def test_figures_equal_a_count_by_hand():
    house = PartnerFactory(slug="haus")
    first, second = course(house, "adult"), course(house, "adult", "higher")
    enrolled(first, 23, at=october(), completed=12)
    people = enrolled(second, 11, at=october() - timedelta(days=60))
    EnrolmentFactory(user=people[0].user, course=first, enrolled_at=october())  # counts once
    for enrolment in people[:10]:
        CertificateFactory(
            enrolment=enrolment, facts=facts(course_key=second.key), issued_at=october()
        )
    figures = city_figures(at=NOW, least=5)
    adult, higher = (rows(figures, STAGE)[code] for code in ("adult", "higher"))
    assert (adult.courses, adult.active, adult.completed, adult.certified) == (2, 30, 10, 10)
    assert (higher.courses, higher.active, higher.completed) == (1, 10, None)
    assert rows(figures, STAGE)["primary"].told == [None, None, None]
    assert rows(figures, MONTH)["2026-10"].active == 20
    assert rows(figures, MONTH)["2026-08"].active == 10


def test_what_happens_this_month_or_long_ago_is_not_told():
    made = course(PartnerFactory(), "adult")
    enrolled(made, 15, at=NOW)
    enrolled(made, 15, at=datetime(2025, 10, 31, 12, tzinfo=UTC))
    assert rows(city_figures(at=NOW, least=5), STAGE)["adult"].active is None


def test_months_begin_with_the_city_s_midnight():
    made = course(PartnerFactory(), "adult")
    enrolled(made, 20, at=datetime(2026, 9, 30, 22, 30, tzinfo=UTC))  # October in Cottbus
    assert rows(city_figures(at=NOW, least=5), MONTH)["2026-10"].active == 20


def test_lessons_make_somebody_active():
    made = course(PartnerFactory(), "adult")
    people = enrolled(made, 10, at=october() - timedelta(days=60))
    lesson = LessonFactory(course=made)
    for one in people:
        LessonProgress.objects.create(
            enrolment=one, lesson=lesson, started_at=october(), updated_at=october()
        )
    found = rows(city_figures(at=NOW, least=5), MONTH)
    assert (found["2026-08"].active, found["2026-09"].active) == (10, None)
    assert found["2026-10"].active == 10


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number):
    for _ in range(number):
        made = course(PartnerFactory(), "adult")
        enrolled(made, 6, at=october())
    with expect_statements(10):
        figures = city_figures(at=NOW, least=5)
    assert rows(figures, MONTH)["2026-10"].active == 5 * number  # six each, told in fives


# The attacker knows all courses with their partners and stages, and all that is told in public.


def seeded(seed):
    """Courses of four partners with small and large counts in a few months."""
    draw = random.Random(seed)
    houses = [PartnerFactory(slug=f"haus-{seed}-{n}") for n in range(4)]
    courses = [
        course(draw.choice(houses), *draw.sample(CODES, draw.choice((1, 1, 2)))) for _ in range(6)
    ]
    truth = {}
    for made in courses:
        for month in draw.sample((8, 9, 10), 2):
            truth[made, month] = draw.choice((0, 1, 3, 4, 7, 9, 12, 18))
            at = datetime(2026, month, 10, 12, tzinfo=UTC)
            enrolled(made, truth[made, month], at=at, completed=truth[made, month])
    return courses, truth


def groups_of(courses, months):
    """Which unknowns (course, month) each told row adds up."""
    cells = [(one, month) for one in courses for month in months]
    stages = {one: set(one.stages.values_list("code", flat=True)) for one in courses}
    by = {
        STAGE: lambda cell, key: key in stages[cell[0]],
        PARTNER: lambda cell, key: cell[0].partner.slug == key,
        MONTH: lambda cell, key: f"2026-{cell[1]:02}" == key,
    }
    return cells, by


def bounds(told):
    """What one table says about its rows: pairs of lowest and highest, in all possible ways."""
    hidden = [key for key, count in told.items() if count is None]
    known = {key: (count, count + 4) for key, count in told.items() if count is not None}
    few = dict.fromkeys(hidden, (0, PUBLIC - 1))
    ways = [{**known, **few}]
    if len(hidden) == 2:
        top = min((count for count, _end in known.values()), default=10**6) + 4
        ways += [{**known, **few, key: (PUBLIC, top)} for key in hidden]
    return ways


def possible(cells, by, tables, target):
    """The range in which an attacker finds the sum of some unknowns."""
    ranges = []
    ways = [{}]
    for name, told in tables.items():
        ways = [
            {**way, **{(name, key): pair for key, pair in one.items()}}
            for way in ways
            for one in bounds(told)
        ]
    for way in ways:
        matrix = np.array(
            [[by[name](cell, key) for cell in cells] for name, key in way], dtype=float
        )
        low, high = np.array(list(way.values()), dtype=float).T
        wanted = np.array([cell in target for cell in cells], dtype=float)
        for sign in (1, -1):
            found = milp(
                sign * wanted,
                constraints=LinearConstraint(matrix, low, high),
                integrality=np.ones(len(cells)),
                bounds=Bounds(0, 60),
            )
            if found.success:
                ranges.append(round(sign * found.fun))
    return min(ranges), max(ranges)


@pytest.mark.parametrize("seed", range(4))
def test_a_solver_recovers_nothing_small(seed):
    courses, truth = seeded(seed)
    figures = city_figures(at=NOW, least=PUBLIC)
    cells, by = groups_of(courses, (8, 9, 10))
    told = {
        name: {
            row.key: row.completed
            for row in figures.tables[name]
            if name != MONTH or row.key in {"2026-08", "2026-09", "2026-10"}
        }
        for name in (STAGE, PARTNER, MONTH)
    }
    small = [{cell} for cell in cells if 0 < truth.get(cell, 0) < PUBLIC]
    small += [
        {cell for cell in cells if by[name](cell, key)}
        for name, rows_told in told.items()
        for key in rows_told
    ]
    seen = 0
    for target in small:
        number = sum(truth.get(cell, 0) for cell in target)
        if 0 < number < PUBLIC:
            lowest, highest = possible(cells, by, told, target)
            assert lowest <= number <= highest
            assert highest - lowest >= 3, (number, lowest, highest)
            seen += 1
    assert seen


def test_one_hidden_row_takes_another_with_it():
    house, other, third = (PartnerFactory(slug=f"haus-{name}") for name in "abc")
    for place, number in ((house, 30), (other, 22), (third, 4)):
        enrolled(course(place, "adult"), number, at=october())
    found = rows(city_figures(at=NOW, least=PUBLIC), PARTNER)
    assert [found[f"haus-{name}"].active for name in "abc"] == [30, None, None]


def test_the_same_question_has_the_same_answer():
    enrolled(course(PartnerFactory(), "adult"), 33, at=october())
    before = city_figures(at=NOW, least=PUBLIC)
    enrolled(course(PartnerFactory(slug="neu"), "higher"), 40, at=NOW)
    after = city_figures(at=NOW + timedelta(days=3), least=PUBLIC)
    for name in (STAGE, MONTH):
        assert [row.told for row in before.tables[name]] == [row.told for row in after.tables[name]]
    assert len(MEASURES) == 3
