"""A question -> the passages that could answer it, scored so that scores mean the same across languages."""
