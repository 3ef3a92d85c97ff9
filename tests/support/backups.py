"""A backup as docs/privacy.md says: the whole database and the folders of files; and its restore."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.support.database import close_pool


class Backup:
    """Taken when it is made, into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places = {
            name: Path(getattr(settings, name)) for name in ("MEDIA_ROOT", "PRIVATE_ROOT")
        }
        self._dump()
        for name, place in self.places.items():
            place.mkdir(parents=True, exist_ok=True)
            shutil.copytree(place, folder / name)

    def restore(self) -> None:
        """Put everything back as it was; nothing of what came later is left."""
        self._load()
        for name, place in self.places.items():
            shutil.rmtree(place)
            shutil.copytree(self.folder / name, place)

    def _dump(self) -> None:
        if connection.vendor == "postgresql":
            self._run("pg_dump", "--format=custom", "--file", self._file)
            return
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as source:
            target = sqlite3.connect(self._file)
            source.backup(target)
            target.close()
        source.close()

    def _load(self) -> None:
        close_pool()
        if connection.vendor == "postgresql":
            self._run("psql", "--quiet", "--command", "DROP SCHEMA public CASCADE")
            self._run("psql", "--quiet", "--command", "CREATE SCHEMA public")
            self._run("pg_restore", "--no-owner", "--dbname", self._name, self._file)
            return
        for suffix in ("-wal", "-shm"):
            Path(f"{self._name}{suffix}").unlink(missing_ok=True)
        shutil.copy(self._file, self._name)

    @property
    def _file(self) -> str:
        return str(self.folder / "database")

    @property
    def _name(self) -> str:
        return str(settings.DATABASES["default"]["NAME"])

    def _run(self, *command: str) -> None:
        config = settings.DATABASES["default"]
        words = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
        given = {word: str(config.get(name) or "") for word, name in words.items()}
        known = {word: value for word, value in given.items() if value}
        environment = {**os.environ, **known, "PGDATABASE": self._name}
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
