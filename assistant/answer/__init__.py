"""Passages and a question -> statements with verified citations, or a typed refusal."""
