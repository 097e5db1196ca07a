"""Whether a stretch of a line opens a section, a level's block or a field."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.layout.headings import (
    exact_role,
    guessed_role,
    is_level,
    is_part,
    normal,
    table,
)
from workbench.extract.rules.layout.piece import (
    LABEL,
    MOST_WORDS,
    Body,
    Line,
    Piece,
    PieceKind,
    is_caps,
)
from workbench.extract.rules.layout.tables import Part
from workbench.extract.rules.model import Role
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.words.sought import sought

_SENTENCE_END = re.compile(r"[.!?,;]\Z")
_LONGEST = 70
_ANSWER = re.compile(r"[ ]*(?:y|n|yes|no)\b", re.IGNORECASE)
_INNER_END = re.compile(r"[.!;]\s")
_FIELD_WORDS = 7
_GAPPED = re.compile(
    r"(?P<label>[A-Z][A-Za-z/&.'()-]{0,30}(?:[ ][A-Za-z/&.'()-]{1,30}){0,4}):?"
    r"[ ]{2,}(?=\S)"
)
_STOPPED = re.compile(r"(?P<label>[A-Z][A-Z /&-]{2,40})\.[ ]+(?=\S)")
_STOPPED_NAME = re.compile(
    r"(?P<label>[A-Z][a-z]+(?:[ ](?:and[ ])?[A-Za-z][a-z]+){0,3})\.[ ]+(?=[A-Z\d])"
)
"""The name of a section as a sentence of its own ("6. Plan. Left C5-6 ...")."""
_STOPPED_INSIDE = sought(r"[.;)] {1,2}(?P<label>[A-Z][A-Z /&-]{2,40})\.(?= +[A-Z\d])")
_COUNTED = re.compile(
    r"(?P<label>[A-Z][A-Za-z]+(?:[ ][A-Za-z]+){0,2})[ ]{0,3}"
    r"\(\d{1,3}(?:[ ][a-z]{2,10})?\)[ ]*-?[ ]*(?=\S)"
)
"""A name and how many there are, over or before the things themselves."""
_TERSE = sought(
    r"(?P<label>PMHx?|PSHx?|FHx?|FamHx|SHx?|SocHx|ROS|HPI|[Oo]/[Ee])[ ](?=\S)"
    r"|(?P<capital>PLAN|IMP|EXAM|ASSESSMENT|IMPRESSION)[ ](?=[a-z][\w/-]*[ ])"
    r"(?!(?:of|date|id|name|type|code|for|is|was|has|and|to|by|on|no|number|with)\b)"
)
_JOTTED_LABEL = re.compile(
    r"cc|hx|hpi|pmh|psh|fhx?|shx?|soc(?: hx)?|fam(?: hx)?|meds|ros|pe|ex|exam"
    r"|img|imaging|imp|assess|a/p|plan|tx|rx tried|tried|past|social|family"
)
_JOTTED = re.compile(
    rf"(?P<label>{_JOTTED_LABEL.pattern})(?:[ ]{{2,}}|\t[ ]*)(?=\S+ \S)"
)
"""Labels of a note that is jotted down in small letters, each before a column."""
_SMALL = re.compile(
    r"(?:pt|patient|member|name|dob|id|ins(?:urance)?|payer|plan|proc(?:edure)?s?|surgery"
    r"|service|req(?:uest(?:ed)?)?|order|cpt|codes?|mods?|modifiers?|levels?|side|lat|units?"
    r"|qty|dx|icd|att(?:ached)?|date|dos|place|pos|site|setting|facility|urgency|priority"
    r"|contact|phone|fax|provider|surgeon|doctor|dr|sedation|guidance|contrast|approach|agent"
    r"|drug|region|sessions?|number of \w+|no\.? of \w+)",
)
"""Labels of a form that is jotted down in small letters, each at a line's start."""
_SMALL_STUDY = re.compile(r"exam(?:ination)?|study|scan|test")
"""Labels in small letters that a form has too, where their value names a study."""
_JOTTED_ROLES: dict[str, Role] = {
    "tx": "treatment",
    "rx tried": "treatment",
    "tried": "treatment",
    "ex": "exam",
    "img": "imaging",
    "soc": "social",
    "fam": "family",
    "imp": "assessment",
    "assess": "assessment",
    "past": "past-history",
}
"""Roles of labels that are too short to be headings elsewhere."""
_PAIR = 2
"""Cells of a label and its value, and the fewest words that a value tells with."""
_PROSE = 6
"""Words from which a cell tells of treatment and is no entry of a log."""
_SIDE_CELL = re.compile(r"(?:right|left|r|l|rt|lt)\b.{0,12}", re.IGNORECASE)
_NARRATED: frozenset[Role] = frozenset(
    {
        "history",
        "past-history",
        "past-surgery",
        "family",
        "social",
        "medications",
        "review-of-systems",
        "exam",
        "findings",
        "impression",
        "comparison",
        "technique",
        "indication",
        "assessment",
        "plan",
    }
)
"""Sections whose name may stand in a column of its own, without a colon."""


_OF_NOTES: frozenset[Role] = frozenset(
    {"history", "exam", "findings", "impression", "assessment", "plan"}
)
"""Sections whose name alone on a line heads them, whatever stands around it."""


def heading(line: Line, body: Body) -> Piece | None:
    """The heading of a section, with or without text after it."""
    match = LABEL.match(body.text)
    led = match and match["dots"] and body.whole and _is_led(match["label"])
    if match and (match["colon"] or match["dash"] or led):
        if is_level(match["label"]):
            return None
        made = _marked_off(line, body, match)
        if made is not None:
            return made
    if not body.whole:
        return _stopped(line, body) if _STOPPED.match(body.text) else None
    return _stopped(line, body) or _counted(line, body) or _bare(line, body)


def stopped_inside(text: str, start: int) -> Iterator[int]:
    """Where in a line a known heading in capitals stands between two full stops.

    A note whose sections were set as one paragraph has its headings in its midst:
    "Mother, well. SOCIAL. Never smoked."
    """
    for match in _STOPPED_INSIDE.finditer(text, start):
        if exact_role(match["label"]) is not None:
            yield match.start("label")


def _is_led(label: str) -> bool:
    """Whether dots after a label lead to a part of a note, no field of a form."""
    return exact_role(label) in ("plan", "exam", "assessment", "imaging", "treatment")


def _stopped(line: Line, body: Body) -> Piece | None:
    """A known heading that a full stop sets off ("PLAN. ACDF C5-6", "2. Exam. ...").

    In small letters only the narrated sections, whose names are no sentences else.
    """
    if line.runs_on:
        return None
    match = _STOPPED.match(body.text)
    role = exact_role(match["label"]) if match else None
    if role is None:
        match = _STOPPED_NAME.match(body.text)
        named = exact_role(match["label"]) if match else None
        role = named if named in _NARRATED else None
    if match is None or role is None:
        return None
    return _made(line, body, match["label"], role, _value(body, match.end(), " "))


def _counted(line: Line, body: Body) -> Piece | None:
    """What is enclosed, headed by its number ("ATTACHMENTS (3)  visit note; MRI")."""
    match = _COUNTED.match(body.text)
    role = exact_role(match["label"]) if match else None
    if match is None or role != "other":
        return None
    return _made(line, body, match["label"], role, _value(body, match.end(), " "))


def _marked_off(line: Line, body: Body, match: re.Match[str]) -> Piece | None:
    """A heading that a colon or dash sets off."""
    label = match["label"]
    if not (label[0].isupper() or label[0] in "#*_" or len(label) > MOST_WORDS):
        return None
    if (match["dash"] or line.runs_on) and not label[0].isupper():
        return None
    role = exact_role(label)
    bare = not body.text[match.end() :].strip(" *_")
    short = len(label.split()) <= MOST_WORDS
    if role is None and match["colon"] and short and (bare or is_caps(label)):
        role = guessed_role(label)
    if role is None:
        return None
    return _made(line, body, label, role, _value(body, match.end(), " *_,"))


def columned(line: Line, indent: int, row: tuple[Part, ...]) -> Piece | None:
    """A heading in a column of its own, its value in the next ("Plan     ACDF")."""
    text = line.text.rstrip()
    if "|" in text:
        return _barred(line, row)
    if len(row) > 2:
        return None
    match = _GAPPED.match(text, indent) or _TERSE.match(text, indent)
    label, value = (match[match.lastgroup or 0], match.end()) if match else ("", 0)
    if len(row) == 2:
        label, value = row[0].text, row[1].start
    terse = _JOTTED.match(text, indent)
    if terse:
        label, value = terse["label"], terse.end()
    role = exact_role(label) if terse or label[:1].isupper() else None
    if terse:
        role = _JOTTED_ROLES.get(label, role)
    told = role == "treatment" and len(text[value:].split()) >= _PROSE
    if role not in _NARRATED and not told:
        return None
    start = line.start + indent
    end = line.start + len(text)
    return Piece(
        "heading",
        start,
        end,
        line.number,
        label=label,
        label_end=line.start + value,
        role=role,
    )


def _barred(line: Line, row: tuple[Part, ...]) -> Piece | None:
    """A heading that is the first cell of a row of two ("imp | L5 radiculopathy").

    Two names of one word each head the columns of a table ("Medications | Dose").
    """
    told = [part for part in row if part.text]
    if len(told) != _PAIR or told[0] is not row[0] or len(told[1].text.split()) < _PAIR:
        return None
    label = told[0].text
    small = _JOTTED_LABEL.fullmatch(label) is not None
    role = exact_role(label) if small or label[:1].isupper() else None
    if small:
        role = _JOTTED_ROLES.get(label, role)
    if role not in _NARRATED:
        return None
    return Piece(
        "heading",
        line.start + told[0].start,
        line.start + told[1].end,
        line.number,
        label=label,
        label_end=line.start + told[1].start,
        role=role,
    )


def side_header(line: Line, row: tuple[Part, ...]) -> Piece | None:
    """A heading over the columns of both sides ("Examination   Right   Left")."""
    if len(row) != 3 or not all(_SIDE_CELL.fullmatch(one.text) for one in row[1:]):
        return None
    role = exact_role(row[0].text) if row[0].text[:1].isupper() else None
    if role not in _NARRATED:
        return None
    start, end = line.start + row[0].start, line.start + row[0].end
    return Piece(
        "heading",
        start,
        end,
        line.number,
        label=row[0].text,
        label_end=end,
        role=role,
    )


def _value(body: Body, place: int, skipped: str) -> int:
    while place < len(body.text) and body.text[place] in skipped:
        place += 1
    return body.start + place


def _made(line: Line, body: Body, label: str, role: Role | None, value: int) -> Piece:
    return Piece(
        "heading",
        body.start,
        body.end,
        line.number,
        label=label,
        label_end=value,
        role=role,
    )


_CODE = re.compile(r"\b\d{5}\b")
_DATED = re.compile(
    r"(?P<name>[A-Z][A-Za-z/. ]{0,40}?)[ ,(]{1,3}(?:on |of |dated )?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\)?\Z"
)
"""A heading alone on its line with the day it tells of ("Examination 05/19/2026")."""
_DATED_ROLES = ("exam", "tests", "assessment")
"""Not "Exam" alone, which names the study in a report."""


_DENIES = re.compile(r"(?:NO|NOT|DENIES|DENIED|WITHOUT|NEGATIVE FOR)\b")
"""How a line in capitals begins that tells something and heads nothing."""


def _bare(line: Line, body: Body) -> Piece | None:
    """A heading that fills its line without a colon."""
    label = body.text.rstrip(" *_=").strip(" :-")
    if not label or len(label) > _LONGEST or len(label.split()) > MOST_WORDS:
        return None
    if is_level(label) or (_SENTENCE_END.search(label) and not body.emphatic):
        return None
    role = exact_role(label)
    if role is not None:
        known = _is_known_bare(line, body, label)
        return _made(line, body, label, role, body.end) if known else None
    if is_part(label):
        return _made(line, body, label, guessed_role(label), body.end)
    dated = _DATED.match(label)
    named = dated["name"] if dated and normal(dated["name"]) != "exam" else ""
    if named and exact_role(named) in _DATED_ROLES:
        return _made(line, body, label, exact_role(named), body.end)
    alone = is_caps(label) and label[0].isalpha() and not line.caps_near
    alone = alone and not _names_service(label) and not _DENIES.match(label)
    alone = alone and not _tells_value(label)
    alone = alone or (line.leads and _OVER.fullmatch(label) is not None)
    if body.emphatic or (alone and line.before_blank and not body.marked):
        return _made(line, body, label, guessed_role(label), body.end)
    return None


_OVER = re.compile(r"[A-Z][a-z]+(?:[ /&-]{1,3}[A-Za-z]+){0,3}")
"""A few plain words over indented lines ("Procedure panel")."""


def _tells_value(label: str) -> bool:
    """Whether a line in capitals gives a score or grade ("TOTAL 21 / 50 = 42%")."""
    return bool(_RESULT.search(_DAY.sub("", label)))


_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_RESULT = re.compile(r"\d\s?/\s?\d|\d\s?%|=\s?\d")


def _names_service(label: str) -> bool:
    """Whether a line in capitals is content: a procedure code, or levels and words."""
    if _CODE.search(label):
        return True
    return guessed_role(label) is None and bool(find_levels(label))


def _is_known_bare(line: Line, body: Body, label: str) -> bool:
    """Whether a known wording is a heading here, and no item or one-word line."""
    if body.emphatic:
        return True
    caps = is_caps(label)
    if normal(label) in table().fields:
        return not body.marked and caps and not line.after_blank
    if body.marked:
        return caps
    told = exact_role(label) in _OF_NOTES and label[1:].islower()
    titled = line.after_blank or len(label.split()) > 1 or told
    return caps or (label[0].isupper() and titled) or line.before_blank


def labelled(line: Line, body: Body) -> Piece | None:
    """A level heading or a field; the label opens the piece."""
    alone = body.text.strip(" :")
    if is_level(alone):
        return Piece(
            "level", body.start, body.end, line.number, label=alone, label_end=body.end
        )
    match = LABEL.match(body.text)
    if not match:
        return None
    label = match["label"].strip(" *_")
    value = _value(body, match.end(), " *_.,")
    level = is_level(label)
    if not level and not _is_field(line, body, match, label, value):
        return None
    kind: PieceKind = "level" if level else "label"
    return Piece(kind, body.start, body.end, line.number, label=label, label_end=value)


def _is_field(
    line: Line, body: Body, match: re.Match[str], label: str, value: int
) -> bool:
    if match["dash"] or len(label.split()) > _FIELD_WORDS or _INNER_END.search(label):
        return False
    small = match["colon"] and (
        line.listed or (body.whole and _is_small(label, body.text[match.end() :]))
    )
    dotted = match["dots"] and body.whole
    if not (label[:1].isupper() or body.marked or dotted or small):
        return False
    if match["ask"]:
        return bool(_ANSWER.match(body.text, match.end()))
    return not (match["dots"] and value >= body.end)


def _is_small(label: str, value: str) -> bool:
    """Whether a label in small letters is one of a form and of no running text."""
    if _SMALL_STUDY.fullmatch(label):
        return bool(table().studies.match(value.lstrip()))
    return bool(_SMALL.fullmatch(label))
