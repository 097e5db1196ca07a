"""Lines of forms read as the label or question and the answer that they are.

What a paper prints around its answers tells nothing: the number and the arrow of an
export ("Q4 Falls? => no"), the speakers of a chat, the quotes around what a patient
said.  A column of letters before the items ("N | trouble walking") asks each of them.
Every line keeps its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import blanked
from workbench.extract.rules.words.alternation import one_of
from workbench.vocabulary.yaml_file import load_yaml

_WORDS: dict[str, list[str]] = load_yaml(Path(__file__).with_name("form_lines.yaml"))
_LONGEST = 240
_FEWEST = 3
"""Lines in a row from which letters before items are a column of answers."""
_PAIR = 2
"""Answers of a document from which they are no accident of its prose."""


def as_answers(lines: Sequence[str]) -> list[str]:
    """The lines of a document with what forms print around answers set aside."""
    lines = [_COLON.sub(_at_label, one) if "  :" in one else one for one in lines]
    lines = [_plain_marks(one) for one in lines]
    told = ("?" in one or '"' in one or _ANSWERS.search(one) for one in lines)
    if not any(told):
        return list(lines)
    exported = sum(1 for one in lines if _ARROW.search(one)) >= _PAIR
    made = [_unmarked(one, exported) if len(one) <= _LONGEST else one for one in lines]
    made = _chosen_below(_unquoted(_led(made)))
    return _told([_entries(one) if _ANSWERS.search(one) else one for one in made])


_LEADER = re.compile(
    r"(?P<label>[ ]*[A-Za-z][A-Za-z /()-]{1,30}?)(?P<dots>[ ]?\.{4,60}[ ])"
    r"(?=\d{1,3}(?:\.\d)?\s?(?:/\s?\d{2,3}|%|min|hours?|blocks?|miles?|feet|lbs?\b"
    r"|pounds|steps))"
)
"""Dots that lead to a score or a tolerance; a bare number may be that of an item."""
_NO_THEN = re.compile(
    r"(?<=\?)[ ](?P<gap>[ ]{0,20})(?P<no>No|Yes|no|yes)"
    r"(?=[ ](?:it|i|he|she|they|we|just|only|but|my|the|that)\b)"
)
"""An answer that a sentence goes on from without a comma ("No it stays here")."""


def _plain_marks(line: str) -> str:
    """A line with a colon for dots and a comma behind an answer that goes on."""
    led = _LEADER.match(line) if "...." in line else None
    if led:
        start, end = led.span("dots")
        line = line[:start] + ":".ljust(end - start) + line[end:]
    return _NO_THEN.sub(r"\g<gap>\g<no>,", line) if "?" in line else line


_COLON = re.compile(r"(?<=[A-Za-z)])(?P<gap>[ ]{2,40}):(?=[ ])")
"""A colon in a column of its own."""


def _at_label(colon: re.Match[str]) -> str:
    return f":{colon['gap']}"


_ANSWERS = re.compile(r"(?<![\w/|-])(?:[YN]|Yes|No|YES|NO|yes|no)(?![\w/-])")
"""An answer that stands for itself."""


# --- a column of letters -------------------------------------------------------------

_LED = re.compile(
    r"[ ]*(?P<answer>[YN]|yes|no|Yes|No|YES|NO)"
    r"(?:[ ]?[|:)][ ]{1,4}|[ ]{2,6}|[ ]?\t[ ]?)(?P<label>[A-Za-z][^|\t?:\n]{2,80}?)[ ]*"
)


def _led(lines: list[str]) -> list[str]:
    """Items behind a column of letters as questions ("Trouble walking? N")."""
    made, run = list(lines), list[int]()
    for number, line in enumerate([*lines, ""]):
        if _LED.fullmatch(line):
            run.append(number)
            continue
        if len(run) >= _FEWEST:
            for at in run:
                made[at] = _as_question(lines[at])
        run = []
    return made


def _as_question(line: str) -> str:
    match = _LED.fullmatch(line)
    if match is None:
        return line
    label = match["label"]
    asked = f"{label[0].upper()}{label[1:]}? {match['answer'][0].upper()}"
    return asked.ljust(len(line)) if len(asked) <= len(line) else line


_ENTRY = re.compile(
    r"(?P<label>[ ]*[A-Za-z](?:(?![ ]{2}|[ ][YN][ ]{2})[^|\t?:;.\[\]()\n]){2,48}?)"
    r"(?P<gap>[ ]{1,24})"
    r"(?P<answer>[YN]|YES|NO|Yes|No)"
    r"(?P<note>[ ](?:-[ ])?[(a-z](?:(?![ ]{2}).){0,50}?)?(?:[ ]{2,40}|[ ]*\Z)"
)


def _entries(line: str) -> str:
    """Entries of a screen, each before its answer, as questions ("Numb feet? N").

    Where a single blank stands before the answer, the gap beside the entry gives room.
    """
    made, place, count = "", 0, 0
    while match := _ENTRY.match(line, place):
        made = _closer(made + _entry(match), match)
        place, count = match.end(), count + 1
    whole = count >= _PAIR and len(made) == len(line)
    return made if whole and not line[place:].strip() else line


def _entry(match: re.Match[str]) -> str:
    asked = (
        f"{match['label']}? {match['gap'][2:]}{match['answer']}{match['note'] or ''}"
    )
    return asked.ljust(len(match.group()))


def _closer(made: str, last: re.Match[str]) -> str:
    """The entries so far, no longer than their line: a blank less, of a gap first."""
    if len(made) <= last.end():
        return made
    gap = made.rfind("   ", 0, len(made) - len(last.group()) + 1)
    if gap >= 0:
        return made[:gap] + made[gap + 1 :]
    at = made.rindex("? ")
    return made[: at + 1] + made[at + 2 :]


# --- numbers, arrows and speakers ----------------------------------------------------

_TAG = re.compile(rf"\[(?:{one_of(_WORDS['speakers'])})\]:?", re.IGNORECASE)
_ARROW = re.compile(r"(?<=[?\]])[ ]{0,3}(?:=+>|-+>|\u2192|>>)(?=[ ])")
_NUMBER = re.compile(r"[ ]*Q\d{1,3}[a-z]?[.:)]?(?=[ ]+[A-Z][^?]{2,120}\?)")
_SKIPPED = re.compile(
    rf"\?[ ]*[\[(<]?(?:{one_of(_WORDS['unanswered'])})[\])>]?[ .]*\Z", re.IGNORECASE
)


def _unmarked(line: str, exported: bool) -> str:
    """A line without the tags and arrows of the form; nothing of a question skipped."""
    if "?" not in line and "[" not in line:
        return line
    arrow = _ARROW.search(line) if exported else None
    tags = list(_TAG.finditer(line))
    for mark in [*tags, *([arrow] if arrow else [])]:
        line = blanked(line, *mark.span())
    if arrow and (number := _NUMBER.match(line)):
        line = blanked(line, *number.span())
    return " " * len(line) if _SKIPPED.search(line) else line


# --- a choice told on the line below -------------------------------------------------

_CHOICES = re.compile(
    r"[ ]*(?P<asked>[^:?\d]{4,60}[:?])[ ]*(?P<all>\d[ =.)]{1,3}[a-z][a-z ]{1,20}"
    r"(?:[ ]?[/,;][ ]?\d[ =.)]{1,3}[a-z][a-z ]{1,20}){1,6})[ ]*",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"[ ]*(?P<number>\d)(?:[ .)=-]{1,3}(?P<word>[a-z][a-z ]{1,20}?))?[ .]*"
)


def _chosen_below(lines: list[str]) -> list[str]:
    """A scale of numbered words keeps only that which the next line picks."""
    made = list(lines)
    for number in range(len(lines) - 1):
        asked, said = (
            _CHOICES.fullmatch(lines[number]),
            _CHOSEN.fullmatch(lines[number + 1]),
        )
        if asked is None or said is None:
            continue
        start, end = asked.span("all")
        picked = re.search(
            rf"{said['number']}[ =.)]{{1,3}}([a-z][a-z ]{{1,20}})", asked["all"], re.I
        )
        if picked is None:
            continue
        low, high = start + picked.start(1), start + picked.end(1)
        kept = lines[number]
        made[number] = (
            kept[:start]
            + " " * (low - start)
            + kept[low:high].ljust(end - low)
            + kept[end:]
        )
        made[number] = made[number].replace("?", ":", 1)
        made[number + 1] = " " * len(lines[number + 1])
    return made


# --- answers in quotes ---------------------------------------------------------------

_QUOTED = re.compile(
    r"[ ]*[A-Za-z][^\"?:\n]{1,40}?(?P<mark>[ ]-{1,2}[ ]|[ ]?:[ ]|[ ]?\?[ ])[ ]*"
    r"(?P<open>[\"\u201c\u201d])[^\"\u201c\u201d]{2,160}"
    r"(?P<close>[\"\u201d\u201c])[ .]*"
)


def _unquoted(lines: list[str]) -> list[str]:
    """Labels whose values are quoted, as labels with their values."""
    found = {
        at: one for at, line in enumerate(lines) if (one := _QUOTED.fullmatch(line))
    }
    if len(found) < _PAIR:
        return lines
    made = list(lines)
    for at, match in found.items():
        line = blanked(blanked(lines[at], *match.span("open")), *match.span("close"))
        start, end = match.span("mark")
        mark = "?" if "?" in match["mark"] else ":"
        label = line[:start].lstrip()
        label = " " * (start - len(label)) + label[:1].upper() + label[1:]
        made[at] = label + mark.ljust(end - start) + line[end:]
    return made


# --- questions that are labels -------------------------------------------------------

_ASKED = re.compile(
    r"(?P<lead>[ ]*(?:\(?\d{1,2}[.)][ ]+|[-*#][ ]?)?)"
    rf"(?P<label>(?!(?:{one_of(_WORDS['asks'])})\b)[A-Za-z][^?:\n]{{1,70}})(?P<mark>\?)"
    r"(?P<gap>[ ]{1,40})(?P<said>[^\s?_\[(][^?\n]{1,160}?)[ ]*",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\W*(?:(?:yes|no|y|n|none|never|n/?a)\b|(?:{one_of(_WORDS['doubts'])})\b)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"[^?\n]{3,90}\?[ ]{1,40}[^\s?][^?\n]{0,160}")
_MOST = 8
"""Words of a label."""


def _told(lines: list[str]) -> list[str]:
    """Names with a question mark that an answer tells of, as labels.

    Only in a form, where several lines ask and answer: "Home program?  8 wks".
    """
    if sum(1 for one in lines if _ANSWERED.fullmatch(one)) < _PAIR:
        return lines
    return [_as_label(one) if "?" in one else one for one in lines]


@cache
def _as_label(line: str) -> str:
    match = _ASKED.fullmatch(line)
    if (
        match is None
        or len(match["label"].split()) > _MOST
        or _PLAIN.match(match["said"])
    ):
        return line
    at = match.start("mark")
    return f"{line[:at]}:{line[at + 1 :]}"
