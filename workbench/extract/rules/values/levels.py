"""Levels, vertebrae and roots named in a text.

An interspace is "C5-6", "C5/6", "C5-C6", "C56", "C5 to 6", dictated "C5 6" or scanned
"CS-6"; a range such as "C3-5" is several.  A lone "C5" is a vertebra, and beside words
of root, dermatome or sensation a root.  In a list the letter may be left out
("C4-5, 5-6 and 6-7").  "T2 signal", "4/5 strength", heart sounds and code numbers are
no levels.  Names of segments and roots come from ``vocabulary/spine.yaml``; the
grammar follows docs/sources.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.model import LevelMention
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary.tables import spine

_GAP = r"[ ]{0,3}"
_HEAD = sought(
    r"(?P<letter>[CTLScltls])(?<![A-Za-z0-9.].)"
    r"(?P<gap>\.?[ ]?-?[ ]?)(?P<number>\d{1,2}|S(?=[-/])|[Il](?=[-/ ,.]|$))"
    r"(?![\dA-Z]*[\d][\d])(?!\.\d)"
)
_RANGE = re.compile(
    rf"(?:{_GAP}[-/]{_GAP}"
    rf"|[ ]{{1,3}}(?:to|through|thru|down[ ]to|on|over|upon)[ ]{{1,3}}"
    rf"|-(?:to|on)-)(?P<letter>[CTLScltls])?[ ]?-?(?P<number>\d{{1,2}}|[SIl])"
    r"(?![\w]|\.\d|/\d{1,2}/\d|/\d{4}\b)"
)
_ONE_LEVEL = re.compile(r"[ ](?:disc |disk |inter)?(?:level|space)\b", re.IGNORECASE)
_JOINED = re.compile(r"[ ]{0,2}(?P<letter>[CTLScltls])-?(?P<number>\d{1,2})(?!\w|\.\d)")
_DICTATED = re.compile(r"[ ](?P<number>\d{1,2})(?![\w/%+]|\.\d|-)")
_BETWEEN = "between"
_AND = re.compile(
    r"[ ]{1,2}(?:and|&)[ ]{1,2}(?P<letter>[CTLS])?-?(?P<number>\d{1,2})(?!\w|\.\d)"
)
_LIST = re.compile(
    r"[ ]{0,3}(?:,|;|&|\+|/)?[ ]{0,3}(?:and|or|as well as)?[ ]{1,3}|[,&/+]"
)
_BARE_PAIR = re.compile(
    r"(?P<a>\d{1,2})[ ]?[-/][ ]?(?P<b>\d{1,2}|S)(?![\w/%]|\.\d|-\d)"
)
_BARE_ONE = re.compile(r"(?P<a>\d{1,2})(?![\w/%+]|\.\d|-)")
_UNIT = sought(
    r"[ ]?-?[ ]?(?:weeks?|wks?|months?|mos?\b|days?|years?|yrs?|visits?|sessions?"
    r"|mm\b|cm\b"
    r"|times|x\b(?!\s?\d\b)|hours?|hrs?|minutes|mg|ml|cc|percent|degrees?|screws?|views?|levels?\b"
    r"|out of|to \d|/10|points?|patients?|units?|other|more|additional)",
    re.IGNORECASE,
)
_ASKS_LEVEL = re.compile(
    r"\b(?:levels?(?:\(s\))?|vertebra(?:e|l body)?|segments?)[ ]{0,3}"
    r"(?:[:=.]{1,9}[ ]{0,3}|[ ]{2,18}|#[ ]?)\Z",
    re.IGNORECASE,
)
"""A field for the level right before its answer ("Level(s)   L 1")."""
_BONE_BEHIND = re.compile(
    r"[ ](?:vertebra(?:l)?|VCF|(?:osteoporotic[ ])?(?:compression|burst|wedge)[ ]"
    r"(?:fracture|fx|deformity))\b",
    re.IGNORECASE,
)
_COUNTED = sought(r"[ ](?:levels?|screws?|views?)\b", re.IGNORECASE)
"""Nouns that a hyphenated pair may stand before ("the C5-6 level") without counting."""
_SIGNAL = re.compile(
    r"(?:\*|[ -]{0,2}(?:weight|wt\b|w\b|wi\b|hyper|hypo|signal|bright|dark|prolong"
    r"|shorten"
    r"|image|sequence|axial|sagittal|coronal|flair|stir|fse|tse|post|fat|pre\b|gradient"
    r"|cord|intramedull|increas|abnormal|high|relax|spin|gre\b|medic|without|with"
    r" con|scan))"
    r"|(?:,|[ ]?/|[ ]and|[ ]&|[ ]or)[ ]?(?:(?:bright|dark|high|low|increased)[ ])?"
    r"(?:T[12]\b|stir|flair|gradient|gre\b|proton"
    r"|pd\b)",
    re.IGNORECASE,
)
_SEQUENCE_BEFORE = re.compile(
    r"(?:sagittal|axial|coronal|weighted|sequences?|increased|abnormal|high|\blow|\bdark"
    r"|signal on"
    r"|stir,?|flair|T1,?|T1 and|T1 &|T1-weighted and|T1/|gradient|hyperintense"
    r"|bright|on)"
    r"[ ,]*$",
    re.IGNORECASE,
)
_ROOT_AFTER = re.compile(
    r"[ ,]*(?:(?:exiting|traversing|spinal|sensory|motor|left|right|bilateral"
    r"|through|level)"
    r"[ ]+){0,2}(?:nerve|root|sleeve|dermatom|myotom|distribution|radicul|territor"
    r"|sensory|sensation"
    r"|innervat|palsy|paresthesi|numbness|pattern|motor|weakness|hypesthe|hypoesthe)",
    re.IGNORECASE,
)
_STRONG_ROOT_AFTER = sought(
    r"[ ,]*(?:(?:left|right|bilateral)[ ]+){0,1}(?:dermatom|myotom|distribution|radicul"
    r"|territor|nerve distribution|nerve root distribution|sensory|sensation|motor"
    r"|nerve roots|strength|roots)",
    re.IGNORECASE,
)
_ROOT_BEFORE = sought(
    r"(?:sensation|sensory|touch|pin ?prick|dermatom\w*|myotom\w*|nerve roots?|roots?"
    r"|numbness|paresthesias?|radiculopathy|hypesthesia|strength|motor)"
    r"[ ,:(]*(?:(?:is|was|are|deficits?|loss|changes?|intact|decreased|diminished"
    r"|reduced"
    r"|full|normal|to|in|over|along|at|of|from|the|left|right|bilateral|a|and|involving"
    r"|light|throughout|5/5|distribution|exam|testing)[ ,:(]*){0,7}$",
    re.IGNORECASE,
)
_DISC_AFTER = sought(
    r"[ ,]*(?:(?:left|right|bilateral|severe|moderate|mild|central|foraminal|large"
    r"|small|cervical)[ ]+){0,2}(?:dis[ck]|spondylo|stenosis|herniat|hnp|protrusion"
    r"|extrusion"
    r"|osteophyt|fusion|acdf|foramin|level|interspace|arthroplasty|degenerat|ddd|facet"
    r"|bulg|compression|narrowing|pathology|decompression)",
    re.IGNORECASE,
)
_HEART = re.compile(r"\b(?:heart|murmur|rub|gallop|cardi|auscult|rrr\b|regular)", re.I)
_THYROID = re.compile(r"\b(?:free|total|tsh|thyrox)[ ,:]*(?:t3)?[ ,/]*$", re.IGNORECASE)
_LEFT_GRADE = re.compile(r"[+-]?/5\b")
_OCR = {"S": "5", "I": "1", "l": "1"}
_WINDOW = 60


class _Point(NamedTuple):
    letter: str
    number: int
    end: int

    @property
    def name(self) -> str:
        return f"{self.letter}{self.number}"


@cache
def _places() -> dict[str, int]:
    return {name: index for index, name in enumerate(spine().segments)}


@cache
def _roots() -> dict[str, int]:
    return {name: index for index, name in enumerate(spine().root_order)}


def interspace(upper: str, lower: str) -> str:
    """Canonical name of the space between two neighbours: "C5-6", "C7-T1"."""
    same = upper[0] == lower[0]
    return f"{upper}-{lower[1:] if same else lower}"


def between(upper: str, lower: str) -> tuple[str, ...]:
    """All interspaces from one vertebra down to another; empty when not below it."""
    names = spine().segments
    places = _places()
    if upper not in places or lower not in places:
        return ()
    span = names[places[upper] : places[lower] + 1]
    return tuple(interspace(a, b) for a, b in zip(span, span[1:], strict=False))


def ends_of(space: str) -> tuple[str, str]:
    """The vertebrae above and below an interspace ("C5-6" gives C5 and C6)."""
    upper, lower = space.split("-")
    return upper, lower if lower[0].isalpha() else upper[0] + lower


@lru_cache(maxsize=4096)
def find_levels(text: str) -> tuple[LevelMention, ...]:
    """Levels, vertebrae and roots in reading order; members of a list stand apart."""
    return tuple(_scan(text))


def level_groups(text: str) -> tuple[tuple[LevelMention, ...], ...]:
    """The same, members of one list ("C4-5 and C5-6") together."""
    groups: list[list[LevelMention]] = []
    for mention in find_levels(text):
        if groups and _LIST.fullmatch(text, groups[-1][-1].end, mention.start):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return tuple(tuple(group) for group in groups)


def _scan(text: str) -> Iterator[LevelMention]:
    place = 0
    while head := _HEAD.search(text, place):
        place = head.start() + 1
        found = _element(text, head)
        if found is None:
            continue
        yield found
        place = found.end
        for more in _elided(text, found, head["letter"].upper()):
            yield more
            place = more.end


def _element(text: str, head: re.Match[str]) -> LevelMention | None:
    letter = head["letter"].upper()
    number = int(_OCR.get(head["number"], head["number"]))
    first = _Point(letter, number, head.end())
    chain = [first, *_chain(text, first, head)]
    if len(chain) > 1:
        return _span(text, head, chain)
    if not head["number"].isdigit():
        return None
    compact = _compact(head, first)
    if compact:
        return LevelMention(head.start(), head.end(), interspaces=(compact,))
    if not _is_word_end(text, head.end()) or _looks_spaced(head):
        return None
    return _single(text, head, first)


def _looks_spaced(head: re.Match[str]) -> bool:
    if " " in head["gap"]:
        return not _asked_for(head)
    return head["letter"].islower() and head["letter"] in "ts"


def _asked_for(head: re.Match[str]) -> bool:
    """Whether a form asks for a vertebra right before "L 1", or a bone is named behind.

    Elsewhere "L 4" may be a strength, a side or a length.
    """
    text = head.string
    lead = text[max(head.start() - 30, 0) : head.start()]
    capital = head["letter"].isupper()
    named = _ASKS_LEVEL.search(lead) or _BONE_BEHIND.match(text, head.end())
    return bool(capital and named)


def _is_word_end(text: str, place: int) -> bool:
    return place >= len(text) or not (text[place].isalnum() or text[place] == "_")


def _compact(head: re.Match[str], point: _Point) -> str | None:
    """The interspace of "C56", where no vertebra has that number."""
    digits = head["number"]
    if len(digits) != 2 or point.name in _places() or head["gap"]:
        return None
    upper, lower = f"{point.letter}{digits[0]}", f"{point.letter}{digits[1]}"
    spaces = between(upper, lower)
    if upper == "L5" and digits[1] == "1":
        return "L5-S1"
    return spaces[0] if len(spaces) == 1 else None


def _chain(text: str, first: _Point, head: re.Match[str]) -> Iterator[_Point]:
    """The further points of "C5-6", "C3 to C7", "C4-5-6", "C5 C6", "L5S1"."""
    last = first
    while True:
        match = _RANGE.match(text, last.end)
        if match is None and last is first:
            match = (
                _JOINED.match(text, last.end)
                or _dictated(text, first, head)
                or _between_and(text, first, head)
            )
        if match is None or not _fits(text, head, match):
            return
        point = _point(last, match)
        if point is None:
            return
        yield point
        last = point


def _dictated(text: str, first: _Point, head: re.Match[str]) -> re.Match[str] | None:
    match = _DICTATED.match(text, first.end)
    if not match or head["gap"] or int(match["number"]) != first.number + 1:
        return None
    return None if _UNIT.match(text, match.end()) else match


def _between_and(text: str, first: _Point, head: re.Match[str]) -> re.Match[str] | None:
    """The end of "between C5 and C6", which names the space and not the vertebrae."""
    lead = text[max(head.start() - len(_BETWEEN) - 1, 0) : head.start()]
    return _AND.match(text, first.end) if lead.lower().strip() == _BETWEEN else None


def _fits(text: str, head: re.Match[str], match: re.Match[str]) -> bool:
    """False for a left grade ("L 4/5") and for "T2 to 6 weeks"."""
    if match.groupdict().get("letter"):
        return True
    if head["letter"] in "Ll" and _LEFT_GRADE.match(text, head.end()):
        near = text[max(head.start() - _WINDOW, 0) : match.end() + _WINDOW]
        return " " not in head["gap"] and not re.search(r"\bR[ :]{0,2}\d[+-]?/5", near)
    if head["letter"] in "TtSs" and " " in head["gap"]:
        return False
    if match.group().strip() and match.group().strip()[0] in "-/":
        return bool(_COUNTED.match(text, match.end())) or not _UNIT.match(
            text, match.end()
        )
    next_one = (
        int(_OCR.get(match["number"], match["number"]))
        == int(_OCR.get(head["number"], head["number"])) + 1
    )
    if next_one and head["letter"] in "CL" and _ONE_LEVEL.match(text, match.end()):
        return True
    return not _UNIT.match(text, match.end())


def _point(last: _Point, match: re.Match[str]) -> _Point | None:
    given = match.groupdict().get("letter")
    raw = match["number"]
    number = int(_OCR.get(raw, raw))
    letter = given.upper() if given else _letter_after(last, number)
    point = _Point(letter, number, match.end())
    known = _roots() if point.name in _roots() else _places()
    if point.name not in known:
        return None
    if given is None and raw in ("I", "l"):
        return None
    return point if _after(last.name, point.name, given is not None) else None


def _letter_after(last: _Point, number: int) -> str:
    """The region of a number left bare: "C7-1" and "L5-1" go over into the next."""
    if number == 1 and last.name in ("C7", "L5", "T12"):
        return {"C": "T", "L": "S", "T": "L"}[last.letter]
    return last.letter


def _after(upper: str, lower: str, lettered: bool) -> bool:
    order = _roots()
    known = {"C1": -1, **order}
    if upper not in known or lower not in known:
        return False
    step = known[lower] - known[upper]
    return step > 0 or (lettered and step == -1)


def _span(text: str, head: re.Match[str], chain: list[_Point]) -> LevelMention | None:
    """A range; "C4-C5 through C6-C7" is one range too."""
    start, end = head.start(), chain[-1].end
    names = [point.name for point in chain]
    if (
        names[0] in ("T1", "T2")
        and names[-1] == "T2"
        and _is_sequence(text, start, end)
    ):
        return None
    if names[0] == "S1" or names[-1].startswith("S") and names[-1] != "S1":
        roots = _root_range(names[0], names[-1])
        heart = _HEART.search(text)
        return None if heart or not roots else LevelMention(start, end, roots=roots)
    top, bottom = names[0], names[-1]
    if _roots().get(bottom, 0) < _roots().get(top, 0):
        top, bottom = bottom, top
    if _speaks_of_roots(text, start, end, names):
        return LevelMention(start, end, roots=_root_range(top, bottom))
    spaces = between(top, bottom)
    if not spaces:
        return None
    return LevelMention(start, end, interspaces=spaces, is_range=len(spaces) > 1)


def _speaks_of_roots(text: str, start: int, end: int, names: list[str]) -> bool:
    if "C8" in names or _STRONG_ROOT_AFTER.match(text, end):
        return True
    if _DISC_AFTER.match(text, end):
        return False
    return bool(_ROOT_BEFORE.search(text[max(start - _WINDOW, 0) : start]))


def _root_range(upper: str, lower: str) -> tuple[str, ...]:
    order, places = spine().root_order, _roots()
    if upper not in places or lower not in places:
        return ()
    return order[places[upper] : places[lower] + 1]


def _is_sequence(text: str, start: int, end: int) -> bool:
    before = text[max(start - _WINDOW, 0) : start]
    return bool(_SIGNAL.match(text, end) or _SEQUENCE_BEFORE.search(before))


def _single(text: str, head: re.Match[str], point: _Point) -> LevelMention | None:
    start, end, name = head.start(), head.end(), point.name
    if name in ("T1", "T2") and _is_sequence(text, start, end):
        return None
    before = text[max(start - _WINDOW, 0) : start]
    if name in ("T3", "T4") and _THYROID.search(before):
        return None
    if name in ("S1", "S2", "S3", "S4") and _HEART.search(text):
        return None
    root = _ROOT_AFTER.match(text, end) or _ROOT_BEFORE.search(before)
    if name in _roots() and (root or name not in _places()):
        return LevelMention(start, end, roots=(name,))
    if name not in _places():
        return None
    return LevelMention(start, end, vertebrae=(name,))


def _elided(text: str, last: LevelMention, letter: str) -> Iterator[LevelMention]:
    """The rest of a list whose letter stands only at its first member."""
    pair = bool(last.interspaces)
    while True:
        gap = _LIST.match(text, last.end)
        if not gap:
            return
        match = (_BARE_PAIR if pair else _BARE_ONE).match(text, gap.end())
        if not match or _counts_units(text, match.end(), pair):
            return
        found = _elided_one(match, letter, last, pair)
        if found is None:
            return
        yield found
        last = found


def _counts_units(text: str, place: int, pair: bool) -> bool:
    """Whether a number counts things; "5-6 levels" names a level, "6 levels" counts."""
    if pair and _COUNTED.match(text, place):
        return False
    return bool(_UNIT.match(text, place))


def _elided_one(
    match: re.Match[str], letter: str, last: LevelMention, pair: bool
) -> LevelMention | None:
    first = _Point(letter, int(match["a"]), match.end())
    if pair:
        second = _point(first, _renamed(match))
        spaces = between(first.name, second.name) if second else ()
        if len(spaces) != 1:
            return None
        return LevelMention(match.start(), match.end(), interspaces=spaces)
    names = last.vertebrae or last.roots
    previous = int(names[-1][1:]) if names else 0
    if first.name not in _places() or first.number != previous + 1:
        return None
    if last.roots:
        return LevelMention(match.start(), match.end(), roots=(first.name,))
    return LevelMention(match.start(), match.end(), vertebrae=(first.name,))


def _renamed(match: re.Match[str]) -> re.Match[str]:
    found = re.compile(r"(?P<number>\d{1,2}|S)").match(match.string, match.start("b"))
    assert found is not None
    return found


_OPENING = re.compile(
    r"[ ]*(?:[CTL]\d{1,2}[ ]?[-/][ ]?[CTLS]?\d{1,2})(?=[ :\-])(?![ ]?[-/,&])"
    r"|[ ]*\d-\d(?=[ ]{2,8}[a-z])",
    re.IGNORECASE,
)


def opens_level(text: str, start: int) -> bool:
    """Whether a line that begins there begins with one interspace ("C6-7 normal")."""
    return _OPENING.match(text, start) is not None
