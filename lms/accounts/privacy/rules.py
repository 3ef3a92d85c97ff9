"""When data go by themselves: the rules of ``lms/privacy/retention.yaml``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from lms.accounts.privacy.registry import RETENTION, Words, read, words_of


@dataclass(frozen=True)
class RetentionRule:
    """One rule. ``count`` and ``act`` are named, because imports point down."""

    code: str
    title: Words
    activity: str
    period: Words
    count: str = ""
    act: str = ""
    task: str = ""

    def due(self, *, at: datetime) -> int | None:
        """How many rows the rule would delete at a moment; None: it is only written down."""
        if not self.count:
            return None
        return self.rows(at=at).count()

    def rows(self, *, at: datetime) -> QuerySet[Any]:
        """What goes at a moment, where it can be counted."""
        query: Callable[..., QuerySet[Any]] = import_string(self.count)
        return query(at=at)

    def apply(self, *, at: datetime) -> int:
        """Delete what is due and return how many rows went; 0 for a rule done elsewhere."""
        if not self.act:
            return 0
        action: Callable[..., int] = import_string(self.act)
        return action(at=at)


@cache
def rules() -> tuple[RetentionRule, ...]:
    """All rules, in the order of the file."""
    return tuple(_rule(code, values) for code, values in read(RETENTION).items())


def _rule(code: str, values: Mapping[str, str]) -> RetentionRule:
    named = {name: values[name] for name in ("count", "act", "task") if name in values}
    return RetentionRule(
        code=code,
        title=words_of(values, "title"),
        activity=values["activity"],
        period=words_of(values, "period"),
        **named,
    )
