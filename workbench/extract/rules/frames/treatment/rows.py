"""Treatments told by layout: rows of a table, and the heading of a procedure report.

In a row the column decides what a cell means; without a header each cell is read for
what it holds.  A procedure report tells one event: what was performed, on its date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.clauses import Told, give_span
from workbench.extract.rules.frames.treatment.fields import (
    supervised,
    values,
    where_given,
)
from workbench.extract.rules.frames.treatment.regions import OTHER, Around, Region
from workbench.extract.rules.frames.treatment.words import Item, answers, items, status
from workbench.extract.rules.language import context
from workbench.extract.rules.model import (
    Cell,
    DocumentView,
    Mention,
    Sentence,
    SessionMention,
)
from workbench.extract.rules.values import dates, durations
from workbench.extract.rules.words import lexicon
from workbench.schema.case import Treatment
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest, is_exact, latest

_NUMBER = re.compile(r"\s*[~<>]?\s*(\d{1,3})(?!\d|[/.-]\d|\s?mg)")
_WORDS = {
    "none": "none",
    "no": "none",
    "n": "none",
    "nil": "none",
    "nothing": "none",
    "zero": "none",
    "poor": "none",
    "minimal": "partial",
    "mild": "partial",
    "slight": "partial",
    "some": "partial",
    "partial": "partial",
    "fair": "partial",
    "moderate": "partial",
    "good": "partial",
    "yes": "partial",
    "y": "partial",
    "little": "partial",
    "temporary": "temporary",
    "excellent": "partial",
    "worse": "worse",
}
"""One-word answers of a response column; see treatments-response.yaml."""
_NARRATIVE = re.compile(r"\b(?:was|were|then|will|had|has|after|during)\b", re.I)
"""A report's heading names the procedure; its narrative tells how it went."""
_TO_COME = re.compile(
    r"\b(?:may|might|could|would|should|next|repeat [\w-]+ in \d|if (?:needed|necessary"
    r"|required|concordant|positive|pain)|advised|recommend\w*|consider\w*"
    r"|ref(?:erral)? made|aborted|abandoned|cancell?ed"
    r"|unable to be (?:done|performed))\b",
    re.I,
)
"""What tells of an injection that may follow, or was not given."""
_LABEL = 40
_REFUSED = re.compile(
    r"\s*(?:no|n|none|not tried|not done"
    r"|never(?: (?:filled|started|taken|picked up|tried|done|had|given|used|got)"
    r"(?: (?:it|them|one|any|this))?)?"
    r"|not (?:filled|started|taken|picked up|dispensed)|0|\[ \]|☐)\s*\.?\s*$",
    re.I,
)
_UNTRIED = re.compile(r"\s*(?:not|never) (?:tried|done|used|started|taken)\b", re.I)
_NONE_OF_IT = re.compile(
    r"\s{0,3}[:=\u2013-]\s{0,3}(?:none|no|nil|never|0"
    r"|not (?:tried|done|used|worn))\s*\Z",
    re.I,
)
"""A "none" in the cell of the treatment itself ("Collar: none    Duration: ...")."""
_BLANK = re.compile(r"\s*(?:n/?a|-+|unknown|not applicable)?\s*$", re.I)


def read(view: DocumentView, sentence: Sentence, around: Around) -> list[Treatment]:
    """The treatments of one table row."""
    cells = sentence.block.cells
    homes = [cell for cell in cells if items(cell.text)]
    if _is_listed(sentence, homes):
        told_each = (_of_cells(view, sentence, around, (one,), one) for one in homes)
        return [fact for made in told_each for fact in made]
    return _of_cells(view, sentence, around, cells, homes[0]) if homes else []


_DOSED = re.compile(
    r"\b\d{1,3}\s?(?:min(?:utes?|s)?\b|['\u2032])|\b\d{1,2}\s?x\s?\d{1,3}\b"
    r"|\bx\s?\d{1,3}\b",
    re.I,
)
"""How long or how often something was done in one session."""


def _is_listed(sentence: Sentence, homes: Sequence[Cell]) -> bool:
    """Whether pipes part what was given in one session ("traction 12 min | MHP")."""
    if any(cell.header for cell in sentence.block.cells) or "|" not in sentence.text:
        return False
    return len(homes) > 1 and _DOSED.search(sentence.text) is not None


def _of_cells(
    view: DocumentView,
    sentence: Sentence,
    around: Around,
    cells: Sequence[Cell],
    home: Cell,
) -> list[Treatment]:
    """The treatments that one cell names, with what the cells tell of them."""
    found = []
    for item in _distinct(items(home.text)):
        told = Told(item, (0, len(home.text)))
        for cell in cells:
            if not _numbers_rows(cell, home):
                _take(told, cell, cell is home, view.document.date)
        if _closes_with_answer(cells, home):
            _take_answer(told, cells[-1].text)
        fact = _fact(view, sentence, told, home, around)
        if fact:
            found.append(fact)
    return found


_COURSE = frozenset({"start", "end"})
_TITLE = 60
"""Longest line above a table that is taken for its title."""
_ABOVE = 8
"""Rows of a table that are looked past for its title."""
_GRANTED = re.compile(
    r"\b(?:auth\w*|approv\w+|request\w*|order\w*|plan\w*|schedul\w+|allow\w+|benefits?"
    r"|remaining|propos\w+|referr\w+|goals?)\b",
    re.I,
)
"""Words of a title or header under which visits were granted or asked for, not had."""


def titled(view: DocumentView, sentence: Sentence, around: Around) -> list[Treatment]:
    """The course of the therapy that a table names above itself.

    "Therapy (Elm PT)" over the columns First, Last and Visits tells in each row from
    when to when, and how often, somebody came.
    """
    cells = sentence.block.cells
    if not _COURSE <= {_role(cell) for cell in cells}:
        return []
    above = _title_above(view, sentence)
    title = above.text if above else sentence.section.title
    named = {one.kind: one for one in items(title)}
    if len(named) != 1 or not set(named) <= _ATTENDED:
        return []
    heads = " ".join(cell.header or "" for cell in cells)
    if _GRANTED.search(title) or _GRANTED.search(heads):
        return []
    item = next(iter(named.values()))
    told = Told(item, (0, len(title)))
    for cell in cells:
        _take(told, cell, False, view.document.date)
    days = dict(told.days)
    written = view.document.date
    if not _COURSE <= days.keys() or (written and days["end"] > written):
        return []
    row = replace(sentence, text=f"{title} | {sentence.text}")
    fact = _fact(view, row, told, Cell(0, len(title), title), around)
    if fact and above:
        cites = (*fact.evidence, view.cite_sentence(above))
        fact = fact.model_copy(update={"evidence": cites})
    return [fact] if fact else []


_ATTENDED = frozenset(
    {"physical-therapy", "chiropractic", "occupational-therapy", "acupuncture"}
)
"""Care that somebody comes to, visit for visit."""


def _title_above(view: DocumentView, sentence: Sentence) -> Sentence | None:
    """The line right above the table of a row, where it names a treatment."""
    low = max(sentence.index - _ABOVE, 0)
    for above in reversed(view.sentences[low : sentence.index]):
        if above.block.kind == "row":
            continue
        same = above.section is sentence.section and len(above.text) <= _TITLE
        if same and items(above.text) and not above.text.rstrip().endswith("."):
            return above
        break
    return None


def _closes_with_answer(cells: Sequence[Cell], home: Cell) -> bool:
    """Whether a row without headers is a treatment, when it was, and what it gave.

    "TENS unit   2023   nothing": with its time beside it the last word is no refusal.
    """
    if any(cell.header for cell in cells) or cells[0] is not home:
        return False
    timed = any(re.search(r"\d", cell.text) for cell in cells[1:-1])
    return timed and cells[-1].text.strip(" .").lower() in _WORDS


def _numbers_rows(cell: Cell, home: Cell) -> bool:
    """Whether a cell is the number of its row: a "#" before what was given."""
    return cell.start < home.start and (cell.header or "").strip(" .:") == "#"


def _distinct(found: list[Item]) -> list[Item]:
    """The treatments of a cell, a class left out where its drugs are named."""
    named = {item.kind for item in found if item.name}
    first: dict[tuple[str, str | None], Item] = {}
    for item in found:
        if item.name or item.kind not in named:
            first.setdefault((item.kind, item.name), item)
    return list(first.values())


def _role(cell: Cell) -> str | None:
    if not cell.header:
        return None
    found = lexicon.load("treatments-headers").find(cell.header)
    return found[0].concept if found else None


def _take(told: Told, cell: Cell, home: bool, anchor: PartialDate | None) -> None:
    """What one cell tells of the treatment of its row."""
    role, text = (None if home else _role(cell)), cell.text
    if role in ("start", "end"):
        found = dates.find_dates(text, anchor)
        roles = ("start", "end") if len(found) == 2 else (role,)
        told.days += [(r, one.value) for r, one in zip(roles, found, strict=False)]
        return
    if role == "visits":
        _take_visits(told, text)
        return
    if role == "response":
        _take_answer(told, text)
        return
    _take_dates(told, text, anchor)
    _take_length(told, cell, text, role)
    told.visits += durations.find_sessions(text)[:1]
    told.answers += [one.value for one in answers(text)]


def _take_visits(told: Told, text: str) -> None:
    named = durations.find_sessions(text)
    number = _NUMBER.match(text)
    if named:
        told.visits.append(named[0])
    elif number:
        count = int(number.group(1))
        told.visits.append(SessionMention(0, number.end(), count))


def _take_answer(told: Told, text: str) -> None:
    word = text.strip(" .").lower()
    if word in _WORDS:
        told.answers.append(_WORDS[word])
    told.answers += [one.value for one in answers(text)]


def _take_dates(told: Told, text: str, anchor: PartialDate | None) -> None:
    spans = dates.find_spans(text, anchor)
    for span in spans[:1]:
        give_span(told, span)
    found = [] if spans else dates.find_dates(text, anchor)
    if told.item.event or len(found) != 1 or not status("ongoing", text):
        told.days += [("date", one.value) for one in found[:1]]
    else:
        told.days.append(("start", found[0].value))
        told.since = True


def _take_length(told: Told, cell: Cell, text: str, role: str | None) -> None:
    if told.item.event:
        return
    number = _NUMBER.match(text)
    unit = re.search(r"\b(week|month|day)s?\b", cell.header or "", re.I)
    if role == "length" and number and unit:
        text = f"{number.group(1)} {unit.group(1)}s"
    for one in durations.find_durations(text):
        if one.vague or one.days is None:
            told.vague.append(text[one.start : one.end])
        else:
            told.lengths.append(one)


def labelled(
    sentence: Sentence, fact: Treatment, anchor: PartialDate | None
) -> dict[str, object]:
    """What a field below a treatment ("Duration: 8 weeks") adds to its fact."""
    label = sentence.block.label or ""
    if not lexicon.load("treatments-headers").find(label) or len(label) > _LABEL:
        return {}
    mention = Mention(fact.kind, 0, 0, "")
    told = Told(Item(fact.kind, 0, 0, mention), (0, 0))
    text = sentence.text[sentence.text.find(label) + len(label) :].lstrip(" :")
    _take(told, Cell(0, 0, text, label), False, anchor)
    new = {name: value for name, value in values(told).items() if value is not None}
    return {name: v for name, v in new.items() if getattr(fact, name) is None}


def _fact(
    view: DocumentView, sentence: Sentence, told: Told, home: Cell, around: Around
) -> Treatment | None:
    none = _NONE_OF_IT.match(home.text, told.item.end)
    stand = "not-done" if none else _stand(sentence, told)
    if stand is None:
        return None
    region = around.region(sentence, told.item, (0, len(home.text)))
    if region.site == OTHER:
        return None
    fields = values(told)
    if stand in ("declined", "not-done"):
        fields["response"] = None
    assertion = {"declined": "absent", "not-done": "absent", "planned": "planned"}
    return Treatment.model_validate(
        {
            "id": "?",
            "kind": told.item.kind,
            "name": told.item.name,
            "assertion": assertion.get(stand, "present"),
            "site": region.site,
            "status": stand,
            "setting": told.item.mention.attributes.get("setting"),
            "supervised": supervised(sentence.text, told),
            "evidence": tuple(_evidence(view, sentence, region)),
            **where_given(_where(sentence, home), told.item.kind),
            **fields,
        }
    )


_PLACE = re.compile(
    r"\W*(?:(?:[LRB]|left|right|lt|rt|bilat\w*|both|B/L)\b\W*|[CTLS]\d{1,2}"
    r"(?:\s?[-/]\s?[CTLS]?\d{1,2})?\W*|(?:TF|IL|interlaminar|transforaminal|level)\b\W*)+\Z",
    re.I,
)
"""A cell that tells where, and nothing else ("L L4-S1")."""


def _where(sentence: Sentence, home: Cell) -> str:
    """The words of a row that may place its treatment: its own cell's, and of place."""
    cells = sentence.block.cells
    return " ".join(c.text for c in cells if c is home or _PLACE.match(c.text))


_CALLED_OFF = re.compile(
    r"(?:\s\w+){0,2}\W{0,4}(?:(?:was|were)\s)?(?:cancell?ed|aborted|abandoned|postponed|rescheduled"
    r"|no[- ]?show|not (?:done|given|performed))\b",
    re.I,
)


def _is_called_off(sentence: Sentence, told: Told) -> bool:
    """Whether a row says that what it names did not take place."""
    for cell in sentence.block.cells:
        named = items(cell.text)
        ends = [one.end for one in named if one.kind == told.item.kind]
        start = ends[0] if ends else 0
        if (ends or not named) and _CALLED_OFF.match(cell.text, start):
            return True
    return False


def _stand(sentence: Sentence, told: Told) -> str | None:
    """done, ongoing, planned, declined, not-done; None for an empty row."""
    if _is_called_off(sentence, told):
        return "not-done"
    others = [cell for cell in sentence.block.cells if not items(cell.text)]
    stated = [cell for cell in others if _role(cell) == "status"]
    if any(_REFUSED.match(cell.text) and cell.text.strip() for cell in stated):
        return "not-done"
    text = sentence.text
    if status("declined", text):
        return "declined"
    if others and all(_BLANK.match(cell.text) for cell in others):
        return None if others[0].header else "done"
    if _is_none(others):
        return "not-done"
    if any(status("planned", cell.text) for cell in others) and told.bare:
        return "planned"
    if any(_STILL_TO_COME.fullmatch(cell.text.strip()) for cell in others):
        return "planned"
    listed = sentence.role == "medications" and not status("end", text)
    return "ongoing" if status("ongoing", text) or listed or told.since else "done"


_STILL_TO_COME = re.compile(
    r"(?:to be )?(?:planned|scheduled|booked|pending|requested|proposed"
    r"|awaiting(?: auth\w*)?)",
    re.IGNORECASE,
)
"""A cell that says no more than that it is still to come, whatever day stands by it."""


def _is_none(others: list[Cell]) -> bool:
    """Whether the row says that there was none; "none" of a response is no benefit."""
    said = [cell for cell in others if _REFUSED.match(cell.text)]
    if others and len(said) == len(others):
        return True
    acted = any(_role(cell) != "response" for cell in said)
    acted = acted or any(_UNTRIED.match(cell.text) for cell in said)
    rest = [cell for cell in others if cell not in said]
    return acted and all(_BLANK.match(cell.text) for cell in rest)


def _evidence(
    view: DocumentView, sentence: Sentence, region: Region
) -> Iterator[Evidence]:
    yield view.cite_sentence(sentence)
    heads = [
        (cell.header_start, cell.header_end)
        for cell in sentence.block.cells
        if cell.header_start is not None and cell.header_end is not None
    ]
    if heads:
        low, high = min(h[0] for h in heads), max(h[1] for h in heads)
        yield view.cite(low, high)
    if region.evidence:
        yield region.evidence


def _own_day(text: str, view: DocumentView) -> PartialDate | None:
    """The one day that the sentence itself names, no later than the document."""
    found = {one.value for one in dates.find_dates(text, view.document.date)}
    day = found.pop() if len(found) == 1 else None
    if day is None or not is_exact(day):
        return None
    written = view.document.date
    return day if written is None or earliest(day) <= latest(written) else None


def performed(
    view: DocumentView, sentence: Sentence, around: Around
) -> list[Treatment]:
    """Injections that a procedure report says were performed, on its date."""
    text = sentence.text
    found = []
    for item in [] if _NARRATIVE.search(text) else items(text):
        if not item.event or _TO_COME.search(text):
            continue
        named = Mention(item.kind, item.start, item.end, text[item.start : item.end])
        if context.assertion(sentence, named) == "hypothetical":
            continue
        region = around.region(sentence, item, (0, len(text)))
        evidence = [view.cite_sentence(sentence)]
        if region.evidence:
            evidence.append(region.evidence)
        found.append(
            Treatment(
                id="?",
                kind=item.kind,
                site=None if region.site == OTHER else region.site,
                **cast(Any, where_given(text, item.kind)),
                date=_own_day(text, view) or view.document.date,
                status="done",
                evidence=tuple(evidence),
            )
        )
    return found
