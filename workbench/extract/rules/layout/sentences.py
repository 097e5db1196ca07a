"""Where sentences end: full stops that close a sentence, told from abbreviations.

"Dr.", "vs.", "approx.", decimals, "No. 3" and list numbers end nothing; "C5-6." does.
Flattened dictation, in which line breaks became commas (".,The"), is split too.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re

_END = re.compile(
    r"[.?!]+[\"')\]]*(?:[ ]+,?[ ]*|,[ ]*(?=[A-Z0-9])|(?=[A-Z][a-z])|$)|;[ ]{2,}"
)
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms vs approx no nos st jr sr e.g i.e eg ie fig dept ext lt rt bilat gest"
    " inc max min"
    " wk wks mo mos yr yrs hr hrs hx dx tx rx fx sx s.p pt pts m.d d.o ph.d p.a r.n"
    " n.p b.i.d"
    " t.i.d q.i.d q.d p.r.n p.o q.h.s a.m p.m u.s cf al resp temp wt ht lat ant post"
    " sup inf"
    " med meds def incl esp prev avg est tab tabs cap caps mg ml cc in lb lbs oz cm"
    " mm vol"
    " c l r t w d.c d.o.b i.v i.m no.s spec ref tel ave blvd mt prof rev hon gen"
    " capt dob pos neg sens spurl decr incr trav subart parac perc percut".split()
)
_SOFT = frozenset(
    "m.d d.o ph.d p.a r.n n.p a.m p.m b.i.d t.i.d q.i.d q.d p.r.n p.o wk wks mo mos"
    " lt rt"
    " yr yrs"
    " hr hrs hx dx tx rx fx sx cm mm mg ml cc lb lbs bilat etc inc i.v i.m q.h.s in"
    " tabs"
    " tab cap caps c l r t w oz meds post min max al u.s pt pts est pos neg".split()
)
"""Abbreviations that may also stand at the end of a sentence."""
_SIDES = ("L", "R", "B")
_SIDED = re.compile(
    r"(?:[\d%+)-]|\b(?:up|dn)|(?<![A-Za-z])(?!(?:by|with|to|from|and|of|for|via|per|cc|attn|see|or"
    r"|sees|saw|signed|the|a)\b)[a-z]{3,})\s{1,2}\Z"
)
"""What stands before a letter that is a side and no name's initial ("4/5 L.")."""
_WORD_BEFORE = re.compile(r"((?<!\d)[A-Za-z][A-Za-z.]*|\d+)$")
_MARKER = re.compile(r"(?:^|[ ])\(?(?:\d{1,2}|[A-Za-z])$")
_SENTENCE_AFTER = re.compile(r"[A-Z][a-z]+[ ,]")
"""What follows a "no" that answers ("Latex no. Iodine yes."), no number's letters."""
_NEXT_ASKED = re.compile(r"Q\d{1,2}[.:)]?[ ][A-Z]")
"""The next question of a form behind a "No." that answers the one before."""
_WIDE = re.compile(r"\.[ ]{2,}")
"""A full stop before a wide gap, which ends an abbreviation of strokes ("no b/b.")."""
_TESTED = re.compile(r"(?:LT|PP|ROM|[LR])\b|(?:pin|light|sens|touch|over|to)")
"""What is called decreased behind "dec.", which is no December."""
_DOUBTED_CODE = re.compile(r"(?:\A|[\s;,(])[A-TV-Z]\d\d(?:\.\w{1,4})?\Z")
"""A code of a diagnosis, behind which a "?" doubts the words that follow."""
_OPENS = (":", "=")
"""Marks behind which a "?" doubts what follows ("Impression to PCP: ? myelopathy")."""
_MONTHS = frozenset("jan feb mar apr may jun jul aug sep sept oct nov dec".split())
_GOES_ON = re.compile(
    r"(?:(?:to|through|thru|until|till|and|or|-|\u2013)\s*)?(?:\d|'\d|[A-Z][a-z]{2,8}\.?\s?'?\d"
    r"|[a-z])"
)
"""What goes on behind a month cut short: a day, a year, the end of a stretch."""
_WHERE = re.compile(
    r"\bwhere\s(?:is|are|does|do|exactly)\s[^.?;:]{0,40}"
    r"\b(?:pain|hurts?|aches?|numb\w*|tingl\w+|symptoms?)\b[^.?;:]{0,20}\Z",
    re.IGNORECASE,
)
_ASKS_NEXT = re.compile(r"(?:Q\s?\d|\d{1,2}[.)]|[^.?]{3,80}\?)")
"""A question where it hurts, whose answer is read with it, but for a next question."""
_ASKS_ON = re.compile(
    r"(?:if (?:so|yes)[ ,]{1,2})?(?:when|what date|dates?|how (?:many|much|long)|which"
    r"|what kind|by whom)\b[^.?:\n]{0,24}(?::|[ ]?\.{3,})[ ]{0,60}(?=[^\s.?:_])"
)
"""What a form asks on behind its question ("Had this before? when .... May 2024")."""
_LEADER = re.compile(r".?\.{4,}[ ]|[ ]\.{3}[ ]")
"""Dots that lead from a label to its value on the same line."""
_REACH = 24
_LONGEST = 3_000
"""Characters; dictated monsters reach 750, and every later step stays bounded."""


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence between two offsets, outer blanks left out."""
    begin = start
    for match in _END.finditer(text, start, end):
        if not _closes(text, begin, match, end):
            continue
        stop = match.start() + len(match.group().rstrip(" ,;"))
        yield from _cut(text, begin, stop)
        begin = match.end()
    yield from _cut(text, begin, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts where it is longer than any sentence is."""
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + 1, start + _LONGEST)
        stop = blank if blank > start else start + _LONGEST
        yield from _trimmed(text, start, stop)
        start = stop
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in " ,":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if start < end:
        yield start, end


def _closes(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if match.end() >= end:
        return True
    if text[match.start()] != ".":
        return _asks_after(text, begin, match)
    if _LEADER.match(text, max(match.start() - 1, begin)) and text[match.end()] != "\n":
        return False
    following = text[match.end()]
    before = text[max(match.start() - _REACH, begin) : match.start()]
    word = _WORD_BEFORE.search(before)
    if not word:
        return True
    if not text[begin : match.start() - len(word.group())].strip(" ("):
        if word.group().isdigit() or len(word.group()) == 1:
            return False
    if word.group() == "no" and _SENTENCE_AFTER.match(text, match.end()):
        return True
    if word.group().lower() == "no" and _NEXT_ASKED.match(text, match.end()):
        return True
    if _GOES_ON.match(text, match.end()) and word.group().lower() in _MONTHS:
        return False
    if word.group().lower() == "dec" and _TESTED.match(text, match.end()):
        return False
    if _WIDE.fullmatch(match.group()) and following.isupper() and "/" in before[-4:]:
        return True
    return _word_closes(
        word.group(), following, before, text[match.start() : match.end()]
    )


def _asks_after(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether a mark ends words; a "?" before all words doubts them ("? met").

    So does one behind a code ("G95.20? cord compression").
    """
    if match.group().strip() != "?":
        return True
    before = text[begin : match.start()].strip(" (-")
    if _ASKS_ON.match(text, match.end()):
        return False
    if _WHERE.search(before) and text[match.end() : match.end() + 1].isupper():
        return _ASKS_NEXT.match(text, match.end()) is not None
    if before.endswith(_OPENS):
        return False
    return bool(before) and not _DOUBTED_CODE.search(before)


def _word_closes(word: str, following: str, before: str, mark: str) -> bool:
    if word.isdigit():
        is_marker = bool(_MARKER.search(before)) and before.rstrip()[
            : -len(word)
        ].rstrip()[-1:] in (
            "",
            ".",
            ":",
            ",",
            ";",
        )
        return not is_marker
    small = word.lower()
    if len(word) == 1 and word.isupper() and small not in ("i",):
        if word in _SIDES and following.isupper() and _SIDED.search(before[:-1]):
            return mark[-1:].isspace()
        if before.endswith("/B") and following.isupper():  # "no B/B. SLR neg"
            return " " in mark
        # "S22.080A." and "M80.08XA." end in letters that are nobody's initial.
        return following.isupper() and before[-2:-1].isalnum()
    if small in _ABBREVIATIONS or (len(small) == 1 and small.isalpha()):
        return small in _SOFT and following.isupper() and " " in mark
    return True
