"""Parsed documents -> a library on disk that is searched by vector and by word."""
