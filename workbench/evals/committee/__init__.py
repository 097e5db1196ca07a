"""A policy laid out for a committee: text, tests in words, sources, unit tests."""
