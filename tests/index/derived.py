"""An opened index -> whether what is derived from the library agrees with it."""

from __future__ import annotations

from assistant.index.index import Index


def check_derived(index: Index) -> None:
    """Fail unless SQLite is whole, every stored passage has a vector, and Chroma holds exactly these passages."""
    run = index._library.connection.execute
    assert run("PRAGMA quick_check").fetchall() == [("ok",)]
    stored = [row[0] for row in run("SELECT id FROM passages ORDER BY id")]
    snapshot = index._current()
    assert snapshot.ids.tolist() == stored
    assert len(snapshot.arrays.passages) == len(stored)
    assert sorted(int(name) for name in index._chroma._collection().get(include=[])["ids"]) == stored
