"""The text that is signed, and documents that have none."""

import json
from pathlib import Path

import pytest

from courses.formats.credentials import contexts
from courses.formats.credentials.contexts import UnknownContextError
from courses.formats.credentials.linked_data import LinkedDataError, canonical
from tests.support.credentials import NAME, TITLE, credential

VECTORS = Path(__file__).parents[5] / "shared/data"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


@pytest.fixture
def examples(tmp_path, monkeypatch):
    """The context in which the standard's own examples invent words."""
    file = tmp_path / "examples.json"
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    file.write_text(json.dumps(vocabulary), "utf-8")
    monkeypatch.setitem(contexts.FILES, EXAMPLES, str(file))


def test_it_is_the_text_of_the_standards_vectors(examples):
    base = VECTORS / "vc-di-eddsa/eddsa-rdfc-2022"
    if not base.is_dir():
        pytest.skip("the standard's vectors are not beside the project")
    document = json.loads((base / "signedDataInt.json").read_text("utf-8"))
    proof = document.pop("proof")
    assert canonical(document) == (base / "canonDocDataInt.txt").read_text("utf-8")
    del proof["proofValue"]
    options = {"@context": document["@context"], **proof}
    assert canonical(options) == (base / "proofCanonDataInt.txt").read_text("utf-8")


def test_it_is_the_text_of_the_badges_vector():
    base = VECTORS / "openbadges/spec-test-vectors"
    if not base.is_dir():
        pytest.skip("the standard's vectors are not beside the project")
    document = json.loads((VECTORS / "openbadges/examples/simple.json").read_text("utf-8"))
    del document["proof"]
    # The vector is this example as an earlier issuer gave it out.
    issuer = {"id": "https://example.edu/issuers/565049", "url": "https://www.imsglobal.org"}
    document["issuer"] |= issuer
    text = (base / "document-canon.txt").read_text("utf-8")
    assert canonical(document).splitlines() == text.splitlines()


def test_order_of_words_means_nothing_and_letters_stay():
    document = credential()
    text = canonical(document)
    assert canonical(dict(reversed(document.items()))) == text
    assert TITLE in text
    assert NAME not in text


def change(path, value):
    document = json.loads(json.dumps(credential()))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("invented",), "x"),
        (("credentialSubject", "achievement", "invented"), "x"),
        (("credentialSubject", "invented"), {"id": "https://example.org/"}),
        (("type",), ["VerifiableCredential", "InventedCredential"]),
        (("issuer", "id"), "no-address"),
        (("id",), "../z/other"),
    ],
)
def test_what_no_context_explains_cannot_be_signed(path, value):
    with pytest.raises(LinkedDataError):
        canonical(change(path, value))


@pytest.mark.parametrize(
    "unknown", ["https://example.org/own-words", "http://127.0.0.1:1/x", "file:///etc/passwd"]
)
def test_words_of_strangers_are_not_fetched(unknown):
    document = credential()
    with pytest.raises(UnknownContextError):
        canonical({**document, "@context": [*document["@context"], unknown]})


def test_nodes_made_to_be_compared_for_ever_are_given_up():
    nodes = [{"@id": f"_:b{n}"} for n in range(12)]
    knows = "https://example.org/knows"
    graph = [
        {**one, knows: [other for other in nodes if other is not one]}  # each knows all others
        for one in nodes
    ]
    with pytest.raises(LinkedDataError, match="without names"):
        canonical({"@context": contexts.CREDENTIALS, "@graph": graph})


@pytest.mark.parametrize("document", [{"@context": 5}, {"@context": {"a": 1}}, {"@graph": 7}])
def test_what_is_no_linked_data_is_refused(document):
    with pytest.raises(LinkedDataError):
        canonical(document)
