"""Treatments tried: which, when, how long, with what result."""
