"""What a question says and when an answer is right: typed shapes of ``QuestionVersion.content``.

An *answer* is what a learner gave: a list of choice ids for the three kinds with choices (single,
multiple and true/false, whose ids are ``"true"`` and ``"false"``), a list with one text or id for
each place of a question with places (matching, ordering, cloze), the text as typed for short text,
numeric and free text questions, the step of a scale, and ``None`` where nothing was given.
"""

from dataclasses import dataclass
from decimal import Decimal

Answer = list[str] | str | None

MAX_POINTS = 100
MIN_CHOICES = 2
MAX_CHOICES = 20
MAX_TEXT = 4000  # characters of a prompt, a choice or a feedback
MAX_ANSWER = 500  # characters of a typed answer
TRUE = "true"
FALSE = "false"
# How wrong ticks of a multiple choice count.
DEDUCT = "deduct"  # each takes one right tick back
KEEP = "keep"  # they cost nothing, but more ticks than right answers earn nothing
EXACT = "exact"  # all right, or nothing
WEIGHTS = "weights"  # never stored: what a question follows whose choices carry weights
RULES = (DEDUCT, KEEP, EXACT)


class ContentError(ValueError):
    """Content that is no question: ``field`` names where, ``reason`` is a code to translate."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What every question has. ``hint`` is shown before, ``feedback`` after submission."""

    prompt: str
    points: int
    feedback: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Picture:
    """A ready-made rendition in the public storage, under a name that says nothing."""

    name: str
    width: int  # pixels
    height: int


@dataclass(frozen=True)
class Choice:
    """One answer to choose; ``feedback`` is shown to whoever chose it.

    Where there is an ``image``, ``text`` is its description.
    ``weight`` is the percentage of the points it gives, -100 … 100.
    """

    id: str
    text: str
    is_correct: bool
    feedback: str = ""
    image: Picture | None = None
    weight: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Asked):
    """Single or multiple choice, and true/false as two choices without text."""

    choices: tuple[Choice, ...]
    allows_many: bool
    rule: str = DEDUCT


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """A typed answer that gives ``weight`` percent (0 … 100) of the points, or only feedback.

    ``text`` or ``value`` ± ``tolerance`` is what was typed; neither stands for anything else.
    """

    weight: Decimal
    text: str = ""
    value: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    feedback: str = ""

    @property
    def is_any(self) -> bool:
        """Tell whether it stands for whatever fits nothing else."""
        return not self.text and self.value is None


@dataclass(frozen=True, kw_only=True)
class TextQuestion(Asked):
    """A short text; any of ``accepted`` is right."""

    accepted: tuple[str, ...]
    is_case_sensitive: bool = False
    is_accent_sensitive: bool = True
    weighted: tuple[Weighted, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(Asked):
    """A number within ``value`` ± ``tolerance``; ``unit`` may be typed behind it."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    weighted: tuple[Weighted, ...] = ()


@dataclass(frozen=True)
class Place:
    """A place to fill in: ``options`` (id, text) to choose from, none where one types.

    ``right`` holds the ids or texts that are right here; ``label`` says what belongs here.
    """

    label: str
    options: tuple[tuple[str, str], ...]
    right: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlacesQuestion(Asked):
    """Matching, ordering and cloze: each place filled rightly earns its part of the points.

    ``texts`` are the pieces of running text around the places of a cloze, one more than places.
    """

    places: tuple[Place, ...]
    texts: tuple[str, ...] = ()
    mixes_places: bool = False  # ordering: the order in which they are shown must say nothing
    is_case_sensitive: bool = False


@dataclass(frozen=True, kw_only=True)
class ScaleQuestion(Asked):
    """A self-assessment in steps 1 … ``steps``; it is never graded and earns no points."""

    low: str
    high: str
    steps: int


@dataclass(frozen=True, kw_only=True)
class FreeTextQuestion(Asked):
    """A text that a person grades by a rubric of (what is asked for, whole points) lines.

    ``sample`` is a good answer, shown to graders, and to learners with their grade.
    """

    rubric: tuple[tuple[str, int], ...]
    max_chars: int
    sample: str = ""


QuestionContent = (
    ChoiceQuestion
    | TextQuestion
    | NumberQuestion
    | PlacesQuestion
    | ScaleQuestion
    | FreeTextQuestion
)
