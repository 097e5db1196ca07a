"""Scores of pain and function, in sentences, rows and series."""
