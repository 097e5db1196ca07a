"""Dates, lengths of time, levels, sides and grades in a text."""
