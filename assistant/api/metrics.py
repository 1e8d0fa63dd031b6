"""What the service does -> counters in the format of Prometheus. The only module that knows prometheus-client."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.domain import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Counters of one running service; no question and no name of a person is in them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "assistant_answers", "Answered questions by how they ended", ["ending", "drafter"], registry=self._registry
        )
        self._seconds = Histogram(
            "assistant_work_seconds", "Time of one piece of work", ["work"], buckets=_SECONDS, registry=self._registry
        )
        self._failures = Counter(
            "assistant_failures", "Work that ended with an error", ["work"], registry=self._registry
        )
        self._running = Gauge("assistant_work_running", "Work going on now", ["work"], registry=self._registry)
        self._refused = Counter(
            "assistant_requests_refused", "Requests turned away", ["reason"], registry=self._registry
        )
        self._feedback = Counter("assistant_feedback", "Feedback given", ["verdict"], registry=self._registry)
        self._documents = Gauge("assistant_documents", "Documents in the library", registry=self._registry)

    @contextmanager
    def measured(self, work: str) -> Iterator[None]:
        """Count and time what happens inside."""
        started = time.perf_counter()
        self._running.labels(work).inc()
        try:
            yield
        except Exception:
            self._failures.labels(work).inc()
            raise
        finally:
            self._running.labels(work).dec()
            self._seconds.labels(work).observe(time.perf_counter() - started)

    def answered(self, answer: Answer) -> None:
        """Count an answer by its ending; the drafter is only told apart as extractive or a model."""
        drafter = "extractive" if answer.drafter == "extractive" else "model"
        self._answers.labels(answer.status.value, drafter).inc()

    def refused(self, reason: str) -> None:
        """Count a request that was turned away: login, rate, size, host, origin, session."""
        self._refused.labels(reason).inc()

    def feedback(self, verdict: str) -> None:
        """Count one verdict of a reader."""
        self._feedback.labels(verdict).inc()

    def exposition(self, documents: int) -> bytes:
        """All counters as text for a Prometheus server."""
        self._documents.set(documents)
        return generate_latest(self._registry)
