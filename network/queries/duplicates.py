"""Finds organisations that are probably the same under another spelling."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz

from lms.common.text import fold
from network.enums import PartnerState
from network.models import Partner
from network.queries.viewer import LISTED

ALIKE = 90.0  # of 100, over the sorted words
MOST = 5
EVERYBODY = Q()
# What a name says about law and not about the organisation, folded and without dots.
LEGAL_FORMS = frozenset(
    "ev gev rv gmbh ggmbh mbh ag gag ug gug kg ohg gbr eg se co kgaa aoer kdoer "
    "haftungsbeschraenkt haftungsbeschrankt gemeinnuetzige gemeinnutzige eingetragener".split()
)
_DOTTED = re.compile(r"\b((?:[a-z]\.\s?)+)(?=\W|$)")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class SimilarPartner:
    """A partner that has (almost) the same name."""

    key: str
    slug: str
    name: str
    is_provisional: bool


def comparable(name: str) -> str:
    """A name as it is compared: folded, without legal form and punctuation, words sorted."""
    joined = _DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[1]), fold(name))
    words = _WORD.findall(joined)
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(sorted(kept or words))


def is_alike(one: str, other: str) -> bool:
    """Tell whether two comparable names may be one organisation; numbers must be the same."""
    if not one or not other or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return fuzz.ratio(one, other, score_cutoff=ALIKE) > 0


def similar_names(name: str, others: Iterable[str]) -> list[str]:
    """Those of the names that may be the same organisation."""
    wanted = comparable(name)
    return [other for other in others if is_alike(wanted, comparable(other))]


def similar_partners(
    name: str, *, seen: Q = EVERYBODY, exclude: int | None = None
) -> list[SimilarPartner]:
    """Listed partners (published or provisional) whose name is almost this one; one query.

    Args:
        name: As somebody typed it.
        seen: Whom the asker may know of; only the office asks among everybody.
        exclude: Primary key of the partner that is being renamed.
    """
    return _similar(name, [row for row in _listed(seen) if row[0] != exclude])


def similar_to_each(names: Iterable[str]) -> list[list[SimilarPartner]]:
    """The same for several names among everybody, in their order; one query for all of them."""
    listed = _listed(EVERYBODY)
    return [_similar(name, listed) for name in names]


def _listed(seen: Q) -> list[tuple[int, str, SimilarPartner]]:
    """Every listed partner that is seen: primary key, comparable name, what is shown of it."""
    listed = Partner.objects.filter(seen, state__in=LISTED)
    return [
        (pk, comparable(name), SimilarPartner(key, slug, name, state == PartnerState.PROVISIONAL))
        for pk, key, slug, name, state in listed.values_list("pk", "key", "slug", "name", "state")
    ]


def _similar(name: str, listed: list[tuple[int, str, SimilarPartner]]) -> list[SimilarPartner]:
    wanted = comparable(name)
    return [shown for _pk, other, shown in listed if is_alike(wanted, other)][:MOST]
