"""Prints measurements as a table."""

from cms.management.benchmark.workloads import Measurement

HEAD = (
    f"{'':6}{'workload':34}{'CPU ms':>8}{'× floor':>9}{'queries':>9}{'budget':>8}"
    f"{'bytes':>9}{'p50 ms':>8}{'p95 ms':>8}"
)


def row(result: Measurement) -> str:
    """One line of the table."""
    budget = "" if result.budget_queries is None else f"≤ {result.budget_queries}"
    queries = "" if result.queries < 0 else str(result.queries)
    ratio = f"{result.ratio:.2f}" if result.ratio else ""
    line = (
        f"{result.name:6}{result.title:34}{result.cpu_ms:8.2f}{ratio:>9}{queries:>9}{budget:>8}"
        f"{result.bytes:9d}{result.p50_ms:8.1f}{result.p95_ms:8.1f}"
    )
    return "\n".join([line, *(f"      {note}" for note in result.notes)])


def table(results: list[Measurement]) -> str:
    """The whole table; CPU is that of the server's process tree, per request."""
    return "\n".join([HEAD, *(row(result) for result in results)])
