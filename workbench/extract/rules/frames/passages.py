"""Which sentences may give clinical facts, and what each fact quotes.

Policy text, precautions, templates and other people's histories never give facts.  A
fact quotes its sentence and, where they lend it meaning, the field's label, the table
header or the section's heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.of_the_mind import is_of_the_mind
from workbench.extract.rules.frames.told.questions import answered
from workbench.extract.rules.model import (
    Cell,
    DateMention,
    DocumentView,
    Role,
    Section,
    Sentence,
)
from workbench.extract.rules.values import dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

MUTE: frozenset[Role] = frozenset({"policy", "precautions", "template", "family"})
"""Roles whose sentences never speak of the patient."""

_IMAGING: frozenset[Role] = frozenset(
    {"findings", "impression", "comparison", "technique", "imaging"}
)
_OPERATIVE: frozenset[Role] = frozenset({"indication", "history", "assessment", "exam"})
_BOX = re.compile(r"\[\s?\]|\(\s\)|☐|□|\[_\]|_(?<!\w_)_{0,2}(?=\s?[A-Za-z])")
_NEXT = re.compile(r"[\[(☐☒☑□✓;,|\n\t]|\s{2,}|(?<![\w_])_{1,3}(?=\s?[A-Za-z])")
_TICK = re.compile(
    r"\[\s?[xXvV*✓✔]\s?\]|\(\s?[xX✓✔]\s?\)|[☒☑✓✔■✅]|_[xX]_|circled|[(*]\s?(?:N|NO|No)\s?[)*]"
)
_HEALTHY = re.compile(
    r"\b(?:normal|intact|unremarkable|full|wnl|symmetric\w*|stable|improved|relieved"
    r"|resolved|controlled|well)\b",
    re.IGNORECASE,
)
_REACH = 60
_MARKUP = 12
_LONGEST = 1500
_MOST_CELLS = 40
_EXAM_TITLE = sought(
    r"exam|motor|strength|neuro(?!surg|mod|logy|logist|rad|path| ?spine| ?pain|science)"
    r"|reflex|sensor|sensation|objective|musculoskeletal|"
    r"physical(?! (?:med|therap|rehab))|gait|manual muscle|MMT\b|special tests"
    r"|orthopa?edic tests",
    re.IGNORECASE,
)
_EXAM_TEXT = sought(
    r"\b(?:on|upon|by) (?:physical |neurologic(?:al)? |motor |my |today'?s )?"
    r"exam(?:ination)?\b"
    r"|\bexam(?:ination)? (?:shows|reveals|demonstrates|notable|is|was|today|remains|"
    r"unchanged|with)|\bexam:"
    r"|\b(?:strength|motor|muscle|sensory|reflex) (?:testing|exam)"
    r"|\breflexes (?:are|were|is)\b|\b[0-5][+-]?/5\b"
    r"|\b(?:is|are) (?:elicited|appreciated)\b|\bto palpation\b|\bcranial nerves?\b"
    r"|\bon inspection\b|\bsensation (?:is|was) (?:intact|normal|grossly)"
    r"|\bgait is (?:noted|normal|steady)|\b(?:heel|toe|tandem)[- ]walk"
    r"|\b(?:romberg|tandem|spurling|hoffmann?|babinski|clonus|tinel|phalen|atrophy"
    r"|upper motor neuron|slr)\b"
    r"|\b(?:log[- ]?roll|fadd?ir|stinchfield|hawkins|empty can|durkan|froment|lhermitte"
    r"|ul[nt]t1?|thigh thrust)\b"
    r"|\btender (?:(?:over|at|to) (?:the )?)?(?:R|L|right|left|bilat\w*) (?:articular"
    r"|facets?|pillars?|C\d|L\d)|\bslump \(?(?:test|sign|pos|neg|[+-])"
    r"|\b(?:faber|gaenslen|kemp)'?s?\b"
    r"|\bstation and gait\b|\bspastic gait\b"
    r"|\bto (?:light touch|pin ?prick|percussion)\b|\bDTRs?\b"
    r"|\bdermatomes (?:are |were )?(?:intact|normal|wnl|unremarkable|full)\b"
    r"|\bmyotomes\b"
    r"|\b(?:ankle|knee|triceps|biceps) jerks?\b|\bplantars\b",
    re.IGNORECASE,
)
_REVIEWS = sought(
    r"\s*(?:(?:[A-Z][A-Za-z/ ]{2,24}:\s*)?(?:Positive|Negative) for"
    r"|(?:Constitutional|Neuro(?:logic(?:al)?)?|Musculoskeletal|MSK|GU|Genitourinary|GI"
    r"|Psych(?:iatric)?):\s*(?:No|Denies|\+|Reports|Endorses)"
    r"|(?:Denies|Reports|Endorses|Complains of|Admits)) (?!.*\b(?:clonus"
    r"|spurling|hoffman|babinski|tinel|phalen|atrophy|\d/5))"
)
_EXAMINES = re.compile(r"\bexam|\bobjective\b", re.IGNORECASE)
_TELLS = sought(r"\d|\b(?:left|right|bilateral|L|R|upper|lower|[LRB][UL]E)\b", re.I)
_TODAY = sought(r"\b(?:today|now|currently|this visit|present(?:ly)?)\b", re.I)


@dataclass(frozen=True)
class Passage:
    """One sentence to read, with boxes left empty blanked out of ``text``.

    What every frame asks of it is answered once.
    """

    view: DocumentView
    sentence: Sentence
    text: str

    @cached_property
    def role(self) -> Role:
        """The role of the section it stands in."""
        return self.sentence.role

    @cached_property
    def label(self) -> str:
        """What names it: the field's label and the section's title."""
        return f"{self.sentence.block.label or ''} {self.sentence.section.title}"

    @cached_property
    def of_imaging(self) -> bool:
        """Whether it describes a study, not the patient."""
        return _describes_study(self)

    @cached_property
    def of_exam(self) -> bool:
        """Whether it reports an examination."""
        return _reports(self)


def passages(view: DocumentView) -> tuple[Passage, ...]:
    """The sentences of a document that may speak of the patient."""
    return view.once(passages, lambda: tuple(_passages(view)))


def _passages(view: DocumentView) -> Iterator[Passage]:
    if view.document.kind == "policy-excerpt":
        return
    for sentence in view.sentences:
        if sentence.role in MUTE or _unticked(sentence):
            continue
        for piece in _pieces(_with_lead(view, sentence)):
            text = strike_unchecked(piece.text)
            if text.strip():
                yield Passage(view, piece, text)


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, or pieces of one too long to be a sentence, cut at blanks.

    What is read of a text then grows with its length alone.
    """
    if len(sentence.block.cells) > _MOST_CELLS:
        return
    text, place = sentence.text, 0
    while len(text) - place > _LONGEST:
        cut = text.rfind(" ", place + _LONGEST // 2, place + _LONGEST) + 1
        end = cut or place + _LONGEST
        yield _piece(sentence, place, end)
        place = end
    yield _piece(sentence, place, len(text)) if place else sentence


def _piece(sentence: Sentence, low: int, high: int) -> Sentence:
    start = sentence.start
    return replace(
        sentence,
        text=sentence.text[low:high],
        start=start + low,
        end=start + high,
        block=replace(sentence.block, cells=()),
    )


def _with_lead(view: DocumentView, sentence: Sentence) -> Sentence:
    """The sentence with a heading that runs into it ("Gait: steady") put back."""
    title = heading(view, sentence.section)
    if title is None or title.start is None or title.end is None:
        return sentence
    source = view.source.text
    gap = source[title.end : sentence.start] if title.end <= sentence.start else "-"
    if "\n" in gap or gap.strip(" \t:.-"):
        return sentence
    text = fold(source[title.start : sentence.start]) + sentence.text
    return replace(sentence, text=text, start=title.start)


def is_imaging_text(passage: Passage) -> bool:
    """Whether the sentence describes a study, not the patient."""
    return passage.of_imaging


def _describes_study(passage: Passage) -> bool:
    kind = passage.view.document.kind
    if kind == "imaging-report":
        return passage.role != "indication"
    if _found_by_hand(passage) or _concluded_by_hand(passage):
        return False
    if is_of_the_mind(passage.view):
        return False
    return passage.role in _IMAGING and kind != "nerve-study"


def is_study_text(passage: Passage) -> bool:
    """Whether the sentence describes a study, and no examination in a note's own
    "Impression" ("Phalen positive on the right")."""
    return passage.of_imaging and not _own_impression(passage)


_REPORTS_STUDY: frozenset[Role] = frozenset({"findings", "technique", "comparison"})


def _own_impression(passage: Passage) -> bool:
    """Whether an "Impression" is that of a note in which no report stands before it."""
    view, section = passage.view, passage.sentence.section
    if passage.role != "impression" or view.document.kind not in _NOTES:
        return False
    before = (one for one in view.sections if one.end <= section.start)
    if any(one.role in _REPORTS_STUDY for one in before):
        return False
    return not _STUDY.search(passage.text)


_NOTES = ("clinic-note", "letter", "therapy-record")


def is_operative_text(passage: Passage) -> bool:
    """Whether the sentence tells of the course of an operation."""
    operative = passage.view.document.kind == "operative-note"
    return passage.role == "procedure" or (operative and passage.role not in _OPERATIVE)


def is_exam(passage: Passage) -> bool:
    """Whether the sentence reports an examination."""
    return passage.of_exam


def _reports(passage: Passage) -> bool:
    if is_review(passage.text):
        return False
    if passage.role == "exam" or _examines(passage.sentence.section.title):
        return True
    if _found_by_hand(passage):
        return True
    if is_study_text(passage):
        return False
    if reports_exam(passage.text):
        return True
    loose = passage.role in ("other", "header", "findings")
    return loose and bool(_EXAM_TITLE.search(passage.label))


def _found_by_hand(passage: Passage) -> bool:
    """Whether "Findings" of a note are the examiner's: it names no study at all."""
    if not _titled_findings(passage.sentence.section.title):
        return False
    view = passage.view
    if view.document.kind != "clinic-note":
        return False
    return view.once(_found_by_hand, lambda: not _STUDY.search(view.source.text))


def _concluded_by_hand(passage: Passage) -> bool:
    """Whether an "Impression" of a note is the clinician's, not one of a study.

    What stands before it is then no part of a study, and itself it names none.
    """
    section = passage.sentence.section
    if passage.view.document.kind not in ("clinic-note", "letter"):
        return False
    if not _CONCLUDES.fullmatch(section.title.strip()) or _STUDY.search(passage.text):
        return False
    told = passage.view.sentences[: passage.sentence.index]
    before = next((one for one in reversed(told) if one.section is not section), None)
    return before is not None and before.role not in (*_IMAGING, "other")


_CONCLUDES = re.compile(r"imp(?:ressions?)?\W?", re.IGNORECASE)


@lru_cache(maxsize=512)
def _titled_findings(title: str) -> bool:
    return _FINDINGS.fullmatch(title.strip()) is not None


_FINDINGS = re.compile(
    r"(?:(?:clinical|spinal|positive|today's|relevant|key|pertinent|chiropractic)\s)?"
    r"findings:?",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:MRI?|CT|X-?rays?|XRs?|radio(?:graph|log)\w*|films?|imag(?:es|ing)|scans?"
    r"|myelogra\w*|tomogra\w*|EMG|NCS|ultrasound|sequences?|views?|levels?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def is_review(text: str) -> bool:
    """Whether a sentence asks after complaints by system ("Positive for ...")."""
    return bool(_REVIEWS.match(text))


@lru_cache(maxsize=1024)
def _examines(title: str) -> bool:
    return bool(_EXAMINES.search(title))


@lru_cache(maxsize=2048)
def reports_exam(text: str) -> bool:
    """Whether words of a text are those of an examination."""
    return bool(_EXAM_TEXT.search(text))


def _unticked(sentence: Sentence) -> bool:
    """A box left empty records nothing; a ticked "No" and a field's "No" do.

    What a "No" to a label of health says ("Gait normal: No") is left open.
    """
    if sentence.block.checked is not False or _TICK.search(sentence.text):
        return False
    return answered(sentence) is None or bool(_HEALTHY.search(sentence.text))


def strike_unchecked(text: str) -> str:
    """The text with the words beside an empty box blanked, length unchanged."""
    if not _BOX.search(text):
        return text
    out, place = [], 0
    for box in _BOX.finditer(text):
        if box.start() < place:
            continue
        stop = _NEXT.search(text, box.end() + 1, box.end() + _REACH)
        end = stop.start() if stop else min(len(text), box.end() + _REACH)
        out += [text[place : box.start()], " " * (end - box.start())]
        place = end
    return "".join(out) + text[place:]


def evidence(passage: Passage, cells: Iterable[Cell | None] = ()) -> list[Evidence]:
    """The sentence, the label that stands apart from it, and table headers."""
    view, sentence = passage.view, passage.sentence
    found = [view.cite_sentence(sentence)]
    block = sentence.block
    if block.label and block.start < sentence.start:
        found.append(view.cite(block.start, sentence.start))
    title = heading(view, sentence.section)
    if title and _TELLS.search(title.quote):
        found.append(title)
    for cell in cells:
        if cell and cell.header_start is not None and cell.header_end is not None:
            found.append(view.cite(cell.header_start, cell.header_end))
    return _unique(found)


def heading(view: DocumentView, section: Section) -> Evidence | None:
    """Evidence for a section's heading line, where its title stands in the text."""
    if not section.title:
        return None
    key = heading, section.title, section.start
    return view.once(key, lambda: _heading(view, section))


def _heading(view: DocumentView, section: Section) -> Evidence | None:
    text = view.source.text
    high = section.start + len(section.title) + _MARKUP
    place = text.find(section.title, section.start, high)
    return view.cite(place, place + len(section.title)) if place >= 0 else None


def _unique(items: list[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return kept


def dates_in(text: str, anchor: PartialDate | None = None) -> tuple[DateMention, ...]:
    """The dates of a text."""
    return dates.find_dates(text, anchor)


_BASELINE = re.compile(
    r"\b(?:since|compared (?:to|with)|versus|vs\.?|than|unlike)\s"
    r"(?:(?:in|on|at|of|that|the|his|her|last|visit|exam\w*|early|late|mid)\s){0,4}\Z",
    re.IGNORECASE,
)
"""Words before the day of an earlier state, with which today's is compared."""


_AS_THEN = sought(
    r"[(\[](?![^()\[\]]*\d\s?/\s?5)[^()\[\]]{0,60}"
    r"\b(?:same|unchanged|no change|identical|as before)\b"
    r"[^()\[\]]{0,60}[)\]]",
    re.IGNORECASE,
)
"""An aside that what was found today was so on an earlier day ("(same at 11/18)")."""


def stated(passage: Passage, start: int, end: int) -> PartialDate | None:
    """The date that a sentence or its heading gives to a span; None without one.

    Where a sentence holds several dates, the last one before the span counts, unless
    a word such as "today" comes between.
    """
    text = passage.text
    anchor = passage.view.document.date
    found = _of_record(passage, text)
    mentions = [
        one
        for one in found
        if not _BASELINE.search(text[: one.start][-40:])
        and not any(a.start() < one.start < a.end() for a in _AS_THEN.finditer(text))
    ]
    if not mentions:
        titled = _of_record(passage, passage.label)
        today = _TODAY.search(text) and anchor
        return titled[0].value if titled else today or None
    before = [mention for mention in mentions if mention.end <= start]
    after = [mention for mention in mentions if mention.start >= end]
    if before and not _TODAY.search(text, before[-1].end, start):
        return before[-1].value
    if _TODAY.search(text, before[-1].end if before else 0, start):
        return anchor
    return after[0].value if after else anchor


def _of_record(passage: Passage, text: str) -> list[DateMention]:
    """The dates of a text but for the patient's birth date, which often stands bare
    beside the name that heads a page."""
    found = dates_in(text, passage.view.document.date)
    return [one for one in found if one.value not in passage.view.births]


def dated(passage: Passage, start: int, end: int) -> PartialDate | None:
    """When a finding at a span was so: the date stated, else the note's own."""
    return stated(passage, start, end) or passage.view.document.date
