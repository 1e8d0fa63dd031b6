"""A file in one format -> canonical text with blocks, one module a format."""
