"""Figures equal a computation by hand over all rows, and nobody can be told from them."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import correlation, median

import pytest

from courses.actions.run import RunPlan, plan_run
from courses.enums import AttemptState
from courses.grading.content import parse
from courses.grading.scoring import is_place_right
from courses.grading.statistics import ItemFigures, LessonFigures, QuizFigures
from courses.models import Enrolment, LessonProgress, QuizAttempt, Response
from courses.queries.statistics import admitted_people, course_figures, offset_of
from tests.factories.courses import CourseFactory
from tests.support.classroom import fill
from tests.support.queries import expect_statements
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SIZES = (50, 14, 4, 31)
EXCLUSIVE = {"single", "true_false", "short_text", "numeric"}  # one mistake a person


@pytest.fixture
def course():
    course = build().course
    fill(course, dict(zip(runs_of(course), SIZES, strict=True)), at=NOW)
    return course


def runs_of(course):
    dated = [
        plan_run(course=course, plan=RunPlan(starts_at=NOW + n * DAY), at=NOW) for n in range(1, 4)
    ]
    runs = [course.runs.get(kind="self_paced"), *dated]
    for number, run in enumerate(runs):  # the same secrets in each test
        run.key = f"stat{number}bcdfg"
        run.save()
    return runs


def fives(number):
    return int(number) - int(number) % 5


def people_of(run, until):
    """The first so many of a run, by hand."""
    rows = [row for row in Enrolment.objects.order_by("enrolled_at", "pk") if row.run_id == run.pk]
    rows = [row for row in rows if row.enrolled_at < until]
    extra = offset_of(run.key)
    number = fives(len(rows) - extra) + extra
    return rows[:number] if number > extra else []


def first_attempts(rows, quiz, until):
    found = QuizAttempt.objects.filter(enrolment__in=rows, quiz=quiz, number=1)
    return [a for a in found if a.state == AttemptState.SUBMITTED and a.submitted_at < until]


def plain(text):
    return " ".join(text.lower().split())


def wrong(version, response):
    """Mistakes of one answer, found without the code under test."""
    if response.is_correct or not response.answer:
        return []
    question = parse(version.type, version.content)
    if version.type in {"single", "multiple", "true_false", "image_choice"}:
        words = {choice.id: choice.text or choice.id for choice in question.choices}
        right = {choice.id for choice in question.choices if choice.is_correct}
        return [(words[one], "") for one in response.answer if one not in right]
    if version.type in {"short_text", "numeric"}:
        return [(plain(response.answer), "")]
    return [
        (dict(place.options).get(given) or plain(given), place.label or str(number + 1))
        for number, (place, given) in enumerate(zip(question.places, response.answer, strict=True))
        if given and not is_place_right(question, place, given)
    ]


def expected_item(attempts, version):
    full = parse(version.type, version.content).points
    of = {a.pk: a for a in attempts}
    rows = list(Response.objects.filter(version=version, attempt__in=of))
    own = [float(row.points) / full for row in rows]
    rest = [
        float((of[row.attempt_id].points - row.points) / (of[row.attempt_id].max_points - full))
        for row in rows
    ]
    counted = Counter(mistake for row in rows for mistake in wrong(version, row))
    told = [(mistake, fives(number)) for mistake, number in counted.items() if number >= 5]
    varies = sum(x < 1 for x in own) >= 5 and sum(x > 0 for x in own) >= 5
    return (
        fives(len(rows)),
        fives(sum((row.points for row in rows), Decimal(0)) / full),
        round(correlation(own, rest), 1) if varies and len(rows) >= 20 else None,
        sorted(told, key=lambda pair: (-pair[1], pair[0]))[:3],
    )


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(hours=30)])
def test_figures_equal_a_computation_by_hand(course, ago):
    until = NOW - ago
    found = course_figures(course, until=until)
    assert len(found.runs) == 3  # four people are too few to be told of
    for run in course.runs.all():
        rows = people_of(run, until)
        if not rows:
            assert run.key not in found.runs
            continue
        figures = found.of(run.key)
        assert figures.people == fives(len(rows))
        done = [row for row in rows if row.completed_at and row.completed_at < until]
        assert figures.finished == fives(len(done))
        for lesson in course.lessons.all():
            steps = LessonProgress.objects.filter(enrolment__in=rows, lesson=lesson)
            began = [step for step in steps if step.started_at < until]
            ended = [step for step in began if step.completed_at and step.completed_at < until]
            shown = figures.lessons.get(lesson.pk, LessonFigures())
            assert (shown.started, shown.completed) == (fives(len(began)), fives(len(ended)))
        quiz = course.lessons.get(slug="schritt-3").quizzes.get()
        attempts = first_attempts(rows, quiz, until)
        times = [(a.submitted_at - a.started_at).total_seconds() / 60 for a in attempts]
        minutes = max(1, round(median(times))) if len(times) >= 20 else None
        told = figures.quizzes.get(quiz.pk, QuizFigures())
        assert (told.attempts, told.minutes) == (fives(len(attempts)), minutes)
        versions = [part.version for part in quiz.parts.all() if part.version.type != "scale"]
        for version in versions:
            item = figures.items.get((quiz.pk, version.pk), ItemFigures())
            told = [(tuple(mistake), count) for mistake, count in item.mistakes]
            assert (item.answers, item.points, item.discrimination, told) == expected_item(
                attempts, version
            )
        asked = {version for of, version in figures.items if of == quiz.pk}
        assert asked <= {version.pk for version in versions}


def test_the_test_looks_at_something(course):
    """Numbers of the seeded class are large enough to be told, and of every kind."""
    figures = course_figures(course, until=NOW).together
    assert figures.people >= 80
    assert figures.finished
    assert all(lesson.started > lesson.completed for lesson in figures.lessons.values())
    assert any(item.discrimination for item in figures.items.values())
    assert any(item.share for item in figures.items.values())
    assert sum(len(item.mistakes) for item in figures.items.values()) > 5
    assert all(quiz.minutes for quiz in figures.quizzes.values())


def bounds(told):
    """What somebody who knows only the shown count knows of the true one."""
    return [told, told + 4]


def chains(figures, versions):
    """Inequalities between true counts: the first list falls, the second adds up to less."""
    for lesson in figures.lessons.values():
        yield [figures.people, lesson.started, lesson.completed], []
    for (quiz, version), item in figures.items.items():
        attempts = figures.quizzes[quiz].attempts
        yield [figures.people, attempts, item.answers, item.points], []
        if versions[version].type in EXCLUSIVE:
            yield [item.answers], [item.points, *(count for _mistake, count in item.mistakes)]


def solved(falling, parts):
    """Narrow the bounds of all true counts until nothing more follows."""
    chain, parts = [bounds(told) for told in falling], [bounds(told) for told in parts]
    for _round in range(20):
        for upper, lower in pairwise(chain):
            lower[1], upper[0] = min(lower[1], upper[1]), max(upper[0], lower[0])
        if parts:
            least = sum(low for low, _high in parts)
            chain[0][0] = max(chain[0][0], least)
            for part in parts:
                part[1] = min(part[1], chain[0][1] - least + part[0])
    return chain, parts


def cells(figures):
    """Every count of a view by where it stands; mistakes apart, of which only some are told."""
    counts = Counter({"people": figures.people, "finished": figures.finished})
    for name, rows in (("l", figures.lessons), ("q", figures.quizzes), ("i", figures.items)):
        for key, row in rows.items():
            numbers = {name: value for name, value in vars(row).items() if isinstance(value, int)}
            counts.update({(name, key, column): value for column, value in numbers.items()})
    return Counter({key: value for key, value in counts.items() if "minutes" not in key})


def test_no_filter_gives_a_count_below_five_away(course):
    """Every combination of filters, every cell and every difference: five values remain."""
    found = course_figures(course, until=NOW)
    seen = 0
    for figures in found.runs.values():
        for falling, parts in chains(figures, found.versions):
            chain, rest = solved(falling, parts)
            assert all(high - low >= 4 for low, high in [*chain, *rest])
            for upper, lower in combinations(chain, 2):  # how many more began than finished, …
                most, least = upper[1] - lower[0], max(0, upper[0] - lower[1])
                assert most - least >= 4
            seen += len(chain) + len(rest)
    assert seen > 100
    # The course minus some of its runs is what the others show anyway, to the last cell.
    for size in range(len(found.runs)):
        for some in combinations(found.runs, size):
            others = [found.runs[key] for key in found.runs if key not in some]
            rest = cells(found.together)
            for key in some:
                rest.subtract(cells(found.runs[key]))
            assert +rest == +sum(map(cells, others), Counter())


def test_days_differ_by_five_people_or_by_none(course):
    changes = []
    for hours in range(120, 0, -1):
        before = admitted_people(course, NOW - timedelta(hours=hours))
        after = admitted_people(course, NOW - timedelta(hours=hours - 1))
        for run in before.keys() | after.keys():
            old, new = set(before.get(run, ())), set(after.get(run, ()))
            assert old <= new
            changes.append(len(new - old))
    assert {number for number in changes if number} <= {5, 6, 7, 8, 9}
    assert changes.count(5) > 10


def test_the_same_question_gets_the_same_answer(course):
    until = NOW - DAY
    before = course_figures(course, until=until)
    fill(course, {course.runs.get(kind="self_paced"): 3}, at=NOW + DAY, seed=9)
    LessonProgress.objects.filter(completed_at=None).update(completed_at=NOW)
    assert course_figures(course, until=until).runs == before.runs


def test_who_enrolled_twice_counts_once(course):
    run = course.runs.get(kind="self_paced")
    people = admitted_people(course, NOW)[run.key]
    twice = Enrolment.objects.get(pk=next(iter(people)))
    Enrolment.objects.filter(pk=twice.pk).update(state="left", left_at=NOW)
    later = Enrolment.objects.create(
        user=twice.user, run=run, course=course, enrolled_at=NOW - DAY, last_seen_at=NOW
    )
    again = admitted_people(course, NOW)[run.key]
    assert later.pk in again
    assert again.keys() - {later.pk} == people.keys() - {twice.pk}


def test_what_waits_to_be_graded_and_what_was_retired_is_left_out(course):
    quiz = course.lessons.get(slug="schritt-3").quizzes.get()
    version = quiz.parts.first().version
    Response.objects.filter(version=version).update(points=None)
    found = course_figures(course, until=NOW).together
    assert (quiz.pk, version.pk) not in found.items
    assert quiz.pk in found.quizzes
    quiz.retired_at = NOW
    quiz.save()
    course.lessons.filter(slug="schritt-2").update(retired_at=NOW)
    found = course_figures(course, until=NOW).together
    assert quiz.pk not in found.quizzes
    assert course.lessons.get(slug="schritt-2").pk not in found.lessons


@pytest.mark.parametrize("answers", [0, 1, 4])
def test_few_answers_look_like_none(course, answers):
    quiz = course.lessons.get(slug="schritt-3").quizzes.get()
    version = quiz.parts.first().version
    people = admitted_people(course, NOW)["stat0bcdfg"]
    rows = Response.objects.filter(
        version=version, attempt__quiz=quiz, attempt__number=1, attempt__submitted_at__lt=NOW
    )
    mine = rows.filter(attempt__enrolment__in=people).order_by("pk")
    kept = list(mine.values_list("pk", flat=True)[:answers])
    rows.exclude(pk__in=kept).update(points=None)
    assert rows.exclude(points=None).count() == answers
    found = course_figures(course, until=NOW)
    assert (quiz.pk, version.pk) not in found.of("stat0bcdfg").items
    assert (quiz.pk, version.pk) not in found.together.items


@pytest.mark.parametrize(("people", "statements"), [(3, 1), (20, 4), (60, 4)])
def test_figures_cost_the_same_whatever_the_class(people, statements):
    course = build().course
    fill(course, {course.runs.get(): people}, at=NOW)
    with expect_statements(statements):  # people; questions, steps, answers
        assert bool(course_figures(course, until=NOW).runs) == (statements > 1)


def test_a_course_without_people_has_no_figures():
    found = course_figures(CourseFactory(), until=NOW)
    assert not found.runs
    assert found.of("").people == 0
    with pytest.raises(KeyError):
        found.of("gibtsnicht")
