"""Quarters of a year: the time the network plans in."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

MONTHS = 3
_CODE = re.compile(r"(20\d\d)-([1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter; ``number`` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter of a day."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def parse(cls, code: str) -> "Quarter | None":
        """The quarter of a code such as ``2026-4``; None for anything else."""
        match = _CODE.fullmatch(code)
        return cls(int(match[1]), int(match[2])) if match else None

    @property
    def code(self) -> str:
        """As it stands in addresses: ``2026-4``."""
        return f"{self.year}-{self.number}"

    @property
    def title(self) -> str:
        """``4. Quartal 2026``."""
        return _("%(number)s. Quartal %(year)s") % {"number": self.number, "year": self.year}

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return self.later(1).first_day - timedelta(days=1)

    def later(self, number: int) -> "Quarter":
        """So many quarters after this one; negative: before."""
        years, rest = divmod(self.number - 1 + number, 4)
        return Quarter(self.year + years, rest + 1)


def around(day: date, before: int = 2, after: int = 2) -> list[Quarter]:
    """The quarter of a day and those about it, the earliest first."""
    this = Quarter.of(day)
    return [this.later(number) for number in range(-before, after + 1)]
