"""Every wrong entry is named with its path; what is unknown but harmless is noted."""

import copy
import gzip
import json

import pytest

from network.formats.exchange import ExchangeError, read_network
from tests.network.matching import worlds

GOOD = {
    "format": "lernkette-network/1",
    "as_of": "2027-01-15",
    "partners": [
        {"key": "p0", "name": "Kita Regenbogen", "kind": "kita", "stages": ["frueh"],
         "size": "small", "capacity": 1, "latitude": 51.7, "longitude": 14.3,
         "languages": ["de", "dsb"]},
        {"key": "p1", "name": "Hort Turm", "kind": "hort"},
    ],
    "listings": [
        {"key": "l0", "partner": "p0", "type": "need", "category": "raum",
         "competences": ["1.1"], "action_fields": ["bildung"], "target_groups": ["kitakind"],
         "valid_from": "2027-02-01", "valid_to": "2027-05-01", "radius_km": 3, "online": False,
         "languages_required": ["de"], "capacity_left": 2, "stages_wanted": ["primar"],
         "confirmed_on": "2026-12-01", "text": "Wir suchen einen Raum."},
        {"key": "l1", "partner": "p1", "type": "offer"},
    ],
    "cooperations": [{"partners": ["p0", "p1"], "state": "completed", "quality": 4}],
}  # fmt: skip


def changed(path, value):
    document = copy.deepcopy(GOOD)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


def read(document):
    return read_network(json.dumps(document).encode())


def faults(document):
    with pytest.raises(ExchangeError) as caught:
        read(document)
    return [str(fault) for fault in caught.value.faults]


def test_a_good_file_comes_in_our_codes():
    network = read(GOOD)
    assert network.partners[0].kind == "day_nursery"
    assert network.partners[1].kind == "after_school"
    need, offer = network.listings
    assert (need.category, need.action_fields) == ("room", ("education",))
    assert (need.target_groups, need.stages_wanted) == (("nursery-children",), ("primary",))
    assert need.radius_km == 3.0
    assert offer.valid_from is None
    assert offer.is_online is None
    assert network.notes == ()


def test_packed_and_plain_are_read_alike():
    data = json.dumps(GOOD).encode()
    assert read_network(gzip.compress(data)) == read_network(data)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("listings", 0, "category"), "raumx", "listings[0].category: unbekannt: 'raumx'"),
        (("listings", 0, "competences"), ["1.1", "9.9"], "listings[0].competences[1]: unbekannt: '9.9'"),
        (("listings", 0, "competences"), "1.1", "listings[0].competences: Liste erwartet: '1.1'"),
        (("listings", 0, "partner"), "p9", "listings[0].partner: unbekannt: 'p9'"),
        (("listings", 0, "valid_to"), "2027-01-01", "listings[0].valid_to: liegt vor valid_from: '2027-01-01'"),
        (("listings", 0, "valid_to"), "2027-02-30", "listings[0].valid_to: Datum wie 2027-01-15 erwartet: '2027-02-30'"),
        (("listings", 0, "online"), 1, "listings[0].online: true oder false erwartet: 1"),
        (("listings", 0, "capacity_left"), -1, "listings[0].capacity_left: ganze Zahl von 0 bis 10000 erwartet: -1"),
        (("listings", 0, "capacity_left"), True, "listings[0].capacity_left: ganze Zahl von 0 bis 10000 erwartet: True"),
        (("listings", 0, "radius_km"), "3", "listings[0].radius_km: Zahl erwartet: '3'"),
        (("listings", 0, "type"), "angebot", "listings[0].type: unbekannt: 'angebot'"),
        (("listings", 0, "text"), None, None),
        (("listings", 0, "languages_required"), ["de_DE"], "listings[0].languages_required[0]: kein Sprachkürzel: 'de_DE'"),
        (("listings", 1, "key"), "l0", "listings[1].key: mehrfach vergeben: 'l0'"),
        (("partners", 0, "latitude"), 91, "partners[0].latitude: nicht zwischen -90 und 90: 91"),
        (("partners", 0, "longitude"), None, "partners[0].latitude: Breite und Länge gehören zusammen"),
        (("partners", 1, "name"), " ", "partners[1].name: fehlt"),
        (("partners", 1, "key"), "p0", "partners[1].key: mehrfach vergeben: 'p0'"),
        (("partners", 1), "p1", "partners[1]: ein Objekt erwartet: 'p1'"),
        (("cooperations", 0, "state"), "fertig", "cooperations[0].state: unbekannt: 'fertig'"),
        (("cooperations", 0, "partners"), ["p0", "p0"], "cooperations[0].partners: mindestens zwei verschiedene Partner erwartet"),
        (("cooperations", 0, "partners"), ["p0", "p7"], "cooperations[0].partners[1]: unbekannt: 'p7'"),
        (("as_of",), None, "as_of: fehlt"),
        (("format",), "lernkette-network/9", "format: lernkette-network/1 erwartet"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_with_its_path(path, value, said):
    if said is None:
        assert read(changed(path, value)).listings[0].text == ""
    else:
        assert said in faults(changed(path, value))


def test_all_faults_are_named_at_once():
    document = changed(("listings", 0, "category"), "raumx")
    document["partners"][0]["kind"] = "kitax"
    document["listings"][1]["action_fields"] = ["energie", "x"]
    assert faults(document) == [
        "partners[0].kind: unbekannt: 'kitax'",
        "listings[0].category: unbekannt: 'raumx'",
        "listings[1].action_fields[1]: unbekannt: 'x'",
    ]


def test_an_unknown_entry_is_noted_not_refused():
    document = changed(("listings", 0, "colour"), "blue")
    document["note"] = "made by hand"
    network = read(document)
    assert [str(note) for note in network.notes] == [
        "listings[0].colour: unbekannter Eintrag, nicht übernommen",
        "note: unbekannter Eintrag, nicht übernommen",
    ]
    assert network.listings == read(GOOD).listings


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\x1f\x8bbroken", b'{"as_of": NaN}', b"\xff\xfe", b"[" * 100_000]
)
def test_what_is_no_such_file_is_refused(data):
    with pytest.raises(ExchangeError):
        read_network(data)


def test_the_worlds_beside_the_project_are_good_files():
    for name in worlds.shared_names()[:1]:
        document, _truth, facts = worlds.shared_world(name)
        assert len(facts.listings) == len(document["listings"])
