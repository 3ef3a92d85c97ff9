"""Counts tries in the shared cache, so that guessing takes too long to be worth it."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address the request came from, past the proxies the settings trust."""
    return str(get_adapter(request).get_client_ip(request))


def count_try(name: str, *, seconds: int) -> int:
    """Count one more try under a name and tell how many there were in this window.

    The window begins with the first try and is not prolonged by further ones. Two cache calls.
    """
    key = _key(name)
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # ended between the two calls
        cache.set(key, 1, seconds)
        return 1


def tries(name: str) -> int:
    """Tell how many tries the current window holds, without counting one."""
    return int(cache.get(_key(name), 0))


def _key(name: str) -> str:
    # Hashed: names may hold addresses and whatever somebody typed.
    return f"throttle:{hashlib.sha256(name.encode()).hexdigest()}"
