"""Answers and results -> text, JSON, Markdown."""
