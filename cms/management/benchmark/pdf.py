"""P8: what one certificate costs to render, beside the start of a process."""

import resource

ROUNDS = 40


def memory_mib() -> float:
    """Peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
