"""Diagnoses, verdicts and statements that the record makes in so many words."""
