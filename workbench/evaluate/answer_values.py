"""The values of an answer; they fit a byte of a stored column.

They stand apart so that the facts can be laid out without the rest of the engine.
"""

from __future__ import annotations

OPEN, MET, NOT_MET, CONFLICT, NA = 0, 1, 2, 3, 4
