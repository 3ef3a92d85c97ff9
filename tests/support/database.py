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
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.utils import timezone

if TYPE_CHECKING:
    from courses.enums import KeyUse
    from courses.formats.credentials.tokens import TokenKey

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "test-databases"
SEED = hashlib.sha256(b"Lernkette signs its tests with this").digest()


def fingerprint() -> str:
    """Hash every migration of every app, the files that set-up loads, and this one."""
    digest = hashlib.sha256()
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    files = [file for folder in folders if folder.is_dir() for file in folder.glob("*.py")]
    files += (ROOT / "lms" / "taxonomy").rglob("*.json")
    files += (ROOT / "lms" / "taxonomy").glob("*.py")
    files += (ROOT / "lms" / "accounts" / "data").glob("*.json")
    files.append(Path(__file__))
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
    from courses.actions.signing import keep_name_key, put_in_use  # models need the apps

    # Their files are put in place for each checkout, see ``write_missing_keys``.
    with tempfile.TemporaryDirectory() as folder, override_settings(SIGNING_KEY_DIR=folder):
        for use, kid, key in known_keys():
            put_in_use(key, kid=kid, use=use, at=timezone.now())
        keep_name_key(SEED, at=timezone.now())


def known_keys() -> "list[tuple[KeyUse, str, TokenKey]]":
    """The same keys in every checkout: they share the template on a database server."""
    from courses.enums import KeyUse
    from courses.formats.credentials.keys import multikey_of, read_pem, thumbprint

    point = ec.derive_private_key(int.from_bytes(SEED), ec.SECP256R1())
    proof = read_pem(_pkcs8(Ed25519PrivateKey.from_private_bytes(SEED)), "Ed25519")
    token = read_pem(_pkcs8(point), "ES256")
    return [
        (KeyUse.PROOF, multikey_of(proof), proof),
        (KeyUse.TOKEN, thumbprint(token), token),
    ]


def write_missing_keys() -> None:
    """Put the private halves where this checkout looks for them."""
    from courses.formats.credentials.keys import pem

    files = {f"{kid}.pem": pem(key) for _use, kid, key in known_keys()}
    files[f"{hashlib.sha256(SEED).hexdigest()[:40]}.key"] = SEED.hex().encode()
    folder = Path(settings.SIGNING_KEY_DIR)
    with locked("keys"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, data in files.items():
            if not (folder / name).exists():
                (folder / name).write_bytes(data)


def _pkcs8(key: "Ed25519PrivateKey | ec.EllipticCurvePrivateKey") -> bytes:
    coded = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(*coded, serialization.NoEncryption())


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
        write_missing_keys()

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
            if not self._exists():
                self._build()
        write_missing_keys()

    def _build(self) -> None:
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
