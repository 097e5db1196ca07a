"""Bytes or paste to Packet: documents, pages and numbered lines, originals kept."""
