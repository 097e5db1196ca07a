"""Which complaint belongs to which place: "pain in the neck and left arm numbness".

Complaints that stand side by side form a group.  A place before a group modifies it
("hand numbness"), a place after it is joined by a preposition or by a word of spread
("radiating to"), and places joined to each other share what they are joined to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import (
    Mark,
    find_sites,
    is_pair,
    is_word_only,
    without_overlap,
)
from workbench.extract.rules.model import Mention, SideMention
from workbench.extract.rules.values import sides
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side

AXIAL = frozenset(
    {"neck", "upper-neck", "head", "occiput", "mid-back", "low-back", "back", "face"}
)
_DIGITS = frozenset(
    {
        "thumb",
        "index-finger",
        "middle-finger",
        "ring-finger",
        "little-finger",
        "fingers",
    }
)
_HOLDS = frozenset({"hand", "arm", "radial-hand", "ulnar-hand"})
_REACH = 90

_SPREAD = r"radiat\w*|shoot\w*|travel\w*|extend\w*|spread\w*|refer\w*|runs|goes"
_LINK = re.compile(
    rf"\b(?:in|of|over|down|into|to|at|along|from|across|involving|affecting|through|"
    rf"throughout|toward|towards|including|about|around|on|within|onto|up|under|behind|"
    rf"between|{_SPREAD}|distal|distally|proximally)\b|\u2192|-{{1,2}}>|=>",
    re.IGNORECASE,
)
_SPREADING = re.compile(rf"\b(?:{_SPREAD}|down|into)\b", re.IGNORECASE)
_BREAK = re.compile(
    rf"[;.!?]|\b(?:when|while|after|if|because|due|worse|better|aggravat\w+|reliev\w+|"
    rf"despite|since|limit\w+|prevent\w+|caus\w+|den(?:y|ies|ied|ying)|no|not|but|without|"
    rf"has(?!\s(?:now\s|since\s|also\s)?(?:spread|moved|progressed|extended|travell?ed"
    rf"|crept|gone (?:down|up|in)))|had|improv\w+|result\w+"
    rf"|injur\w+|surgery|fusion|treat\w*|mri|x-?rays?|"
    rf"with(?!\s+(?:\w+\s+)?(?:{_SPREAD})))\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:[\s:|()\-,]|\b(?:left|right|bilateral|bilat|both|the|her|his|my|lt|rt|L|R|B"
    r"|lat|lateral|med|medial|ant|anterior|post|posterior|plantar|dorsal|dorsum|outer"
    r"|inner|upper|lower|volar|prox|proximal|distal)\b\.?"
    r"|\b(?:where|location|site|side|which|if so|if yes|area)\b"
    r"|\b\d{1,2}\s?/\s?10\b)*\Z",
    re.IGNORECASE,
)
_PREMOD_STOP = re.compile(
    rf"[,;:.()|]|\b(?:in|of|and|or|to|with|without|no|not|into|down|for|but|also|has|had|"
    rf"have|from|over|den(?:y|ies|ied)|after|due|causing|on|at|{_SPREAD}|than|that|which|as)\b",
    re.IGNORECASE,
)
_JOIN = re.compile(
    rf"(?:[\s,/&+()\-|]|\b(?:and|or|to|into|in|of|down|then|also|the|his|her|their|both|"
    rf"bilateral(?:ly)?|left|right|with|as|well|posterior|anterior|lateral|medial|sides?|"
    rf"sided|regions?|areas?|up|from|through|along|aspects?|more|than|greater|less|"
    rf"occasional(?:ly)?|sometimes|intermittent(?:ly)?|at|times|on|including|over|"
    rf"towards?|across|upper|lower|proximal|distal|dorsal|volar|radial|ulnar|onto|all|way|"
    rf"a|some|mostly|mainly|especially|particularly|specifically|primarily|lt|rt|L|R|"
    rf"pattern|distribution|lat|med|ant|post|prox|dist|tips?|base|even|her|entire|whole|into|within|worse|occasionally|"
    rf"{_SPREAD})\b)*\Z",
    re.IGNORECASE,
)
AND = re.compile(
    r"[\s,/&+]*(?:and/or|and|or)?[\s,/&+]*(?:(?:the|his|her|left|right|bilateral|both|L|R|B)"
    r"(?:-sided)?\s+)*\Z",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"[\s,/&+]*(?:and/or|and|or|with|as well as|plus)?[\s,/&+]*"
    r"(?:(?:\w+-?\w*)\s+)?\Z",
    re.IGNORECASE,
)
_GROUP_STOP = re.compile(r"\b(?:no|not|denies|without|in|of|to|if|for|but)\b", re.I)
_NEAR_SIDE = re.compile(
    r"\s*(?:-?sided?)?[\s,]*(?:(?:\w+(?:-\w+)?)\s+){0,2}(?:of\s+(?:the\s+)?)?\Z", re.I
)
_AFTER_SIDE = re.compile(
    r"[\s,(]*(?:(?:more\s+)?(?:on|in|to|of)\s+(?:the\s+|her\s+|his\s+)?)?\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the body named in a sentence."""

    site: str
    start: int
    end: int
    side: Side | None = None


@dataclass(slots=True)
class Group:
    """Complaints named side by side, with the places before and after them."""

    kinds: list[Mention]
    before: list[Place] = field(default_factory=list)
    after: list[Place] = field(default_factory=list)
    spreads: bool = False
    side: Side | None = None

    @property
    def start(self) -> int:
        """Where the group starts."""
        return self.kinds[0].start

    @property
    def end(self) -> int:
        """Where the group ends."""
        return self.kinds[-1].end

    def places_of(self, index: int) -> list[Place]:
        """The places of one complaint of the group."""
        first = index == 0
        if self.before and self.after:
            own = self.before if first else []
            return own + (self.after if self._reaches(first) else [])
        if self.before and not first:
            return [place for place in self.before if place.site not in AXIAL]
        return self.before or self.after

    def _reaches(self, first: bool) -> bool:
        return not first or self.spreads or len(self.kinds) == 1


_SAME = re.compile(r"\b(?:same|those)\s\Z", re.IGNORECASE)
"""What points back to places named before ("tingling in the same fingers")."""


_SCORE = sought(r"(?<![\d/.])\d{1,2}(?:\.\d)?\s?/\s?10(?![\d/])")
"""A score between places, which parts none ("Pain: neck 6/10, R arm 8/10")."""


def group(
    text: str, kinds: Sequence[Mention], regions: Sequence[Mention]
) -> list[Group]:
    """The groups of complaints of a sentence, joined to their places."""
    text = _SCORE.sub(lambda one: " " * len(one.group()), text)
    places = _sided(text, _places(text, kinds, regions), kinds)
    groups = _grouped(text, kinds, places)
    _join(text, groups, places)
    for one in groups:
        one.side = _own_side(text, one, places)
    return _trailing(text, groups)


_TRAILS = sought(
    r"(?:[,(]|\bon (?:the|her|his|my)|\bdown(?: the)?)\s?"
    r"(?P<side>left|right|[LR]|[Ll]t|[Rr]t|bilat(?:eral(?:ly)?)?|both sides)"
    r"(?:[ -]sided?)?\)?\s*\.?\s*\Z"
)


def _trailing(text: str, groups: list[Group]) -> list[Group]:
    """A lone side that ends the sentence is that of the limb complained of.

    "The pain is shooting to my pinky again (right)."
    """
    tail = _TRAILS.search(text)
    if tail is None or len(groups) != 1:
        return groups
    side = next(iter(sides.find_sides(text[tail.start() :])), None)
    others = sides.find_sides(text[: tail.start()])
    one = groups[0]
    if side is None or others or one.end > tail.start():
        return groups
    one.before = [_with_side(place, side.side) for place in one.before]
    one.after = [_with_side(place, side.side) for place in one.after]
    if not one.before and not one.after:
        one.side = one.side or side.side
    return groups


def _with_side(place: Place, side: Side) -> Place:
    """A limb with the side that it lacks."""
    if place.side or place.site in AXIAL:
        return place
    return replace(place, side=side)


def _places(
    text: str, kinds: Sequence[Mention], regions: Sequence[Mention]
) -> list[Place]:
    marks = without_overlap(find_sites(text))
    spans = [(m.start, m.end) for m in marks]
    found = [Place(m.name, m.start, m.end) for m in marks]
    for word in regions:
        mark = Mark("item", word.attributes["region"], word.start, word.end)
        if is_word_only(text, mark):
            continue
        if all(word.end <= s or word.start >= e for s, e in spans):
            found.append(Place(word.attributes["region"], word.start, word.end))
    clear = [
        p for p in found if all(p.end <= k.start or p.start >= k.end for k in kinds)
    ]
    return sorted(clear, key=lambda place: place.start)


def places_of(text: str) -> list[Place]:
    """The places that a sentence names, each with its side where it has one."""
    return _sided(text, _places(text, (), ()), ())


# --- sides -----------------------------------------------------------------------


def _sided(text: str, places: list[Place], kinds: Sequence[Mention]) -> list[Place]:
    marks = sides.find_sides(text)
    found: list[Place] = []
    for index, place in enumerate(places):
        low = places[index - 1].end if index else 0
        low = max([low, *(k.end for k in kinds if k.end <= place.start)])
        high = places[index + 1].start if index + 1 < len(places) else len(text)
        side = _before(text, marks, low, place) or _behind(
            text, marks, place, high, kinds
        )
        if side is None and _SAME.search(text[max(place.start - 12, 0) : place.start]):
            named = {one.side for one in found if one.side}
            side = named.pop() if len(named) == 1 else None
        if side is None and is_pair(text[place.start : place.end]):
            side = "bilateral"
        if side is None and found:
            side = _inherited(_without(text, kinds), found[-1], place)
        found.append(replace(place, side=side))
        told = side and not is_pair(text[place.start : place.end])
        if told and not _before(text, marks, low, place):
            _share_back(text, found)
    return _shared(text, found, kinds)


def _before(
    text: str, marks: Sequence[SideMention], low: int, place: Place
) -> Side | None:
    for mark in reversed(marks):
        if mark.start < place.end and place.start < mark.end:
            return mark.side
        if low <= mark.start and mark.end <= place.start:
            gap = text[mark.end : place.start]
            return mark.side if _NEAR_SIDE.match(gap) else None
        if mark.start < low and mark.end > low and mark.end <= place.start:
            return mark.side
    return None


def _behind(
    text: str,
    marks: Sequence[SideMention],
    place: Place,
    high: int,
    kinds: Sequence[Mention],
) -> Side | None:
    """A side after the place, or after the complaint that the place modifies."""
    start = place.end
    for kind in kinds:
        gap = text[start : kind.start]
        if kind.start >= start and len(gap) < 20 and not _PREMOD_STOP.search(gap):
            start = kind.end
        elif kind.start >= start and AND.match(gap):
            start = kind.end
    for mark in marks:
        if start <= mark.start and mark.end <= high:
            near = _AFTER_SIDE.match(text[start : mark.start])
            owns = high < len(text) and _NEAR_SIDE.match(text[mark.end : high])
            return mark.side if near and not owns else None
    return None


def _share_back(text: str, found: list[Place]) -> None:
    """A side told after the last of a list of places holds for the list."""
    for index in range(len(found) - 1, 0, -1):
        one, last = found[index], found[index - 1]
        joined = AND.match(text[last.end : one.start])
        if last.side or not joined or last.site in AXIAL:
            return
        found[index - 1] = replace(last, side=one.side)


def _without(text: str, kinds: Sequence[Mention]) -> str:
    """The text with the complaints that a place modifies blanked ("arm pain into")."""
    for kind in kinds:
        text = text[: kind.start] + " " * (kind.end - kind.start) + text[kind.end :]
    return text


def _inherited(text: str, last: Place, place: Place) -> Side | None:
    if last.side is None or place.site in AXIAL or last.site in AXIAL:
        return None
    return last.side if _JOIN.match(text[last.end : place.start]) else None


def _shared(text: str, places: list[Place], kinds: Sequence[Mention]) -> list[Place]:
    """Digits take the side of the hand that holds them; the hand itself drops out."""
    kept: list[Place] = []
    held = set()
    for index, place in enumerate(places):
        follow = places[index + 1] if index + 1 < len(places) else None
        if (
            follow
            and place.site in _HOLDS
            and follow.site in _DIGITS
            and not text[place.end : follow.start].strip("' s(:,-")
        ):
            places[index + 1] = replace(follow, side=follow.side or place.side)
            held.add(index)
    for index, place in enumerate(places):
        if index in held:
            continue
        chain = _chain_back(text, kept)
        of = (
            re.search(r"\b(?:of|on|in)\b", text[kept[-1].end : place.start])
            if kept
            else None
        )
        if (
            place.site in _HOLDS
            and chain
            and of
            and _JOIN.match(text[kept[-1].end : place.start])
        ):
            side = place.side
            for at in chain:
                kept[at] = replace(kept[at], side=kept[at].side or side)
            continue
        kept.append(place)
    return kept


def _chain_back(text: str, places: list[Place]) -> list[int]:
    """Indices of the digits at the end of the list that are joined to each other."""
    chain: list[int] = []
    for index in range(len(places) - 1, -1, -1):
        place = places[index]
        if place.site not in _DIGITS:
            break
        if chain and not _JOIN.match(text[place.end : places[index + 1].start]):
            break
        chain.append(index)
    return chain


def _own_side(text: str, one: Group, places: Sequence[Place]) -> Side | None:
    """The side of a complaint that names no place ("left radicular pain")."""
    if one.before or one.after:
        return None
    for mark in sides.find_sides(text):
        if any(place.start - 20 < mark.end <= place.end for place in places):
            continue
        lead, tail = text[mark.end : one.start], text[one.end : mark.start]
        if mark.end <= one.start and _NEAR_SIDE.match(lead) and len(lead) < 25:
            return mark.side
        if mark.start >= one.end and _AFTER_SIDE.match(tail):
            return mark.side
    return None


# --- joining ---------------------------------------------------------------------


def _grouped(
    text: str, kinds: Sequence[Mention], places: Sequence[Place]
) -> list[Group]:
    groups: list[Group] = []
    for kind in kinds:
        last = groups[-1] if groups else None
        if last and _together(text, last.end, kind.start, places):
            last.kinds.append(kind)
        else:
            groups.append(Group([kind]))
    return groups


def _together(text: str, end: int, start: int, places: Sequence[Place]) -> bool:
    if any(end <= place.start < start for place in places):
        return False
    gap = text[end:start]
    return bool(_GROUP.match(gap)) and not _GROUP_STOP.search(gap)


def _join(text: str, groups: list[Group], places: list[Place]) -> None:
    owner: list[tuple[Group, bool] | None] = []
    for index, place in enumerate(places):
        found = _premodifies(text, place, groups, places, index)
        link = (
            (found, True)
            if found
            else _follows(text, place, index, groups, places, owner)
        )
        owner.append(link)
    for index in range(len(places) - 2, -1, -1):
        gap = text[places[index].end : places[index + 1].start]
        following = owner[index + 1]
        if not following or not following[1] or not AND.match(gap):
            continue
        if owner[index] is None or _only_listed(text, owner[index], places[index]):
            owner[index] = following
    for place, link in zip(places, owner, strict=True):
        if link:
            (link[0].before if link[1] else link[0].after).append(place)


def _only_listed(text: str, link: tuple[Group, bool] | None, place: Place) -> bool:
    """Whether nothing but a comma ties a place to the complaint before it.

    In "headaches, neck and low back pain" the neck is not where the head aches.
    """
    if link is None or link[1]:
        return False
    gap = text[link[0].end : place.start]
    return "," in gap and bool(_BARE.match(gap))


_AS_SUBJECT = re.compile(
    r"\s(?:(?:has|have|had|'s)\s(?:been\s|always\s|just\s)?"
    r"|(?:is|are)\s(?:back to|still|now|always|constantly)\s"
    r"|(?:is\s|are\s|feels?\s)?(?:stiff|tight|tense|tender|swollen|weak|clumsy)"
    r"(?:\s(?:and|&)\s|,\s))",
    re.I,
)
"""A place that is the subject of its trouble ("her neck has been playing up")."""


def _premodifies(
    text: str, place: Place, groups: list[Group], places: list[Place], index: int
) -> Group | None:
    following = next((g for g in groups if g.start >= place.end), None)
    if following is None:
        return None
    if index + 1 < len(places) and places[index + 1].start < following.start:
        return None
    gap = text[place.end : following.start]
    if _AS_SUBJECT.fullmatch(gap):
        return following
    if len(gap) > 30 or _PREMOD_STOP.search(gap):
        return None
    return following


def _follows(
    text: str,
    place: Place,
    index: int,
    groups: list[Group],
    places: list[Place],
    owner: list[tuple[Group, bool] | None],
) -> tuple[Group, bool] | None:
    last = next((g for g in reversed(groups) if g.end <= place.start), None)
    if last is None:
        return None
    before = places[index - 1] if index else None
    if before and before.start >= last.end:
        link = owner[index - 1]
        gap = text[before.end : place.start]
        if link and not link[1] and link[0] is last and _JOIN.match(gap):
            return link
        if link and link[0] is last and _SPREADING.search(gap) and _free(gap):
            return last, False
        if link is None and not AND.match(gap):
            return None
    gap = text[last.end : place.start]
    if not _free(gap) or not (_LINK.search(gap) or _BARE.match(gap)):
        return None
    last.spreads = last.spreads or bool(_SPREADING.search(gap))
    return last, False


_SHORT = re.compile(r"\b(?:ant|post|lat|med|prox|dist)\.", re.IGNORECASE)


_HAS_SPREAD = re.compile(
    r"\s(?:has|have|had)\s(?:now\s|also\s|since\s)?(?=(?:spread|moved|gone|extended"
    r"|progressed|travell?ed)\b)",
    re.IGNORECASE,
)


def _free(gap: str) -> bool:
    plain = _HAS_SPREAD.sub(" ", _SHORT.sub("", gap))
    return len(gap) <= _REACH and not _BREAK.search(plain)
