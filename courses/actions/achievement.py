"""What a certificate's credential points at: its achievement, and its place in a status list."""

import hashlib
import json
import secrets
from datetime import datetime
from typing import Any

from courses.formats.credentials.status_list import SIZE
from courses.models import Achievement, Certificate, StatusList

# What certificates of one course, rule and language state alike; nothing of a person.
SHARED = (
    "kind",
    "language",
    "course",
    "course_key",
    "summary",
    "issuer",
    "stages",
    "competences",
    "effort_minutes",
    "rule",
)
TRIES = 40  # of drawing a free place; by then a list is all but full


def describe_achievement(*, facts: dict[str, Any], at: datetime) -> Achievement:
    """The achievement that these facts of a certificate describe; made once for all of them."""
    shared = {name: facts[name] for name in SHARED}
    shared["partners"] = [partner["name"] for partner in facts["partners"]]
    text = json.dumps(shared, ensure_ascii=False, sort_keys=True)
    described, _is_new = Achievement.objects.get_or_create(
        digest=hashlib.sha256(text.encode()).hexdigest(),
        defaults={"issuer_key": facts["issuer"]["key"], "facts": shared, "created_at": at},
    )
    return described


def draw_place(*, issuer_key: str, at: datetime) -> tuple[StatusList, int]:
    """A place of a house's status list that no certificate has, drawn so that it tells nothing."""
    current = StatusList.objects.filter(issuer_key=issuer_key).order_by("number").last()
    if current is None:
        current = _begin_list(issuer_key, 1, at)
    for _ in range(TRIES):
        index = secrets.randbelow(SIZE)
        if not Certificate.objects.filter(status_list=current, status_index=index).exists():
            return current, index
    return _begin_list(issuer_key, current.number + 1, at), secrets.randbelow(SIZE)


def _begin_list(issuer_key: str, number: int, at: datetime) -> StatusList:
    made, _is_new = StatusList.objects.get_or_create(
        issuer_key=issuer_key, number=number, defaults={"changed_at": at}
    )
    return made
