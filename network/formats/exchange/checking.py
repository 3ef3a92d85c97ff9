"""Takes the entries of one JSON object, one kind of value after the other, and notes what is wrong.

A wrong value gives a harmless one in return, so that one pass finds everything there is to find.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from network.formats.exchange.shapes import Fault

KEY = re.compile(r"[^\s\x00-\x1f](?:[^\x00-\x1f]{0,98}[^\s\x00-\x1f])?")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_TEXT = 20_000  # characters
MOST_NAME = 200
MOST_ENTRIES = 200  # of a list inside one entry
SHOWN = 60  # characters of a wrong value


def shown(value: Any) -> str:
    """A wrong value, short enough for a message."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


class Entry:
    """One object of the file at a path."""

    def __init__(self, value: Any, path: str, faults: list[Fault], notes: list[Fault]) -> None:
        self.path = path
        self.faults = faults
        self.notes = notes
        self.taken: set[str] = set()
        self.values: Mapping[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            faults.append(Fault(path, f"ein Objekt erwartet: {shown(value)}"))

    def fault(self, name: str, problem: str) -> None:
        """Note what is wrong with an entry."""
        self.faults.append(Fault(f"{self.path}.{name}" if self.path else name, problem))

    def get(self, name: str, *, is_needed: bool = False) -> Any:
        """The raw value; ``None`` where it is not there."""
        self.taken.add(name)
        value = self.values.get(name)
        if is_needed and value is None and self.values:
            self.fault(name, "fehlt")
        return value

    def leave(self) -> None:
        """Note the entries nobody asked for."""
        for name in sorted(self.values.keys() - self.taken):
            path = f"{self.path}.{name}" if self.path else name
            self.notes.append(Fault(path, "unbekannter Eintrag, nicht übernommen"))

    def key(self, name: str) -> str:
        """A name for an entry within the file."""
        value = self.get(name, is_needed=True)
        if value is None:
            return ""
        if not isinstance(value, str) or not KEY.fullmatch(value):
            self.fault(name, f"kein gültiger Schlüssel: {shown(value)}")
            return ""
        return value

    def text(self, name: str, most: int, *, is_needed: bool = False) -> str:
        """Words."""
        value = self.get(name, is_needed=is_needed)
        if value is None:
            return ""
        if not isinstance(value, str) or "\x00" in value:
            self.fault(name, f"Text erwartet: {shown(value)}")
            return ""
        if len(value) > most:
            self.fault(name, f"zu lang: {len(value)} Zeichen, höchstens {most}")
        if is_needed and not value.strip():
            self.fault(name, "fehlt")
        return value

    def word(self, name: str, words: Mapping[str, str], *, is_needed: bool = False) -> str:
        """A word of a vocabulary, as our code; empty where not said."""
        value = self.get(name, is_needed=is_needed)
        if value is None or (value == "" and not is_needed):
            return ""
        return self._code(name, value, words)

    def words(self, name: str, words: Mapping[str, str] | None) -> tuple[str, ...]:
        """Several words of a vocabulary (``None``: language tags) as our codes."""
        value = self.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or len(value) > MOST_ENTRIES:
            self.fault(name, f"Liste erwartet: {shown(value)}")
            return ()
        codes = [
            self._code(f"{name}[{place}]", word, words) if words is not None
            else self._language(f"{name}[{place}]", word)
            for place, word in enumerate(value)
        ]  # fmt: skip
        if len(set(codes)) < len(codes) and "" not in codes:
            self.fault(name, "enthält ein Wort mehrfach")
        return tuple(code for code in codes if code)

    def number(self, name: str, least: float, most: float) -> float | None:
        """A number within bounds."""
        value = self.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(name, f"Zahl erwartet: {shown(value)}")
            return None
        if not least <= value <= most:
            self.fault(name, f"nicht zwischen {least:g} und {most:g}: {shown(value)}")
            return None
        return float(value)

    def count(self, name: str, most: int = 10_000) -> int | None:
        """A whole number, not negative."""
        value = self.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self.fault(name, f"ganze Zahl von 0 bis {most} erwartet: {shown(value)}")
            return None
        return value

    def flag(self, name: str) -> bool | None:
        """Yes, no, or not said."""
        value = self.get(name)
        if value is not None and not isinstance(value, bool):
            self.fault(name, f"true oder false erwartet: {shown(value)}")
            return None
        return value

    def day(self, name: str, *, is_needed: bool = False) -> date | None:
        """A date such as 2027-01-15."""
        value = self.get(name, is_needed=is_needed)
        if value is None:
            return None
        try:
            if isinstance(value, str) and DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(name, f"Datum wie 2027-01-15 erwartet: {shown(value)}")
        return None

    def _code(self, name: str, value: Any, words: Mapping[str, str]) -> str:
        if isinstance(value, str) and value in words:
            return words[value]
        self.fault(name, f"unbekannt: {shown(value)}")
        return ""

    def _language(self, name: str, value: Any) -> str:
        if isinstance(value, str) and LANGUAGE.fullmatch(value):
            return value
        self.fault(name, f"kein Sprachkürzel: {shown(value)}")
        return ""
