"""Where one document of a packet ends and the next begins.

A boundary is never one cue alone.  A line that names a document (``titles``) is scored
with what stands around it: a page break, a rule or blank lines before it, and the
labels of a document's head (patient, date of service, provider) behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.packet.content import content_file, content_scores
from workbench.packet.cues import Cues, Title, cues
from workbench.packet.dates import first_date
from workbench.packet.emails import email_start, is_email
from workbench.packet.frames import frames_of, tailed_rules
from workbench.packet.headed import headed_starts
from workbench.packet.lines import RawLine
from workbench.packet.page_heads import page_head
from workbench.packet.pages import foreign_pages
from workbench.packet.piece import Piece
from workbench.packet.strangers import stranger_starts
from workbench.packet.therapists import of_therapist
from workbench.packet.titles import (
    PAGE_LABEL,
    RULED,
    TITLE_LENGTH,
    find_title,
    frame,
    has_own_day,
    is_capital,
    is_content,
    is_day,
    is_entry,
    is_furniture,
    is_labelled,
    is_led_marker,
    is_marker,
    is_numbered,
    is_one_of_several,
    is_rule,
    is_sentence,
)

HEAD_LINES = 8
LETTERHEAD_LINES = 5
LETTER_LOOKBACK = 30
NEEDED = 5
RARE_INSIDE = ("policy-excerpt", "reviewer-worksheet", "request-form", "operative-note")
"""Kinds whose titles hardly ever stand as headings inside another document."""
REPORTS = ("imaging-report", "laboratory", "nerve-study")
"""Kinds that are often pasted into a note, which goes on behind them."""
_HEADED = ("clinic-note", "therapy-record", *REPORTS)
"""Kinds whose letterhead often stands apart from their title, over a rule."""
_PASTED = re.compile(r"\b(?:pasted|copied|forwarded|attached|inserted)\b", re.I)
"""What frames name that was put into a message; its own title stands below."""
_HEAD_WIDTH = 70
_HEAD_FIELDS = 8
_WRITTEN = ("letter", "request-form", "clinic-note")
"""Kinds that a dictation's head of fields ("Date of dictation:", "RE:") stands over."""
_CODE = re.compile(r"(?<![\w-])7[0-2]\d{3}(?![\w-])")
"""The code number of a study, which orders and notices name and no report's title."""
_NAME_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_SHORTEST_HEAD = 10
_REPORT_HEAD = re.compile(
    r"^\W*(?:findings|technique|impression|comparison|indication|clinical (?:history"
    r"|information|indication)|history|exam date|performed|collected|result)\b",
    re.IGNORECASE,
)
_RESUMES = re.compile(
    r"^\W*(?:assessment|a ?[/&] ?p|plan|assessment (?:and|&|/) plan|impression"
    r" (?:and|&|/) plan|(?:physical )?exam(?:ination)?|social history|past medical"
    r" history|review of systems|hpi|history of present illness|medications|allergies"
    r"|medical decision making)\W*$",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"\bcpt\b|\b(?:request\w*|auth\w*|pre-?cert\w*)\b.{0,400}?\b(?:[0267]\d{4}|0\d{3}T)\b(?!-)",
    re.IGNORECASE,
)
"""What asks for a service by its code, which no letterhead does."""


class _Mark(NamedTuple):
    start: int
    title: Title | None
    title_line: int | None


def split(lines: list[RawLine]) -> list[Piece]:
    """The documents of one source file; at least one where there is a line."""
    if not lines:
        return []
    known = cues()
    frames, parts = frames_of(lines)
    heads = _repeated_heads(lines)
    tailed = tailed_rules(lines)
    marks = [_Mark(0, *_first_title(lines, known))]
    for index in sorted({*_candidates(lines, known, frames), *heads, *tailed}):
        if frame(lines[index].text) in parts and index not in heads:
            continue
        if index in tailed:
            below = min((one for one in tailed if one > index), default=len(lines))
            title = find_title(tailed[index])
            mark: _Mark | None = (
                _Mark(index, title, index)
                if title
                else _Mark(index, *_title_below(lines[:below], index + 1))
            )
        elif index in heads:
            mark = _Mark(index, *_title_below(lines, index))
        else:
            mark = _mark_at(lines, index, known, marks[-1], frames)
        if mark is None or index == marks[-1].title_line:
            continue
        if _same_head(mark, marks[-1]):
            continue
        if mark.start > marks[-1].start:
            marks.append(mark)
        elif marks[-1].title is None:
            marks[-1] = _Mark(marks[-1].start, mark.title, mark.title_line)
    ends = [mark.start for mark in marks[1:]] + [len(lines)]
    pieces = [
        Piece(mark.start, end, mark.title, mark.title_line)
        for mark, end in zip(marks, ends, strict=True)
    ]
    whole = _paged(lines, _joined(lines, pieces))
    return of_therapist(lines, _resumed(lines, whole))


def _same_head(mark: _Mark, last: _Mark) -> bool:
    """Whether a document would begin above the title of the one before: both titles
    then stand in one head ("RADIOLOGY ORDER" over "Procedure: MRI")."""
    return last.title_line is not None and last.start < mark.start <= last.title_line


def _paged(lines: list[RawLine], pieces: list[Piece]) -> list[Piece]:
    """Pieces cut where a page without a title is clearly another document's."""
    found: list[Piece] = []
    for piece in pieces:
        kind = piece.title.kind if piece.title else None
        for start, other in foreign_pages(lines, piece.start, piece.end, kind):
            found.append(piece._replace(end=start))
            piece = Piece(start, piece.end, Title(other, False), None)
        found.append(piece)
    return [
        own
        for piece in found
        for headed in _by_head(lines, piece)
        for own in _by_person(lines, headed)
    ]


def _by_head(lines: list[RawLine], piece: Piece) -> list[Piece]:
    """A piece cut where pages begin that another letterhead heads.

    Its title stays with the page that it stands on.
    """
    found: list[Piece] = []
    for start in headed_starts(lines, piece.start, piece.end):
        below = piece.title_line is not None and piece.title_line >= start
        bare = Piece(piece.start, start, None, None)
        found.append(bare if below else piece._replace(end=start))
        rest = Piece(start, piece.end, None, None)
        piece = piece._replace(start=start) if below else rest
    return [*found, piece]


def _by_person(lines: list[RawLine], piece: Piece) -> list[Piece]:
    """A piece cut where pages of another patient begin and end in it."""
    kind = Title(piece.title.kind, False) if piece.title else None
    found: list[Piece] = []
    for start in stranger_starts(lines, piece.start, piece.end):
        found.append(piece._replace(end=start))
        piece = Piece(start, piece.end, kind, None)
    return [*found, piece]


def _repeated_heads(lines: list[RawLine]) -> frozenset[int]:
    """Lines under a rule that begin with the letterhead of the file's first document.

    A practice that prints its name again under a rule begins another document.
    """
    known = ""
    found = set()
    ruled = False
    for index, line in enumerate(lines):
        text = line.text
        if not text.strip():
            continue
        name = " ".join(_NAME_WORD.findall(text)).upper()
        if not known:
            known = "" if is_rule(text) or is_furniture(text) else name or "-"
        elif ruled and is_content(text) and _is_name(known, text):
            if name == known or name.startswith(f"{known} "):
                found.add(index)
        ruled = is_rule(text)
    return frozenset(found)


def _is_name(known: str, text: str) -> bool:
    """Whether a first line can be a letterhead and this one no field or sentence."""
    return len(known) >= _SHORTEST_HEAD and ":" not in text and not is_sentence(text)


def _title_below(lines: list[RawLine], start: int) -> tuple[Title | None, int | None]:
    """The title in a repeated letterhead or close below it."""
    for index in range(start, min(start + LETTERHEAD_LINES, len(lines))):
        title = find_title(lines[index].text)
        if title:
            return title, index
    return None, None


def _first_title(lines: list[RawLine], known: Cues) -> tuple[Title | None, int | None]:
    shown = 0
    for index, line in enumerate(lines[:40]):
        text = line.text
        if not text.strip() or is_furniture(text):
            continue
        if is_rule(text) and not shown:
            continue
        if shown > 1 and line.page != lines[0].page:
            break
        title = find_title(text)
        if title and frame(text) and _asks(lines[:index]):
            break
        if title:
            return title, index
        shown += 1
        ends = is_rule(text) or is_sentence(text)
        if ends or shown > LETTERHEAD_LINES or known.salutation.search(text[:80]):
            break
    return None, None


def _asks(above: Sequence[RawLine]) -> bool:
    """Whether a request without a title stands above a framed one ("*** VISIT ***")."""
    return bool(_CODED.search(" ".join(line.text for line in above)))


def _candidates(lines: list[RawLine], known: Cues, frames: frozenset[str]) -> list[int]:
    """Lines that could open a document: titles, markers, salutations, e-mail heads."""
    found = []
    for index, line in enumerate(lines):
        text = line.text
        if not text.strip() or len(text) > TITLE_LENGTH + 40:
            continue
        if (
            find_title(text)
            or known.marker.search(text)
            or known.salutation.search(text)
            or (frames and frame(text) in frames)
            or (text[:5].lower() == "from:" and is_email(lines, index, known))
        ):
            found.append(index)
    return found


def _mark_at(
    lines: list[RawLine],
    index: int,
    known: Cues,
    last: _Mark,
    frames: frozenset[str],
) -> _Mark | None:
    text = lines[index].text
    if known.salutation.search(text):
        return _letter_start(lines, index, known, last)
    if text[:5].lower() == "from:" and is_email(lines, index, known):
        return _Mark(email_start(lines, index, known), Title("letter", False), index)
    title = find_title(text)
    if title and title.kind in REPORTS and _CODE.search(text):
        return None
    if _LIST_OF_NOTE.fullmatch(text) and not _heads_list(lines, index, known):
        return None
    if frame(text) in frames:
        if title is None and is_marker(text):
            return _Mark(index, *_title_below(lines, index + 1))
        if title is None and _PASTED.search(text):
            return _Mark(index, *_title_below(lines[: index + 3], index + 1))
        return _Mark(_head_of(lines, index, last), title, index)
    start = index if RULED.match(text) else _letterhead(lines, index)
    led = is_led_marker(text)
    if known.marker.search(text) and (title or led or _after_break(lines, index) > 0):
        alone = led or index == 0 or not is_content(lines[index - 1].text)
        return _Mark(start, title, index) if alone else None
    head = _head_of(lines, start, last)
    if title is None or _score(lines, index, head, title, known) < NEEDED:
        return None
    return _Mark(head, title, index)


_LIST_OF_NOTE = re.compile(
    r"\W*(?:(?:active|current) )?(?:medications?|problems?|allergy) (?:list|history)"
    r"\W*"
    r"|\W*(?:(?:prior|past|previous|spinal|spine|interventional|epidural) )?"
    r"(?:injections?|procedur(?:e|es|al)|treatments?|interventions?|blocks?|esi|epidurals?"
    r"|pain|care|surgical) (?:history|log|ledger)\W*",
    re.IGNORECASE,
)
"""What is a paper of its own at the head of a page, and else a part of a note."""


_LIST_HEAD = 3
"""Lines below the title of a list on which its owner stands."""
_ONE_BLANK = 1
"""Empty lines that part two parts of one note."""


def _heads_list(lines: list[RawLine], index: int, known: Cues) -> bool:
    """Whether a list of problems or medicines stands alone: whose it is stands by."""
    behind = [line.text[:80] for line in lines[index + 1 : index + 1 + _LIST_HEAD]]
    named = any(known.identity.search(line) for line in behind)
    return named or _after_break(lines, index) > _ONE_BLANK or not lines[:index]


def _head_of(lines: list[RawLine], start: int, last: _Mark) -> int:
    """Where the head over a title begins; one that the document before begins with is
    that document's own."""
    head = page_head(lines, start)
    return head if head > last.start else start


def _letterhead(lines: list[RawLine], index: int) -> int:
    """First line of the unbroken block above a title, when it reads as a letterhead."""
    start = index
    while start > 0 and index - start < LETTERHEAD_LINES:
        above = lines[start - 1]
        text = above.text.strip()
        if not is_content(text) or above.page != lines[start].page:
            break
        if text.endswith(":") or len(text) > 90 or is_sentence(text) or is_entry(text):
            return index
        start -= 1
    if start > 0 and _touches(lines, start):
        return index
    return start


def _touches(lines: list[RawLine], start: int) -> bool:
    """Whether content stands right above a line, on the same page."""
    above = lines[start - 1]
    return above.page == lines[start].page and is_content(above.text)


def _after_break(lines: list[RawLine], start: int) -> int:
    """0 to 3: how strong a break stands before a line, or opens it."""
    if start == 0 or lines[start - 1].page != lines[start].page:
        return 3
    if RULED.match(lines[start].text):
        return 2
    if PAGE_LABEL.match(lines[start].text):
        return 3
    blanks, index = 0, start - 1
    while index >= 0 and not lines[index].text.strip():
        blanks, index = blanks + 1, index - 1
    if index < 0 or lines[index].page != lines[start].page:
        return 3
    above = lines[index].text
    if is_rule(above) or is_furniture(above):
        return 2
    return min(blanks, 2)


def _score(
    lines: list[RawLine], index: int, start: int, title: Title, known: Cues
) -> int:
    text = lines[index].text.strip()
    behind = [line.text[:80] for line in lines[index + 1 : index + 1 + HEAD_LINES]]
    labels = sum(bool(known.identity.search(line)) for line in behind)
    broken = _after_break(lines, start)
    if title.kind in REPORTS and broken:
        labels += sum(bool(_REPORT_HEAD.search(line)) for line in behind)
        labels += bool(behind and is_day(behind[0]))
    marked = text.startswith(("#", "**", "==", "--", "[", "__", ">"))
    numbered = is_numbered(text)
    marked = marked or numbered
    score = (3 if title.strong else 2) + broken + min(labels, 2) + int(numbered)
    score += int(is_one_of_several(text))
    score += int(is_capital(text) or marked) + int(title.kind in RARE_INSIDE)
    score += int(title.strong and broken > 0 and has_own_day(text))
    if is_rule(lines[min(index + 1, len(lines) - 1)].text):
        score += 1
    return score - (2 if text.endswith(":") else 0)


def _letter_start(
    lines: list[RawLine], index: int, known: Cues, last: _Mark
) -> _Mark | None:
    """A letter opens at the break before its salutation, if it has none of its own."""
    recent = last.title_line is not None and index - last.title_line <= LETTER_LOOKBACK
    same_page = lines[last.start].page == lines[index].page
    if recent and last.title and same_page:
        if last.title.kind in ("letter", "request-form"):
            return None
        if not _tells(lines, (last.title_line or 0) + 1, index):
            return None
    letter = Title("letter", False)
    for start in range(index, max(index - LETTER_LOOKBACK, last.start), -1):
        if is_content(lines[start].text) and _after_break(lines, start) >= 2:
            return _Mark(start, letter, None)
    near = index - last.start <= LETTER_LOOKBACK
    return _Mark(last.start if last.title is None and near else index, letter, None)


def _tells(lines: list[RawLine], start: int, end: int) -> bool:
    """Whether anything but the fields of a head stands between two lines."""
    shown = [line.text for line in lines[start:end] if line.text.strip()]
    return any(is_rule(text) or is_sentence(text) for text in shown)


def _joined(lines: list[RawLine], pieces: list[Piece]) -> list[Piece]:
    """A piece that says nothing but a title belongs to the document that follows it."""
    joined: list[Piece] = []
    carry: int | None = None
    for place, piece in enumerate(pieces):
        start = piece.start if carry is None else carry
        behind = pieces[place + 1] if place + 1 < len(pieces) else None
        said = [
            line.text
            for line in lines[piece.start : piece.end]
            if is_content(line.text)
        ]
        bare = behind and (
            not said
            or (_is_only_title(piece, said, behind) and _same_day(lines, piece, behind))
            or _is_letterhead(piece, said, behind)
        )
        if bare:
            carry = start
            continue
        joined.append(piece._replace(start=start))
        carry = None
    return joined


def _is_only_title(piece: Piece, said: list[str], behind: Piece) -> bool:
    """ "RADIOLOGY REPORT" over "Exam: MRI": two names of one document."""
    same = piece.title and behind.title and piece.title.kind == behind.title.kind
    return bool(same) and len(said) <= 2 and piece.title_line is not None


def _same_day(lines: list[RawLine], piece: Piece, behind: Piece) -> bool:
    """Whether two titles may be of one day: visits in a row each have their own."""
    days = {
        first_date(lines[one.title_line].text)
        for one in (piece, behind)
        if one.title_line is not None
    }
    return None in days or len(days) < len((piece, behind))


def _is_letterhead(piece: Piece, said: list[str], behind: Piece) -> bool:
    """A practice's name and a patient's fields over what they head."""
    if piece.title is not None or behind.title is None or _CODED.search(" ".join(said)):
        return False
    if len(said) <= LETTERHEAD_LINES and behind.title.kind in _HEADED:
        fields = all(cues().identity.search(text[:80]) for text in said[1:])
        if fields and not is_sentence(said[0]):
            return True
    labelled = sum(map(is_labelled, said))
    plain = all(len(text) <= _HEAD_WIDTH and not is_sentence(text) for text in said)
    written = behind.title.kind in _WRITTEN
    if not (written and plain and len(said) // 2 <= labelled <= _HEAD_FIELDS):
        return False
    asks = content_scores("\n".join(said)).get("request-form", 0)
    return asks < content_file().needed


def _resumed(lines: list[RawLine], pieces: list[Piece]) -> list[Piece]:
    """A report pasted into a note ends where a heading of the note stands again."""
    found: list[Piece] = []
    note: Title | None = None
    for piece in pieces:
        kind = piece.title.kind if piece.title else None
        end = _resume_line(lines, piece) if note and kind in REPORTS else None
        if end is None:
            found.append(piece)
        else:
            found.append(piece._replace(end=end))
            found.append(Piece(end, piece.end, note, None, resumes=True))
        if kind not in REPORTS:
            note = piece.title if kind == "clinic-note" else None
    return found


def _resume_line(lines: list[RawLine], piece: Piece) -> int | None:
    page = lines[piece.start].page
    for index in range(piece.start + 2, piece.end):
        if lines[index].page != page:
            return None
        if _RESUMES.match(lines[index].text[:60]):
            return index
    return None
