"""Lines that name a document, and lines that are page furniture or mere decoration."""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.packet.cues import Cues, Title, cues
from workbench.packet.dates import first_date

TITLE_LENGTH = 110
FURNITURE_LENGTH = 200
_CAPITAL_SHARE = 0.8
_CAPITAL_WORDS = 12
_RULE = re.compile(r"\s*[-=_*~#+.](?:[-=_*~#+. ]{3,})\s*\Z")
_EDGE = r"[\s\-=_*~#<>:\[\]|•]"
_DECORATION = re.compile(rf"^{_EDGE}+|{_EDGE}+$")
_FRAME = re.compile(r"\s*([#=*~<>\-_])\1{1,}\s*\S.*?\S\s*\1{2,}\s*\Z")
_DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_TWO_DAYS = re.compile(rf"\s*{_DATE}\s{{1,20}}(?:to\s|-\s)?{_DATE}\b")
"""How a row of a list begins that gives from when to when, which is no title."""
_MIRRORED = re.compile(r"\s*>{2,}\s*\S.*?\S\s*<{2,}\s*\Z")
"""A frame of arrows that point at what they frame (">>>> MRI <<<<")."""
_MARKER_PREFIX = re.compile(
    r"(?:document|doc|attachment|exhibit|enclosure|appendix) ?(?:#|no\.?)? ?"
    r"(?:\d{1,3}|[A-Z])\b ?(?:of \d{1,3})? ?[:.)\-\]–—]* *",
    re.IGNORECASE,
)
_LED_MARKER = re.compile(
    rf"\s*([>=#*~_-])\1{{3,}}\s*{_MARKER_PREFIX.pattern}", re.IGNORECASE
)
"""Signs in a row before the marker of a document (">>>>> doc 3: LAB")."""
_END = re.compile(
    r"\s*[^\w\s]{3,}\s*end(?: of (?:\w+ ){0,2}\w+)?\s*[^\w\s]*\s*"
    r"|\W*end of (?:the )?(?:report|record|note|document|letter|dictation|file)\W*",
    re.IGNORECASE,
)
"""What closes a paper ("===== end =====", "END OF REPORT")."""
_FORM_PART = re.compile(r"(?:section|part|step|item|box) \w{1,4}\b", re.IGNORECASE)
_FRAMED_PART = re.compile(r"(?:section|part) \w{1,4} ?[:.)-] *", re.IGNORECASE)
"""What numbers the documents of an export in their frames."""
_NUMBERED = re.compile(
    r"(?:\(?(?:[Pp](?:age|g)?\.? ?)?\d{1,2}[\])]|\([a-hA-H]\)|(?<!\w)[a-h]\)"
    r"|\(?\d{1,2} ?(?:of|OF|/) ?\d{1,2}[.:)])"
    r"\s+(?=[A-Z]{2})"
)
"""What numbers the reports or pages of one sheet ("[2] MRI LUMBAR SPINE", "(b) XR")."""
_OF_SEVERAL = re.compile(r"\s*\(?\d{1,2} ?(?:of|OF|/) ?\d{1,2}[.:)]\s")
"""What tells that a report is one of several ("2 of 2.  XR LUMBAR SPINE")."""
_LOOSE = re.compile(r"\d{1,2}\] +")
"""A number whose bracket was taken for decoration ("[2] MRI")."""
_ENCLOSED = re.compile(r"\W*(?:enclos\w+|encls?|attach\w+|atts?)\b\.?\s{0,3}:", re.I)
"""A list of what a paper comes with, which is none of it."""
_ANSWERED = re.compile(r"\w ?(?:\?|\.{3,}|_{3,})[ ._]*\w")
"""A field of a form with its answer ("Physical therapy completed? .... Yes")."""
PAGE_LABEL = re.compile(r"\s*[\[(]p(?:age|g)?\.? ?\d{1,3}[\])]\s", re.IGNORECASE)
"""What says on a line of content that a page begins ("[p.3]  REPORTS")."""
RULED = re.compile(r"\s*([-=_*~#])\1{19,}[ ]+(?=\w)")
"""A long rule in front of a line's words ("------------------------ LAB 03/13")."""
_LABELLED = re.compile(r"\W*[A-Za-z][A-Za-z /.']{0,30}:(?:\s|$)")
_ENTRY = re.compile(r"\s*\d{1,2}/\d{1,2}\s+(?=[A-Za-z])")
_SET_APART = re.compile(r"\S(?:\s{3,}|\t)\S")
_ITEM = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+[^-*=\s]")
_SAYS = re.compile(r":\s*\S+(?:\s+\S+){2,}")
_COLUMN = re.compile(r"\s+[-–—|]+\s+|\s{2,}|\t+")
_DAY = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d"
    r"|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [A-Za-z]{3,9} \d{4}"
)
_SENTENCE = re.compile(
    r"[A-Za-z]{3}[.;]\s*\Z"
    r"|\b(?:was|were|is|are|has|have|had|did|does|shows?|showed|will)\b"
)
_ONE_IN_WORD = re.compile(
    r"(?<=[A-Za-z])[1l|!](?=[A-Z])|(?<=[A-Z])[1|!](?=[A-Z]|\b)"
    r"|(?<=[A-Z]{2})l\b|\bl(?=[A-Z]{2})"
)
_ZERO_IN_WORD = re.compile(r"(?<=[A-Za-z])0(?=[A-Za-z])")


_CONTACT = re.compile(
    r"\s*[A-Z][\w.'-]+(?: [A-Z][\w.'-]*){1,3}(?:, [A-Z]{2,4})?\s*[|/\u00b7\u2022-]\s*"
    r"[A-Za-z ,&]{4,40}\s*[|/\u00b7\u2022-]\s*(?:(?:tel|ph|phone|direct|office|x|ext)"
    r"\W{0,2})?[\d() .+-]{7,18}(?:\W{0,3}(?:x|ext)\W{0,2}\d{1,5})?\s*"
)
"""Somebody, what he does, and his telephone, as a signature has it."""


def is_rule(text: str) -> bool:
    """A line of dashes, dots or the like, or of scanner specks: no letter or digit.

    Two dashes alone lead a mail's signature, which belongs to the mail.
    """
    shown = text[:FURNITURE_LENGTH]
    if shown.strip() == "--":
        return False
    return bool(shown.strip()) and (
        bool(_RULE.match(shown)) or not any(char.isalnum() for char in shown)
    )


@lru_cache(maxsize=4096)
def is_furniture(text: str) -> bool:
    """Whether a line is a fax banner or page mark: page furniture, never content."""
    known = cues()
    return len(text) < FURNITURE_LENGTH and bool(
        known.page_mark.search(text) or known.banner.search(text)
    )


def is_marker(text: str) -> bool:
    """Whether a line only numbers a document of a stack ("=== DOCUMENT 2 ===")."""
    bare = _DECORATION.sub("", text[:TITLE_LENGTH])
    return bool(_MARKER_PREFIX.fullmatch(bare))


def is_led_marker(text: str) -> bool:
    """Whether signs in a row lead to the marker of a document, which thus stands alone
    with no empty line above it."""
    return _LED_MARKER.match(text) is not None


def is_end(text: str) -> bool:
    """Whether a line says that its paper ends with it."""
    return len(text) <= TITLE_LENGTH and _END.fullmatch(text) is not None


def is_set_apart(text: str) -> bool:
    """Whether a line has parts set apart by blanks, as letterheads do and no prose."""
    return bool(_SET_APART.search(text.strip()))


def has_own_day(text: str) -> bool:
    """Whether a heading has a day in a column of its own ("FOLLOW UP   10/22/2024")."""
    columns = _COLUMN.split(text.strip())
    return any(_DAY.fullmatch(one.strip()) for one in columns[1:])


def is_day(text: str) -> bool:
    """Whether a line is nothing but a day ("4 May 2026"), as below a report's title."""
    return _DAY.fullmatch(text.strip().replace("-", " ")) is not None or bool(
        _DAY.fullmatch(text.strip())
    )


def is_numbered(text: str) -> bool:
    """Whether a line is one of several reports on a sheet ("(b) MADEUP LAB  XR")."""
    return bool(_NUMBERED.match(text.lstrip()))


def is_one_of_several(text: str) -> bool:
    """Whether a line is one of so many reports, of a day ("2 of 2. XR 3/4/2026")."""
    return _OF_SEVERAL.match(text) is not None and first_date(text) is not None


def is_content(text: str) -> bool:
    """Whether a line says anything: no blank, no rule, no page furniture."""
    return bool(text.strip()) and not is_rule(text) and not is_furniture(text)


def is_sentence(text: str) -> bool:
    """Whether a line runs like prose rather than like a title."""
    return bool(_SENTENCE.search(text))


def is_entry(text: str) -> bool:
    """Whether a line is a log's entry of a day without a year ("11/21 DC. pain")."""
    return bool(_ENTRY.match(text))


def is_labelled(text: str) -> bool:
    """Whether a line begins with the label of a field ("Date of dictation: ...")."""
    return bool(_LABELLED.match(text))


def is_capital(text: str) -> bool:
    """Whether nearly all letters of a line are capitals."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and (
        sum(char.isupper() for char in letters) > _CAPITAL_SHARE * len(letters)
    )


def frame(text: str) -> str | None:
    """The sign that frames a line on both sides ("#" of "### RESULTS ###"), if any."""
    shown = text[: TITLE_LENGTH + 40]
    match = _FRAME.match(shown)
    if match:
        return match.group(1)
    return ">" if _MIRRORED.match(shown) else None


def bare_title(text: str) -> str:
    """The line without decoration and without a leading "Document 2:"."""
    bare = _LOOSE.sub("", _DECORATION.sub("", text[: TITLE_LENGTH + 40]), count=1)
    return _MARKER_PREFIX.sub("", bare, count=1).strip()


@lru_cache(maxsize=4096)
def find_title(text: str) -> Title | None:
    """The kind of document that a line names, if it names one.

    A framed line or a short one in capitals may name it anywhere, other lines at
    their start or at the start of a column ("CLINIC NAME - Progress Note").
    """
    if len(text.strip()) > TITLE_LENGTH or is_sentence(text) or _ITEM.match(text):
        return None
    if _ENCLOSED.match(text) or _TWO_DAYS.match(text) or _ANSWERED.search(text):
        return None
    if _CONTACT.fullmatch(text):
        return None
    bare = _unscanned(_NUMBERED.sub("", bare_title(text), count=1))
    if frame(text):
        bare = _FRAMED_PART.sub("", bare, count=1)
    if not bare or _FORM_PART.match(bare):
        return None
    for part in _COLUMN.split(bare)[:3]:
        found = _named(_DECORATION.sub("", part), cues(), anywhere=False)
        if found:
            return found
    whole = " ".join(bare.split())
    loud = is_capital(whole) and len(whole.split()) <= _CAPITAL_WORDS
    if frame(text) or (loud and not bare.endswith(".") and ":" not in whole):
        return _named(whole, cues(), anywhere=True)
    return None


def _named(text: str, known: Cues, *, anywhere: bool) -> Title | None:
    for title, pattern in known.titles:
        if pattern.match(text) and (title.strong or not _SAYS.search(text)):
            return title
    if not anywhere:
        return None
    starts = [match.end() for match in re.finditer(r"[\s(/]+", text)]
    for title, pattern in known.titles:
        if title.strong and any(pattern.match(text, start) for start in starts):
            return title
    return None


def _unscanned(text: str) -> str:
    """Letters that scanning turned into digits inside words, turned back."""
    return _ZERO_IN_WORD.sub("O", _ONE_IN_WORD.sub("I", text))
