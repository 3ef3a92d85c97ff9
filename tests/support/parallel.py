"""Several people at the same moment, each with a connection of their own."""

import threading

from django.db import connection

from lms.common.errors import DomainError


def both(*calls):
    """Run calls at the same moment; returns what each gave or raised, as types."""
    barrier = threading.Barrier(len(calls), timeout=20)
    results = []

    def run(call):
        barrier.wait()
        try:
            call()
            results.append("done")
        except DomainError as error:
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(results)
