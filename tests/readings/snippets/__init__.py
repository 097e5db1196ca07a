"""Snippets written and labelled before the reader saw them; first readings recorded.

    python -m tests.readings.snippets.measure BATCH.yaml [...] [--errors]

A batch is a list of ``[id, style, text, frames, section?]``.  A frame is one line,
``words => kind assertion [level] [side] [grade] [key=value ...] [~also-right ...]``:
words as they stand in the text, a kind of the vocabulary, one of the seven assertions,
what the text says of place, side and grade, further fields of the fact, and further
assertions or kinds that are right, too.
"""
