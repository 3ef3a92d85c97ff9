"""A Redis cache the site can live without: while it is away, nothing fails and nothing waits."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = logging.getLogger("lms.cache")

PAUSE = 5.0  # seconds without another try after a failure, so that not every request waits for one
MOST_KEPT = 20_000  # entries of the stand-in
MOST_OUTDATED = 20_000  # keys remembered for the day Redis is back
_CHANGING = {"add", "set", "touch", "delete", "incr", "set_many", "delete_many"}


class TolerantRedisCache(RedisCache):
    """Django's Redis cache; while Redis is away a stand-in inside this process answers.

    ``OPTIONS["stand_in"]`` names it: ``memory`` counts tries and keeps fragments per process
    (limits become weaker, never absent), ``nothing`` keeps nothing (sessions are then read from
    the database; a copy per process would outlive a log-out in another one).
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = dict(params.get("OPTIONS", {}))
        stand_in = _stand_in(options.pop("stand_in"), server)
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = partial(_TolerantClient, stand_in)


def _stand_in(kind: str, name: str) -> BaseCache:
    return (
        LocMemCache(f"stand-in {name}", {"OPTIONS": {"MAX_ENTRIES": MOST_KEPT}})
        if kind == "memory"
        else DummyCache(name, {})
    )


class _TolerantClient:
    """Passes each call on to Redis, or to the stand-in while Redis is away."""

    def __init__(self, stand_in: BaseCache, servers: list[str], **options: Any) -> None:
        # The client library is only needed where a Redis is.
        from redis.exceptions import ConnectionError as Away, TimeoutError as Silent  # noqa: PLC0415

        self._failures = (Away, Silent)
        self._redis = RedisCacheClient(servers, **options)
        self._stand_in = stand_in
        self._away_until = 0.0
        self._outdated: set[str] = set()
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._call, name)

    def _call(self, name: str, *arguments: Any) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                if self._outdated:
                    self._forget_outdated()
                return getattr(self._redis, name)(*arguments)
            except self._failures:
                self._away_until = time.monotonic() + PAUSE
                logger.warning("cache is away")
        if name in _CHANGING:
            self._remember(arguments[0])
        return getattr(self._stand_in, name)(*arguments)

    def _remember(self, keys: Any) -> None:
        """What changes now is wrong in Redis when it comes back, a deleted session above all."""
        names = [keys] if isinstance(keys, str) else list(keys)
        with self._lock:
            if len(self._outdated) < MOST_OUTDATED:
                self._outdated.update(names)

    def _forget_outdated(self) -> None:
        with self._lock:
            self._redis.delete_many(list(self._outdated))
            self._outdated.clear()
            self._stand_in.clear()
