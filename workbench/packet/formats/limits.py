"""The bounds within which files are read, in one place.

A record of one patient fits well within them; a file built to exhaust a machine does
not.  Sizes are bytes, times are seconds.  ``docs/engineers.md`` lists them.
"""

from __future__ import annotations

from typing import NamedTuple

MEGABYTE = 1024 * 1024

MAX_DEPTH = 4
"""Files within files: an archive in a mail in an archive is three deep."""
MAX_PARTS = 2_000
"""Files that archives and mails of one packet may hold, all taken together."""
MAX_PART_BYTES = 128 * MEGABYTE
"""One member of an archive, or one attachment, unpacked."""
MAX_UNPACKED = 384 * MEGABYTE
"""Everything that one packet's archives and mails hold, unpacked."""
MAX_RATIO = 200
"""How many times its packed size a member above one megabyte may unpack to."""
MAX_XML_BYTES = 48 * MEGABYTE
"""One XML part of an Office or C-CDA file; 1,000 pages of Word are about 20 MB."""
MAX_XML_DEPTH = 256
"""Elements within elements; Word and C-CDA files stay below 60."""
MAX_JSON_DEPTH = 100
"""Objects and lists within each other; FHIR resources stay below 25."""
MAX_LINES = 100_000
"""Lines that one file may give; 1,500 pages are about 80,000."""
MAX_CHARACTERS = 4_000_000
"""Characters that one file may give, as many as a whole packet may hold."""
MAX_COLUMNS = 200
"""Cells of one table row."""


class Allowance(NamedTuple):
    """What reading one file may take: memory, processor time, time without progress."""

    memory: int
    cpu: float
    stall: float


USUAL = Allowance(memory=1_536 * MEGABYTE, cpu=30.0, stall=90.0)
"""Office, mail and markup files: even 1,000 pages take about a second."""
HEAVY = Allowance(memory=6_144 * MEGABYTE, cpu=120.0, stall=240.0)
"""PDF and pictures; processor time and stall count anew with each page read."""
