"""Compiles the interface texts, and checks that the catalogues fit the code.

Django's own command calls GNU gettext, which a bare machine lacks; polib does the same in Python.
"""

import shutil
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

LOCALE = Path(settings.LOCALE_PATHS[0])
# Languages that must be complete; the others fall back to German, marked as such.
COMPLETE = ("en",)


def compile_catalogue(source: Path) -> None:
    """Write the ``.mo`` beside a ``.po`` unless it is newer."""
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
        polib.pofile(str(source)).save_as_mofile(str(target))


def extracted(language: str) -> set[tuple[str, str]]:
    """Extract what the code says today, as (context, text), without touching the catalogue."""
    source = LOCALE / language / "LC_MESSAGES" / "django.po"
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "django.po"
        shutil.copy(source, kept)
        try:
            update(language)
            entries = polib.pofile(str(source))
            return {(e.msgctxt or "", e.msgid) for e in entries if not e.obsolete}
        finally:
            shutil.copy(kept, source)


def update(language: str) -> None:
    """Let GNU gettext bring one catalogue up to date (needs the gettext package)."""
    call_command(
        "makemessages",
        locale=[language],
        no_location=True,
        no_obsolete=True,
        no_wrap=True,
        ignore_patterns=["node_modules", ".venv", "tests", "var", ".cache"],
        verbosity=0,
    )


def problems(language: str) -> list[str]:
    """Say what is missing, superfluous, untranslated or doubtful in one catalogue."""
    catalogue = polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))
    held = {(e.msgctxt or "", e.msgid) for e in catalogue if not e.obsolete}
    said = extracted(language)
    found = [f"not in the catalogue: {text}" for _context, text in sorted(said - held)]
    found += [f"no longer in the code: {text}" for _context, text in sorted(held - said)]
    if language in COMPLETE:
        found += [f"untranslated: {e.msgid}" for e in catalogue.untranslated_entries()]
        found += [f"marked fuzzy: {e.msgid}" for e in catalogue.fuzzy_entries()]
    return found


class Command(BaseCommand):
    """Compile, update or check the catalogues in ``lms/locale``."""

    help = "Compiles the interface texts; --update reads the code anew, --check finds drift."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two switches."""
        parser.add_argument("--update", action="store_true")
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: object, **options: object) -> None:
        """Work through every language that has a catalogue."""
        sources = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
        for source in sources:
            language = source.parent.parent.name
            if options["update"]:
                update(language)
            if options["check"] and (found := problems(language)):
                listing = "\n".join(found)
                msg = f"{language}: {len(found)} differences between catalogue and code\n{listing}"
                raise CommandError(msg)
            compile_catalogue(source)
        self.stdout.write(f"· interface texts in {len(sources)} languages")
