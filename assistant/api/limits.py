"""Requests of one person -> yes or not yet: a bucket of questions that refills with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_MOST_PEOPLE = 10_000


class RateLimit:
    """At most ``per_minute`` requests a minute for each name, in bursts of up to that many; 0 sets no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # name -> (tokens, when counted)
        self._lock = Lock()

    def seconds_to_wait(self, name: str) -> float:
        """0 when the request may go ahead, and then it is counted; else the seconds until the next may."""
        if self.per_minute <= 0:
            return 0.0
        now = self._clock()
        with self._lock:
            tokens, counted = self._buckets.pop(name, (float(self.per_minute), now))
            tokens = min(float(self.per_minute), tokens + (now - counted) * self.per_minute / 60)
            allowed = tokens >= 1
            self._buckets[name] = (tokens - 1 if allowed else tokens, now)
            while len(self._buckets) > _MOST_PEOPLE:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) * 60 / self.per_minute
