"""Health answers for machines: is the process alive, can it serve."""

import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu import Connection
from kombu.exceptions import OperationalError

from lms.common.pdf import pdf_available

MIN_FREE_BYTES = 200 * 1024 * 1024


def database() -> bool:
    """The database answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def cache_store() -> bool:
    """The cache keeps a value; asked of the one that has no stand-in."""
    try:
        cache = caches["sessions"]
        cache.set("readyz", "1", 10)
        return bool(cache.get("readyz") == "1")
    except Exception:  # noqa: BLE001  (each cache client has errors of its own; all mean "no")
        return False


def broker() -> bool:
    """The broker takes a connection; the embedded one is a folder."""
    url = settings.CELERY_BROKER_URL
    if url.startswith("filesystem"):
        return Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]).is_dir()
    try:
        with Connection(url, connect_timeout=2) as link:
            link.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


def disk() -> bool:
    """There is room for uploads and certificates."""
    folder = Path(settings.DATA_DIR)
    return shutil.disk_usage(folder if folder.exists() else folder.parent).free > MIN_FREE_BYTES


# Without these the site cannot serve; the others are told, but do not take it off the network.
REQUIRED: dict[str, Callable[[], bool]] = {"database": database, "disk": disk}
HELPFUL: dict[str, Callable[[], bool]] = {
    "cache": cache_store,
    "broker": broker,
    "pdf": pdf_available,
}


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the site can serve, 503 otherwise, with each part's state as JSON."""
    required = {name: check() for name, check in REQUIRED.items()}
    helpful = {name: check() for name, check in HELPFUL.items()}
    status = HTTPStatus.OK if all(required.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    parts = {name: "ok" if good else "down" for name, good in (required | helpful).items()}
    response = JsonResponse({"ready": all(required.values()), "parts": parts}, status=status)
    response["Cache-Control"] = "no-store"
    return response
