"""Databases, cache and sessions."""

from typing import Any

import dj_database_url

from lms.settings import env
from lms.settings.content import DATA_DIR

# Measured: without IMMEDIATE two thirds of read-then-write transactions fail under
# four workers; WAL alone or a longer timeout alone do not help.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
    ),
}
POSTGRES_POOL = {"min_size": 1, "max_size": 8, "timeout": 10}


def database(url: str, *, pooled: bool = True) -> dict[str, Any]:
    """Build Django's database entry from an address such as ``postgres://…`` or ``sqlite:///…``."""
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        options.update(SQLITE_OPTIONS)
    elif config["ENGINE"].endswith("postgresql"):
        config["CONN_MAX_AGE"] = 0
        config["CONN_HEALTH_CHECKS"] = False  # the pool checks for itself
        if pooled:
            options["pool"] = POSTGRES_POOL
    return config


DATABASES = {
    "default": database(
        env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'lernkette.sqlite3'}"),
        # A prefork worker must not inherit a pool; it opens plain connections.
        pooled=env.flag("DATABASE_POOL", default=True),
    )
}

CACHE_URL = env.text("CACHE_URL", "")


def cache(url: str, name: str, *, stand_in: str) -> dict[str, Any]:
    """Build Django's cache entry; without an address the cache lives in the process."""
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": name,
            # Django's 300 would let a flood of names push counted tries out.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    return {
        "BACKEND": "lms.common.cache.TolerantRedisCache",
        "LOCATION": url,
        "OPTIONS": {
            "stand_in": stand_in,
            "socket_timeout": 2,  # seconds
            "socket_connect_timeout": 2,
        },
    }


CACHES: dict[str, dict[str, Any]] = {
    # While Redis is away, limits and fragments are kept per process, sessions in the database.
    "default": cache(CACHE_URL, "default", stand_in="memory"),
    "sessions": cache(CACHE_URL, "sessions", stand_in="nothing"),
}
SESSION_CACHE_ALIAS = "sessions"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds
