"""The workloads, named as in the performance budgets (P1 …), and how one is measured."""

import http.client
import statistics
import time
from dataclasses import asdict, dataclass, field

from cms.management.benchmark.server import Server

# CSRF accepts a bare secret in cookie and header alike.
CSRF = "b" * 32


@dataclass(frozen=True)
class Workload:
    """One kind of request. ``budget_queries`` and ``budget_ratio`` are the stated budgets."""

    name: str
    title: str
    path: str
    session: str = ""
    form: str = ""
    is_htmx: bool = False
    budget_queries: int | None = None
    budget_ratio: float | None = None  # CPU relative to the floor, which writes where this does


@dataclass
class Measurement:
    """What a workload cost, per request."""

    name: str
    title: str
    status: int
    cpu_ms: float
    queries: int
    bytes: int
    p50_ms: float
    p95_ms: float
    ratio: float = 0.0
    budget_queries: int | None = None
    budget_ratio: float | None = None
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        return asdict(self)


def headers(workload: Workload) -> dict[str, str]:
    """Headers a browser would send."""
    cookies = [f"sessionid={workload.session}"] if workload.session else []
    result = {"Accept-Language": "de", "Accept": "text/html"}
    if workload.form:
        cookies.append(f"csrftoken={CSRF}")
        result |= {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": CSRF,
        }
    if workload.is_htmx:
        result["HX-Request"] = "true"
    if cookies:
        result["Cookie"] = "; ".join(cookies)
    return result


def ask(
    connection: http.client.HTTPConnection, workload: Workload
) -> tuple[http.client.HTTPResponse, bytes]:
    """Send one request and read the answer."""
    method = "POST" if workload.form else "GET"
    connection.request(method, workload.path, body=workload.form or None, headers=headers(workload))
    response = connection.getresponse()
    return response, response.read()


def measure(server: Server, workload: Workload, requests: int) -> Measurement:
    """Warm up, then ask ``requests`` times over one connection."""
    connection = server.connect()
    for _ in range(10):
        response, body = ask(connection, workload)
    before, times = server.cpu(), []
    for _ in range(requests):
        started = time.perf_counter()
        response, body = ask(connection, workload)
        times.append((time.perf_counter() - started) * 1000)
    used = server.cpu() - before
    return Measurement(
        name=workload.name,
        title=workload.title,
        status=response.status,
        cpu_ms=round(used / requests * 1000, 2),
        queries=int(response.headers.get("X-Query-Count", "-1")),
        bytes=len(body),
        p50_ms=round(statistics.median(times), 2),
        p95_ms=round(sorted(times)[int(len(times) * 0.95)], 2),
        budget_queries=workload.budget_queries,
        budget_ratio=workload.budget_ratio,
    )
