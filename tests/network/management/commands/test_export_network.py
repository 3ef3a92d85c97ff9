"""What is written says what was read, and comes back to itself."""

import gzip
import json

import pytest

from lms.taxonomy.models import TargetGroup
from network.models import Partner
from tests.factories.network import ListingFactory, PartnerFactory
from tests.support.exchange import FILE, rows, run, write

pytestmark = pytest.mark.django_db


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


def test_without_a_file_it_is_printed_and_packing_changes_nothing(tmp_path):
    PartnerFactory(slug="eigenes-haus")
    printed = run("export_network", "--as-of", "2027-01-15")
    assert json.loads(printed)["as_of"] == "2027-01-15"
    packed = tmp_path / "aus.json.gz"
    run("export_network", str(packed), "--as-of", "2027-01-15")
    assert gzip.decompress(packed.read_bytes()).decode() == printed


def test_what_has_no_word_is_counted_aloud(tmp_path):
    listing = ListingFactory()
    listing.target_groups.set(TargetGroup.objects.filter(code__in=["children", "parents"]))
    assert "1 tags left out" in run("export_network", str(tmp_path / "aus.json"))
    (written,) = json.loads((tmp_path / "aus.json").read_text())["listings"]
    assert written["target_groups"] == ["eltern"]
