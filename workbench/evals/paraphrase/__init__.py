"""Packets said in other words: rewriting that keeps the meaning, and what it changed."""
