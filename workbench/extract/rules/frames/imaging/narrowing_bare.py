"""Grades told of levels without a word of what they grade.

"MRI 2/20 shows mod C5-6, mild C6-7" speaks of stenosis to whoever sums up a scan.  Only
where the sentence names the study and says nothing besides grades, levels and sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.chunks import Chunk
from workbench.extract.rules.frames.imaging.draft import Draft
from workbench.extract.rules.words import lexicon

_KINDS = frozenset({"grade", "level", "side"})
_FILLER = re.compile(
    r"\b(?:shows?|showed|showing|demonstrat\w+|reveal\w*|with|the|of|at|and|is|are|was"
    r"|dated|done|from|on|neck|back|spine|cervical|lumbar|thoracic|[clt]-?spine|levels?"
    r"|per|report|reads?|read as|as|scan|without|contrast|w/o|wo|worst|worse"
    r"|changes?)\b|\d[\d/.-]*",
    re.IGNORECASE,
)


def bare_grades(made: Sequence[Chunk], text: str) -> list[Draft]:
    """One fact of stenosis per grade and level, its place left open."""
    graded = [one for one in made if one.first("grade") and one.all("level")]
    if not graded or _says_more(made, text):
        return []
    return [
        Draft(
            kind="stenosis",
            assertion="present",
            chunk=one,
            levels=tuple(one.all("level")),
            side=side.side if (side := one.first("side")) is not None else None,
            severity=grade.grade,
        )
        for one in graded
        if (grade := one.first("grade")) is not None
    ]


def _says_more(made: Sequence[Chunk], text: str) -> bool:
    """Whether the sentence names no study, or speaks of more than grades of levels."""
    words = [token for chunk in made for token in chunk.tokens]
    if any(token.kind not in _KINDS for token in words):
        return True
    studies = lexicon.load("imaging-studies").find(text)
    if not studies:
        return True
    rest = list(text)
    spans = [(one.start, one.end) for one in words]
    for start, end in (*spans, *((one.start, one.end) for one in studies)):
        rest[start:end] = " " * (end - start)
    return bool(_FILLER.sub(" ", "".join(rest)).strip(" .:;,-()/&+=*\n\t"))
