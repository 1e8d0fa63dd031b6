"""Measurements of the product on question sets and files -> tables; nothing here is imported by it."""
