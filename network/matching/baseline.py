"""What the matching is measured against: a good directory with facets, and itself without parts."""

from dataclasses import replace

import numpy as np

from network.matching import arrays, candidates, gates, posterior
from network.matching.arrays import Indices, Table
from network.matching.items import Relations
from network.matching.records import GROUPS, NetworkFacts
from network.matching.weights import Weights

UNKNOWN_KM = 1000.0


def facet_directory(facts: NetworkFacts, top: int) -> dict[str, list[str]]:
    """Per partner the partners whose live listings share most facets with its own, nearest first.

    Facets are category, competence, field and target group as named; gates are those of the
    matching. That is what a careful person finds by ticking boxes.
    """
    table = arrays.table(facts)
    named = posterior.named(table.listings, facts.vocabulary)
    columns = Relations.of(facts.vocabulary).columns
    best: dict[tuple[int, int], tuple[float, float]] = {}
    needs = np.flatnonzero(~table.is_offer & table.is_open)
    offers = np.flatnonzero(table.is_offer & table.is_open)
    for start in range(0, len(needs), candidates.BLOCK):
        block = needs[start : start + candidates.BLOCK]
        shared = np.zeros((len(block), len(offers)))
        for group in GROUPS:
            shared += (named[block, columns[group]] @ named[offers, columns[group]].T) > 0
        km = np.nan_to_num(gates.distance(table, block[:, None], offers[None, :]), nan=UNKNOWN_KM)
        for row, column in np.argwhere(gates.passes(table, block, offers) & (shared > 0)):
            worth = (-float(shared[row, column]), float(km[row, column]))
            pair = _pair(table, block[row], offers[column])
            best[pair] = min(best.get(pair, worth), worth)
    return _ranked(table, best, top)


def _pair(table: Table, need: Indices, offer: Indices) -> tuple[int, int]:
    one, other = int(table.owner[need]), int(table.owner[offer])
    return min(one, other), max(one, other)


def _ranked(
    table: Table, best: dict[tuple[int, int], tuple[float, float]], top: int
) -> dict[str, list[str]]:
    found: dict[int, list[tuple[tuple[float, float], int]]] = {}
    for (one, other), worth in best.items():
        found.setdefault(one, []).append((worth, other))
        found.setdefault(other, []).append((worth, one))
    return {
        partner.key: [
            table.partners[other].key for _worth, other in sorted(found.get(row, []))[:top]
        ]
        for row, partner in enumerate(table.partners)
    }


def without_text(weights: Weights) -> Weights:
    """An ablation: only what is named counts."""
    silent = (0.0,) * len(GROUPS)
    return replace(weights, tags={**weights.tags, "lexicon": silent, "ridge": silent})


def without_reciprocity(weights: Weights) -> Weights:
    """An ablation: only the best item of one direction counts."""
    return replace(weights, pair={**weights.pair, "mutual": 0.0, "more": 0.0})
