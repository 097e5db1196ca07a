"""Lines of a request in any layout as labels and values.

``Label: value``, ``label=value``, ``LABEL....value``, a label in a column of its own,
several pairs on one line, boxes behind their question: each becomes a field sentence,
whatever heading stands above it by accident.  What stands under a heading of its own
line keeps that heading's role; prose is left as it was cut.  Offsets stay the source's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.request.grids import gridded, is_grid
from workbench.extract.rules.frames.request.slots import is_label, slots
from workbench.extract.rules.frames.request.turned import turned
from workbench.extract.rules.frames.request.turns import turns_as_fields
from workbench.extract.rules.layout.boxes import Option, boxes_end, options
from workbench.extract.rules.model import DocumentView, Section, Sentence
from workbench.extract.rules.words.sought import sought

_BULLET = re.compile(
    r"[ \t]*(?:(?:[-*>\u2022#]+|\(?\w{1,2}[.)]|\[\d{1,2}:\d\d\])[ \t]+)*"
)
_NAME = r"[A-Za-z][\w.,/#()\[\]&'+ -]{0,44}?"
_MARK = (
    r"(?:[ ]{2,30}(?=[:=] )|[ ]?)(?:\.{2,}|:(?!\d\d)|=(?!=)|\u25be|\u00bb|->|\u2192"
    r"|[ ]{0,2}_{2,})[ ]*"
)
_FIRST = re.compile(rf"(?P<label>{_NAME})\s?(?P<mark>{_MARK})(?=\S|$)")
_BRACED = re.compile(rf"[{{<\[]{{1,2}}(?P<label>{_NAME})[}}>\]]{{1,2}}[ ]*(?=\S)")
_INNER = re.compile(
    r"(?:(?<=[;,|*^~])[ ]*|(?<=[ _]))(?P<label>[A-Za-z][\w/#.()-]{0,20}"
    r"(?:[ ][\w/#.()&-]{1,20}){0,3}?)"
    r"(?:(?:[ ]?:(?!\d\d)|[ ]?=(?!=)|[ ]?\u25be)[ ]*|[ ]{1,3}(?=__))(?=\S)"
)
_GAPPED = re.compile(r"(?P<label>[A-Za-z][\w./#()&' -]{0,40}?)[ ]?[*?]?[ ]{2,}(?=\S)")
_CLOSE = sought(
    r"(?P<label>[A-Za-z][\w()/#\u00ae]{1,14}(?:[ ][A-Za-z][\w()/#]{1,14}){0,2}?)[ ]"
    r"(?=[CTLS]\d{1,2}\b|\d{4}[\dT]\b|(?:left|right|bilateral|both|[LRB]|RT|LT)[ ]*$)",
    re.IGNORECASE,
)
"""A label with nothing but a blank before what can only be its value."""
_CODE_LEAD = re.compile(
    r"(?P<label>\d{4}[\dT][ ][A-Za-z ,/()&+-]{2,60}?)[ ]?\.{3,}[ ]?(?=\S)"
)
"""A code and its words with dots that lead to the level ("22513 first .... T12")."""
_CAPITAL = re.compile(r"(?P<label>[A-Z]{2,12})[ ](?=[a-z][a-z])")
"""A label in capitals before a value in small letters ("NERV suprascapular")."""
_KEPT = ("past-surgery", "past-history", "family", "policy", "template")
"""Roles of headings that say of all fields below that they ask for nothing."""
_LONGEST = 1000
"""Characters beyond which a line is a run of text and no pairs."""
_WORDS = 7
_GAP = re.compile(r"[ ]{2,}")
_RADIO = re.compile(r"\((?=[*o\u2022\u25cf]\))[*o\u2022\u25cf]\)")
_TAB = "\u25be"
_EMPTY = re.compile(r"\([ ]{1,3}\)")


def labelled(document: DocumentView) -> DocumentView:
    """The document with every pair of its lines as a field, numbered anew."""
    plain = Section("", "request", 0, len(document.source.text))
    made: list[Sentence] = []
    boxed: set[int] = set()
    ticked: dict[int, bool] = {}
    spoken = turns_as_fields(document, document.sentences)
    for sentence in turned(document, spoken):
        line = document.source.line_index(sentence.start)
        if len(document.document.lines[line].text) > _LONGEST or (
            len(sentence.text) > _LONGEST
        ):
            made.append(sentence)
            continue
        if is_grid(sentence):
            made.append(sentence)
            continue
        if line not in ticked:
            text = document.document.lines[line].text
            ticked[line] = bool(options(_radio(_folded(text))))
        if ticked[line]:
            made += _boxed(document, sentence, plain) if line not in boxed else ()
            boxed.add(line)
        else:
            made += _cut(document, sentence, plain)
    return document.with_sentences(gridded(document, made))


# --- cutting ---------------------------------------------------------------------


def _folded(text: str) -> str:
    """The text folded line by line, a tab inside a line as the mark of a label."""
    lines = (fold(line.replace("\t", _TAB)) for line in text.split("\n"))
    return "\n".join(lines)


def _cut(
    document: DocumentView, sentence: Sentence, plain: Section
) -> Iterator[Sentence]:
    """One sentence as the pairs of its lines, or as it was where it holds none."""
    start = _line_start(document, sentence)
    lead = document.source.text[start : sentence.start].strip(" \t-*>#:.=")
    at = sentence.start if lead and lead != sentence.section.title else start
    text = _folded(document.source.text[at : sentence.end])
    pairs = _pairs(text)
    if not pairs:
        yield sentence
        return
    inline = bool(lead) or _swallowed(document, sentence)
    plain = plain if inline else _headed(document, sentence, plain)
    yield from _spelled(document, sentence, at, text, pairs, plain)


def _spelled(
    document: DocumentView,
    sentence: Sentence,
    at: int,
    text: str,
    pairs: Sequence[tuple[str, int, int]],
    plain: Section,
) -> Iterator[Sentence]:
    """What stands before the pairs of a text, and each of them."""
    if text[: pairs[0][1]].strip(" -*>#\n"):
        yield from _rest(document, sentence, at, at + pairs[0][1], plain)
    for label, begin, end in pairs:
        yield field(document, sentence, label, at + begin, at + end, plain)


def _pairs(text: str) -> list[tuple[str, int, int]]:
    """(label, start, end) of the pairs; an end reaches to the next pair."""
    begins: dict[int, str] = {}
    place = 0
    for line in text.split("\n"):
        for label, start in _of_line(line):
            begins.setdefault(place + start, label)
        place += len(line) + 1
    if not begins:
        return []
    found = [(label, start) for start, label in sorted(begins.items())]
    ends = [*(start for _, start in found[1:]), len(text)]
    return [
        (label, start, len(text[:end].rstrip(" \n;|,")))
        for (label, start), end in zip(found, ends, strict=True)
    ]


def _of_line(line: str) -> Iterator[tuple[str, int]]:
    """Where the pairs of a physical line begin, with their labels."""
    indent = _BULLET.match(line)
    start = indent.end() if indent else 0
    first = _FIRST.match(line, start) or _BRACED.match(line, start)
    if first and len(first["label"].split()) <= _WORDS:
        yield first["label"].strip(), first.start("label")
        start = first.end()
    elif (lead := _CODE_LEAD.match(line, start)) is not None:
        yield lead["label"].strip(), lead.start("label")
        return
    elif (close := _closely(line, start)) and is_label(close["label"]):
        yield close["label"], close.start("label")
        start = close.end()
    elif (gap := _GAPPED.match(line, start)) and slots(gap["label"]):
        yield gap["label"].strip(), gap.start("label")
        start = gap.end()
    for inner in _INNER.finditer(line, max(start - 1, 0)):
        words = inner["label"].split(" ")
        known = next(
            (k for k in range(len(words)) if is_label(" ".join(words[k:]))), None
        )
        if known is not None:
            label = " ".join(words[known:])
            yield label, inner.end("label") - len(label)
    for gap in _GAP.finditer(line, start):
        after = _GAPPED.match(line, gap.end())
        if after and slots(after["label"]) and len(after["label"].split()) <= 3:
            yield after["label"].strip(), after.start("label")


def _closely(line: str, start: int) -> re.Match[str] | None:
    """What may be a label with a single blank before its value."""
    return _CLOSE.match(line, start) or _CAPITAL.match(line, start)


def _boxed(
    document: DocumentView, sentence: Sentence, plain: Section
) -> Iterator[Sentence]:
    """The ticked options of a line as one field with the question as its label.

    The words beside empty boxes are blanked; what is only answered no is left out.
    """
    index = document.source.line_index(sentence.start)
    start = document.source.line_start(index)
    whole = _radio(_folded(document.document.lines[index].text))
    end = boxes_end(whole)
    line, behind = whole[:end], whole[end:]
    plain = _headed(document, sentence, plain)
    if pairs := _pairs(behind):
        yield from _spelled(document, sentence, start + end, behind, pairs, plain)
    found = options(line)
    question, at = _question(line, found)
    if (pairs := _pairs(line[:at])) and line[:at].strip():
        yield from _spelled(document, sentence, start, line[:at], pairs, plain)
    yes_no = len(found) == 1 and found[0].label.startswith(question)
    if yes_no:
        block = replace(
            sentence.block,
            kind="checkbox",
            section=plain,
            label=found[0].label,
            checked=found[0].checked,
        )
        kept = fold(document.source.text[start : start + len(line.rstrip())])
        yield replace(
            sentence, block=block, text=kept, start=start, end=start + len(kept)
        )
        return
    if any(one.checked for one in found):
        said = _unticked_blanked(line, found, at)
        stop = start + len(line.rstrip())
        made = field(document, sentence, question, start + at, stop, plain)
        block = replace(made.block, checked=True)
        yield replace(made, text=said[at : stop - start], block=block)


def _question(line: str, found: Sequence[Option]) -> tuple[str, int]:
    """The words before the first box that are no option, and where they begin."""
    indent = _BULLET.match(line)
    begin = indent.end() if indent else 0
    lead = line[begin : found[0].start]
    if not lead.strip():
        lead = found[0].label if _GAP.search(found[0].label) else found[0].question
        return _GAP.split(lead)[0].strip(" :?."), begin
    chunks = list(re.finditer(r"\S+(?:[ ]\S+)*", lead))
    last = chunks[-1]
    return last.group().strip(" :?."), begin + last.start()


def _unticked_blanked(line: str, found: Sequence[Option], at: int) -> str:
    """The line without the words beside empty boxes, every sign in its place."""
    text = list(line)
    for one in found:
        begin = one.start
        if not one.checked:
            keep = _GAP.search(line, begin, one.end) if begin <= at else None
            begin = keep.end() if keep and line[begin : keep.start()].strip() else begin
            text[begin : one.end] = " " * (one.end - begin)
    return re.sub(r"[\[(][xX\u2713\u2714*\u2022][\])]", "   ", "".join(text))


def _radio(line: str) -> str:
    """A line whose round buttons are filled with a star or dot, as ticked boxes."""
    return _RADIO.sub("(x)", line) if _EMPTY.search(line) else line


# --- sentences -------------------------------------------------------------------


def field(
    document: DocumentView,
    pattern: Sentence,
    label: str,
    start: int,
    end: int,
    section: Section,
) -> Sentence:
    """A span of the source as the value of a label."""
    block = replace(
        pattern.block,
        kind="field",
        section=section,
        start=start,
        end=end,
        label=label,
        checked=None,
        cells=(),
    )
    text = document.words(start, end)
    return Sentence(text, start, end, block)


def _rest(
    document: DocumentView, pattern: Sentence, start: int, end: int, plain: Section
) -> Iterator[Sentence]:
    text = fold(document.source.text[start:end])
    start += len(text) - len(text.lstrip(" \n|,;"))
    end -= len(text) - len(text.rstrip(" \n|,;"))
    if end > start:
        kept = document.words(start, end)
        section = plain if _swallowed(document, pattern) else pattern.section
        block = replace(
            pattern.block,
            kind="paragraph",
            section=section,
            start=start,
            end=end,
            label=None,
            cells=(),
        )
        yield Sentence(kept, start, end, block)


def _headed(document: DocumentView, sentence: Sentence, plain: Section) -> Section:
    """The heading of an earlier operation or of kin that a line stands under."""
    kept = sentence.role in _KEPT and not _swallowed(document, sentence)
    return sentence.section if kept and sentence.section.title else plain


def _swallowed(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence stands below a field that was taken for a heading.

    "Past surgery: ACDF 2015" on one line heads nothing that comes on the next ones.
    """
    source, section = document.source, sentence.section
    if not section.title:
        return False
    place = source.text.find(section.title, section.start)
    if place < 0:
        return False
    line = source.line_index(place)
    rest = document.document.lines[line].text
    after = rest.partition(section.title)[2].strip(" :.-*_#=?")
    return bool(after) and source.line_index(sentence.start) > line


def _line_start(document: DocumentView, sentence: Sentence) -> int:
    return document.source.line_start(document.source.line_index(sentence.start))
