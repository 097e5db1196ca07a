"""What is said of activities, also where one of the family speaks for the patient.

"Mum can't reach her kitchen cupboards" is written by a daughter of the patient, not by
a patient of an ill mother: a family history tells illnesses, never what goes of a day.
A relative with an owner ("her mother no longer drives") is somebody else.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import standing
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Seven
from workbench.extract.rules.words.sought import sought

_KIN = (
    r"(?:mum|mom|mam|dad|mummy|daddy|mama|papa|nan|nana|gran|grandma|grandpa|grandad)"
)
_SUBJECT = sought(
    r"\A\W*(?:[^.;]{0,50}\b(?:reports?|says?|writes?|states?|notes?|tells us|adds|feels"
    rf"|thinks|told us)\s?[:,]?\s(?:that )?)?(?:poor |now |but |and )?{_KIN}(?:'s)?\b"
    r"(?! (?:had|died|passed|suffered|was diagnosed|with|and dad|and mum|and mom)\b)"
    r"|\b(?:single|stay[- ]at[- ]home|working|new|busy|young|expectant|first[- ]time)"
    rf" (?:mother|father|parent|{_KIN})\b|\b(?:mother|father|parent|{_KIN}) of"
    r" (?:one|two|three|four|five|six|\d|twins|young|a)\b",
    re.IGNORECASE,
)


def stands(
    passage: Passage, start: int, end: int, concept: str, *, state: bool = True
) -> Seven:
    """What the context says of an activity at a place."""
    seven = standing(passage, start, end, concept, state=state)
    if seven == "family" and passage.role != "family" and _SUBJECT.search(passage.text):
        return "present"
    return seven
