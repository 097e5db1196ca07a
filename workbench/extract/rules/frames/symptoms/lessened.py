"""Pain told by its course or its share alone: "neck 30% better", "pain is less today".

What has become less is still there; only what is wholly better is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import standing
from workbench.extract.rules.frames.exam.marks import as_side, find_sides, find_sites
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.frames.symptoms.complaints import AXIAL
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, Side, Symptom

_BETTER = r"(?:better|improved|less|relieved|resolved|improvement|relief)"
_SHARE = re.compile(
    r"\s(?:is\s|now\s|feels\s|about\s|overall\s){0,3}"
    rf"(?:~?(?P<n>\d{{1,3}})\s?%\s{_BETTER}|{_BETTER}\s(?:by\s)?~?(?P<late>\d{{1,3}})\s?%)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:\A|[,;.:(]|\b(?:and|but|the|his|her|my))\s*(?:(?:left|right|[LR])\s)?\Z"
)
_COURSE = sought(
    r"\b(?:the\s|his\s|her\s|my\s)?pain\s"
    r"(?:(?:is|was|has been|remains|stays|seems|feels)\s)?"
    r"(?:(?:actually|much|now|still|slightly|somewhat|a bit|a little|about|getting"
    r"|overall|generally|even|no)\s){0,2}"
    r"(?:less|better|worse|unchanged|improved|improving|the same|manageable|tolerable"
    r"|bearable)\b"
    r"|\b\d{1,2}\s?%\sless\s(?:\w+\s)?pain\b",
    re.IGNORECASE,
)
_ALL = 100


def lessened(passage: Passage) -> Iterator[Symptom]:
    """The pain of a sentence that names none with a place or a score of ten."""
    made = False
    for place in find_sites(passage.text):
        share = _SHARE.match(passage.text, place.end)
        lead = passage.text[: place.start]
        if share is None or not _LED.search(lead):
            continue
        made = True
        gone = int(share["n"] or share["late"]) >= _ALL
        sides = {as_side(mark.name) for mark in find_sides(lead[-10:])}
        side = sides.pop() if len(sides) == 1 and place.name not in AXIAL else None
        yield _pain(passage, "absent" if gone else "present", place.name, side)
    course = None if made else _COURSE.search(passage.text)
    if course and standing(passage, *course.span(), "pain") == "present":
        yield _pain(passage, "present")


def _pain(
    passage: Passage, said: Assertion, site: str | None = None, side: Side | None = None
) -> Symptom:
    return Symptom(
        id="?",
        kind="pain",
        assertion=said,
        site=site,
        side=side,
        date=passage.view.document.date,
        evidence=tuple(evidence(passage)),
    )
