"""A person's name: read from the value of a field, and found again in every form.

Forms: both orders, initials, titles, possessives, capitals, hyphens, scanned letters
that look like others, accents dropped, a break inside, inside file names.  A surname
that is also an everyday or clinical word ("Short", "Hoffmann") is taken for a name only
beside a title or a given name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.phi.found import Found
from workbench.extract.phi.terms import common_surnames, either, is_clinical, terms

_WORD = re.compile(r"[^\W\d_][\w'’`-]*\.?")
_JOIN = re.compile(r" |, {0,2}|\. ?|\^")
_PARTICLES = frozenset(
    "van von der den de del della la le da di dos du el al st".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_MOST_WORDS = 6
_LOOKALIKE = {
    "a": "[aáàâäãå]", "b": "[b8]", "c": "[cç]", "e": "[eéèêë]", "g": "[g9q]",
    "i": "[i1l|íìîï]", "l": "[l1i|]", "m": "(?:m|rn)", "n": "[nñ]", "o": "[o0óòôöõ]",
    "s": "[s5]", "u": "[uúùûü]", "z": "[z2]",
}  # fmt: skip
_PLAIN = str.maketrans("áàâäãåçéèêëíìîïñóòôöõúùûü", "aaaaaaceeeeiiiinooooouuuu")
_SHORTEST_ALONE = 3
_LOWER_ALONE = 5
_FEWEST = 2
"""Initials of the shortest whole name."""


class Name(NamedTuple):
    """Given names (or initials) and surname words, in small letters, no accents."""

    given: tuple[str, ...]
    family: tuple[str, ...]

    @property
    def key(self) -> str:
        """Equal for the same person however the name is written."""
        return " ".join((*self.family, *self.given[:1]))


class Spelled(NamedTuple):
    """A name as it stands in a text, and the words that it is made of."""

    name: Name
    start: int
    end: int
    words: tuple[str, ...]


def credential(text: str, place: int) -> bool:
    """Whether a credential (MD, PA-C) stands here."""
    return bool(_credentials().match(text, place))


@lru_cache(maxsize=1)
def _credentials() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(terms()['credentials'])})(?![A-Za-z])")


@lru_cache(maxsize=1)
def title() -> re.Pattern[str]:
    """A title with the blank behind it."""
    return re.compile(rf"(?:{either(terms()['titles'])})\b\.?[ ]{{0,2}}", re.IGNORECASE)


def read_name(text: str, start: int, end: int) -> Spelled | None:
    """The name that begins at ``start``: words up to one that is no name."""
    place = start
    found = title().match(text, place, end)
    titled = bool(found and found.end() < end)
    if found and titled:
        place = found.end()
    begin, words, comma = place, list[str](), 0
    stop = place
    while len(words) < _MOST_WORDS:
        match = _WORD.match(text, place, end)
        if not match or not _may_be_name(match.group(), words):
            break
        if words and (credential(text, place) or _sinks(words, match.group())):
            break
        words.append(match.group())
        stop = match.end()
        if _closes(match.group()):
            stop -= 1
            break
        join = _JOIN.match(text, stop, end)
        if not join:
            break
        if "," in join.group() or (join.group() == "^" and not comma):
            if titled or comma or credential(text, join.end()):
                break
            comma = len(words)
        place = join.end()
    if comma == len(words):
        comma = 0
    name = _ordered(words, comma)
    return Spelled(name, begin, stop, tuple(words)) if name else None


def _closes(word: str) -> bool:
    """Whether the dot behind a word ends a sentence, not an initial or a suffix."""
    plain = word.rstrip(".")
    return word.endswith(".") and len(plain) > 2 and plain.lower() not in _SUFFIXES


def _sinks(words: list[str], word: str) -> bool:
    """Whether small letters follow capitals: the sentence goes on, the name is over."""
    return words[-1][0].isupper() and word[0].islower() and word not in _PARTICLES


def _may_be_name(word: str, before: list[str]) -> bool:
    plain = word.lower().strip(".'’")
    if plain in _PARTICLES or plain in _SUFFIXES:
        return True
    if plain in terms_words():
        return False
    return not (is_clinical(word) and not before and len(word) < 3)


@lru_cache(maxsize=1)
def terms_words() -> frozenset[str]:
    """Everyday words of packets that end a name."""
    return frozenset(terms()["allow"]["words"]) - {"st", "will", "art"}


def _ordered(words: list[str], comma: int) -> Name | None:
    plain = [word.lower().translate(_PLAIN).strip(".,'’`") for word in words]
    kept = [(i, word) for i, word in enumerate(plain) if word not in _SUFFIXES and word]
    if all(word in _PARTICLES for _, word in kept):
        return None
    if comma:
        family = tuple(word for i, word in kept if i < comma)
        given = tuple(word for i, word in kept if i >= comma)
        return Name(given, family) if family else None
    only = [word for _, word in kept]
    cut = len(only) - 1
    while cut > 1 and only[cut - 1] in _PARTICLES:
        cut -= 1
    return Name(tuple(only[:cut]), tuple(only[cut:]))


# --- finding it again ---------------------------------------------------------------


def forms_of(text: str, name: Name, kind: str) -> Iterator[Found]:
    """Every form of the name in a text."""
    for pattern in _patterns(name):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            yield Found(start, end, kind, name.key)


@lru_cache(maxsize=512)
def _patterns(name: Name) -> tuple[re.Pattern[str], ...]:
    family = r"[\s'’`-]{0,3}".join(_spelled(word) for word in name.family)
    bare = "".join(name.family)
    before, after = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    made: list[re.Pattern[str]] = []
    given = [word for word in name.given if word]
    if given and bare:
        first = _given(given)
        gap = r"[\s,._-]{0,3}"
        middle = rf"(?:[\s,._-]{{1,3}}[^\W\d_]\.?[\s._-]{{1,2}}|{gap})"
        made.append(
            re.compile(
                rf"{before}(?P<name>{first}{middle}(?:{first}{gap}){{0,2}}{family}"
                rf"|{family}{gap}{first}(?:[\s._-]{{1,2}}(?:{first}|[^\W\d_]\.?(?!\w)))?)"
                rf"{after}",
                re.IGNORECASE,
            )
        )
        made += _shortened(given, name.family)
    titles = either(terms()["titles"])
    if bare:
        made.append(
            re.compile(
                rf"\b(?:{titles})\b\.?\s{{1,3}}(?P<name>{family}){after}", re.IGNORECASE
            )
        )
    if len(bare) >= _SHORTEST_ALONE and bare not in common_surnames():
        made.append(_alone(family, bare, before, after))
        made += [_part(word) for word in _parts(name)]
    for word in (*given, *_short_forms(given)):
        if len(word) >= _SHORTEST_ALONE and word not in common_surnames():
            made.append(_cased(word, before, after))
    made += _initials(given, name.family)
    return tuple(made)


def _short_forms(given: list[str]) -> Iterator[str]:
    """What a person of these given names may be called ("Peggy" for Margaret)."""
    table = terms()["nicknames"]
    for word in given:
        yield from (one for one in table.get(word, ()) if one not in terms_words())


def _initials(given: list[str], family: tuple[str, ...]) -> Iterator[re.Pattern[str]]:
    """The initials of a whole name: dotted; three bare ones; two behind "pt" or as a
    signature at the end of a line.

    Letters that are a credential ("M.D.") or a clinical word ("MRI") are left alone.
    """
    halves = [half for word in (*given, *family) for half in re.split(r"[-'’`]", word)]
    letters = [half[0].upper() for half in halves if half]
    if not given or len(letters) < _FEWEST or len(letters) > _MOST_WORDS:
        return
    ends = {(letters[0], letters[-1]), tuple(letters)}
    for some in sorted(ends):
        bare = "".join(some)
        if is_clinical(bare) or bare in _accredited():
            continue
        dotted = r"(?:\.[ ]?-?|-)".join(some) + r"\."
        yield re.compile(rf"(?<![\w.])(?P<name>{dotted})(?!\w)")
        lead = r"\b(?i:pt|patient|member|client|claimant|initials)[.: ]{1,3}"
        yield re.compile(
            rf"(?<![\w.-])(?P<name>{bare})(?![\w-])"
            if len(some) > _FEWEST
            else rf"{lead}(?P<name>{bare})(?![\w-])"
        )
        if len(some) == _FEWEST:
            yield re.compile(
                r"(?:^|[ ]{2}|[-\u2013\u2014]|/)[ \t]{0,40}"
                rf"(?P<name>{bare})[ \t]*$",
                re.MULTILINE,
            )


def _shortened(given: list[str], family: tuple[str, ...]) -> Iterator[re.Pattern[str]]:
    """A given name with the initials of a double surname ("Odalys Q-F.")."""
    halves = [half for word in family for half in re.split(r"[-'’`]", word) if half]
    if len(halves) > 1:
        letters = r"[ -]?".join(half[0].upper() for half in halves)
        whole = "|".join(re.escape(w.capitalize()) for w in given if len(w) > 1)
        if whole:
            yield re.compile(rf"(?<!\w)(?P<name>(?:{whole})[ ]{letters}\.?)(?![\w-])")


@lru_cache(maxsize=1)
def _accredited() -> frozenset[str]:
    """Credentials without their dots."""
    return frozenset(str(one).replace(".", "") for one in terms()["credentials"])


def _alone(family: str, bare: str, before: str, after: str) -> re.Pattern[str]:
    if len(bare) >= _LOWER_ALONE:
        return re.compile(
            rf"{before}(?P<name>[^\W\d_]?{family}(?:-[A-ZÀ-Þ][\w'’]+)?){after}",
            re.IGNORECASE,
        )
    return re.compile(
        rf"{before}(?P<name>{re.escape(bare.capitalize())}|{re.escape(bare.upper())})"
        rf"{after}"
    )


def _parts(name: Name) -> Iterator[str]:
    """The halves of a hyphenated or double surname that can stand alone."""
    pieces = [p for word in name.family for p in re.split(r"[-'’`]", word)]
    for piece in pieces if len(pieces) > 1 else ():
        if len(piece) >= _LOWER_ALONE and piece not in common_surnames():
            yield piece


def _part(word: str) -> re.Pattern[str]:
    """One half of a surname, with the other half where that is joined to it."""
    half = r"[A-ZÀ-Þ][\w'’]+"
    before, after = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    return _cased(word, before, after, rf"(?:{half}-)?", rf"(?:-{half})?")


def _cased(
    word: str, before: str, after: str, lead: str = "", rest: str = ""
) -> re.Pattern[str]:
    """A given name alone: with a capital, or all in capitals."""
    forms = {word.capitalize(), word.upper(), "-".join(
        piece.capitalize() for piece in word.split("-")
    )}  # fmt: skip
    body = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"{before}(?P<name>{lead}(?:{body}){rest}){after}")


def _given(given: list[str]) -> str:
    """Any of the given names, whole or as an initial."""
    wholes = [_spelled(word) for word in given if len(word) > 1]
    initials = {word[0] for word in given}
    return "(?:" + "|".join([*wholes, *(rf"{re.escape(i)}\.?" for i in initials)]) + ")"


def _spelled(word: str) -> str:
    """A word whose letters may be misread, or stand on two lines with a hyphen."""
    letters = [
        r"[\s'’`-]?" if letter in "-'’`" else _LOOKALIKE.get(letter, re.escape(letter))
        for letter in word
    ]
    broken = r"(?:-\n[ \t]*)?" if len(word) >= _LOWER_ALONE else ""
    return broken.join(letters)
