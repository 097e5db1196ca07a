"""Imaging: studies as reports and notes tell them, and their findings."""
