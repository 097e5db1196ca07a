"""What a sign was before, told beside what it is now: "SLR neg today (was + at eval)".

The earlier result is blanked before the sentence is read; where it was positive it is
a finding of its own, of an earlier day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import standing
from workbench.extract.rules.frames.exam.marks import Mark, find_sides
from workbench.extract.rules.frames.exam.sign_facts import facts_of
from workbench.extract.rules.frames.exam.sign_values import is_sign
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.schema.case import ExamFinding

_FLAG = r"(?:pos(?:itive)?|neg(?:ative)?|\(?[+-]\)?)"
_EARLIER = re.compile(
    r"\((?:(?:was|were|previously|prior|initially|had been|formerly)\b[^()]{1,40}"
    rf"|{_FLAG}\s(?:in|at|on|last|before)\s[^()]{{2,30}})\)"
    rf"|,\s(?:was|were|previously)\s{_FLAG}(?:\s(?:on\s)?(?:the\s)?"
    r"(?:left|right|[LR]))?\s(?:in|at|on|last|before|initially)\b\s?[^.;,()]{0,20}"
    rf"|[,;]\s(?:(?:was|were|previously)\s)?{_FLAG}\s(?:at|on)\s(?:the\s)?"
    r"(?:(?:initial|first)\s)?(?:eval(?:uation)?|IE|SOC|visit|intake|start|admission)\b",
    re.IGNORECASE,
)
"""What a sign was before, in brackets or behind a comma."""
_POSITIVE = re.compile(r"\bpos(?:itive)?\b|\+", re.IGNORECASE)
_APART = re.compile(r"[.;]\s")
_REACH = 60


def without_earlier(passage: Passage) -> Passage:
    """The passage without what it tells of an earlier examination."""
    if not _EARLIER.search(passage.text):
        return passage
    return blanked(passage, [one.span() for one in _EARLIER.finditer(passage.text)])


def once(passage: Passage) -> Iterator[ExamFinding]:
    """The signs that were positive before, each with the side it is told with."""
    for told in _EARLIER.finditer(passage.text):
        if not _POSITIVE.search(told.group()):
            continue
        word = _sign_before(passage.text, told.start())
        if word is None or standing(passage, *told.span(), word.concept) == "family":
            continue
        own = find_sides(told.group()) or find_sides(passage.text[: told.start()])
        near = [one for one in own if one.label or _is_near(one, word, told.start())]
        facts = facts_of(passage, word, "present", near[-1:])
        then = {"assertion": "historical", "date": None}
        yield from (one.model_copy(update=then) for one in facts)


def _is_near(side: Mark, word: Mention, end: int) -> bool:
    return word.start - _REACH // 4 <= side.start <= end


def _sign_before(text: str, place: int) -> Mention | None:
    """The last sign named before a place, with no end of a sentence between."""
    before = text[max(place - _REACH, 0) : place]
    shift = max(place - _REACH, 0)
    found = [one for one in lexicon.load("exam").find(before) if is_sign(one)]
    if not found or _APART.search(before[found[-1].end :]):
        return None
    last = found[-1]
    return replace(last, start=last.start + shift, end=last.end + shift)


def blanked(passage: Passage, spans: Iterable[tuple[int, int]]) -> Passage:
    """A passage with stretches of its text left blank, every other place kept."""
    plain = passage.text
    for start, end in spans:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    sentence = replace(passage.sentence, text=plain)
    return replace(passage, text=plain, sentence=sentence)
