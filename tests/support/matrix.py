"""The permission matrix as data: what each member of the cast may expect of a row.

Columns as in the design: AN nobody, AL learner, CL class lead, PX author, PR reviewer, PO partner
admin, CS city staff, PF platform, CO coordinator of an action field, DP data-protection
officer. ``T`` means let into one's own house; the same letter for a
person of the other house is 404.
"""

import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[2] / "lms" / "permissions.yaml"
PEOPLE = ("AN", "AL", "CL", "PX", "PR", "PO", "CS", "PF", "CO", "DP")
COLUMNS = (*PEOPLE, "PU")  # PU: a pupil's seat in a class, which is no personal account
# What a seat may expect of a row; everything else is absent for it.
PUPIL = {1: "Y", 17: "Y", "public": "Y"}
# A seat can only sign out.
OF_ACCOUNTS = ("account_", "accounts:", "api-v1:my_", "mfa_", "network:claim", "usersessions_")
ROWS = {
    1: "Y Y Y Y Y Y Y Y Y Y",
    3: "L – – T T T Y – – –",
    4: "L – – T T T Y – – –",
    5: "L – – T T T Y – – –",
    7: "L – – T T T Y – – –",
    8: "L – – 3 T 3 Y – – –",
    10: "L – Y – – – – – – –",  # classes: only their leads
    15: "L – – T T T Y – – –",
    17: "Y Y Y Y Y Y Y Y Y Y",
    19: "L – – 3 3 T Y – – –",
    20: "L – – 3 3 T Y – – –",
    21: "L – – T T T Y – – –",
    22: "L – – 3 3 T Y – – –",
    23: "L – – T T T Y – Y –",  # own suggestions and cases; CO: own field
    26: "L – – T T T Y – – –",
    29: "L – T – – T Y Y – –",  # the log of a class, of a house
    31: "L – – – – – 3 Y – –",
    33: "L – – – – – Y – Y –",  # steering the network; CO: own field
    34: "L – – – – – Y – 3 –",  # the network's office: weights, vocabularies, imports
    "public": "Y Y Y Y Y Y Y Y Y Y",
    "own-account": "L Y Y Y Y Y Y Y Y Y",
    "closed": "L – – – – – * – – –",
    "own": "L – – – – – – – – –",  # seen by everybody but the owner
    35: "L – – – – – Y – – Y",  # privacy: register, cases, log; DP reads
}


@cache
def lines() -> dict[str, Any]:
    """The file as it stands."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def line_of(name: str) -> dict[str, Any] | None:
    """The line of a route, or None."""
    line = lines()["routes"].get(name)
    if line is None:
        patterns = lines()["patterns"].items()
        line = next((word for pattern, word in patterns if fnmatch.fnmatch(name, pattern)), None)
    return line if line is None or isinstance(line, dict) else {"row": line}


def expected(name: str, column: str) -> str:
    """One letter: Y let in, L log-in, 3 own house but no right, – absent, T as Y at home."""
    line = line_of(name)
    assert line is not None, name
    answers = dict(zip(PEOPLE, ROWS[line["row"]].split(), strict=True))
    is_closed = name.startswith(OF_ACCOUNTS) and name != "account_logout"
    answers["PU"] = "–" if is_closed else PUPIL.get(line["row"], "–")
    return str({**answers, **line}[column])
