"""Pages of a document that another's letterhead heads, told by who writes and when.

A stack of papers pasted as one text keeps its page breaks and little else.  A page that
opens with a name of its own (an office, a laboratory) and a date or birth date beside
it is a paper of its own, unless the same office heads the document already on that day:
a running header says again who wrote and when, or only whose page it is.  So does a
line under a rule that sets a name apart from a day, with nothing above the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.packet.dates import first_date
from workbench.packet.identity import identity_of
from workbench.packet.lines import RawLine
from workbench.packet.titles import frame, is_end, is_furniture, is_rule, is_sentence
from workbench.schema.partial_date import is_exact

HEAD = 3
"""Lines of a page in which its letterhead stands."""
_IDENTITY = 60
"""Lines from a file's first in which it is looked for whose papers they are."""
_LONGEST = 70
_CELL = re.compile(r"\s*\|\s*|\t+|[ ]{2,}|\s[-–—]\s")
_GOES_ON = re.compile(
    r"\b(?:page|pg\.?|p\.)[ ]*(?!1\b)\d|\bcont(?:inued|'d|\.)"
    r"|^\W*(?:re-?)?printed\b|\b(?!1 of)\d+ of \d+\b",
    re.IGNORECASE,
)
"""What says that a page goes on; the first page of several begins a paper."""
_DECORATED = re.compile(r"^[\s#*=>{\[|+-]+|[\s#*=<}\]|+-]+\Z")
_DATED = re.compile(
    r"[\s(,-]*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b.*"
)
"""A day behind a name, and what follows it."""
_VERSION = re.compile(
    r"\s?\bv(?:er(?:sion)?)?\.?\s?\d[\d.]*\W?(?=\s|\Z)", re.IGNORECASE
)
"""The version of what exports a paper ("MADEUPBRIDGE export v4")."""
_COMPANY = re.compile(r"\b(inc|llc|p\.?c|p\.?a|ltd|co|corp|assoc)\.\Z", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:,\s*(?:M\.?D|D\.?O|P\.?T|O\.?T|D\.?C|PA-?C|A?P?NP|FNP|DPT|RN|LPN|Ph\.?D|Psy\.?D)"
    r"|\s(?:MD|DO|DPT|PA-C|NP|FNP|RN|LPN|PhD))\b\W*\Z"
)
"""How the name of somebody who signs ends."""
_SIGNED = re.compile(r"\bsign|\bdictat|\btranscri|/e?s/|\bread\b", re.IGNORECASE)
_DEPARTMENT = re.compile(
    r"[A-Za-z-]*(?:ology|iatry|surgery|medicine|anesthesia|testing|rehabilitation)\Z",
    re.IGNORECASE,
)
"""A department that heads its paper by one word ("CARDIOLOGY   09/02/2025")."""
_BORN = re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|born)\b", re.IGNORECASE)
_LABEL = re.compile(r"[^:]{0,40}:")
_NAME = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 2
_VISIT = re.compile(
    r"\b(?:(?:visit|encounter|service|session) date|date of (?:visit|service|encounter)"
    r"|dos)\b\W{0,4}",
    re.IGNORECASE,
)
_BESIDE = 20
"""Characters behind a label in which its day stands."""
_APART = re.compile(r"\S(?:[ ]{2,}|\t)\S")
"""Parts of a line with a gap between."""


class Letterhead(NamedTuple):
    """Who heads a page, in lower case, and the exact date beside it, if any."""

    name: str
    date: str | None


def headed_starts(lines: Sequence[RawLine], start: int, end: int) -> Iterator[int]:
    """Where in a document pages begin that another letterhead heads."""
    opening = _page(lines, start, end)
    current = letterhead(opening)
    known = _names(opening)
    visit = _visit(opening)
    patient = identity_of([line.text for line in lines[:end][:_IDENTITY]]).name
    for at in range(start + 1, end):
        broken = lines[at].page != lines[at - 1].page
        if broken and _is_closed(lines, start, at):
            texts = _page(lines, at, end)
            yield at
            current, known, visit = letterhead(texts), _names(texts), _visit(texts)
            continue
        if broken or _under_mark(lines, at):
            texts = _page(lines, at, end)
        elif _under_rule(lines, at):
            texts = _pasted(lines, at, end)
        else:
            continue
        own = letterhead(texts)
        seen = _visit(texts)
        if seen and visit and seen != visit and lines[at].page != lines[at - 1].page:
            yield at
            current, known, visit = own, _names(texts), seen
            continue
        if own is None or set(_NAME.findall(own.name)) <= patient:
            continue
        day = current.date if current else None
        if own.name in known and (own.date is None or own.date == day or day is None):
            continue
        yield at
        current, known, visit = own, _names(texts), seen


def _is_closed(lines: Sequence[RawLine], start: int, at: int) -> bool:
    """Whether the last words above a page say that their paper is over."""
    above = (line.text for line in lines[start:at][::-1] if line.text.strip())
    return is_end(next(above, ""))


def _visit(texts: Sequence[str]) -> str | None:
    """The day of the visit that the head of a page labels."""
    found = (_VISIT.search(one) for one in texts[:HEAD])
    days = (_day(one.string[one.end() :][:_BESIDE]) for one in found if one)
    return next(filter(None, days), None)


def _under_mark(lines: Sequence[RawLine], at: int) -> bool:
    """Whether a line is the first below the mark of a page ("====== p3 ======")."""
    return bool(lines[at].text.strip()) and _is_mark(lines[at - 1].text)


def _is_mark(text: str) -> bool:
    """Whether a framed line numbers a page and says nothing else."""
    return frame(text) is not None and is_furniture(text)


def _under_rule(lines: Sequence[RawLine], at: int) -> bool:
    """Whether a rule stands above a line, and nothing right above the rule."""
    rule = at - 1
    if rule and not lines[rule].text.strip():
        rule -= 1
    return (
        bool(lines[at].text.strip())
        and is_rule(lines[rule].text)
        and (rule == 0 or not lines[rule - 1].text.strip())
    )


def _pasted(lines: Sequence[RawLine], at: int, end: int) -> list[str]:
    """The first line of a pasted paper, where it sets its name apart from its day.

    Rows of a list under a rule look alike ("Therapy visit    01/05/2026"), a
    letterhead stands alone.
    """
    texts = _page(lines, at, end)[:2]
    heads = [bool(_APART.search(one.strip())) and bool(_day(one)) for one in texts]
    return texts[:1] if heads[:1] == [True] and heads[1:] != [True] else []


def _names(texts: Sequence[str]) -> set[str]:
    """What stands first in the lines that head a page."""
    return {_first_name(one).lower() for one in texts}


def letterhead(texts: Sequence[str]) -> Letterhead | None:
    """The letterhead of a page by its first lines; None where none stands there."""
    head = [one for one in texts if one.strip() and not is_rule(one)][:HEAD]
    if not head or any(_GOES_ON.search(one) for one in head[:2]):
        return None
    first = head_name(head[0]) or _person_of_calling(head)
    if first is None:
        return None
    dates = [_day(one) for one in head if not _BORN.search(one)]
    dates += [_day(_BORN.split(one)[0]) for one in head if _BORN.search(one)]
    date = next((one for one in dates if one), None)
    if date is None and not any(_BORN.search(one) for one in head):
        return None
    return Letterhead(first.lower(), date)


def _person_of_calling(head: Sequence[str]) -> str | None:
    """Who heads a page by name and degree, over the calling and a day set apart.

    "PAT DOLE, PhD" over "PSYCHOLOGIST      Evaluation of 19 August 2025"; what is
    signed at the top of a page ends the paper before.
    """
    if len(head) < _LEAST_WORDS or not _PERSON.search(head[0].rstrip()):
        return None
    below = head[1].strip()
    heads = _APART.search(below) and _day(below) and not _SIGNED.search(below)
    named = heads and not _LABEL.match(below)
    return head[0].partition(",")[0].strip() if named else None


def head_name(text: str) -> str | None:
    """The office or paper that a line names first; None where it names none."""
    first = _first_name(text)
    if not _is_name(first) or is_furniture(text) or is_sentence(first):
        return None
    return first


def _first_name(text: str) -> str:
    """What a line names first, without its frame and without the day beside it.

    One word goes with the words of the next cell ("OVERREAD - MADEUP RADIOLOGY").
    """
    bare = _VERSION.sub("", _DECORATED.sub("", text))
    cells = [_DATED.sub("", one) for one in _CELL.split(bare)]
    if len(_NAME.findall(cells[0])) < _LEAST_WORDS and not _DEPARTMENT.match(cells[0]):
        return " ".join(cells[:2]).strip()
    return _COMPANY.sub(r"\1", cells[0].strip())


def _page(lines: Sequence[RawLine], start: int, end: int) -> list[str]:
    """The first lines of the page that begins here."""
    found: list[str] = []
    for line in lines[start:end]:
        if line.page != lines[start].page or len(found) >= HEAD + 2:
            break
        if found and _is_mark(line.text):
            break
        if line.text.strip():
            found.append(line.text)
    return found


def _is_name(first: str) -> bool:
    """Whether words can be the name of an office or of a paper, and no field of it."""
    words = _NAME.findall(first)
    return (
        (len(words) >= _LEAST_WORDS or bool(_DEPARTMENT.match(first)))
        and len(first) <= _LONGEST
        and first[:1].isupper()
        and not _LABEL.match(first)
        and not first.endswith((",", ";", "."))
        and not _PERSON.search(first)
        and not any(char.isdigit() for char in first)
    )


def _day(text: str) -> str | None:
    found = first_date(text)
    return found if found and is_exact(found) else None
