"""Movement told as a share of what is usual: "ext 50%", "flexion 20/50"."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import finding, is_goal
from workbench.extract.rules.frames.passages import Passage, is_exam, is_study_text
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ExamFinding

_SHARE = sought(
    r"(?<![\w/.])(?P<share>\d{1,2})\s?%|(?<![\w/.])(?P<moved>\d{1,2})\s?/\s?(?P<of>\d{2,3})\b"
)
_LEADS = re.compile(
    r"[ :=,]{1,3}(?:(?:R|L|right|left|is|was|at|to|about|limited to|reduced to|only"
    r"|bilat(?:eral(?:ly)?)?)[ :=]{1,2}){0,3}",
    re.IGNORECASE,
)
"""What may stand between a movement and its share."""
_GAINED = re.compile(r"\s?(?:better|improve\w*|increase\w*|more|gain\w*)\b", re.I)


def read_sentence(passage: Passage) -> Iterator[ExamFinding]:
    """Movement found short of what is usual, once for a sentence."""
    if passage.role == "plan" or is_goal(passage) or is_study_text(passage):
        return
    shares = list(_SHARE.finditer(passage.text))
    if not shares or not is_exam(passage):
        return
    words = lexicon.load("exam-motion").find(f"{passage.text}")
    label = lexicon.load("exam-motion").find(passage.label)
    if not any(one.concept == "spine" for one in (*words, *label)):
        return
    ends = [one.end for one in words if one.concept == "movement"]
    for share in shares:
        led = any(_LEADS.fullmatch(passage.text, end, share.start()) for end in ends)
        if led and _short(share) and not _GAINED.match(passage.text, share.end()):
            yield finding(passage, "range-of-motion", share.span())
            return


def _short(share: re.Match[str]) -> bool:
    """Whether a share is less than the whole."""
    if share["share"]:
        return True
    return int(share["moved"]) < int(share["of"])
