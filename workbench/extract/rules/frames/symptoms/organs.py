"""Bladder and bowel told by what stays behind, or by a fullness no longer felt."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Symptom


def organs_examined(passage: Passage) -> Iterator[Symptom]:
    """What an examination measures of the bladder ("Bladder scan 520 mL")."""
    yield from _residual(passage)


def organs(passage: Passage, told: set[str]) -> Iterator[Symptom]:
    """Trouble of an organ that the sentence tells; ``told``: kinds already read."""
    for read in (_unfelt, _residual):
        for one in read(passage):
            if one.kind not in told:
                told = told | {one.kind}
                yield one


_RESIDUAL = sought(
    r"\b(?:PVRs?|post[- ]?void(?:ing)?(?: residual)?(?: volume)?|bladder scan(?:ned)?"
    r"|residual (?:urine|volume))\W{0,3}(?:(?:of|was|is|at|shows|showed|for|in"
    r" bladder|today|volume|residual)\s){0,3}[>~]?\s?(?P<n>\d{1,4})"
    r"\s?(?:mls?|cc|millilit(?:er|re)s)?(?![\d/%:.-])",
    re.IGNORECASE,
)
_HELD_BACK = sought(
    r"\b(?:(?<!no )retention|retain(?:ed|ing)|(?:drained|emptied|cath\w*) (?:for|of))"
    r"\W{0,3}(?:(?:of|was|urine|at|about|over)\s){0,3}[>~]?\s?(?P<n>\d{3,4})"
    r"\s?(?:mls?|ccs?|millilit(?:er|re)s)\b",
    re.IGNORECASE,
)
"""Urine that a catheter or a scan found held back ("retention 700 ml on scan")."""
_RETAINED = 200
_EMPTIED = 100
"""Millilitres of urine that stay behind: much tells retention, little tells none."""


def _residual(passage: Passage) -> Iterator[Symptom]:
    """Retention, or that there is none, told by what stays behind ("PVR 380 ml")."""
    held = [
        one for one in _HELD_BACK.finditer(passage.text) if int(one["n"]) >= _RETAINED
    ]
    for match in (*held, *_RESIDUAL.finditer(passage.text)):
        amount = int(match["n"])
        if amount < _EMPTIED or amount >= _RETAINED:
            yield Symptom(
                id="?",
                kind="bladder-dysfunction",
                assertion="present" if amount >= _RETAINED else "absent",
                date=passage.view.document.date,
                evidence=tuple(evidence(passage)),
            )
            return


_UNFELT = sought(
    r"\b(?:(?:can(?:not|'?t| not| no longer)|could(?:n'?t| not)|unable to"
    r"|(?:does|do|did)(?:n'?t| not)|no longer|not able to)\s(?:always\s|really\s)?"
    r"(?:able to\s)?(?:tell|feel|feels|sense|senses|know|knows)"
    r"|(?:lost|no|loss of)(?:\s(?:the|all|any))?\s(?:urge|sense|feeling|sensation))\s"
    r"(?:(?:when|if|that|whether|of|to|any|the|a|he|she|they|i|it|is|has|his|her|my|need"
    r"|needs|needing|have|having|when|full|urge|time|go|going|be|being)\s){1,7}"
    r"(?P<what>void\w*|pee|pees|urinat\w+|wee|pass (?:urine|water)|bladder|bathroom"
    r"|poo|poop|stools?|bowels?|motions?|defecat\w+|toilet)\b",
    re.IGNORECASE,
)
_OF_BOWEL = re.compile(r"poop?|stools?|bowels?|motions?|defecat\w+", re.IGNORECASE)


def _unfelt(passage: Passage) -> Iterator[Symptom]:
    """An organ whose fullness is no longer felt ("can't tell when she has to void")."""
    match = _UNFELT.search(passage.text)
    if match:
        bowel = _OF_BOWEL.fullmatch(match["what"])
        yield Symptom(
            id="?",
            kind="bowel-dysfunction" if bowel else "bladder-dysfunction",
            date=passage.view.document.date,
            evidence=tuple(evidence(passage)),
        )
