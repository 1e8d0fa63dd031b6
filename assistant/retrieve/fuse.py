"""Measurements of a passage -> one absolute score, the same in every search and comparable across languages.

``score = 0.3 cos(question, passage) + 0.7 cos(question, best sentence) + w · BM25/ideal + offset + target``

Cosines and BM25 over its ideal keep what they mean; ranks throw it away, and rank fusion was measured to destroy search
across languages (docs/decisions/0007-retrieval.md). ``offset`` answers for the model's preference for texts in the
language of the question; ``target`` is what the question's own words add (target.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

PARTS = ("passage", "sentence", "lexical", "other_language", "target")


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """Weights of the score; the values are measured, see docs/evaluation.md."""

    passage: float = 0.3
    sentence: float = 0.7
    lexical_same: float = 0.3
    lexical_other: float = 0.2
    other_language: float = 0.0  # added where question and passage differ in language


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate passages of one language with their measurements: arrays of one length, in no order."""

    rows: NDArray[np.int64]
    language: str
    passage: NDArray[np.float32]
    sentence: NDArray[np.float32]
    lexical: NDArray[np.float32]
    target: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """One candidate with its score and the measurements it was computed from (``PARTS``)."""

    row: int
    language: str
    score: float
    parts: dict[str, float] = field(default_factory=dict)


def fuse(candidates: Sequence[Candidates], question_language: str, weights: FusionWeights) -> list[Scored]:
    """Score every candidate; best first, equal scores in order of row, so that the result never depends on chance."""
    scored: list[Scored] = []
    for group in candidates:
        same = group.language == question_language
        offset = 0.0 if same else weights.other_language
        totals = (
            weights.passage * group.passage
            + weights.sentence * group.sentence
            + (weights.lexical_same if same else weights.lexical_other) * group.lexical
            + offset
            + group.target
        )
        measured = (group.passage, group.sentence, group.lexical, np.full(len(group.rows), offset), group.target)
        for position, row in enumerate(group.rows):
            parts = {name: float(column[position]) for name, column in zip(PARTS, measured, strict=True)}
            scored.append(Scored(int(row), group.language, float(totals[position]), parts))
    return sorted(scored, key=lambda one: (-one.score, one.row))


def reordered(scored: Sequence[Scored], judged: Sequence[float]) -> list[Scored]:
    """The first ``len(judged)`` candidates, best ``judged`` first; the rest follows as it was.

    The scores stay where they are and the candidates move: what a score means, which refusals rest on, does not depend
    on the scale of whoever judged.
    """
    count = len(judged)
    order = sorted(range(count), key=lambda place: (-judged[place], place))
    moved = [replace(scored[place], score=scored[rank].score) for rank, place in enumerate(order)]
    return [*moved, *scored[count:]]


def share_out(scored: Sequence[Scored], labels: Sequence[str | None], names: Sequence[str], limit: int) -> list[Scored]:
    """Give each of ``names`` an equal share of ``limit`` places, in turn, best first; the rest fills what is left.

    ``labels[i]`` is the name ``scored[i]`` counts for, None when it counts for none.
    """
    queues: dict[str, list[Scored]] = {name: [] for name in names}
    for one, label in zip(scored, labels, strict=True):
        if label in queues:
            queues[label].append(one)
    share = max(1, limit // max(1, len(names)))
    chosen: list[Scored] = []
    for turn in range(share):
        chosen.extend(queue[turn] for queue in queues.values() if turn < len(queue))
    taken = {one.row for one in chosen}
    chosen.extend(one for one in scored if one.row not in taken)
    return chosen[:limit]


def keep_quota(scored: Sequence[Scored], languages: Sequence[str], limit: int, quota: int) -> list[Scored]:
    """The best ``limit``, of which the last places go to languages with fewer than ``quota`` passages among them."""
    chosen = list(scored[:limit])
    for language in languages:
        missing = quota - sum(one.language == language for one in chosen)
        reserve = [one for one in scored[limit:] if one.language == language][: max(0, missing)]
        for one in reserve:
            surplus = [
                position
                for position, other in enumerate(chosen)
                if sum(third.language == other.language for third in chosen) > quota and position >= limit // 2
            ]
            if not surplus:
                break
            del chosen[surplus[-1]]
            chosen.append(one)
    return chosen
