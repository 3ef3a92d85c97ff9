"""What a credential states of a certificate."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from courses.formats.credentials.open_badge import identity_hash, issuer_profile
from tests.support.credentials import BADGE, ISSUER, NAME, TITLE, credential, signed

SCHEMA = (
    Path(__file__).parents[5]
    / "shared/data/openbadges/ob30-achievementcredential.derived.schema.json"
)


def test_it_states_everything_but_the_name():
    made = credential()
    subject = made["credentialSubject"]
    achieved = subject["achievement"]
    assert made["id"] == BADGE.id
    assert (made["validFrom"], made["awardedDate"]) == ("2026-11-20T09:30:15Z", "2026-11-19T15:00:00Z")  # fmt: skip
    assert made["issuer"]["id"] == ISSUER.id
    assert (achieved["name"], achieved["inLanguage"]) == (TITLE, "de")
    assert achieved["criteria"]["narrative"] == BADGE.achieved.criteria
    assert achieved["alignment"][0]["targetCode"] == "1.1"
    values = {one["resultDescription"]: one["value"] for one in subject["result"]}
    named = {one["id"]: one["name"] for one in achieved["resultDescription"]}
    assert {named[key]: value for key, value in values.items()} == {
        "Abschlusstest": "9,5",
        "Umfang": "6 Stunden",
    }
    assert made["credentialStatus"]["statusListIndex"] == "4711"
    text = json.dumps(made, ensure_ascii=False)
    assert not any(part in text for part in (NAME, *NAME.split()))


def test_the_name_can_be_compared_by_whoever_is_shown_it():
    identity = credential()["credentialSubject"]["identifier"][0]
    assert identity["identityType"] == "name"
    assert identity["hashed"] is True
    assert identity["identityHash"] == identity_hash(f"  {NAME} ", identity["salt"])
    assert identity["identityHash"] != identity_hash(NAME, "another salt")
    decomposed = "Boz\u030cena Mu\u0308ller-Cho\u0301s\u0301ebuz"
    assert identity_hash(decomposed, "c2FsdA") == identity["identityHash"]


def test_the_hash_is_that_of_the_standards_example():
    expected = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    assert identity_hash("a@example.com", "Kosher") == expected


def test_what_is_not_known_is_not_stated():
    bare = replace(BADGE.achieved, aims=(), tags=())
    made = credential(achieved=bare, outcomes=(), status=None)
    assert "credentialStatus" not in made
    assert "result" not in made["credentialSubject"]
    assert not {"alignment", "tag", "resultDescription"} & set(
        made["credentialSubject"]["achievement"]
    )
    assert "url" not in issuer_profile(replace(ISSUER, url=""))


@pytest.mark.parametrize("made", [credential(), signed(), credential(outcomes=(), status=None)])
def test_it_keeps_to_the_standards_schema(made):
    if not SCHEMA.exists():
        pytest.skip("the standard's schema is not beside the project")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validate(made, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**made, "issuer": 7}, schema)
