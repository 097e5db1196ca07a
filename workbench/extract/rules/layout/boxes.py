"""Check boxes and circled answers on one line.

"[x] Yes [ ] No", "( X )", "☒ ☐ ✓", "Yes ___X___ No ___", "(Y) / N", "circled: NO".  A
line that asks and answers yes or no is one box with the question as label; other
options are one box each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_BOX = re.compile(
    r"\[[ ]?(?P<sq>[xXvV*✓✔]?|[xX]{2,3}|_)[ ]?\]"
    r"|\([ ]?(?P<ro>[xX✓✔]|[xX]{2}|[ ])[ ]?\)"
    r"|\((?P<em>[ ]{1,3})\)"
    r"|(?P<on>[☒☑✓✔■✅])|(?P<off>[☐□❏❑▢✗✘])"
    r"|(?:(?<=\bYes)|(?<=\bNo)|(?<=\bYES)|(?<=\bNO)|(?<=\byes)|(?<=\bno))[ ]?"
    r"(?:_{1,8}(?P<after>[xX])_{1,8}|(?P<empty>_{2,8}))(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_])_{0,8}(?P<un>(?<=_)[xX](?=_))_{1,8}(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_])(?P<blank>_{2,8})(?![A-Za-z0-9_])"
)
ANY_BOX = re.compile(r"[\[(]\s?[xX]?\s?[\])]|[\u2610-\u2612]")
"""A box to tick, whether it is ticked or not."""
_SIGN = re.compile(r"[\[(_☒☑✓✔■✅☐□❏❑▢✗✘]")
"""One of these stands in every box."""
_YES = re.compile(r"(?:yes|y|true|positive|present)\b", re.IGNORECASE)
_NO = re.compile(r"(?:no|n|false|negative|absent|none|denies)\b", re.IGNORECASE)
_ANSWER_END = re.compile(r"\b(?P<word>yes|no|y|n)[ .:]{0,3}$", re.IGNORECASE)
_CIRCLED = sought(
    r"[(\[*][ ]?(?P<a>Y|N|YES|NO|Yes|No)[ ]?[)\]*]{1,2}[ ]{0,3}[/|]?[ ]{0,3}(?:Y|N"
    r"|YES|NO|Yes|No|yes|no)\b"
    r"|\b(?:Y|N|YES|NO|Yes|No|yes|no)[ ]{0,3}[/|]?[ ]{0,3}[(\[*]{1,2}[ ]?"
    r"(?P<b>Y|N|YES|NO|Yes|No)[ ]?[)\]*]"
    r"|\b(?:Y|YES|Yes)[ ]{0,3}/?[ ]{0,3}(?:N|NO"
    r"|No)\b.{0,20}?\bcircled[ ]?[:=-]?[ ]?(?P<c>Y|N|YES|NO|Yes|No|yes|no)\b"
    r"|\b(?:Y|YES|Yes)[ ]{0,3}[/|]?[ ]{0,3}(?:N|NO|No)\b"
    r"[ ]{0,4}[(\[](?P<f>Y|N|YES|NO|Yes|No|yes|no)[ ]circled[)\]]"
    r"|(?<!\S)[oO\u25cb\u25ef][ ]?(?:Yes|No|YES|NO)[ ]{1,6}"
    r"[xX\u25cf\u25c9\u2713][ ]?(?P<g>Yes|No|YES|NO)(?!\w)"
    r"|(?<!\S)[xX\u25cf\u25c9\u2713][ ]?(?P<h>Yes|No|YES|NO)[ ]{1,6}"
    r"[oO\u25cb\u25ef][ ]?(?:Yes|No|YES|NO)(?!\w)"
    r"|\b(?P<d>Y|N|YES|NO|Yes|No)[ ]\(circled\)|\bcircled[ ]?[:=-]?[ ]?(?P<e>YES|NO"
    r"|Yes|No|yes|no)\b"
)


class Option(NamedTuple):
    """One box: its span in the line, the label beside it and whether it is ticked."""

    start: int
    end: int
    label: str
    checked: bool
    question: str = ""


def options(line: str) -> tuple[Option, ...]:
    """All boxes of a folded line; empty where it has none."""
    circled = tuple(_circled(line))
    if circled:
        return circled
    if not _SIGN.search(line):
        return ()
    boxes = [m for m in _BOX.finditer(line) if m.group() != ""]
    if any(m["sq"] is not None or m["ro"] is not None for m in boxes):
        # Beside brackets a run of underscores is a line to write on, no box.
        boxes = [m for m in boxes if not m["blank"]]
    if not boxes or all(m["blank"] or m["empty"] for m in boxes):
        return ()
    return tuple(one for part in _questions(line, boxes) for one in _options(*part))


_FIELD_BEHIND = re.compile(r"[ ]{2,}(?=[A-Z][A-Za-z /#-]{1,24}:[ ]+\S)")


def boxes_end(line: str) -> int:
    """Where the boxes of a line end: before a field that stands behind the last.

    "Level: [ ] L3-4  [x] L4-5     Side: left".
    """
    if not _SIGN.search(line):
        return len(line)
    boxes = [one for one in _BOX.finditer(line) if one.group() != ""]
    after = _FIELD_BEHIND.search(line, boxes[-1].end()) if boxes else None
    if after is None or not line[boxes[-1].end() : after.start()].strip():
        return len(line)
    return after.start()


_NEXT_ASKED = re.compile(
    r"(?:[ \t]{2,}|[,;][ ])(?P<asked>[A-Z][A-Za-z /'-]{1,40}?)[ ]?:?[ ]{0,3}\Z"
)
"""A question that begins between two boxes ("[x] pos R    Hoffmann: [x] neg")."""


_ASKS_YES_NO = re.compile(r"\s{0,2}(?:yes|no|y|n)\b", re.I)
"""What follows a box whose words before are a question, not an option."""
_NEXT_COLUMN = re.compile(
    r"[ \t]{4,}(?P<asked>[A-Z][A-Za-z/'-]{1,24}(?:[ ][A-Za-z/'-]{1,24}){0,3})[ ]{1,3}\Z"
)
"""A question in a column of its own behind the options of another."""
_NEXT_ANSWERED = re.compile(
    r"[ \t]{3,}(?P<asked>[A-Z][A-Za-z/'-]{1,24}(?:[ ][A-Za-z/'-]{1,24}){0,3}?)[ ]{1,4}"
    r"(?:Y|N|Yes|No|YES|NO)[ .:]{0,2}\Z"
)
"""The same where answers stand before their boxes ("Y [x] N [ ]    Fever  Y [ ]")."""


def _questions(
    line: str, boxes: list[re.Match[str]]
) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """The stretches of a line that ask one thing each, with their boxes.

    Only where what stands before a later box is marked off as a question: by a colon
    behind a wide gap, or by less where the first box follows a question, too.
    Offsets stay: what lies before a stretch is blanked.
    """
    lead = line[: boxes[0].start()].strip()
    start, held = 0, [boxes[0]]
    for box, after in zip(boxes, boxes[1:], strict=False):
        between = line[box.end() : after.start()]
        asked = _NEXT_ASKED.search(between)
        colon = asked is not None and between.rstrip().endswith(":")
        answered = asked is not None and between[: asked.start()].strip()
        plain = between.lstrip()[:1].islower() or _ASKS_YES_NO.match(line, after.end())
        apart = colon and asked is not None and "   " in between[: asked.start("asked")]
        splits = bool(asked and answered and (apart or (lead and (colon or plain))))
        found = asked if splits else _in_next_column(line, between, after.end(), lead)
        if found is not None:
            place = box.end() + found.start("asked")
            yield " " * start + line[start:place], held
            start, held = place, []
        held.append(after)
    yield " " * start + line[start:], held


def _in_next_column(
    line: str, between: str, after: int, lead: str
) -> re.Match[str] | None:
    """A question that a wide gap sets off from the options before it."""
    if _ANSWER_END.search(lead):
        return _NEXT_ANSWERED.match(between)
    asked = _NEXT_COLUMN.search(between)
    told = asked is not None and between[: asked.start()].strip()
    return asked if told and (lead or _ASKS_YES_NO.match(line, after)) else None


def answers_no(line: str) -> bool:
    """Whether a line asks one thing by yes or no, and has its box for no ticked."""
    found = options(line)
    if len(found) != 1 or found[0].checked or not _YES_OR_NO.search(line):
        return False
    return any(_is_on(box) for box in _BOX.finditer(line) if box.group())


_YES_OR_NO = re.compile(
    r"\b(?:Y|yes)\b[^A-Za-z]{1,12}(?:x[^A-Za-z]{1,6})?(?:N|no)\b"
    r"|\b(?:N|no)\b[^A-Za-z]{1,12}(?:x[^A-Za-z]{1,6})?(?:Y|yes)\b",
    re.IGNORECASE,
)


def _circled(line: str) -> Iterator[Option]:
    """One option for each question of the line whose answer is circled."""
    found = list(_CIRCLED.finditer(line))
    place = len(line) - len(line.lstrip())
    for index, match in enumerate(found):
        last = index + 1 == len(found)
        end = len(line.rstrip()) if last else match.end()
        made = _answered(line, match, place, end)
        if made is not None:
            yield made
        place = match.end()


def _answered(line: str, match: re.Match[str], start: int, end: int) -> Option | None:
    word = match["a"] or match["b"] or match["c"] or match["d"] or match["e"]
    word = word or match["f"] or match["g"] or match["h"]
    question = line[start : match.start()].strip(" :.-?;,\t")
    if not question:
        return None
    lead = len(line[start:]) - len(line[start:].lstrip(" ;,"))
    return Option(start + lead, end, question, word.lower().startswith("y"))


def _is_on(match: re.Match[str]) -> bool:
    return bool(
        (match["sq"] or "").strip(" _")
        or (match["ro"] or "").strip()
        or match["on"]
        or match["un"]
        or match["after"]
    )


def _options(line: str, boxes: list[re.Match[str]]) -> Iterator[Option]:
    lead = line[: boxes[0].start()]
    trailing = _ANSWER_END.search(lead)
    label_first = bool(trailing) or (
        bool(lead.strip()) and not line[boxes[-1].end() :].strip(" .")
    )
    if label_first:
        question, spans = _labels_before(line, boxes, trailing)
    else:
        question, spans = lead.strip(" :.-?\t"), _labels_after(line, boxes)
    answer = _yes_no(line, question, spans)
    answer = answer or _none_of(line, question, spans)
    if answer is not None:
        yield answer
        return
    for start, end, label, on in spans:
        if label:
            yield Option(start, end, label, on, question)


_Span = tuple[int, int, str, bool]


def _labels_after(line: str, boxes: list[re.Match[str]]) -> list[_Span]:
    ends = [match.start() for match in boxes[1:]] + [len(line)]
    return [
        (match.start(), end, line[match.end() : end].strip(" ,;:.-|\t"), _is_on(match))
        for match, end in zip(boxes, ends, strict=True)
    ]


def _labels_before(
    line: str, boxes: list[re.Match[str]], trailing: re.Match[str] | None
) -> tuple[str, list[_Span]]:
    first = trailing.start() if trailing else len(line) - len(line.lstrip())
    starts = [first] + [match.end() for match in boxes[:-1]]
    spans = [
        (
            start,
            match.end(),
            line[start : match.start()].strip(" ,;:.-|\t"),
            _is_on(match),
        )
        for start, match in zip(starts, boxes, strict=True)
    ]
    # What is written behind the last box belongs to its answer.
    spans[-1] = (spans[-1][0], max(spans[-1][1], len(line.rstrip())), *spans[-1][2:])
    question = line[:first].strip(" :.-?\t") if trailing else ""
    if not question and "?" in spans[0][2]:
        # "Smoker?  Never __  Quit _x_": the question stands before the first label.
        asked, _, label = spans[0][2].rpartition("?")
        question = asked.strip(" :.-?\t")
        spans[0] = (*spans[0][:2], label.strip(), spans[0][3])
    return question, spans


_NONE = re.compile(
    r"(?:none(?: of (?:the|these)(?: above)?)?|no|absent|denies"
    r"(?: all)?|negative|neither)",
    re.IGNORECASE,
)


def _none_of(line: str, question: str, spans: list[_Span]) -> Option | None:
    """A ticked "none" among the options of a question denies the question."""
    ticked = [label for *_, label, on in spans if on]
    if not question or len(ticked) != 1 or not _NONE.fullmatch(ticked[0]):
        return None
    start = len(line) - len(line.lstrip())
    return Option(start, len(line.rstrip()), question, False)


def _yes_no(line: str, question: str, spans: list[_Span]) -> Option | None:
    """One answer for a question with a ticked Yes or No (None when both or neither)."""
    answers = [
        (bool(_YES.match(label)), on)
        for *_, label, on in spans
        if _YES.match(label) or _NO.match(label)
    ]
    ticked = [yes for yes, on in answers if on]
    if not question or not answers or len(ticked) != 1 or len(answers) < 2:
        if question and len(answers) == 1 and len(spans) == 1 and ticked:
            pass
        else:
            return None
    start = len(line) - len(line.lstrip())
    return Option(start, len(line.rstrip()), question, ticked[0])
