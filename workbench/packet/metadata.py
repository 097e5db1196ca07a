"""Title, date and author of a document, where its head or its signature states them."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.packet.cues import cues
from workbench.packet.dates import first_date
from workbench.packet.stacked_labels import unstacked
from workbench.packet.titles import bare_title, is_content, is_furniture, is_set_apart
from workbench.schema.packet import DocumentKind
from workbench.schema.partial_date import PartialDate, is_exact, latest

HEAD = 30
_NOT_THE_DOCUMENTS = re.compile(
    r"\b(?:dob|d\.o\.b|birth\w*|born|printed|print date|fax|scheduled|planned|proposed"
    r"|anticipated|tentative|injury|inj|accident|incident|onset|last seen|next"
    r"|(?:first|initially|originally) seen|seen first"
    r"|effective|expir\w*|received"
    r"|comparison|prior|previous|quit|stopped|attached|enclosed|booked)\b",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"\W{0,4}(?:(?:date|request|case|form) )?received(?: on| date)?"
    r"\s{0,3}[:|]\s*(.{6,40})",
    re.IGNORECASE,
)
_REST = re.compile(r"[\d/.-]*")
"""What goes on of a date that the reach of a label would cut."""
_NAME = re.compile(
    r"\s*((?:Dr\.? )?[A-Z][\w.'-]*(?:,? (?:[A-Z][\w.'-]*|de|van|von|la)){0,4}"
    r"(?:, ?[A-Z][A-Za-z.]{1,6}\b){0,3})"
)
_ROW = re.compile(
    r"\W{0,4}(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})(?:\s{2,}|\s*\||\t)\s*\S"
)
"""A row of a log: its day in a column of its own."""
_SHORT_ROW = re.compile(
    r"\W{0,4}(?:#?\d{1,2}[.)]?\W{1,8})?(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![/\d.-])\s"
)
"""A row of a log whose day leaves out the year, perhaps behind its number."""
_SHORT_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
_COLUMNS = re.compile(
    r"\s*(?:(?:date|dates|visit)\W{0,4})?"
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}[\s|]{1,12})?"
    r"(?:\d{1,2}/\d{1,2}[\s|]{1,12}){2,40}\d{1,2}/\d{1,2}[\s|]*",
    re.IGNORECASE,
)
"""A row of nothing but days, the first perhaps with its year: a flow sheet."""
_YEAR_TOLD = re.compile(
    r"\b(?:year|(?:all )?(?:dates|visits|sessions)(?: (?:are|in|of))*)\W{0,3}"
    r"(?P<year>20\d\d)\b"
    r"|(?:^|\s{2,})\W?(?P<alone>20\d\d)\W{0,2}(?:$|\s{2,})",
    re.IGNORECASE,
)
"""The year of every day in a log: "all dates 2026", or the year set apart."""
_ALONE = re.compile(r"\W*(?:[\d/. -]{6,12}|\w{3,9}\W+\w{1,4}\W+\w{2,4})\W*")
"""A line of nothing but a day, whose label may stand on the line above."""
_GAPS = re.compile(r"\s{3,}|\t")
_LABELLED_OTHER = re.compile(
    rf"(?:{_NOT_THE_DOCUMENTS.pattern})\W{{0,3}}\Z", re.IGNORECASE
)
"""A label that ends in what dates something else."""
_DOSE = re.compile(r"\b\d[\d.,]*\s?(?:mg|mcg|ml|units?|tabs?|caps?)\b", re.IGNORECASE)
"""A dose: the day beside it is when a medicine was begun or filled."""
_CELL_LINES = 5
"""Lines of a head that is laid out in cells."""
_CELLS = re.compile(r"\s{3,}|\t|\s[-\u2013]\s(?!\d)|\|")
_DAY_CELL = re.compile(
    r"(?:(?:exam(?:ined| date)?|study|coll(?:ected)?|drawn|seen|visit|dos|date|on)"
    r"\W{1,3})?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [A-Za-z]{3,9}\.? \d{4})"
    r"(?:\W{1,4}\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
"""A cell of nothing but a day, perhaps with the word for what was done then."""
_SPOKEN = re.compile(
    r"\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}"
    r"|\d{1,2}/\d{1,2}/\d{2,4})[.,:]\s+(?:(?:Re|Mr|Mrs|Ms|Miss)\.?\s)?"
    r"[A-Z][\w'-]+(?:\s[A-Z][\w'-]*\.?){1,3}\s*"
)
"""How a dictation opens: its day and whom it is about ("May 4, 2026. Ann Dole.")."""
_SEX = re.compile(r"m|f|male|female|sex|birth\w*|dob\W?", re.IGNORECASE)
_LABEL = 40
"""Characters of a label that stands on a line of its own."""
_ROW_DAY = 16
"""Characters of a row within which its day stands."""
_ROWS = 2
"""Rows from which a text is a log."""
_ADDRESSED = re.compile(r"^\s*(?:to|re|cc|patient|dear|subject)\b", re.IGNORECASE)


def find_date(
    kind: DocumentKind, lines: list[str], title_line: str | None = None
) -> PartialDate | None:
    """The document's own date: in its title, then a labelled one, then in its head.

    A date of birth, a planned date, a fax or print stamp is never the document's.
    """
    head = [line[:300] for line in lines if line.strip()][: HEAD * 3]
    head = unstacked(head)
    found = _stated_date(kind, head, title_line)
    if kind != "therapy-record":
        return found
    return _last_told(head, _last_column(head, found))


def _stated_date(
    kind: DocumentKind, head: list[str], title_line: str | None
) -> PartialDate | None:
    known = cues()
    for part in _GAPS.split(title_line or ""):
        found = first_date(part)
        if found and not _NOT_THE_DOCUMENTS.search(part):
            return found
    for labels in (known.dates.get(kind, ()), known.dates["any"]):
        for label in labels:
            for line in head:
                found = _labelled(line, label)
                if found:
                    return found
    found = _unlabelled(head[:HEAD])
    found = found or _in_cells(head[:_CELL_LINES]) or _last_short_row(head)
    return found or (_received(head) if kind == "request-form" else None)


def _received(head: list[str]) -> PartialDate | None:
    """The day that a request's own field says it came in, where no other is told."""
    fields = (_RECEIVED.match(line) for line in head if not is_furniture(line))
    return next((day for one in fields if one and (day := first_date(one[1]))), None)


def _labelled(line: str, label: re.Pattern[str]) -> PartialDate | None:
    if is_furniture(line):
        return None
    for match in label.finditer(line):
        if _NOT_THE_DOCUMENTS.search(line[max(match.start() - 14, 0) : match.end()]):
            continue
        value = line[match.end() : match.end() + 28]
        value += _REST.match(line, match.end() + 28)[0]  # type: ignore[index]
        if not _NOT_THE_DOCUMENTS.match(value.strip(" :of").lower()):
            found = first_date(value)
            if found:
                return found
    return None


def _unlabelled(head: list[str]) -> PartialDate | None:
    """A date in the title, or alone on a line, as letters and notes have it."""
    above = ""
    for line in head:
        label, above = above, line
        if is_furniture(line) or _NOT_THE_DOCUMENTS.search(line):
            continue
        if _DOSE.search(line):
            continue
        if _ALONE.fullmatch(line) and _is_other_label(label) or _is_birth(line):
            continue
        # A letterhead may end in a name cut short ("03/02/2026     Doe, V.").
        prose = line.rstrip().endswith(".") and not is_set_apart(line)
        prose = prose and not _SPOKEN.fullmatch(line)
        if len(" ".join(line.split())) <= 90 and not prose:
            found = first_date(line)
            if found:
                return _last_row(head, line) or found
    return None


def _is_other_label(line: str) -> bool:
    """Whether a line is the label of a day that is not the document's.

    One with a value of its own ("Tel 555-0100 / fax 555-0101") labels nothing below it.
    """
    ends = line.rstrip()[-1:]
    return not ends.isdigit() and bool(_NOT_THE_DOCUMENTS.search(line[-_LABEL:]))


def _in_cells(head: list[str]) -> PartialDate | None:
    """The day that is one of the cells of a wide head, where none stands alone.

    "Roe, Pat      46 yo M      05/11/2026     Seen by: A. Doe".  The latest is taken:
    what went before led to the document.
    """
    found: list[PartialDate] = []
    for above, line in zip(["", *head], head, strict=False):
        other = _is_birth(line) or _NOT_THE_DOCUMENTS.search(above[-_LABEL:])
        if not (other or _DOSE.search(line)):
            cells = ["", *(one.strip() for one in _CELLS.split(line))]
            days = (
                first_date(one)
                for label, one in zip(cells, cells[1:], strict=False)
                if _DAY_CELL.fullmatch(one) and not _LABELLED_OTHER.search(label)
            )
            found += [day for day in days if day]
    return max(found, key=latest, default=None)


def _is_birth(line: str) -> bool:
    """Whether a line gives a day beside a bare sex ("ROE, PAT    F    09/03/1979")."""
    cells = [one.strip() for one in _CELLS.split(line)]
    return any(
        _DAY_CELL.fullmatch(one) and _SEX.fullmatch(other)
        for pair in zip(cells, cells[1:], strict=False)
        for one, other in (pair, pair[::-1])
    )


def _last_row(head: list[str], line: str) -> PartialDate | None:
    """The last day of a log whose rows begin with their days; None for any other line.

    A log was written when its last row was, not its first.
    """
    rows = [one for one in head if _ROW.match(one)]
    days = [day for one in rows if (day := first_date(one[:_ROW_DAY]))]
    if line not in rows or len(days) < _ROWS:
        return None
    return max(days, key=latest)


def _last_short_row(lines: list[str]) -> PartialDate | None:
    """The last day of a log whose rows leave out the year that one line tells for all.

    Rows that go over the turn of a year leave open which year is told, and say nothing.
    What stands in a row is no year but an hour or a dose ("1/19   2000   NRS 8").
    """
    rows = [match for line in lines if (match := _SHORT_ROW.match(line))]
    days = [(int(one["month"]), int(one["day"])) for one in rows]
    apart = (line for line in lines if not _SHORT_ROW.match(line))
    told = {year for line in apart for year in _years_told(line)}
    if len(told) != 1 or len(days) < _ROWS or days != sorted(days):
        return None
    month, day = days[-1]
    return first_date(f"{month}/{day}/{told.pop()}")


def _last_column(lines: list[str], date: PartialDate | None) -> PartialDate | None:
    """The last of the days that head the columns of a flow sheet, from ``date`` on.

    The day that such a sheet states is its first, the evaluation.
    """
    if date is None or not is_exact(date):
        return date
    year, *first = map(int, date.split("-"))
    for line in lines:
        if _COLUMNS.fullmatch(line):
            days = [(int(m), int(d)) for m, d in _SHORT_DAY.findall(line)]
            if days == sorted(days) and tuple(first) <= days[0]:
                month, day = days[-1]
                return first_date(f"{month}/{day}/{year}") or date
    return date


_TO_COME = re.compile(
    r"\b(?:cert\w*|poc|plan of care|auth\w*|valid|due|return|follow-?\s?up|f/?u|appt"
    r"|appointment|claims?|referr\w+|surgery|mri|x-?ray|signed|sent|letter)\b",
    re.IGNORECASE,
)
"""Words of a line whose day is not one of treatment."""
_DAY = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[/-]\d{1,2}[/-](?:20)?\d\d|20\d\d-\d\d-\d\d)(?![\d/-])"
)


def _last_told(lines: list[str], date: PartialDate | None) -> PartialDate | None:
    """The last day of treatment that a record tells, where it states only its first.

    "SOC 03/09/26   D/C 04/29/26": what it sums up was so at the end.
    """
    if date is None or not is_exact(date):
        return date
    days = [date]
    for line in lines:
        if _NOT_THE_DOCUMENTS.search(line) or _TO_COME.search(line):
            continue
        for match in _DAY.finditer(line):
            day = first_date(match.group())
            if day is not None and is_exact(day):
                days.append(day)
    return max(days, key=latest)


def _years_told(line: str) -> list[str]:
    return [one["year"] or one["alone"] for one in _YEAR_TOLD.finditer(line)]


def find_author(lines: list[str]) -> str | None:
    """Who signed, dictated or read the document, as its label gives the name."""
    shown = [line[:300] for line in lines if line.strip()]
    for line in (*shown[-12:], *shown[:HEAD]):
        if _ADDRESSED.match(line):
            continue
        for match in cues().author.finditer(line):
            name = _NAME.match(line, match.end())
            if name and " " in name.group(1).strip():
                return name.group(1).strip(" ,.")
    return None


def find_title(lines: list[str], title_line: str | None) -> str:
    """The line that names the document, else its first line of content."""
    if title_line is not None:
        return bare_title(title_line)[:100]
    for line in lines:
        if is_content(line) and len(bare_title(line)) > 3:
            return bare_title(line)[:100]
    return ""
