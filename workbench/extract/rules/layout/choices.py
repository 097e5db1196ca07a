"""Choices of a form that leave out what was not chosen: scales of boxes, circled words.

"[ ] mild [x] moderate [ ] severe stenosis at C5-6" says moderate stenosis, and of
"Treatments tried (circle):  (PT)  chiropractic  (injections)" the chiropractor was not
chosen, and "C5-6 (corrected - was C4-5)" is C5-6; "Side: [x] L [ ] R" is the left.
What was not chosen is blanked; every other sign keeps its place.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_GRADE = (
    r"(?:none|no|normal|nl|minimal|trace|mild|mod|moderate|marked|sev|severe|critical"
    r"|mild[- ](?:to[- ])?mod(?:erate)?|mod(?:erate)?[- ](?:to[- ])?sev(?:ere)?)"
)
_BOX = (
    r"(?:\[(?P<square>[ vVxX\u2713\u2714]?)\]|\((?P<round>[ xX])\)"
    r"|(?P<mark>[\u2610-\u2612]))"
)
_STATE = (
    r"(?:no|none|proven|confirmed|suspected|possible|probable|definite|unlikely|unknown"
    r"|intact|broken|loose|bent|stable|unstable|present|absent|better|same|worse)"
)
_STATES = re.compile(_BOX + rf"[ ]?(?P<grade>{_STATE})(?![\w-])", re.IGNORECASE)
"""States to tick behind the name of what is in them ("Nonunion: [x] suspected")."""
_NAMED = re.compile(r"[ ]*[A-Za-z][A-Za-z /-]{2,40}:[ ]*\Z")
_STEP = sought(_BOX + rf"[ ]?(?P<grade>{_GRADE})(?![\w-])", re.IGNORECASE)
_LEAST = 3
_SIDE = (
    r"(?:left|right|bilat(?:eral(?:ly)?)?|both(?: sides)?|lt|rt|l|r|b|bl|b/l"
    r"|n/?a|midline)"
)
_SIDES = (
    re.compile(_BOX + rf"[ ]?(?P<grade>{_SIDE})(?![\w/-])", re.IGNORECASE),
    sought(rf"(?<![\w/-])(?P<grade>{_SIDE})[ ]?{_BOX}", re.IGNORECASE),
)
"""Sides to tick, the box before the word or behind it."""
_CIRCLE = re.compile(
    r"\bcircled?(?: (?:one|all|any|each|those|what|which))?"
    r"(?: that (?:apply|applies))?\)?\s{0,3}:\s{1,4}"
    r"(?=[^:]*\([A-Za-z])(?P<all>[^:;]{4,200})\Z",
    re.IGNORECASE,
)
_CHOSEN = re.compile(r"\([A-Za-z][^()]{0,40}\)")
_LONGEST = 1_000


def chosen(text: str) -> str:
    """The line with what was not chosen blanked, of the same length."""
    if len(text) > _LONGEST:
        return text
    if "[" in text or "(" in text or "\u2610" in text:
        text = _scale(text)
    text = _CORRECTED.sub(_without_old, text) if "orrect" in text else text
    if "~~" in text or ":" in text:
        text = _STRUCK.sub(lambda struck: " " * len(struck.group()), text)
        text = _WRITTEN_IN.sub(_bare, text)
    return _circled(text) if "ircle" in text else text


_LEVEL = r"[CTL]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}"
_CORRECTED = re.compile(r"\([^()]{0,60}correct[^()]{0,60}\)", re.IGNORECASE)
_STRUCK = re.compile(
    r"~~(?=\S)[^~]{1,160}(?<=\S)~~"
    r"|\[(?:deleted?|deletion|del|struck(?: out)?|removed) ?: ?[^\[\]]{1,160}\]",
    re.IGNORECASE,
)
"""Words struck through as plain text marks it ("~~left~~ right", "[deleted: left]")."""
_WRITTEN_IN = re.compile(
    r"\[(?P<mark>(?:inserted?|insertion|ins|added) ?: ?)[^\[\]]{1,160}\]", re.IGNORECASE
)
"""Words that were written in ("[inserted: right]")."""
_OLD = re.compile(
    rf"\b(?:was|were|from|not|instead of|originally|formerly|previously)\s{_LEVEL}"
    rf"|{_LEVEL}\s(?:was|is) (?:wrong|an error|in error)",
    re.IGNORECASE,
)


def _without_old(bracket: re.Match[str]) -> str:
    """A bracket that corrects, without the level that was wrong."""
    return _OLD.sub(lambda old: " " * len(old.group()), bracket.group())


def _bare(written: re.Match[str]) -> str:
    """What was written in, without its mark and brackets, at its length."""
    words = written.group()[written.end("mark") - written.start() : -1]
    return " " * (written.end("mark") - written.start()) + words + " "


def _is_on(match: re.Match[str]) -> bool:
    square, rounded, mark = match["square"], match["round"], match["mark"]
    return bool((square or "").strip() or (rounded or "").strip()) or (
        mark is not None and mark != "\u2610"
    )


def _scale(text: str) -> str:
    """A row of grades or sides with one ticked: the others and the boxes blanked."""
    text = _one_of(text, list(_STEP.finditer(text)), _LEAST)
    for pattern in _SIDES:
        text = _one_of(text, list(pattern.finditer(text)), 2)
    states = list(_STATES.finditer(text))
    if len(states) > 1 and _NAMED.fullmatch(text[: states[0].start()]):
        if not text[states[-1].end() :].strip() and not _answers_only(states):
            text = _one_of(text, states, 2)
    return text


def _answers_only(states: list[re.Match[str]]) -> bool:
    """Whether the ticked one of some states is a plain no, which is an answer."""
    ticked = [one["grade"].lower() for one in states if _is_on(one)]
    return any(one in ("no", "none", "present", "absent") for one in ticked)


def _one_of(text: str, steps: list[re.Match[str]], least: int) -> str:
    """The text with all but the one ticked step of a row blanked."""
    if len(steps) < least or sum(map(_is_on, steps)) != 1:
        return text
    gaps = [text[a.end() : b.start()] for a, b in zip(steps, steps[1:], strict=False)]
    if any(gap.strip(" ,;/|") for gap in gaps):
        return text
    for match in steps:
        start, end = match.span("grade") if _is_on(match) else (match.end(),) * 2
        before, after = start - match.start(), match.end() - end
        text = (
            text[: match.start()]
            + " " * before
            + text[start:end]
            + " " * after
            + text[match.end() :]
        )
    return text


def _circled(text: str) -> str:
    """A list of words to circle: those without the ring blanked."""
    match = _CIRCLE.search(text)
    if match is None:
        return text
    start, end = match.span("all")
    made = [" "] * (end - start)
    for ring in _CHOSEN.finditer(text, start, end):
        inner = ring.group()[1:-1]
        at = ring.start() - start + 1
        made[at : at + len(inner)] = inner
        made[at + len(inner)] = ","
    return text[:start] + "".join(made) + text[end:]
