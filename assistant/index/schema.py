"""The tables of the library -> SQL; the one place that knows how a library lies on disk."""

from __future__ import annotations

SCHEMA_VERSION = 1

CREATE = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    metadata TEXT NOT NULL,
    structure TEXT NOT NULL,
    jurisdiction TEXT,
    language TEXT NOT NULL,
    instrument TEXT,
    status TEXT NOT NULL,
    year_from INTEGER,
    year_to INTEGER,
    family TEXT
);
CREATE INDEX documents_scope ON documents (jurisdiction, language, instrument, status);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    language TEXT NOT NULL,
    heading_path TEXT NOT NULL,
    page INTEGER,
    sentences TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    embedding TEXT NOT NULL REFERENCES embeddings (key)
);
CREATE INDEX passages_document ON passages (document, ordinal);
CREATE INDEX passages_embedding ON passages (embedding);
CREATE TABLE embeddings (
    key TEXT PRIMARY KEY,
    vector BLOB NOT NULL,
    sentences BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE lexical USING fts5 (tokens, content='', tokenize="unicode61 remove_diacritics 0");
"""
# Which text each document holds, and files that hold a text the library has already; made when an index is written to.
DUPLICATES = """
CREATE TABLE IF NOT EXISTS texts (
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS texts_fingerprint ON texts (fingerprint);
CREATE TABLE IF NOT EXISTS duplicates (
    document_id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    original TEXT NOT NULL,
    fingerprint TEXT NOT NULL
) WITHOUT ROWID;
"""
# The rows of the lexical table as (term, passage); a view on it, so it lives in each connection's temporary schema.
OPEN = "CREATE VIRTUAL TABLE temp.postings USING fts5vocab (main, lexical, instance)"
