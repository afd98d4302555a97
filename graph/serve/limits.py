"""How much a client may ask for."""

import os
from dataclasses import dataclass, field


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Limits:
    """Limits of the endpoint; times in seconds, sizes in bytes where no unit is in the name."""

    seconds: float = 5.0
    """For one answer."""
    megabytes: int = 1024
    """Memory of all workers together, beyond what the loaded data takes."""
    workers: int = field(default_factory=lambda: min(8, max(2, _processors())))
    """Queries evaluated at the same time."""
    waiting: int = 256
    """Queries that may wait for a worker."""
    patience: float = 10.0
    """How long a query may wait."""
    stale: float = 0.5
    """Once the oldest has waited so long, every other turn is the newest's: its client is still there."""
    crowded: float = 1.0
    """While others wait, a query that has run so long may be ended."""
    slow: float = 5.0
    """For a client to send a head, to send a body, and to take each part of an answer."""
    head: int = 64 * 1024
    body: int = 1_000_000
    answer: int = 10_000_000
    cache: int = 64_000_000
    connections: int = 1000
