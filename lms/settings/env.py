"""The one place that reads the environment: typed readers that fail loudly."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """Read a text; without a default the variable is required."""
    value = os.environ.get(name, default)
    if value is None:
        msg = f"The environment variable {name} is not set. See docs/operate.md."
        raise ImproperlyConfigured(msg)
    return value


def secret(name: str) -> str:
    """Read a secret from the variable, or from the file that ``<name>_FILE`` names; "" if none."""
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        msg = f"{name}_FILE cannot be read: {error.strerror}."
        raise ImproperlyConfigured(msg) from None


def usual(name: str, value: str) -> None:
    """Set what a library reads from the environment by itself, unless it is set there already."""
    os.environ.setdefault(name, value)


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes/no switch; anything but the known words is an error."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    msg = f"{name} must be one of 1/0, true/false, yes/no, on/off, not {value!r}."
    raise ImproperlyConfigured(msg)


def number(name: str, default: int) -> int:
    """Read a whole number."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        msg = f"{name} must be a whole number, not {value!r}."
        raise ImproperlyConfigured(msg) from None


def words(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def path(name: str, default: Path) -> Path:
    """Read a folder or file, made absolute."""
    value = os.environ.get(name)
    return Path(value).expanduser().resolve() if value else default


def origin(name: str, default: str | None = None) -> str:
    """Read an address such as ``https://lernkette.example`` (scheme and host, no path)."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        msg = f"{name} must look like https://host, not {value!r}."
        raise ImproperlyConfigured(msg)
    return value
