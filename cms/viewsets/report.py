"""A course's figures in words and tables: what the screen shows and the files hold alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.models import CoursePage
from cms.scope import Scope
from courses.enums import QuestionType
from courses.grading.advice import EASY, GOOD, HARD, WEAK, losses
from courses.grading.shapes import TRUE
from courses.grading.statistics import Figures, Item, ItemFigures
from courses.models import Course, QuestionVersion, Quiz
from courses.queries.lesson import outline_of
from courses.queries.quiz import quiz_title
from lms.common.spreadsheet import Cell, Sheet

PROMPT = 120  # characters of a question in a table
GIVEN = 60  # characters of a wrong answer
NONE = "–"


@dataclass(frozen=True)
class Row:
    """One line of a table; ``url`` leads to what the first cell names, if it can be edited."""

    cells: tuple[Cell, ...]
    url: str = ""


@dataclass(frozen=True)
class Table:
    """One table; ``name`` stands in addresses and names of files."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[Row]

    @property
    def sheet(self) -> Sheet:
        """The same table as a file takes it."""
        return Sheet(self.title, self.columns, [row.cells for row in self.rows])


@dataclass(frozen=True)
class Material:
    """What figures are about, in words and addresses; read once for all tables."""

    lessons: Mapping[int, str]  # titles in teaching order
    pages: Mapping[int, int]  # lesson → its page, where there is one
    quizzes: Mapping[int, Quiz]
    versions: Mapping[int, QuestionVersion]
    language: str
    scope: Scope

    def lesson_url(self, lesson: int, block: str = "") -> str:
        """Where a lesson is edited, at a block if one is named; "" without a page."""
        page = self.pages.get(lesson)
        if page is None:
            return ""
        anchor = f"#block-{block}-section" if block else ""
        return reverse("wagtailadmin_pages:edit", args=[page]) + anchor

    def quiz_url(self, quiz: int) -> str:
        """Where the block of a quiz is edited."""
        row = self.quizzes[quiz]
        return self.lesson_url(row.lesson_id, row.source_key)

    def question_url(self, version: int) -> str:
        """Where a question is edited; "" for retired ones and those of other houses."""
        row = self.versions[version]
        is_own = self.scope.is_staff or row.question.bank.partner_id in self.scope.partner_ids
        if not is_own or row.question.retired_at is not None:
            return ""
        return reverse("cms:question-edit", args=[row.question.key, row.locale])

    def prompt(self, version: int) -> str:
        """What a question asks."""
        return Truncator(self.versions[version].content["prompt"]).chars(PROMPT)

    def where(self, quiz: int) -> str:
        """The lesson of a quiz."""
        return self.lessons.get(self.quizzes[quiz].lesson_id, "")


def material(
    *, course: Course, page: CoursePage, versions: Mapping[int, QuestionVersion],
    scope: Scope, language: str,
) -> Material:  # fmt: skip
    """Read titles and addresses; three queries at most."""
    steps = outline_of(course, language)
    children = dict(page.get_children().values_list("translation_key", "pk"))
    quizzes = Quiz.objects.filter(lesson__course=course, retired_at=None, lesson__retired_at=None)
    return Material(
        lessons={step.lesson.pk: step.title for step in steps},
        pages={
            step.lesson.pk: children[step.lesson.source_key]
            for step in steps
            if step.lesson.source_key in children
        },
        quizzes={quiz.pk: quiz for quiz in quizzes.select_related("lesson")},
        versions=versions,
        language=language,
        scope=scope,
    )


def tables(figures: Figures, of: Material) -> list[Table]:
    """Lessons, questions and quizzes, each in teaching order."""
    return [_lessons(figures, of), _questions(figures, of), _quizzes(figures, of)]


def told(count: int) -> Cell:
    """A count as shown; zero stands for fewer than five."""
    return count or _("unter 5")


def _lessons(figures: Figures, of: Material) -> Table:
    lost = losses(list(of.lessons), figures)
    rows = []
    for number, (lesson, title) in enumerate(of.lessons.items(), 1):
        found = figures.lessons.get(lesson)
        started, completed = (found.started, found.completed) if found else (0, 0)
        name = f"{number}. {title}"
        cells = (name, told(started), told(completed), told(lost[lesson]))
        rows.append(Row(cells, of.lesson_url(lesson)))
    columns = (_("Lektion"), _("Begonnen"), _("Abgeschlossen"), _("Weniger als davor"))
    return Table("lektionen", _("Lektionen"), columns, rows)


def _questions(figures: Figures, of: Material) -> Table:
    rows = []
    for quiz, version in sorted(figures.items, key=lambda item: _place(item, of)):
        item = figures.items[quiz, version]
        cells = (
            of.prompt(version), of.where(quiz), told(item.answers), told(item.points),
            difficulty(item), discrimination(item), mistakes(item, of.versions[version]),
        )  # fmt: skip
        rows.append(Row(cells, of.question_url(version)))
    columns = (
        _("Frage"), _("Lektion"), _("Antworten"), _("Davon richtig"), _("Schwierigkeit"),
        _("Trennschärfe"), _("Häufigste falsche Antworten"),
    )  # fmt: skip
    return Table("fragen", _("Fragen"), columns, rows)


def _quizzes(figures: Figures, of: Material) -> Table:
    rows = []
    for quiz in sorted(figures.quizzes, key=lambda pk: _place((pk, 0), of)):
        found = figures.quizzes[quiz]
        title, _lang = quiz_title(of.quizzes[quiz], of.language)
        cells = (title, of.where(quiz), told(found.attempts), found.minutes or NONE)
        rows.append(Row(cells, of.quiz_url(quiz)))
    columns = (_("Test"), _("Lektion"), _("Erste Versuche"), _("Übliche Dauer in Minuten"))
    return Table("tests", _("Tests"), columns, rows)


def _place(item: Item, of: Material) -> tuple[int, int, int]:
    quiz = of.quizzes[item[0]]
    return (quiz.lesson.position, quiz.position, item[1])


def difficulty(item: ItemFigures) -> str:
    """How many of the points people get, in a word and per cent."""
    if item.share is None:
        return NONE
    word = _("mittel")
    if item.share < HARD:
        word = _("schwer")
    elif item.share >= EASY:
        word = _("leicht")
    return f"{word} ({round(100 * item.share)} %)"


def discrimination(item: ItemFigures) -> str:
    """How well a question tells apart, in a word and a number."""
    value = item.discrimination
    if value is None:
        return NONE
    word = _("gegenläufig")
    if value >= GOOD:
        word = _("gut")
    elif value >= WEAK:
        word = _("brauchbar")
    elif value > 0:
        word = _("schwach")
    elif value == 0:
        word = _("keine")
    return f"{word} ({number_format(value, 1)})"


def mistakes(item: ItemFigures, version: QuestionVersion) -> str:
    """The most frequent wrong answers with their counts."""
    found = []
    for mistake, count in item.mistakes:
        given = mistake.given
        if version.type == QuestionType.TRUE_FALSE:
            given = _("richtig") if given == TRUE else _("falsch")
        given = Truncator(given).chars(GIVEN)
        words = f"{mistake.place} → {given}" if mistake.place else given
        found.append(f"{words} ({count})")
    return "; ".join(found) or NONE
