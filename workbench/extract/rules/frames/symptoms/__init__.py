"""Complaints: what hurts or fails, where, since when."""
