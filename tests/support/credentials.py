"""A badge as certificates make it, keys to sign it, and programs of others that check it."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.jwk import ECKey, OKPKey, RSAKey
from PIL import Image

from courses.formats.credentials import contexts, integrity, multikey
from courses.formats.credentials.open_badge import (
    Achieved,
    Aim,
    Badge,
    Issuer,
    Outcome,
    identity_hash,
    open_badge,
)
from courses.formats.credentials.status_list import Place
from courses.formats.credentials.tokens import TokenKey

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Abzeichen</title></svg>'
ROOT = Path(__file__).resolve().parents[2]
SITE = "https://lernkette.example"
NAME = "Božena Müller-Chóśebuz"
TITLE = "Daten verstehen ®é中 in Chóśebuz"
MOMENT = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ISSUER = Issuer(f"{SITE}/aussteller/k2f7m9x3bc", "Bibliothek am Spreeufer", f"{SITE}/de/partner/b/")
METHOD = f"{ISSUER.id}#{multikey.written(KEY.public_key())}"
BADGE = Badge(
    id=f"{SITE}/z/bcdfghjkmnpqrstvwxyz2345678",
    issuer=ISSUER,
    achieved=Achieved(
        id=f"{SITE}/leistung/k2f7m9x3bc",
        kind="CertificateOfCompletion",
        name=TITLE,
        description="Was Daten sagen und was nicht.",
        criteria="Alle Pflichtlektionen bearbeitet (3), alle Pflichttests bestanden",
        language="de",
        aims=(
            Aim("Daten suchen", "https://example.org/digcomp/1.1", "DigComp 2.2", "1.1", "Stufe 3"),
        ),
        tags=("Sekundarstufe I",),
    ),
    description="Angeboten von Bibliothek am Spreeufer und Wukubłanje Dolna Łužyca.",
    identity=identity_hash(NAME, "c2FsdA"),
    salt="c2FsdA",
    issued_at=MOMENT,
    started_at=datetime(2026, 9, 1, 7, tzinfo=UTC),
    ended_at=datetime(2026, 11, 19, 15, tzinfo=UTC),
    awarded_at=datetime(2026, 11, 19, 15, tzinfo=UTC),
    outcomes=(Outcome("Abschlusstest", "9,5", "RawScore", "10"), Outcome("Umfang", "6 Stunden")),
    status=Place(f"{SITE}/sperrliste/1", 4711),
)


def credential(**changes):
    """The badge as a credential without proof."""
    return open_badge(replace(BADGE, **changes))


def signed(**changes):
    """The badge with its proof."""
    return integrity.sign(credential(**changes), key=KEY, method=METHOD, created=MOMENT)


def trusted(method):
    """The one key these tests trust."""
    if method != METHOD:
        message = "not one of ours"
        raise multikey.KeyFormatError(message)
    return KEY.public_key()


def picture(size=(64, 64)):
    """A PNG picture of one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, "#1b4965").save(target, "PNG")
    return target.getvalue()


def token_keys():
    """A private key for each algorithm that is offered."""
    return {
        "ES256": TokenKey("ES256", ECKey.generate_key("P-256")),
        "RS256": TokenKey("RS256", RSAKey.generate_key(2048)),
        "Ed25519": TokenKey("Ed25519", OKPKey.generate_key("Ed25519")),
    }


# The part of the context of DID documents that a verifier of proofs reads.
DID_WORDS = {
    "@context": {
        "@protected": True,
        "id": "@id",
        "type": "@type",
        "assertionMethod": {
            "@id": "https://w3id.org/security#assertionMethod",
            "@type": "@id",
            "@container": "@set",
        },
    }
}


def verifier_says(documents, issuer):
    """What the verifier of Digital Bazaar says of each, given the issuer's document."""
    known = {url: contexts.load(url)["document"] for url in contexts.FILES}
    keys = {
        one["id"]: {"@context": [contexts.MULTIKEY], **one} for one in issuer["assertionMethod"]
    }
    given = {
        "documents": documents,
        "keys": {issuer["id"]: issuer, **keys},
        "contexts": {**known, contexts.DID: DID_WORDS},
    }
    return node("check-credentials.mjs", given)


def node(script, given):
    """Run a script of ours that uses packages of others; gives back the JSON it prints."""
    program = shutil.which("node") or ROOT / ".cache/node/bin/node"
    if not Path(program).exists():
        pytest.skip("Node.js is not installed")
    done = subprocess.run(  # our own script
        [program, ROOT / "tests/support" / script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
