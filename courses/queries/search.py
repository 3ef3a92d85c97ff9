"""Finds the terms somebody means: forms of a word, beginnings of words, and typing mistakes."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max, Min, QuerySet
from rapidfuzz import fuzz, process

from courses.models import Course, CourseTerm
from lms.common.text import STOP_WORDS, fold, forms, spellings

MAX_WORDS = 8
MAX_EXPANSIONS = 60  # terms one typed beginning may stand for
MIN_PREFIX = 3  # letters
MIN_CORRECTED = 4  # letters; shorter words resemble too many others
SIMILARITY = 76  # per cent of equal letters, Indel distance
TELLING = 2  # weight of a word that stands in more than a lesson's body


@dataclass(frozen=True)
class Vocabulary:
    """All terms of the catalogue in order; telling words by their folded spelling and stem."""

    terms: list[str]
    words: dict[str, str]


@dataclass(frozen=True)
class Search:
    """What was typed, as one tuple of possible terms per word.

    ``corrected`` is the whole query with mistyped words replaced, "" when all were known.
    """

    words: tuple[tuple[str, ...], ...]
    corrected: str = ""


@lru_cache(maxsize=2)
def vocabulary(stamp: str) -> Vocabulary:
    """Read every term of the catalogue; one query per stamp and process."""
    rows = CourseTerm.objects.order_by().values("term")
    rows = rows.annotate(first=Min("word"), top=Max("weight"))
    found = sorted(rows.values_list("term", "first", "top"))
    telling = [(term, word) for term, word, top in found if top >= TELLING]
    words = dict(telling) | {fold(word): word for _term, word in telling}
    return Vocabulary([term for term, _word, _top in found], words)


def resolve(text: str, stamp: str) -> Search:
    """Turn what was typed into terms of the catalogue.

    A word is known when it, one of its forms or a word that begins with it occurs. For an
    unknown word the most similar one is taken; where nothing is similar the word finds nothing.
    """
    typed = spellings(text)[:MAX_WORDS]
    telling = [word for word in typed if fold(word) not in STOP_WORDS] or typed
    if not telling:
        return Search(())
    known = vocabulary(stamp)
    words, spelled = [], []
    for word in telling:
        found = _expansions(fold(word), known)
        better = "" if found else _similar(fold(word), known)
        words.append(found or _expansions(fold(better), known))
        spelled.append(better or word)
    return Search(tuple(words), "" if spelled == telling else " ".join(spelled))


def found_courses(courses: QuerySet[Course], search: Search) -> QuerySet[Course]:
    """Keep the courses in which every searched word occurs."""
    for terms in search.words:
        hits = CourseTerm.objects.filter(term__in=terms).values("course")
        courses = courses.filter(pk__in=hits)
    return courses


def _expansions(word: str, known: Vocabulary) -> tuple[str, ...]:
    exact = [form for form in forms(word) if _is_term(form, known.terms)] if word else []
    begun = _beginnings(word, known.terms) if len(word) >= MIN_PREFIX else ()
    return tuple(dict.fromkeys([*exact, *begun]))


def _is_term(word: str, terms: list[str]) -> bool:
    place = bisect_left(terms, word)
    return place < len(terms) and terms[place] == word


def _beginnings(word: str, terms: list[str]) -> Iterator[str]:
    start = bisect_left(terms, word)
    for term in terms[start : start + MAX_EXPANSIONS]:
        if not term.startswith(word):
            return
        yield term


def _similar(word: str, known: Vocabulary) -> str:
    if len(word) < MIN_CORRECTED:
        return ""
    best = process.extractOne(word, known.words.keys(), scorer=fuzz.ratio, score_cutoff=SIMILARITY)
    return known.words[best[0]] if best else ""
