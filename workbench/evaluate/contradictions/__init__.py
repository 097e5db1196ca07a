"""Contradictions of the record that no criterion needs: found by data, then listed."""
