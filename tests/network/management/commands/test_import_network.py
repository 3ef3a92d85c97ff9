"""Files of the exchange format come in once, whole or not at all."""

import pytest
from django.core.management import CommandError

from network.enums import PartnerState
from network.models import Listing, Partner
from tests.support.exchange import FILE, document, rows, run, write

pytestmark = pytest.mark.django_db


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
    changed = document()
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
    content = document()
    change(content)
    with pytest.raises(CommandError, match=r"1 wrong entries") as error:
        run("import_network", write(tmp_path / "netz.json", content))
    assert path in str(error.value)
    assert not Partner.objects.exists()


def test_what_nobody_knows_is_noted_and_a_missing_file_is_no_crash(tmp_path):
    content = document()
    content["partners"][0]["mascot"] = "Fuchs"
    assert "note: partners[0].mascot" in run("import_network", write(tmp_path / "a.json", content))
    with pytest.raises(CommandError, match=r"fehlt\.json"):
        run("import_network", str(tmp_path / "fehlt.json"))
