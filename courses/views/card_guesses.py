"""Counts wrong codes and pictures; right ones are never counted.

Codes have so many possibilities that guessing is hopeless, so a right one always lets in: too
many wrong ones only change the answer. Picture codes are short, so after too many wrong ones
they are no longer tried: on one device, then in the whole class without a card or alias, then
for one seat. Nobody of another class ever notices.
"""

from dataclasses import dataclass

from courses.models import SchoolClass
from lms.accounts.codes import GROUP, normalised
from lms.common.throttle import count_try, tries

WINDOW = 600  # seconds
SAME_BEGINNING, ALL_CODES = 20, 2000
OF_DEVICE, OF_CLASS, OF_SEAT = 10, 40, 10


def too_many_codes(code: str) -> bool:
    """Count a wrong code; tell whether there were too many like it, or of any kind."""
    beginning = count_try(f"class-code:{normalised(code)[:GROUP]}", seconds=WINDOW)
    everything = count_try("class-code", seconds=WINDOW)
    return beginning > SAME_BEGINNING or everything > ALL_CODES


@dataclass(frozen=True)
class Guesses:
    """Wrong pictures so far, for what is known beside them: a card, an alias, or only a device."""

    school_class: SchoolClass
    card: str
    alias: str
    device: str

    def _limits(self) -> dict[str, int]:
        prefix = f"class-pictures:{self.school_class.key}"
        if self.card or self.alias:
            return {f"{prefix}:{self.card or self.alias.casefold()}": OF_SEAT}
        return {f"{prefix}:device:{self.device}": OF_DEVICE, prefix: OF_CLASS}

    def are_too_many(self) -> bool:
        """Whether these pictures are not even tried."""
        return any(tries(name) >= most for name, most in self._limits().items())

    def count(self) -> None:
        """They were wrong."""
        for name in self._limits():
            count_try(name, seconds=WINDOW)
