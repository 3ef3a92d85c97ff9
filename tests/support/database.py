"""A migrated template database, made once per set of migrations and copied for each worker.

Migrating takes nine CPU-seconds, copying a fraction of one. The template also holds the
vocabularies, because every course names some of them, and keys, because certificates are signed.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "test-databases"


def fingerprint() -> str:
    """Hash every migration of every app and the files that set-up loads."""
    digest = hashlib.sha256()
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    files = [file for folder in folders if folder.is_dir() for file in folder.glob("*.py")]
    files += (ROOT / "lms" / "taxonomy").rglob("*.json")
    files += (ROOT / "lms" / "taxonomy").glob("*.py")
    files += (ROOT / "lms" / "accounts" / "data").glob("*.json")
    for file in sorted(files):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one worker build while the others wait."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fill(alias: str = "default") -> None:
    """Migrate an empty database and load the vocabularies."""
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    call_command("load_vocabularies", verbosity=0)
    _keys()


def _keys() -> None:
    """Keys as ``create_missing_keys`` makes them; tests count audit events, so there are none."""
    from courses.actions.signing import put_in_use  # models need the apps
    from courses.enums import KeyUse
    from courses.formats.credentials.keys import generate, multikey_of, thumbprint

    proof, token, at = generate("Ed25519"), generate("ES256"), timezone.now()
    put_in_use(proof, kid=multikey_of(proof), use=KeyUse.PROOF, at=at)
    put_in_use(token, kid=thumbprint(token), use=KeyUse.TOKEN, at=at)


class SqliteTemplate:
    """Template and copies as files."""

    def __init__(self, worker: str) -> None:
        self.source = CACHE / f"{fingerprint()}.sqlite3"
        self.folder = Path(tempfile.mkdtemp(prefix=f"lernkette-db-{worker}-"))
        self.number = 0
        self.target = self.folder / "0.sqlite3"

    def build(self) -> None:
        """Make the template unless it is there."""
        with locked("sqlite"):
            if not self.source.exists():
                for old in CACHE.glob("*.sqlite3"):
                    old.unlink()
                self.target.unlink(missing_ok=True)
                use(str(self.target))
                fill()
                connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connections["default"].close()
                shutil.copy(self.target, self.source)

    def copy(self) -> None:
        """Put a fresh copy in place, under a new name.

        A thread of the test's server may still hold the old file: overwriting it would break
        that thread's next statement, and through shared memory also ours.
        """
        connections["default"].close()
        old, self.number = self.target, self.number + 1
        self.target = self.folder / f"{self.number}.sqlite3"
        shutil.copy(self.source, self.target)
        use(str(self.target))
        for suffix in ("", "-wal", "-shm"):
            Path(f"{old}{suffix}").unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove the copy."""
        connections["default"].close()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresTemplate:
    """Template and copies as databases."""

    def __init__(self, worker: str) -> None:
        self.base = settings.DATABASES["default"]["NAME"]
        self.source = f"lernkette_template_{fingerprint()}"
        self.target = f"lernkette_test_{worker}_{os.getpid()}"

    def _run(self, *statements: str) -> None:
        import psycopg

        config = settings.DATABASES["default"]
        with psycopg.connect(
            host=config.get("HOST") or None,
            port=config.get("PORT") or None,
            user=config.get("USER") or None,
            password=config.get("PASSWORD") or None,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]

    def _exists(self) -> bool:
        import psycopg

        config = settings.DATABASES["default"]
        with psycopg.connect(
            host=config.get("HOST") or None,
            port=config.get("PORT") or None,
            user=config.get("USER") or None,
            password=config.get("PASSWORD") or None,
            dbname="postgres",
        ) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, [self.source]).fetchone() is not None

    def build(self) -> None:
        """Make the template unless it is there."""
        with locked("postgres"):
            if self._exists():
                return
            draft = f"{self.source}_{os.getpid()}"  # another checkout may build the same
            self._run(f"CREATE DATABASE {draft}")
            use(draft)
            fill()
            close_pool()
            if self._exists():
                self._run(f"DROP DATABASE {draft}")
            else:
                self._run(f"ALTER DATABASE {draft} RENAME TO {self.source}")

    def copy(self) -> None:
        """Put a fresh copy in place."""
        close_pool()
        with locked("postgres"):
            self._run(
                f"DROP DATABASE IF EXISTS {self.target} WITH (FORCE)",
                f"CREATE DATABASE {self.target} TEMPLATE {self.source}",
            )
        use(self.target)

    def drop(self) -> None:
        """Remove the copy."""
        close_pool()
        self._run(f"DROP DATABASE IF EXISTS {self.target} WITH (FORCE)")


def close_pool() -> None:
    """Close connection and pool, so that the database can be dropped or copied."""
    connection = connections["default"]
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def use(name: str) -> None:
    """Point the default connection at a database."""
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def template(worker: str) -> SqliteTemplate | PostgresTemplate:
    """Choose by the configured engine."""
    engine: str = settings.DATABASES["default"]["ENGINE"]
    return PostgresTemplate(worker) if engine.endswith("postgresql") else SqliteTemplate(worker)
