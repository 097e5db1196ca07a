"""Frames: what a document says of one thing, made facts that cite their lines.

A room for each thing that a record tells: imaging, the request, treatments, operations.
The module that reads a document stands in ``document.py`` of its room.
"""
