"""Nerve roots named where sensation, strength or symptoms are spoken of.

There "C6-7" is two roots and "C5-T1" five of them, C8 included, not a row of discs.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import LevelMention
from workbench.extract.rules.values import levels
from workbench.vocabulary import spine

_NAME = re.compile(r"(?P<letter>[CTLS])?\s?(?P<number>\d{1,2})", re.IGNORECASE)


def roots_of(text: str, mention: LevelMention) -> tuple[str, ...]:
    """The roots that a level mention means beside words of nerve function."""
    if mention.roots:
        return mention.roots
    if mention.vertebrae and not mention.interspaces:
        return tuple(name for name in mention.vertebrae if name in spine().root_order)
    return _range(text[mention.start : mention.end])


def _range(text: str) -> tuple[str, ...]:
    names: list[str] = []
    letter = ""
    for match in _NAME.finditer(text):
        letter = (match["letter"] or letter).upper()
        names.append(f"{letter}{match['number']}")
    order = spine().root_order
    known = [name for name in names if name in order]
    if not known:
        return ()
    if re.search(r"\band\b|,|&", text):
        return tuple(known)
    return order[order.index(known[0]) : order.index(known[-1]) + 1]


def find_roots(
    text: str, *, loose: bool = False
) -> list[tuple[int, int, tuple[str, ...]]]:
    """(start, end, roots) of all roots named.

    Only mentions that say root, dermatome or distribution count, unless ``loose``.
    """
    found = []
    for mention in levels.find_levels(text):
        names = roots_of(text, mention) if loose or mention.roots else ()
        if mention.roots and not loose:
            names = (*joined_before(text, mention.start), *names)
        if names:
            found.append((mention.start, mention.end, names))
    return found


_JOINED = re.compile(
    r"(?<![\w-])(?:(?:left|right|[LRB])\s)?(?P<roots>[CLTS]\d{1,2}"
    r"(?:\s?[,/]\s?[CLTS]\d{1,2}){0,3})\s?(?:\+|&|/|,|\band\b|,\s?and\b)\s?"
    r"(?:(?:left|right|[LR])\s)?\Z",
    re.IGNORECASE,
)


def joined_before(text: str, start: int) -> tuple[str, ...]:
    """The roots joined to the one that stands at a place ("C6 and | C7 root")."""
    joined = _JOINED.search(text[max(start - _NEAR, 0) : start])
    named = re.findall(r"[CLTS]\d{1,2}", joined["roots"], re.I) if joined else []
    order = spine().root_order
    return tuple(one.upper() for one in named if one.upper() in order)


_ROOT = r"(?P<root>[CLTS]\d{1,2})(?![\d/-]|\s?-\s?[CLTS]?\d)"
_ROOT_IN = re.compile(rf"\b{_ROOT}", re.IGNORECASE)
_ROOT_BEFORE = re.compile(
    rf"\b{_ROOT}\s(?:nerve\s)?(?:root\s)?(?:pattern\s|type\s)?\Z", re.IGNORECASE
)
_ROOT_AFTER = re.compile(
    rf"[\s,(]{{1,2}}(?:(?:left|right|bilateral|[LRB]|lt|rt|at|of|in|the)[\s,]{{1,2}}){{0,3}}"
    rf"{_ROOT}(?!\s(?:hnp|disc|disk|fusion|laminectomy|level|stenosis|vertebra))",
    re.IGNORECASE,
)


def own_root(kind: str, text: str, start: int, end: int) -> str | None:
    """The root that the very words of a radiculopathy name ("S1 radiculopathy")."""
    if not kind.endswith("radiculopathy"):
        return None
    told = (
        _ROOT_IN.search(text[start:end])
        or _ROOT_BEFORE.search(text[max(start - _NEAR, 0) : start])
        or _ROOT_AFTER.match(text, end)
    )
    name = told["root"].upper() if told else None
    return name if name in spine().root_order else None


def other_roots(kind: str, text: str, start: int, end: int) -> tuple[str, ...]:
    """The roots joined to the own one of a radiculopathy ("C6 + C7 radiculopathy")."""
    if not kind.endswith("radiculopathy"):
        return ()
    own = _ROOT_IN.search(text[start:end])
    if own:
        return joined_before(text, start + own.start())
    lead = _ROOT_BEFORE.search(text[max(start - _NEAR, 0) : start])
    return joined_before(text, max(start - _NEAR, 0) + lead.start()) if lead else ()


_NEAR = 30
"""Characters before a radiculopathy, and twice as many behind, that name its root."""


_OR_OTHER = re.compile(r"\(or\s[^()]{1,12}\)", re.IGNORECASE)
"""A root that a bracket offers beside the one that is told ("C7 (or C6-7)")."""


def root_beside(
    kind: str, text: str, anchor: int, part: tuple[int, int] | None = None
) -> str | None:
    """The one root that a radiculopathy is said to be of ("left C7 radiculopathy")."""
    if not kind.endswith("radiculopathy"):
        return None
    start, end = part or (0, len(text))
    near = text[max(start, anchor - _NEAR) : min(end, anchor + 2 * _NEAR)]
    near = _OR_OTHER.sub(" ", near)
    names = {name for _, _, roots in find_roots(near, loose=True) for name in roots}
    return names.pop() if len(names) == 1 else None
