"""The vectors that come with the digests: intact and small; how much of them is stale is said, not failed."""

import warnings

from assistant.index.shipped_vectors import FILE, ShippedVectors
from benchmarks.corpus_vectors import DOCUMENTS, stale


def test_the_file_is_intact_and_small() -> None:
    assert (DOCUMENTS / FILE).stat().st_size < 15_000_000
    shipped = ShippedVectors.read(DOCUMENTS)
    assert shipped is not None
    assert len(shipped.entries) > 200


def test_how_much_is_stale_is_said() -> None:
    """Stale entries are embedded anew when the corpus is indexed: slower, never wrong."""
    missing, total = stale(DOCUMENTS)
    assert total > 200
    if missing:
        message = f"{missing} of {total} passages have no shipped vectors; run: python -m benchmarks.corpus_vectors"
        warnings.warn(message, stacklevel=1)
