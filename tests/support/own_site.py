"""A site of its own for proofs that kill processes: its database, its broker, and raw looks at both.

What is found is read by SQL beside the project's own code, so that a fault of the code cannot
hide itself.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest

from tests.support.database import CACHE, fingerprint
from tests.support.sources import ROOT

SERVER = "postgres://root@127.0.0.1:5432/postgres"


@contextmanager
def own_site(kind, folder):
    """The environment of a site: small (SQLite, files as broker) or large (PostgreSQL, Redis).

    Where the tests have a migrated database, the site begins with a copy of it.
    """
    values = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATA_DIR": str(folder),
        "DEBUG": "0",
        "LOG_LEVEL": "CRITICAL",
        "PYTHONPATH": str(ROOT),
        "DATABASE_POOL": "0",
        "BROKER_URL": "filesystem://",
        "CACHE_URL": "",
        "DATABASE_URL": f"sqlite:///{folder / 'proof.sqlite3'}",
    }
    if kind == "sqlite":
        template = CACHE / f"{fingerprint()}.sqlite3"
        if template.exists():
            shutil.copy(template, folder / "proof.sqlite3")
        yield values
        return
    with own_database() as database, own_redis(folder) as (_process, redis):
        yield {**values, "DATABASE_URL": database, "BROKER_URL": redis, "CACHE_URL": redis}


@contextmanager
def own_database():
    """A database on the PostgreSQL server of the tests, dropped at the end."""
    psycopg = pytest.importorskip("psycopg")
    server = os.environ.get("TEST_DATABASE_URL", SERVER)
    try:
        connection = psycopg.connect(server, autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers at TEST_DATABASE_URL")
    name = f"lernkette_proof_{os.getpid()}"
    template = f"lernkette_template_{fingerprint()}"
    with connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        source = template if known.fetchone() else "template1"
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
        try:
            yield server.rsplit("/", 1)[0] + f"/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def own_redis(folder):
    """A Redis on loopback that keeps nothing; yields the process and the address."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    port = free_port()
    process = subprocess.Popen(
        [
            *("redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""),
            *("--appendonly", "no", "--dir", str(folder)),
        ],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield process, f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port):
    """Wait until something listens on a port of loopback."""
    for _time in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


def run(code, environment):
    """Run Python code in a process of the site; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def connected(environment):
    """A plain connection to the database of the site; what is not committed is undone."""
    url = environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as connection:
            yield connection
        return
    import psycopg

    with closing(psycopg.connect(url)) as connection:
        yield connection


def select(environment, sql):
    with connected(environment) as connection:
        return connection.execute(sql).fetchall()


def change(environment, sql):
    with connected(environment) as connection:
        connection.execute(sql)
        connection.commit()
