"""Tags that a text speaks for, found by the words staff keep in the lexicon.

Only proposes: a tag is stored when the partner confirmed it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lms.common.text import words
from lms.taxonomy.models import ActionField, Competence, TargetGroup, Term
from network.enums import TagGroup
from network.models import LexiconTerm, ResourceCategory

Tag = tuple[str, str]  # (value of TagGroup, code)
MOST = 12
ENDINGS = ("en", "er", "es", "e", "n", "s")  # of German words, the longer ones first
SHORTEST_STEM = 4


@dataclass(frozen=True)
class Suggestion:
    """One tag, what it is called, and the words of the text that speak for it."""

    group: str
    code: str
    title: str
    words: tuple[str, ...]

    @property
    def value(self) -> str:
        """How a form names the tag."""
        return f"{self.group}:{self.code}"

    @property
    def group_title(self) -> str:
        """What sort of tag it is."""
        return str(TagGroup(self.group).label)


def lexicon_hits(text: str, lexicon: Iterable[tuple[str, str, str]]) -> dict[Tag, list[str]]:
    """Which rows (group, code, synonym) occur in a text as whole words, in any case.

    Pure. Compared folded; the usual endings of German words do not matter.
    """
    rows = [(group, code, synonym, _phrase(synonym)) for group, code, synonym in lexicon]
    longest = max((len(phrase) for *_row, phrase in rows), default=0)
    present = _phrases(words(text), longest)
    hits: dict[Tag, list[str]] = defaultdict(list)
    for group, code, synonym, phrase in rows:
        if phrase and phrase in present:
            hits[group, code].append(synonym)
    return hits


def suggest_tags(text: str, *, without: Iterable[Tag] = ()) -> list[Suggestion]:
    """Tags for a text, the best supported first, without those already chosen or denied.

    Costs five queries, one for text without a hit. Of categories only the best is proposed,
    because an entry has one.
    """
    lexicon = LexiconTerm.objects.values_list("group", "code", "synonym")
    hits = lexicon_hits(text, lexicon)
    for tag in without:
        hits.pop(tag, None)
    ordered = sorted(hits, key=lambda tag: (-len(hits[tag]), tag))
    titles = tag_titles() if hits else {}
    has_category = any(group == TagGroup.CATEGORY for group, _code in without)
    found: list[Suggestion] = []
    for group, code in ordered:
        if (group, code) in titles and not (group == TagGroup.CATEGORY and has_category):
            has_category = has_category or group == TagGroup.CATEGORY
            found.append(Suggestion(group, code, titles[group, code], tuple(hits[group, code][:3])))
    return found[:MOST]


def tag_titles() -> dict[Tag, str]:
    """Every tag there is and what it is called; competences of the default framework only."""
    titles: dict[Tag, str] = {}
    vocabularies: dict[TagGroup, type[Term]] = {
        TagGroup.CATEGORY: ResourceCategory,
        TagGroup.FIELD: ActionField,
        TagGroup.TARGET_GROUP: TargetGroup,
    }
    for group, model in vocabularies.items():
        for term in model._default_manager.all():
            titles[group.value, term.code] = term.title
    competences = Competence.objects.filter(framework__is_default=True).exclude(parent=None)
    for competence in competences:
        titles[TagGroup.COMPETENCE.value, competence.code] = str(competence)
    return titles


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in words(text))


def _phrases(found: list[str], longest: int) -> set[tuple[str, ...]]:
    plain = [_plain(word) for word in found]
    return {
        tuple(plain[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(plain) - length + 1)
    }


def _plain(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
