"""Contexts come from this machine alone."""

import json
from pathlib import Path

import pytest

from courses.formats.credentials.contexts import FILES, UnknownContextError, load

PUBLISHED = Path(__file__).parents[5] / "shared/data/openbadges/contexts"
NAMES = {
    "https://www.w3.org/2018/credentials/v1": "2018-credentials-v1.jsonld",
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "ob-v3p0-context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
    "https://w3id.org/security/suites/ed25519-2020/v1": "security-suites-ed25519-2020-v1.jsonld",
}


@pytest.mark.parametrize("url", FILES)
def test_every_context_is_there(url):
    found = load(url)
    assert found["documentUrl"] == url
    assert found["document"]["@context"]


@pytest.mark.parametrize(("url", "name"), NAMES.items())
def test_they_are_those_that_were_published(url, name):
    if not PUBLISHED.is_dir():
        pytest.skip("the published contexts are not beside the project")
    assert load(url)["document"] == json.loads((PUBLISHED / name).read_text("utf-8"))


@pytest.mark.parametrize("url", ["https://example.org/context", "file:///etc/passwd", ""])
def test_no_other_is_asked_for(url):
    with pytest.raises(UnknownContextError):
        load(url)
