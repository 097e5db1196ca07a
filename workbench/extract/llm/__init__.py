"""The LLM reader: one strict schema, numbered lines, every quote checked.

A backend has one method and knows no packet; the reader knows no network.  What a
model says becomes a fact only when its quote stands in the source and supports it.
"""
