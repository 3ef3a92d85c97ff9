"""The simpler table: stage × competence area or field, with counts and the gap in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from network.matching.coverage import Word
from network.matching.wording import Sentence

GOOD_COURSES = 2  # so many courses with free seats and partners make a place of the table good
COURSES, MATCHING = "courses", "matching"
Place = tuple[str, str]  # stage, and competence area or action field


@dataclass(frozen=True)
class Count:
    """What there is at one place of the table, in the region or one district.

    Attributes:
        courses: Published courses.
        seats: Of them, courses one can begin: with a run that has free seats, or without runs.
        partners: Partners of the stage who offer something to the area or field.
    """

    courses: int = 0
    seats: int = 0
    partners: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Both together; courses and partners must not be the same ones."""
        return Count(
            self.courses + other.courses, self.seats + other.seats, self.partners + other.partners
        )


@dataclass(frozen=True)
class Entry:
    """One place of the table as it is shown.

    Attributes:
        place: Stage and column.
        count: What there is.
        word: Gap, thin or good.
        sentence: The same with what is missing.
        leads_to: ``courses``: there are some to look at; ``matching``: somebody must be found.
    """

    place: Place
    count: Count
    word: Word
    sentence: Sentence
    leads_to: str


def table(
    stages: Sequence[str], columns: Sequence[str], counts: Mapping[Place, Count]
) -> list[tuple[str, tuple[Entry, ...]]]:
    """Rows of the table: a stage and its entries in the order of ``columns``."""
    return [
        (
            stage,
            tuple(
                entry((stage, column), counts.get((stage, column), Count())) for column in columns
            ),
        )
        for stage in stages
    ]


def entry(place: Place, count: Count) -> Entry:
    """One place with its words."""
    word, sentence = _judged(count)
    leads_to = COURSES if count.courses else MATCHING
    return Entry(place, count, word, sentence, leads_to)


def weighted_gaps(
    rows: Iterable[tuple[str, Iterable[Entry]]], weights: Mapping[str, float]
) -> list[Entry]:
    """Places that are not good, worst word and heaviest stage first.

    Args:
        rows: Of ``table``.
        weights: Of each stage; a stage not named counts 1.
    """
    urgency = {Word.GAP: 2, Word.THIN: 1}
    found = [one for _, row in rows for one in row if one.word is not Word.GOOD]
    return sorted(
        found, key=lambda one: (-urgency[one.word] * weights.get(one.place[0], 1.0), one.place)
    )


def _judged(count: Count) -> tuple[Word, Sentence]:
    if not count.courses:
        return Word.GAP, _NO_COURSE if count.partners else _NOTHING
    if not count.seats:
        return Word.THIN, _NO_SEATS
    if not count.partners:
        return Word.THIN, _NO_PARTNER
    return (Word.GOOD, _GOOD) if count.seats >= GOOD_COURSES else (Word.THIN, _ONE_COURSE)


_NOTHING = Sentence(
    "nothing", "Lücke: weder Kurs noch Partner.", "Gap: neither a course nor a partner."
)
_NO_COURSE = Sentence(
    "no_course",
    "Lücke: Partner gibt es, aber keinen Kurs.",
    "Gap: there are partners but no course.",
)
_NO_SEATS = Sentence(
    "no_seats",
    "Dünn: Kurse gibt es, aber keinen freien Platz.",
    "Thin: there are courses but no free seat.",
)
_NO_PARTNER = Sentence(
    "no_partner",
    "Dünn: Kurse gibt es, aber keinen Partner dieser Stufe.",
    "Thin: there are courses but no partner of this stage.",
)
_ONE_COURSE = Sentence(
    "one_course",
    "Dünn: nur ein Kurs mit freien Plätzen.",
    "Thin: only one course with free seats.",
)
_GOOD = Sentence(
    "good",
    "Gut: Kurse mit freien Plätzen und Partner.",
    "Good: courses with free seats, and partners.",
)
