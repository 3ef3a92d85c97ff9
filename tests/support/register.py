"""What must hold of a register of certificates, of its files and of its mails, seen from outside."""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from lms.records.composing import digest
from tests.support.ledger import misdelivered, outbox
from tests.support.own_site import select

ROWS = """SELECT code, enrolment_key, state, pdf_name, pdf_sha256, status_list_id, status_index
    FROM courses_certificate WHERE kind <> 'achievement'"""
FILES = "certificates"  # below the private folder


@dataclass(frozen=True)
class Register:
    """What was found.

    Attributes:
        wanted: Keys of the enrolments that are to have one.
        rows: As ``ROWS`` has them.
        files: SHA-256 of each file, by the name in its row.
        mails: As ``outbox`` has them; only those about certificates.
        arrived: How many copies, by Message-ID.
    """

    wanted: frozenset
    rows: tuple
    files: dict
    mails: tuple
    arrived: dict


def read(environment, wanted, arrived):
    """Look at the database by raw SQL, and at the folder of files."""
    folder = Path(environment["DATA_DIR"]) / "private"
    files = {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (folder / FILES).rglob("*.*")
    }
    mails = [mail for mail in outbox(environment) if mail[0].startswith("certificate:")]
    return Register(
        frozenset(wanted), tuple(select(environment, ROWS)), files, tuple(mails), arrived
    )


def flaws(found):
    """What does not hold; by the name of what should."""
    holders = Counter(key for _code, key, *_rest in found.rows)
    places = Counter((row[5], row[6]) for row in found.rows)
    digests = {digest(f"certificate:{row[0]}") for row in found.rows}
    wrong = {
        "each has one": found.wanted - holders.keys(),
        "nobody has two": {key for key, number in holders.items() if number > 1},
        "nobody else has one": holders.keys() - found.wanted,
        "valid": {row[0] for row in found.rows if row[2] != "valid"},
        "file as its hash": {row[0] for row in found.rows if found.files.get(row[3]) != row[4]},
        "no file beside": found.files.keys() - {row[3] for row in found.rows},
        "place of its own": {place for place, number in places.items() if number > 1},
        "mail of its own": digests ^ {mail[1] for mail in found.mails},
        "mail arrived": digests - found.arrived.keys(),
        "copies as told": misdelivered(found.mails, found.arrived),
    }
    return {name: sorted(flawed, key=str) for name, flawed in wrong.items() if flawed}


def _first_row(found, **values):
    names = ("code", "key", "state", "name", "hash", "list", "place")
    row = dict(zip(names, found.rows[0], strict=True)) | values
    return replace(found, rows=(tuple(row.values()), *found.rows[1:]))


def _one_more_copy(found):
    unclear = {digest: unclear for _key, digest, _state, unclear in found.mails}
    chosen = next(one for one, number in found.arrived.items() if number > unclear[one])
    return replace(found, arrived=found.arrived | {chosen: found.arrived[chosen] + 1})


# A checker that sees nothing proves nothing: each of these must be found.
DAMAGE = {
    "each has one": lambda found: replace(found, rows=found.rows[1:]),
    "nobody has two": lambda found: replace(found, rows=(*found.rows, found.rows[0])),
    "nobody else has one": lambda found: _first_row(found, key="stranger"),
    "valid": lambda found: _first_row(found, state="revoked"),
    "file as its hash": lambda found: replace(found, files={}),
    "no file beside": lambda found: replace(found, files=found.files | {"left.pdf": ""}),
    "place of its own": lambda found: _first_row(found, list=found.rows[1][5], place=found.rows[1][6]),
    "mail of its own": lambda found: replace(found, mails=found.mails[1:]),
    "mail arrived": lambda found: replace(
        found, arrived={one: found.arrived[one] for one in [*found.arrived][1:]}
    ),
    "copies as told": _one_more_copy,
}  # fmt: skip


def unseen_damage(found):
    """Which of the damages ``flaws`` does not see."""
    return [name for name, damage in DAMAGE.items() if name not in flaws(damage(found))]
