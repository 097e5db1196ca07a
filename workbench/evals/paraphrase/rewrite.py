"""A text said in other words: each kind of rewriting is a function from line to line.

Nothing is drawn by chance: the same text gives the same paraphrase, and text that no
rule fits stays as it is.  Files that are no plain text are handed on untouched.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from workbench.evals.paraphrase.rules import KINDS, Kind, Rewrite, rules
from workbench.packet.sources import Source
from workbench.schema.spine import INTERSPACES

_COLUMNS = re.compile(r"\S\s{3,}\S|\t|\||(?:\.\s?){5,}")
"""What sets a line out in columns or leaders."""
_MONTHS = (
    "January February March April May June July August September October November"
    " December"
).split()
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/-])")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_NAMED = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})\b")
_LEVEL = re.compile(r"(?<![\w/-])([CTL])(\d{1,2})([-/])([CTLS]?)(\d{1,2})(?![\w/]|-\w)")


def paraphrased(
    sources: Iterable[Source], kinds: Iterable[Kind] = KINDS
) -> tuple[Source, ...]:
    """The files of a packet in other words; the name of each file stays."""
    wanted = tuple(kinds)
    return tuple(_file(source, wanted) for source in sources)


def _file(source: Source, kinds: tuple[Kind, ...]) -> Source:
    try:
        text = source.data.decode("utf-8")
    except UnicodeDecodeError:
        return source
    if not source.name.endswith(".txt") or "\0" in text:
        return source
    return source._replace(data=rewritten(text, kinds).encode("utf-8"))


def rewritten(text: str, kinds: Iterable[Kind] = KINDS) -> str:
    """A text in other words, line by line; what is set out in columns stays."""
    found = text
    for kind in kinds:
        change = _CHANGES[kind]
        if kind == "dates" and _day_first(found):
            continue
        found = "\n".join(
            line if _COLUMNS.search(line) else change(line)
            for line in found.split("\n")
        )
    return found


def _day_first(text: str) -> bool:
    return any(int(one[1]) > len(_MONTHS) for one in _NUMERIC.finditer(text))


# --- phrases ---------------------------------------------------------------------


def _phrases(kind: Kind) -> Callable[[str], str]:
    def change(line: str) -> str:
        own: tuple[Rewrite, ...] = getattr(rules(), kind)
        for rule in own:
            line = _pattern(rule).sub(lambda m, rule=rule: _put(rule, m), line)  # type: ignore[misc]
        return line

    return change


@cache
def _pattern(rule: Rewrite) -> re.Pattern[str]:
    return re.compile(rule.pattern, 0 if rule.case else re.IGNORECASE)


def _put(rule: Rewrite, match: re.Match[str]) -> str:
    """What takes the place of a match; the match itself where its surroundings forbid."""
    text = match.string
    before = rule.not_after and re.search(
        f"(?:{rule.not_after})$", text[: match.start()], re.IGNORECASE
    )
    after = rule.not_before and re.match(
        rule.not_before, text[match.end() :], re.IGNORECASE
    )
    if before or after:
        return match.group()
    new = match.expand(rule.to)
    if rule.keeps == "to":
        return new
    large = match.group()[:1].isupper()
    rest = new[:1].lower() + new[1:]
    lowered = rest.replace(match.group(1), match.group(1).lower()) if _words(match) else rest
    return lowered[:1].upper() + lowered[1:] if large else lowered


def _words(match: re.Match[str]) -> bool:
    """Whether a first group opened the match and moves further in."""
    return bool(match.re.groups) and match.start(1) == match.start()


# --- numbers, dates, levels ---------------------------------------------------------


def _numbers(line: str) -> str:
    table = rules().numbers
    units = "|".join(table.before)
    digits = {str(number): word for number, word in enumerate(table.words, 1)}
    both = digits | {word: number for number, word in digits.items()}
    names = "|".join(sorted(both, key=len, reverse=True))
    found = re.compile(
        rf"(?<![\w./-])(?<!\bor )(?<!\bto )(?P<n>{names})(?= (?:{units})\b)",
        re.IGNORECASE,
    )
    return found.sub(lambda m: _sized(m.group(), both[m.group().lower()]), line)


def _sized(old: str, new: str) -> str:
    return new.capitalize() if old[:1].isupper() else new


def _dates(line: str) -> str:
    spots = [
        *((m, _iso(m[3], m[1], m[2])) for m in _NUMERIC.finditer(line)),
        *((m, _long(m[1], m[2], m[3])) for m in _ISO.finditer(line)),
        *((m, _short(m[3], m[1], m[2])) for m in _NAMED.finditer(line)),
    ]
    for match, new in sorted(spots, key=lambda spot: -spot[0].start()):
        if new is not None:
            line = line[: match.start()] + new + line[match.end() :]
    return line


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _iso(year: str, month: str, day: str) -> str | None:
    found = _day(year, int(month), day)
    return found.isoformat() if found else None


def _long(year: str, month: str, day: str) -> str | None:
    found = _day(year, int(month), day)
    return f"{_MONTHS[found.month - 1]} {found.day}, {found.year}" if found else None


def _short(year: str, month: str, day: str) -> str | None:
    found = _day(year, _MONTHS.index(month) + 1, day)
    return f"{found.month:02}/{found.day:02}/{found.year}" if found else None


def _levels(line: str) -> str:
    return _LEVEL.sub(_level, line)


def _level(match: re.Match[str]) -> str:
    """Another notation of one interspace; a range over several stays."""
    region, upper, sign, other, lower = match.groups()
    below = other or region
    space = f"{region}{upper}-{lower}" if below == region else f"{region}{upper}-{below}{lower}"
    if space not in INTERSPACES:
        return match.group()
    if below != region:
        return f"{region}{upper}{'/' if sign == '-' else '-'}{below}{lower}"
    if sign == "-" and not other:
        return f"{region}{upper}/{lower}"
    if sign == "/":
        return f"{region}{upper}-{region}{lower}"
    return f"{region}{upper}-{lower}"


# --- the look of lines ---------------------------------------------------------------


def _wrapping(line: str) -> str:
    at = rules().wrapping.at
    if len(line) <= at or line[:1].isspace():
        return line
    return "\n".join(
        textwrap.wrap(line, at, break_long_words=False, break_on_hyphens=False)
    )


def _capitals(line: str) -> str:
    """A heading of capitals only, as words with a large first letter."""
    words = line.split()
    plain = words and all(re.fullmatch(r"[A-Z][A-Z'&-]*", word) for word in words)
    if not plain or len(words) < 2:
        return line
    kept = rules().capitals.kept
    return " ".join(
        word if word in kept else word.capitalize() for word in words
    )


_CHANGES: dict[Kind, Callable[[str], str]] = {
    "words": _phrases("words"),
    "sides": _phrases("sides"),
    "headings": _phrases("headings"),
    "numbers": _numbers,
    "dates": _dates,
    "levels": _levels,
    "wrapping": _wrapping,
    "capitals": _capitals,
}
