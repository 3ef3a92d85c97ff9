"""Files of the exchange format in and out, and lists printed from what they say."""

import gzip
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.enums import PartnerState
from network.models import Cooperation, Listing, Partner
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
FILE = {
    "format": "lernkette-network/1",
    "as_of": "2027-01-15",
    "partners": [
        {"key": "p0", "name": "Kita Sonne", "kind": "kita", "stages": ["frueh"], "size": "small",
         "capacity": 1, "latitude": 51.7, "longitude": 14.3, "languages": ["de"]},
        {"key": "p1", "name": "Kita Sonne", "kind": "verein", "stages": ["praxis"],
         "size": "medium", "capacity": 2, "latitude": 51.71, "longitude": 14.31,
         "languages": ["de", "pl"]},
        {"key": "p2", "name": "Bücherei Süd", "kind": "bibliothek", "stages": ["praxis"],
         "languages": ["de"]},
    ],
    "listings": [
        {"key": "l0", "partner": "p0", "type": "need", "category": "workshop",
         "competences": ["2.5"], "action_fields": ["bildung"], "target_groups": ["eltern"],
         "online": False, "capacity_left": 1, "text": "Gesucht: Kurs für Eltern zu Netiquette."},
        {"key": "l1", "partner": "p1", "type": "offer", "category": "workshop",
         "competences": ["2.5"], "action_fields": ["bildung"], "target_groups": ["eltern"],
         "valid_from": "2026-12-01", "valid_to": "2027-12-01", "online": True, "capacity_left": 2,
         "confirmed_on": "2026-10-01", "text": "Angebot: Netiquette im Klassenchat. Für Eltern."},
        {"key": "l2", "partner": "p2", "type": "offer", "category": "raum", "text": ""},
    ],
    "cooperations": [{"partners": ["p1", "p2"], "state": "completed", "quality": 4.5}],
}  # fmt: skip


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def write(path, document):
    data = json.dumps(document).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return str(path)


def rows():
    return [
        list(model.objects.order_by("pk").values()) for model in (Partner, Listing, Cooperation)
    ]


def test_a_file_is_taken_over_once(tmp_path):
    path = write(tmp_path / "netz.json.gz", FILE)
    assert "partners: 3 new, 0 updated, 0 kept" in run("import_network", path)
    slugs = [partner.slug for partner in Partner.objects.order_by("pk")]
    assert slugs == ["kita-sonne", "kita-sonne-2", "buecherei-sued"]
    assert set(Partner.objects.values_list("state", flat=True)) == {PartnerState.PROVISIONAL}
    titles = list(Listing.objects.order_by("pk").values_list("title", flat=True))
    assert titles == ["Kurs für Eltern zu Netiquette", "Netiquette im Klassenchat", "Raum"]
    before = rows()
    assert "listings: 0 new, 0 updated, 0 kept" in run("import_network", path)
    assert rows() == before


def test_what_changed_in_the_file_changes_what_people_changed_stays(tmp_path):
    run("import_network", write(tmp_path / "a.json", FILE))
    Partner.objects.filter(import_key="p1").update(name="Unser Verein", version=1)
    changed = json.loads(json.dumps(FILE))
    changed["partners"][0]["capacity"] = 4
    changed["partners"][1]["name"] = "Anders"
    changed["listings"][0]["target_groups"] = []
    said = run("import_network", write(tmp_path / "b.json", changed))
    assert "partners: 0 new, 1 updated, 1 kept" in said
    assert Partner.objects.get(import_key="p0").capacity == 4
    assert Partner.objects.get(import_key="p1").name == "Unser Verein"
    assert not Listing.objects.get(source_key="l0").target_groups.exists()


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda f: f["listings"][1].update(category="raumx"), "listings[1].category"),
        (lambda f: f["listings"][0].update(partner="p9"), "listings[0].partner"),
        (lambda f: f["partners"][2].update(name="x" * 180), "partners[2].name"),
        (lambda f: f["listings"][2].update(text="x" * 4001), "listings[2].text"),
        (lambda f: f["cooperations"][0].update(state="maybe"), "cooperations[0].state"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_taken_over(tmp_path, change, path):
    document = json.loads(json.dumps(FILE))
    change(document)
    with pytest.raises(CommandError, match=r"1 wrong entries") as error:
        run("import_network", write(tmp_path / "netz.json", document))
    assert path in str(error.value)
    assert not Partner.objects.exists()


def test_what_is_written_says_the_same(tmp_path):
    run("import_network", write(tmp_path / "netz.json", FILE))
    run("export_network", str(tmp_path / "aus.json"), "--as-of", "2027-01-15")
    written = json.loads((tmp_path / "aus.json").read_text())
    for name in ("partners", "listings"):
        for said, wrote in zip(FILE[name], written[name], strict=True):
            assert {key: wrote[key] for key in said} == said
    assert written["cooperations"] == FILE["cooperations"]
    before = rows()
    run("import_network", str(tmp_path / "aus.json"))
    assert rows() == before


def test_own_entries_come_back_to_themselves(tmp_path):
    PartnerFactory(name="Eigenes Haus", slug="eigenes-haus")
    run("export_network", str(tmp_path / "aus.json"))
    assert "partners: 0 new, 0 updated, 1 kept" in run("import_network", str(tmp_path / "aus.json"))
    assert Partner.objects.count() == 1


def test_lists_are_printed_under_the_names_of_the_file(tmp_path):
    run("import_network", write(tmp_path / "netz.json", FILE))
    lists = json.loads(run("match_partners", "--json", "--top", "5", "--as-of", "2027-01-15"))
    assert set(lists) == {"p0", "p1", "p2"}
    entry = lists["p0"][0]
    assert set(entry) == {"partner", "score", "probability", "reasons"}
    assert entry["partner"] == "p1"
    assert lists["p1"][0] == entry | {"partner": "p0"}
    codes = {reason["code"] for reason in entry["reasons"]}
    assert {"category", "competence", "near"} <= codes
    assert all(set(reason) == {"code", "text", "contribution"} for reason in entry["reasons"])


def test_without_json_the_lists_are_kept(tmp_path):
    run("import_network", write(tmp_path / "netz.json", FILE))
    assert "3 partners, 2 pairs" in run("match_partners")
