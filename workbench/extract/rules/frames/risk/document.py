"""Modifiers of risk: nicotine, and beside it what comorbid reads.

"Never smoker" is a stated never-user; "non-smoker" and "denies tobacco" say only that
there is no current use.  A family's history and advice to quit say nothing of use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Literal, get_args

from workbench.content import expressions as re
from workbench.extract.rules.frames.risk.comorbid import bmi, comorbid
from workbench.extract.rules.frames.risk.other_products import other_product
from workbench.extract.rules.frames.risk.quitting import Ended, ended
from workbench.extract.rules.frames.risk.smoking_fields import (
    heads,
    is_amount,
    is_nought,
    is_only_asked,
    is_over,
    is_rate,
    is_untaken,
    quit_field,
)
from workbench.extract.rules.frames.told.conditions import is_of_family
from workbench.extract.rules.frames.told.questions import (
    answered,
    cite_question,
    denied_in_column,
    is_readable,
    is_ticked,
    label_of,
    question_of,
    ticked_column,
)
from workbench.extract.rules.language import context
from workbench.extract.rules.layout.value_notes import explains_values
from workbench.extract.rules.model import (
    Cell,
    DocumentView,
    Mention,
    PacketView,
    Sentence,
)
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, RiskFactor
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest, is_exact

Status = Literal["never", "not-current", "former", "current"]
_SILENT_ROLES = ("family", "policy", "precautions", "template")
_ABSENT: tuple[Status, ...] = ("never", "not-current")
_LONGEST_TOLD = 600
_RELAPSED = sought(
    r"\b(?:but|then|and)\b[^.;]{0,40}\b(?:resum\w+|restart\w+|relaps\w+|again|back to"
    r"|still)\b",
    re.IGNORECASE,
)
_SUBJECT = sought(
    r"\b(?:tobacco|tob|smok\w*|nicotine|cigarettes?|vap(?:e|ing)|e-?cig\w*)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\bnever\b(?!\s(?:assessed|asked|documented|recorded|reviewed))", re.IGNORECASE
)
_EVER = re.compile(r"\bever\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\s{0,3}(?:[:?]|\s-\s)\s{0,4}(?:no|n|none|denie[sd]|negative|neg|false)\b"
    r"(?!\s?/\s?(?:y|yes)\b)"
    r"|[ ](?:no|nil|none)(?=\s*(?:[,;)]|\.?\s*\Z))",
    re.IGNORECASE,
)
"""A "No" that answers the words before it ("Current smoker: No")."""
_PASSIVE = sought(
    r"\b(?:passive|second-?hand|environmental|household)\s(?:tobacco\s|cigarette\s)?"
    r"smok\w*(?:\s(?:exposure|at home))?(?:\s{0,2}[:?=-]\s{0,3}\w+)?",
    re.IGNORECASE,
)
_BLANK_ANSWER = sought(
    r"\b(?:yes|no|y|n|current|former|never)\s{0,2}(?<![\w])_{2,20}(?![xX])",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former|(?<!to )quit|past|previous|ex|stopped|history)\b", re.IGNORECASE
)
_NO = re.compile(
    r"(?:^|[\s:=(\[])(?:no|none|negative|neg|denie[sd]|n|non|nil|0|not current|not"
    r" currently"
    r"|nonuser|non-user|n/a)(?=$|[\s.,;)\]/])",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:^|[\s:=(\[])(?:yes|y|positive|current|currently|active|daily|every day|some"
    r" days"
    r"|ppd)(?=$|[\s.,;)\]])",
    re.IGNORECASE,
)
_TICKED = re.compile(
    r"[\[(]\s?[xX\u2713\u2714]\s?[\])]\s{0,2}(?P<after>[A-Za-z][A-Za-z -]{1,30})"
    r"|[\u2611\u2612]\s{0,2}(?P<mark>[A-Za-z][A-Za-z -]{1,30})"
)
_TOUCHED = re.compile(r"\b([A-Za-z-]{2,20})[\[(]\s?[xX\u2713\u2714]\s?[\])]")
_BOXES = re.compile(r"[\[(]\s?[xX\u2713\u2714 _]?\s?[\])]|[\u2610-\u2612]")
_QUIT_ON = re.compile(
    r"(?:he |she |they |has |date )*(?:quit|stopped|last (?:used?|smoked|cigarette))"
    r"(?: (?:smoking|tobacco|cigarettes|vaping|all nicotine))?(?: date)?"
    r"[ :,]*(?:on |in |about |since )?(?=\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
"""A sentence of nothing but when it was given up."""
_QUIT = re.compile(r"\b(?:quit|stopped|last used?)\b", re.IGNORECASE)
_AGO = re.compile(
    r"\b(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)\s{1,2}(?P<unit>days?|weeks?|wks?)\s(?:ago|prior|back)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "a one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}
_ADVICE = re.compile(
    r"\b(?:advised|counsel\w*|encourag\w*|instruct\w*|told|urged|must|should|need to"
    r"|needs to"
    r"|required|recommend\w*|discuss\w*|risk\w*|avoid\w*|educat\w*|importance of|if"
    r"|once|until|unless|as soon as)\b"
    r"(?:\s+[\w'-]+){0,8}\s*$",
    re.IGNORECASE,
)
_ORDERED = re.compile(r"do not|don'?t", re.IGNORECASE)
"""How advice begins that names nobody ("Do not smoke.")."""
_SECONDHAND = re.compile(
    r"\b(?:second-?hand|passive|exposure to"
    r"|(?:lives?|living|married|works?) (?:with|to)|mother|father|husband|wife|spouse"
    r"|brother|sister|parents?|partner|family)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load("risk")


@cache
def _products() -> lexicon.Lexicon:
    return lexicon.load("risk-products")


def read(document: DocumentView, packet: PacketView) -> list[RiskFactor]:
    """Risk factors that one document states, ids "?"."""
    if document.document.kind in ("policy-excerpt", "imaging-report"):
        return []
    found: list[RiskFactor] = []
    for sentence in document.sentences:
        if sentence.role in _SILENT_ROLES or not is_readable(sentence):
            continue
        if is_of_family(document, sentence) or explains_values(sentence.text):
            continue
        found += _nicotine(document, sentence)
        found += comorbid(document, sentence)
        found += bmi(document, sentence)
    return found


# --- nicotine ----------------------------------------------------------------------


def _nicotine(document: DocumentView, sentence: Sentence) -> Iterator[RiskFactor]:
    anchor = document.document.date
    other = _uses_other(sentence)
    over = None if other else _over(document, sentence, anchor)
    status: Status | None = "former" if over else "current" if other else None
    status = status or _status(document, sentence)
    if status is None or _spells_out(document, sentence):
        return
    until = over.until if over else None
    if status == "former" and until is None:
        until = _until(sentence.text, anchor)
    cites = _cites(document, sentence)
    if status == "former" and until is None:
        until, told = _quit_beside(document, sentence, anchor)
        cites = (*cites, *told)
    yield RiskFactor(
        id="?",
        kind="nicotine",
        assertion=_assertion(status),
        status=status,
        until=until,
        name=_product(sentence.text) or _smoked(sentence.text, status),
        detail="ever" if status == "former" and _asks_ever(sentence) else None,
        evidence=cites,
    )


def _over(
    document: DocumentView, sentence: Sentence, anchor: PartialDate | None
) -> Ended | None:
    """That use has ended, told by its last day; nothing where it was also taken up."""
    if sentence.block.checked is not None or len(sentence.text) > _LONGEST_TOLD:
        return None
    above = document.sentences[sentence.index - 1] if sentence.index else None
    if above and _quit_next(document, above) is sentence:
        if _status(document, above) == "former":
            return None
    found = ended(sentence.text, anchor)
    rest = sentence.text[found.end :] if found else ""
    return None if _RELAPSED.search(rest) else found


def _spells_out(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a field gives the amount of a status above it that is no current use."""
    if not is_amount(sentence.text):
        return False
    told = (_status(document, one) for one in heads(document, sentence))
    return next((one for one in told if one), "current") != "current"


def _quit_beside(
    document: DocumentView, sentence: Sentence, anchor: PartialDate | None
) -> tuple[PartialDate | None, tuple[Evidence, ...]]:
    """The day of quitting, in a box on the line or in a field below the status."""
    fields = _beside(document, sentence) if is_ticked(sentence) else []
    below = quit_field(document, sentence, lambda one: bool(_status(document, one)))
    below = below or _quit_next(document, sentence)
    for other in (*fields, *([below] if below else [])):
        quit_on = _until(other.text, anchor)
        if quit_on and (other is below or _QUIT.search(other.text)):
            return quit_on, (document.cite_sentence(other),)
    return None, ()


def _quit_next(document: DocumentView, sentence: Sentence) -> Sentence | None:
    """The sentence right after that tells the day only ("Ex smoker. Quit 11/1/25.")."""
    for other in document.sentences[sentence.index + 1 : sentence.index + 2]:
        if other.section is sentence.section and _QUIT_ON.match(other.text):
            return other
    return None


def _beside(document: DocumentView, sentence: Sentence) -> list[Sentence]:
    """The other boxes and fields on the line of a box."""
    line = document.source.line_index(sentence.start)
    first = max(sentence.index - 8, 0)
    near = document.sentences[first : sentence.index + 9]
    return [
        one
        for one in near
        if one is not sentence and document.source.line_index(one.start) == line
    ]


def _assertion(status: Status) -> Assertion:
    if status in _ABSENT:
        return "absent"
    return "historical" if status == "former" else "present"


def _cites(document: DocumentView, sentence: Sentence) -> tuple[Evidence, ...]:
    """The sentence, and its question where it does not name the subject itself."""
    own = document.cite_sentence(sentence)
    if _SUBJECT.search(sentence.text):
        return (own, *_column_cite(document, sentence))
    title = sentence.section.title
    place = document.source.text.find(title, sentence.section.start)
    if not is_ticked(sentence) and _SUBJECT.search(title) and place >= 0:
        return own, document.cite(place, place + len(title))
    beside = [one for one in _beside(document, sentence) if _SUBJECT.search(one.text)]
    if beside:
        return own, document.cite_sentence(beside[0])
    return cite_question(document, sentence)


def _column_cite(document: DocumentView, sentence: Sentence) -> tuple[Evidence, ...]:
    """The header over the marked cell of a row."""
    column = ticked_column(sentence)
    return tuple(
        document.cite(cell.header_start, cell.header_end)
        for cell in sentence.block.cells[1:]
        if cell.header == column
        and column
        and cell.header_start is not None
        and cell.header_end is not None
    )


def _status(document: DocumentView, sentence: Sentence) -> Status | None:
    text, block = _own_use(sentence.text), sentence.block
    if column := ticked_column(sentence):
        asked_of = block.cells[0].text
        named = _SUBJECT.search(asked_of)
        return _to_question(asked_of, _of_word(column)) if named else None
    if block.checked is not None and answered(sentence) is None:
        return _box(document, sentence) if block.checked else None
    if block.checked is None and is_only_asked(text):
        return None
    if denied_in_column(sentence) and _SUBJECT.search(block.label or ""):
        return _to_question(block.label or "", "not-current")
    label = _own_use(label_of(sentence))
    asked = bool(_SUBJECT.search(label))
    about = asked or bool(_SUBJECT.search(text))
    if about and _BOXES.search(text):
        return _to_question(label, _ticked(text))
    if asked and _heads(sentence, label):
        answer = _to_question(label, _of_word(_value(text, label)))
        if answer or answered(sentence) is not None:
            return answer
    cells = block.cells
    if len(cells) >= 2 and _SUBJECT.search(cells[0].text) and not _is_long(cells[0]):
        answer = _to_question(cells[0].text, _of_word(cells[1].text))
        if answer:
            return answer
    words = _wording(text, about)
    if words or not about:
        return words
    return _answer(text) or _refused(sentence)


def _own_use(text: str) -> str:
    """The text without other people's smoke and without answers left blank."""
    return _BLANK_ANSWER.sub(" ", _PASSIVE.sub(" ", text))


def _is_long(cell: Cell) -> bool:
    return len(cell.text) > 60


def _to_question(label: str, status: Status | None) -> Status | None:
    """The status of a yes or no to "Never smoker?", "Ever smoked?", "Former smoker?".

    "Ever: yes" tells of use at some time and not of when.
    """
    if _EVER.search(label) and status in ("not-current", "current"):
        return "never" if status == "not-current" else "former"
    asked = _of_word(label) if _NEVER.search(label) or _FORMER.search(label) else None
    if status == "current" and asked:
        return asked
    return None if status == "not-current" and asked else status


def _heads(sentence: Sentence, label: str) -> bool:
    """Whether a short answer directly follows its label."""
    direct = sentence.start - sentence.section.start <= len(label) + 8
    return len(sentence.text) <= 120 and (sentence.block.label is not None or direct)


def _value(text: str, label: str) -> str:
    return text[len(label) :] if text.startswith(label) else text


def _refused(sentence: Sentence) -> Status | None:
    """ "Denies alcohol or tobacco": the subject stands in a list that is denied."""
    for one in _words().find(sentence.text):
        if one.concept == "nicotine-subject" and _counts(sentence.text, one, True):
            seven = context.assertion(sentence, one, state=True)
            return "not-current" if seven == "negated" else None
    return None


def _box(document: DocumentView, sentence: Sentence) -> Status | None:
    """The status beside a ticked box, when the box or its question is of nicotine."""
    text = sentence.block.label or sentence.text
    question = question_of(document, sentence)
    labels = [one.block.label or "" for one in _beside(document, sentence)]
    asked = " ".join([question.text if question else "", *labels])
    if _SUBJECT.search(text):
        return _of_word(text)
    return _of_word(text) if _SUBJECT.search(asked) and len(text) <= 40 else None


def _ticked(text: str) -> Status | None:
    touching = _TOUCHED.search(text)
    if touching:
        return _of_word(touching.group(1))
    for match in _TICKED.finditer(text):
        status = _of_word(match["after"] or match["mark"])
        if status:
            return status
    return None


def _of_word(text: str) -> Status | None:
    """The status that an answer such as "Never" or "Former" stands for."""
    words = _wording(text, True)
    if words:
        return words
    if _NEVER.search(text):
        return "never"
    if _FORMER.search(text):
        return "former"
    if _NO.search(text):
        return "not-current"
    return "current" if _YES.search(text) else None


def _wording(text: str, about: bool) -> Status | None:
    """The status that words state; the first that counts, never before the rest."""
    found = [one for one in _words().find(text) if "status" in one.attributes]
    counted = [one for one in found if _counts(text, one, about)]
    counted = _last_ever(text, counted)
    states = {one.attributes["status"] for one in counted}
    mixed = states & {"former", "current"}
    for status in ("never", "former", "current", "not-current"):
        for one in counted:
            if one.attributes["status"] == status and not (status == "never" and mixed):
                return _settled(text, one, counted)
    return None


def _last_ever(text: str, counted: list[Mention]) -> list[Mention]:
    """ "Current smoker: No. Ever smoker: No": the answer on ever says more."""
    ever = [
        one
        for one in counted
        if _EVER.search(text, max(one.start - 12, 0), one.start)
        and _ASKED.match(text, one.end)
    ]
    denied = [one for one in counted if _ASKED.match(text, one.end)]
    return ever if ever and len(denied) == len(counted) else counted


def _settled(text: str, one: Mention, counted: list[Mention]) -> Status | None:
    status = one.attributes["status"]
    states = {other.attributes["status"] for other in counted}
    using = [other for other in counted if other.attributes["status"] == "current"]
    only_rates = is_over(one.text) and all(is_rate(other.text) for other in using)
    quits = only_rates or "quit" in text.lower()
    if status == "former" and "current" in states and not quits:
        status = "current"
    if status == "current" and (_denied(text, one) or _ASKED.match(text, one.end)):
        ever = _EVER.search(text, max(one.start - 12, 0), one.start)
        return "never" if ever else "not-current"
    return next((name for name in get_args(Status) if name == status), None)


def _uses_other(sentence: Sentence) -> bool:
    """Whether another product than the one given up or denied is in use."""
    text = sentence.text
    return other_product(
        sentence,
        _words().find(text),
        lambda one: (
            _counts(text, one, True)
            and not _denied(text, one)
            and not _ASKED.match(text, one.end)
        ),
    )


def _denied(text: str, one: Mention) -> bool:
    lead = text[max(one.start - 40, 0) : one.start]
    return bool(
        re.search(
            r"\b(?:no|not|denie[sd]|never|non|without|isn't|negative for)\b"
            r"(?:\s+(?:a|an|any|current|currently|or|use|of|the)){0,3}\s*$",
            lead,
            re.IGNORECASE,
        )
    )


def _counts(text: str, one: Mention, about: bool) -> bool:
    lead = text[max(one.start - 90, 0) : one.start]
    lead = re.split(r"[.;]", lead)[-1]
    if _ADVICE.search(lead) or _SECONDHAND.search(lead):
        return False
    if is_rate(one.text) and is_nought(text, one.start, one.end):
        return False
    if one.attributes.get("role") == "replacement" and is_untaken(text, one.end):
        return False
    if _ORDERED.match(one.text) and not lead.strip(" -*"):
        return False
    bare = one.text.lower() in (
        "quit",
        "quit date",
        "none ever",
        "nil ever",
        "nil, ever",
        "never used",
        "never user",
        "former user",
        "current user",
        "smoked for",
    )
    if bare and not about:
        return False
    if one.attributes.get("status") in ("former", "never") and _ASKED.match(
        text, one.end
    ):
        return False
    after = text[one.end : one.end + 40]
    return not re.match(
        r"\s*(?:marijuana|cannabis|weed|heroin|alcohol|drugs|thc)", after, re.I
    )


def _answer(text: str) -> Status | None:
    """The answer after a subject on one line ("Smoking status - Never; Tobacco?"
    " No")."""
    match = re.search(
        r"\b(?:tobacco|smoking|nicotine|smoker|smokes?|vaping)\b"
        r"(?:\s(?:use|status|history|products?|user))?\s?(?:[:=?-]|\s-\s)\s?(.{1,60})",
        text,
        re.IGNORECASE,
    )
    return _of_word(re.split(r"[.;|]", match.group(1))[0]) if match else None


def _until(text: str, anchor: PartialDate | None) -> PartialDate | None:
    """The quit date; days and weeks "ago" are counted back from the note's date."""
    place = re.search(
        r"\b(?:quit|stopped|until|discontinued|gave up|former|ex)\b", text, re.I
    )
    start = place.start() if place else 0
    ago = _AGO.search(text, start)
    if ago and anchor and is_exact(anchor) and ago.start() - start <= 60:
        word = ago["number"].lower()
        number = int(word) if word.isdigit() else _NUMBERS[word]
        days = number * (1 if ago["unit"].lower().startswith("d") else 7)
        return (earliest(anchor) - dt.timedelta(days=days)).isoformat()
    dates = [one for one in find_dates(text, anchor) if one.start >= start]
    return (
        dates[0].value if dates and dates[0].start - start <= 60 else _year(text, start)
    )


def _year(text: str, start: int) -> PartialDate | None:
    match = re.search(r"\b((?:19|20)\d\d)\b", text[start : start + 40])
    return match.group(1) if match else None


def _product(text: str) -> str | None:
    """Replacement first: a patch is named beside the cigarettes that it replaces."""
    found = [
        one.attributes["product"]
        for one in _products().find(text)
        if not _denied(text, one)
    ]
    order = ("vape", "chew", "cigars", "cigarettes", "patch", "gum")
    return next((name for name in order if name in found), None)


def _asks_ever(sentence: Sentence) -> bool:
    """Whether "yes" only answers that nicotine was used at some time."""
    label = f"{label_of(sentence)} {' '.join(c.text for c in sentence.block.cells[:1])}"
    return _EVER.search(label) is not None


def _smoked(text: str, status: Status) -> str | None:
    """ "Smoking status: Never" speaks of smoke alone, not of other products."""
    field = re.match(r"\W{0,4}(?:smoking|cigarette)s? (?:status|use)\b", text, re.I)
    return "smoking" if field and status != "current" else None
