"""JSON log lines with a request id and without personal data."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="-")

# Only these extras reach the log; everything else might hold personal data.
ALLOWED_EXTRAS = ("route", "method", "status", "duration_ms", "task", "object_key", "count")


class RequestIdFilter(logging.Filter):
    """Put the current request's id on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        record.request_id = request_id.get()
        return True


class AddressFilter(logging.Filter):
    """Say the name of a route instead of its address, which may hold a secret or a person's key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = match.view_name if match else "-"
            # Django escapes what it logs of a response.
            paths = {request.path, request.path.encode("unicode_escape").decode("ascii")}
            record.args = tuple(route if arg in paths else arg for arg in record.args)
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request id, allowed extras."""

    def format(self, record: logging.LogRecord) -> str:
        """Format one record; newlines inside values stay escaped, so a line is a record."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
        }
        for name in ALLOWED_EXTRAS:
            if name in record.__dict__:
                entry[name] = record.__dict__[name]
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
