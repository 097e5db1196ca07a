"""Injections and stimulator trials that were given, and what they gave."""
