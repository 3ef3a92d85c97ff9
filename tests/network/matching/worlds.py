"""Small synthetic networks whose truth is known, with words the lexicon does not have.

``make(seed, count)`` gives facts, the true tags of each listing and the partners that really fit.
Half of the words of each tag are the lexicon's, half are invented per seed; tags are lost and
wrong, sentences digress, letters are swapped. ``shared_world`` reads one of the worlds beside the
project, if they are there.
"""

import gzip
import importlib.util
import json
import math
import os
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import pytest

from network.formats.exchange import read_network
from network.matching import vocabulary
from network.matching.records import (
    GROUPS,
    ListingFacts,
    NetworkFacts,
    PartnerFacts,
    Tie,
    Vocabulary,
)

AS_OF = date(2027, 1, 15)
SHARED = Path(os.environ.get("SHARED_DIR", Path(__file__).resolve().parents[4] / "shared"))
SYLLABLES = "bra del fu gri hos jal kem lu mor nip pra quo ris sta tul vem wol xan zig".split()
ASIDE = ("Nebenher kümmern wir uns um {}.", "Im Haus läuft sonst noch {}.")
OPENING = {
    True: ("Wir geben {} ab.", "Bei uns bekommen Sie {}.", "Verfügbar: {}."),
    False: ("Dringend benötigt: {}.", "Wir hätten gern {}.", "Hilfe gesucht bei {}."),
}
FURTHER = ("Das betrifft {}.", "Gedacht für {}.", "Stichwort {}.")


@dataclass(frozen=True)
class World:
    facts: NetworkFacts
    truth: dict[str, frozenset]  # listing → its true tags

    @cached_property
    def relevant(self) -> dict[str, dict[str, int]]:
        """Partner → partner → grade; worked out when asked for, as every pair is looked at."""
        return fitting(self.facts, self.truth)


def facts_of(network, words=None):
    """The facts of a file of the exchange format."""
    partners = tuple(
        PartnerFacts(p.key, p.kind, frozenset(p.stages), p.size, p.capacity or 0, p.latitude,
                     p.longitude, frozenset(p.languages))
        for p in network.partners
    )  # fmt: skip
    listings = tuple(
        ListingFacts(
            o.key, o.partner, o.kind == "offer", o.category, frozenset(o.competences),
            frozenset(o.action_fields), frozenset(o.target_groups), o.text,
            valid_from=o.valid_from, valid_to=o.valid_to, radius_km=o.radius_km,
            is_online=o.is_online, languages_required=frozenset(o.languages_required),
            capacity_left=o.capacity_left, stages_wanted=frozenset(o.stages_wanted),
            confirmed_on=o.confirmed_on,
        )
        for o in network.listings
    )  # fmt: skip
    ties = tuple(Tie(*c.partners[:2], c.state, c.quality) for c in network.cooperations)
    return NetworkFacts(network.as_of, partners, listings, words or vocabulary.shipped(), ties)


def shared_names():
    return sorted(
        path.name.removesuffix(".json.gz").removeprefix("world-")
        for path in (SHARED / "data/network/worlds").glob("world-*.json.gz")
        if "truth" not in path.name
    )


def shared_world(name):
    """Document, truth and facts of a world beside the project; skips without it."""
    path = SHARED / "data/network/worlds" / f"world-{name}.json.gz"
    if not path.exists():
        pytest.skip("the worlds are not beside the project")
    data = gzip.decompress(path.read_bytes())
    truth = json.loads(
        gzip.decompress(path.with_suffix("").with_suffix(".truth.json.gz").read_bytes())
    )
    return json.loads(data), truth, facts_of(read_network(data))


def evaluator():
    path = SHARED / "tools/evaluate_matching.py"
    if not path.exists():
        pytest.skip("the tool is not beside the project")
    spec = importlib.util.spec_from_file_location("evaluate_matching", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.evaluate


def as_suggestions(lists):
    return {
        key: [{"partner": getattr(entry, "partner", entry)} for entry in entries]
        for key, entries in lists.items()
    }


def ndcg(lists, relevant, k=10):
    """Mean NDCG of the partners that have someone who fits."""
    gains = []
    for key, grades in relevant.items():
        if grades:
            ranked = [getattr(e, "partner", e) for e in lists[key]][:k]
            best = sorted((2**g - 1 for g in grades.values()), reverse=True)[:k]
            gain = sum((2 ** grades.get(o, 0) - 1) / math.log2(i + 2) for i, o in enumerate(ranked))
            gains.append(gain / sum(g / math.log2(i + 2) for i, g in enumerate(best)))
    return sum(gains) / len(gains)


def invented(random_, count):
    return ["".join(random_.choices(SYLLABLES, k=3)) for _ in range(count)]


def words_of(random_, words: Vocabulary):
    return {
        tag: [*random_.sample(list(words.synonyms[tag]), 2), *invented(random_, 2)]
        for tag in words.tags()
    }


def slip(random_, text):
    letters = list(text)
    for place in range(len(letters) - 1):
        if letters[place].isalpha() and letters[place + 1].isalpha() and random_.random() < 0.01:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def true_tags(random_, words):
    pick = lambda group, most: {  # noqa: E731
        (group, code) for code in random_.sample(words.codes[group], random_.randint(1, most))
    }
    category, competence, field, target = GROUPS
    return frozenset(pick(category, 1) | pick(competence, 3) | pick(field, 2) | pick(target, 2))


def written(random_, tags, terms, *, is_offer):
    said = [random_.choice(terms[tag]) for tag in sorted(tags) if random_.random() < 0.75]
    first, rest = said[:2], said[2:]
    parts = [random_.choice(OPENING[is_offer]).format(" und ".join(first))] if first else []
    parts += [random_.choice(FURTHER).format(word) for word in rest]
    if random_.random() < 0.4:
        other = random_.choice(sorted(terms.keys() - tags))
        parts.append(random_.choice(ASIDE).format(random_.choice(terms[other])))
    return slip(random_, " ".join(parts))


def observed(random_, tags, words):
    kept = {group: set() for group in GROUPS}
    for group, code in sorted(tags):
        if random_.random() < (0.9 if group == GROUPS[0] else 0.65):
            kept[group].add(code)
        elif group == GROUPS[0]:
            kept[group].add(random_.choice(words.codes[group]))
    for group in GROUPS[1:]:
        if random_.random() < 0.15:
            kept[group].add(random_.choice(words.codes[group]))
        if random_.random() < 0.1:
            kept[group].clear()
    return kept


def make(seed: int, count: int = 60, each: int = 5) -> World:
    random_ = random.Random(seed)
    words = vocabulary.shipped()
    terms = words_of(random_, words)
    partners = tuple(
        PartnerFacts(
            f"p{number}", kind := random_.choice(list(words.kinds)),
            frozenset(words.kind_stages[kind]), random_.choice(("small", "small", "medium", "large")),
            random_.randint(1, 4), 51.75 + random_.gauss(0, 0.06), 14.33 + random_.gauss(0, 0.09),
            frozenset({"de"}),
        )
        for number in range(count)
    )  # fmt: skip
    truth, listings = {}, []
    for number in range(count * each):
        key, is_offer = f"l{number}", number % 2 == 0
        # Every second need wants what some offer truly gives, so that there is something to find.
        seeks = truth[f"l{number - 1}"] if not is_offer and random_.random() < 0.6 else None
        truth[key] = seeks or true_tags(random_, words)
        said = observed(random_, truth[key], words)
        start = AS_OF + timedelta(days=random_.randint(-60, 90))
        timed = random_.random() < 0.85
        listings.append(
            ListingFacts(
                key, random_.choice(partners).key, is_offer, "".join(said["category"]),
                frozenset(said["competence"]), frozenset(said["action_field"]),
                frozenset(said["target_group"]),
                written(random_, truth[key], terms, is_offer=is_offer),
                valid_from=start if timed else None,
                valid_to=start + timedelta(days=random_.randint(150, 400)) if timed else None,
                radius_km=random_.choice((None, None, 10.0, 25.0, 60.0)),
                is_online=random_.random() < 0.4, languages_required=frozenset(),
                capacity_left=random_.randint(1, 4), confirmed_on=AS_OF - timedelta(days=100),
            )
        )  # fmt: skip
    facts = NetworkFacts(AS_OF, partners, tuple(listings), words)
    return World(facts, truth)


def fitting(facts, truth):
    """Grade 2 where every group agrees, 1 where one but the category does not."""
    found = {partner.key: {} for partner in facts.partners}
    offers = [o for o in facts.listings if o.is_offer]
    for need in (o for o in facts.listings if not o.is_offer):
        for offer in offers:
            shared = {group for group, _code in truth[need.key] & truth[offer.key]}
            if "category" not in shared or len(shared) < 3 or need.partner == offer.partner:
                continue
            one, other = need.partner, offer.partner
            grade = 2 if len(shared) == 4 else 1
            if may_meet(facts, need, offer):
                found[one][other] = max(found[one].get(other, 0), grade)
                found[other][one] = max(found[other].get(one, 0), grade)
    return found


def may_meet(facts, need, offer):
    """The gates once more, written plainly and on their own."""
    owners = {p.key: p for p in facts.partners}
    one, other = owners[need.partner], owners[offer.partner]
    speak = not (need.languages_required - other.languages) and not (
        offer.languages_required - one.languages
    )
    is_open = may_be_seen(facts, need, one) and may_be_seen(facts, offer, other)
    return (
        one.key != other.key
        and speak
        and is_open
        and may_reach(need, offer, one, other)
        and (have_time(facts, need, offer))
    )


def may_be_seen(facts, listing, owner):
    is_over = listing.valid_to is not None and listing.valid_to < facts.as_of
    has_room = owner.capacity > 0 and listing.capacity_left != 0
    return listing.is_visible and owner.takes_part and has_room and not is_over


def have_time(facts, need, offer):
    if None in {need.valid_from, need.valid_to, offer.valid_from, offer.valid_to}:
        return True
    start = max(need.valid_from, offer.valid_from, facts.as_of)
    return (min(need.valid_to, offer.valid_to) - start).days >= 30


def may_reach(need, offer, one, other):
    limits = [o.radius_km for o in (need, offer) if o.radius_km is not None]
    both_online = need.is_online is not False and offer.is_online is not False
    if both_online or not limits or None in {one.latitude, other.latitude}:
        return True
    return great_circle(one, other) <= min(limits)


def great_circle(one, other):
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(one.longitude - other.longitude)
    inner = math.sin((north - south) / 2) ** 2
    inner += math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(inner))
