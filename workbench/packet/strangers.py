"""Pages of another patient inside a document, told by the identity that heads them.

Offices file a stranger's page among a patient's, of the same kind and layout, so that
no title and no content tells it apart.  A page whose first lines name another person
opens a document of its own; a page that names the first person again ends it.  A page
that names nobody goes on with the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.packet.identity import Identity, at_odds, identity_of
from workbench.packet.lines import RawLine
from workbench.packet.pages import page_starts

HEAD = 12
"""Lines of a page in which it says whose it is."""


def stranger_starts(lines: Sequence[RawLine], start: int, end: int) -> Iterator[int]:
    """Where in a document pages of another person begin, and where they end."""
    all_lines = list(lines)
    starts = page_starts(all_lines, start, end)
    if not starts:
        return
    current = _head(all_lines, start, starts[0])
    for at, behind in zip(starts, [*starts[1:], end], strict=True):
        own = _head(all_lines, at, behind)
        if at_odds(current, own) and not _slip(current, own):
            yield at
            current = own
        else:
            current = _both(current, own)


def _head(lines: list[RawLine], start: int, end: int) -> Identity:
    texts = [line.text for line in lines[start:end] if line.text.strip()]
    return identity_of(texts[:HEAD])


def _both(known: Identity, own: Identity) -> Identity:
    """What is known of a person, with what another page adds."""
    return Identity(
        known.name or own.name,
        known.birth or own.birth,
        known.record or own.record,
        known.member or own.member,
    )


def _slip(one: Identity, other: Identity) -> bool:
    """Whether two identities differ by one misread digit of a birth date only."""
    if len(one.name & other.name) < 2 or not one.birth or not other.birth:
        return False
    wrong = sum(a != b for a, b in zip(one.birth, other.birth, strict=False))
    return wrong == 1 and len(one.birth) == len(other.birth)
