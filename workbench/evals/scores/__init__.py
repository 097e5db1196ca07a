"""Scores of one case: each a ratio with what it is about, never a bare number."""
