"""A file -> a parsed document: canonical text, outline, passages, metadata."""
