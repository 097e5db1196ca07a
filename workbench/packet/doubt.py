"""Lines of scans that two readers did not read alike, or one only with doubt.

Such a line stays and is read; nothing is lowered because of it.  It is shown to a
person, and so is every criterion that it speaks for or against.
"""

from __future__ import annotations

from workbench.packet.text import DocumentText
from workbench.schema.evidence import DOUBTFUL
from workbench.schema.packet import Document, PacketFlag

_SHOWN = 12
_LONGEST = 300


def doubtful(document: Document) -> PacketFlag | None:
    """A flag that quotes the doubtful lines of a document; None where none is."""
    places = [
        place
        for place, line in enumerate(document.lines)
        if line.confidence is not None
        and line.confidence < DOUBTFUL
        and any(sign.isalnum() for sign in line.text)
    ]
    if not places:
        return None
    source = DocumentText(document)
    pages = sorted({document.lines[place].page for place in places})
    quotes = []
    for place in sorted(places, key=lambda at: document.lines[at].confidence or 0):
        start = source.line_start(place)
        end = start + min(len(document.lines[place].text), _LONGEST)
        quotes.append(source.cite(start, end))
    more = len(places) - _SHOWN
    return PacketFlag(
        kind="doubtful-scan",
        note=f"{len(places)} lines of {document.id} were read with doubt from a scan "
        f"(page {', '.join(map(str, pages[:20]))}): hold them against the page"
        + (f"; the {_SHOWN} least sure are quoted" if more > 0 else ""),
        evidence=tuple(quotes[:_SHOWN]),
    )
