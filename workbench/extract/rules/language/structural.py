"""What structure says of a mention: boxes, answers, signs, codes and the cells of rows.

An unticked box, a "No" beside a question, a minus before an item and an answer in the
next cell decide before any words do.
"""

from __future__ import annotations

from typing import cast

from workbench.content import expressions as re
from workbench.extract.rules.language.answers import (
    NONE_OF_THEM,
    REPLY,
    YES_WORD,
    Reading,
    answer_before_comment,
    answer_of,
)
from workbench.extract.rules.language.worded import of_text
from workbench.extract.rules.layout.coded import coded
from workbench.extract.rules.layout.signed_items import sign_of
from workbench.extract.rules.model import Block, Cell, Mention, Sentence, Seven
from workbench.extract.rules.words.sought import sought

_PLANNED_HEADER = re.compile(
    r"\b(?:planned|proposed|requested|ordered|recommended|scheduled)\b", re.IGNORECASE
)
_KIN = re.compile(
    r"(?:(?:maternal|paternal|half|step|older|younger|twin|both|my|his|her)"
    r"[ -]?)?"
    r"(?:grand|great[ -]?grand)?(?:mothers?|fathers?|parents?|mom|dad|sisters?"
    r"|brothers?|siblings?|sons?|daughters?|aunts?|uncles?|cousins?|grandparents?|children)"
    r"(?:[ ]?[,/&+][ ]?(?:and[ ])?"
    r"(?:mother|father|sister|brother|son|daughter|aunt|uncle)s?)*"
    r"(?:[ ]?\([^()]{0,30}\))?",
    re.IGNORECASE,
)
"""A cell that names nothing but a relative: the row tells of that one."""
_PAST_HEADER = re.compile(
    r"\b(?:past|prior|previous|surgical history|operations? (?:before|in the past))\b",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:\([ ]?-[ ]?\)|\[-\]|(?:^|[ ,;:])-)$")
_PLUS = sought(r"(?:\([ ]?\+[ ]?\)|\[\+\]|(?:^|[ ,;:])\+{1,2})[ ]?$")
_MINUS_AFTER = re.compile(r"[ :]{0,2}\([ ]?-[ ]?\)")
_PLUS_AFTER = sought(r"[ :]{0,2}\([ ]?\+[ ]?\)")
_NO_AFTER = re.compile(
    r"[ ]?[:=]?[ ](?:no|NO|[Nn]il|NIL|none)(?=[ ]*(?:[,;)]|\.?[ ]*\Z)|[ ]{3,}\S"
    r"|[ ]/[ ](?!(?:yes|no|y|n)\b))"
)
"""A bare "no" that answers the words before it ("NSAID yes, ESI no")."""
_YES_AFTER = re.compile(r"[ ](?:[Yy]es|YES)(?=[ ]/[ ]|[ ]{3,}\S)")
"""A yes in a list of answers, each behind its item ("gout no / fever yes / ...")."""
_ANSWERED_NO = re.compile(
    r"(?:[ ]{0,3}(?:[:=?]|->|\u2192|[-\u2013\u2014](?=[ ]))[ ]{0,20}"
    r"(?:no|none|never|neg(?:ative)?|denie[sd]|nil|N|-ve|nope|nah|not at all"
    r"|no (?:new )?(?:issues?|problems?|concerns?|trouble|complaints?"
    r"|difficult(?:y|ies)))"
    r"|[ ]?[(\[](?:no|none|never|neg(?:ative)?|denie[sd]|nil|N|-ve)[)\]])"
    r"(?=[ ]*(?:[,;)|/\[]|\.?[ ]*\Z|\.[ ]|[ ]{2}"
    r"|\((?![^)]*\b(?:except|but|other|apart|only|unless)\b)))",
    re.IGNORECASE,
)
"""A no that a mark sets behind what it answers ("Drug use: No | Alcohol: 1/wk")."""
_ANSWERED_LATER = sought(
    r"(?P<asked>(?:[ /](?!(?:is|are|was|were|has|had|have|with|but|because|since"
    r"|after)\b)[\w/'>%-]{1,16}){1,6})\s?(?::|\?|=|->|\u2192)\s{0,20}"
    r"(?:no|none|never|neg(?:ative)?|denie[sd]|nil|n|nope|0)"
    r"(?=[ ]*(?:[,;|/\[]|\.?[ ]*\Z|\.[ ]|[ ]{2}))",
    re.IGNORECASE,
)
"""A no behind the rest of what is asked ("Fever/URI past 2 wk: N")."""
_RESPONSE = re.compile(
    r"\b(?:relief|respon\w+|benefit|improve\w*|effect|change|result|help\w*)\b"
    r"[^.;:|]{0,40}\Z",
    re.IGNORECASE,
)
"""What makes "none" the answer of a treatment's result ("Relief with ESI: none")."""
_N_AFTER = re.compile(
    r"(?:[ ]{1,3}N|[ ]{2,24}(?:[Nn]o|NO|[Nn]one|NONE))(?=[ ]{2,}\S|[ ]*\Z|[ ]\()"
)
"""What answers an entry of a screen ("Diabetes N    Latex  No (LMP 4/3)")."""
_DOUBTED_CODE = sought(
    r"\b[A-TV-Z]\d\d(?:\.\w{1,4})?\s?\(?\?\)?\s{0,2}(?:[\w-]{1,16}\s){0,4}\Z"
)
"""A code set in doubt, before the words that it stands for ("M47.12? myelopathy")."""
_N_LATER = re.compile(
    r"(?P<asked>(?:[ ](?!(?:is|are|was|were|has|had|have|with|but|because|since"
    r"|after)\b)[a-z/]{2,12}){1,3}|(?P<joined>(?:[/&][a-z]{2,14}){1,3}))"
    r"(?:[ ]{1,3}N|[ ]{2,24}(?:[Nn]o|NO|[Nn]one|NONE)|[ ]?\((?:N|[Nn]o|NO)\)"
    r"|(?(joined)[ ](?:[Nn]o|NO)|(?!)))"
    r"(?=[ ]{2,}\S|[ ]*\Z|[ ]\(|[,;]|[ ]/[ ](?!(?:yes|no|y|n)\b))"
)
"""The same behind the rest of an entry ("Numb feet  N    Weak legs  N")."""
_LED_BY_N = re.compile(r"(?:\A|[ ]{2,})[ ]*N[ ](?:[a-z/]{1,14}[ ]){0,2}\Z")
_LED = re.compile(r"(?:\A|[ ]{2,})[ ]*[YN](?=[ ][A-Za-z])")
"""Entries that an answer stands before ("N weakness  Y numbness")."""
_LIKELY_AFTER = sought(r"[ ](?:likely|probable|possible)(?=[ ]*(?:[.,;)]|\Z))")
"""Doubt that ends the clause of what it doubts ("CTS likely")."""


_DENIES = ("negated", "not_done")


def own_cell(sentence: Sentence, mention: Mention) -> Cell | None:
    """The cell of a row that a mention stands in."""
    at = sentence.start + mention.start
    cells = sentence.block.cells
    return next((cell for cell in cells if cell.start <= at < cell.end), None)


def by_structure(sentence: Sentence, mention: Mention) -> Reading | None:
    """What flags, codes, boxes, fields and cells say; None where they are silent."""
    flag = _flag(sentence.text, mention) or _of_codes(sentence.text)
    if flag:
        return flag
    kind = sentence.block.kind
    if kind == "checkbox":
        return _of_box(sentence, mention)
    if kind == "field":
        return _of_field(sentence, mention)
    if kind == "row":
        return _of_row(sentence, mention)
    return None


def _flag(text: str, mention: Mention) -> Reading | None:
    there = sign_of(text, mention.start, mention.end)
    if there is not None:
        return Reading("present" if there else "negated")
    if _under_negatives(text, mention.start) or NONE_OF_THEM.match(text, mention.end):
        return Reading("negated")
    before = text[max(mention.start - 6, 0) : mention.start]
    if _MINUS.search(before):
        return Reading("negated")
    after = text[mention.end : mention.end + 5]
    if _MINUS_AFTER.match(after):
        return Reading("negated")
    if _ANSWERED_NO.match(text, mention.end):
        before = text[max(mention.start - 60, 0) : mention.start]
        return Reading("present" if _RESPONSE.search(before) else "negated")
    later = _ANSWERED_LATER.match(text, mention.end)
    if later and not _RESPONSE.search(text[: later.end("asked")]):
        return Reading("negated")
    if _NO_AFTER.match(text, mention.end) or _N_AFTER.match(text, mention.end):
        return Reading("negated")
    led = "N " in text and _LED_BY_N.search(text[: mention.start])
    if led and len(_LED.findall(text)) > 1:
        return Reading("negated")
    rest = _N_LATER.match(text, mention.end)
    if rest and not _RESPONSE.search(text[: rest.end("asked")]):
        return Reading("negated")
    doubted = _DOUBTED_CODE.search(text[max(mention.start - 60, 0) : mention.start])
    if doubted or _LIKELY_AFTER.match(text, mention.end):
        return Reading("possible")
    plus = _PLUS.search(before) or _PLUS_AFTER.match(after)
    return Reading("present") if plus or _YES_AFTER.match(text, mention.end) else None


_NEGATIVES = sought(
    r"(?:\A|[.;]\s|\s{2})(?:(?:pertinent\s|all\s|ros\s)?neg(?:ative)?s?"
    r"|(?:left\s)?(?:unchecked|un-?ticked|unmarked)(?:\s(?:boxes|items))?"
    r"|(?:boxes\s|items\s)?(?:not\s(?:checked|ticked|circled|marked|selected)"
    r"|left\sblank))\s?:\s(?P<list>[^:.;]{3,200})",
    re.IGNORECASE,
)
"""A list under "Negative:" or "Unchecked:", which ends at the next label or stop."""


def _under_negatives(text: str, start: int) -> bool:
    """Whether a mention stands in a list of what was answered with no."""
    found = _NEGATIVES.finditer(text)
    return any(one.start("list") <= start < one.end("list") for one in found)


def _of_codes(text: str) -> Reading | None:
    """What the codes of an exported record say."""
    found = coded(text)
    return Reading(cast("Seven", found[0]), found[1]) if found else None


def _of_box(sentence: Sentence, mention: Mention) -> Reading | None:
    """An unticked box denies its label; a ticked one says what the label says."""
    block = sentence.block
    if block.checked is None:
        return None
    if not block.checked:
        return Reading("negated", "unchecked")
    size = _label_size(sentence, block)
    inside = 0 < size and mention.end <= size
    label = sentence.text[:size] if inside else sentence.text
    language = of_text(label, mention, mention.start)
    return language._replace(detail=language.detail or "checked")


def _of_field(sentence: Sentence, mention: Mention) -> Reading | None:
    """A mention in the label takes the value's answer."""
    block = sentence.block
    size = _label_size(sentence, block)
    if not size or mention.start >= size:
        return None
    if _RESPONSE.search(sentence.text, 0, mention.start):
        return None
    value = sentence.text[size:].strip(" :.?|")
    value = REPLY.sub("", value, count=1) if REPLY.match(value) else value
    if block.checked is not None:
        return Reading("present" if block.checked else "negated")
    return answer_before_comment(value)


def _label_size(sentence: Sentence, block: Block) -> int:
    if not block.label or not sentence.text.startswith(block.label[:20]):
        return 0
    return len(block.label)


def _of_row(sentence: Sentence, mention: Mention) -> Reading | None:
    """The answer of the row's other cells, or the language of its own cell."""
    cells = sentence.block.cells
    at = sentence.start + mention.start
    own = own_cell(sentence, mention)
    if own is None:
        return None
    if any(_KIN.fullmatch(cell.text.strip(" .,")) for cell in cells if cell is not own):
        return Reading("family")
    if own is cells[0] and _PAST_HEADER.search(own.header or ""):
        return Reading("historical", "dated")
    inner = _of_label_in(own, mention, at) or _cell_language(own, mention, at)
    if inner.seven not in ("present", "historical") or own is not cells[0]:
        return inner
    answer = _by_answers([cell for cell in cells if cell is not own])
    if inner.seven == "historical":
        # "Prior neck surgery | none" asks for what was before, and denies it.
        return answer if answer and answer.seven in _DENIES else inner
    if answer is None and _PLANNED_HEADER.search(own.header or ""):
        return Reading("not_done", "planned")
    return answer or inner


_LABELLED = re.compile(r"(?P<label>[^:?|]{2,60})[:?]\s{0,6}(?P<value>\S.{0,40})\Z")


def _of_label_in(cell: Cell, mention: Mention, at: int) -> Reading | None:
    """The answer to a label within a cell of several fields ("Falls past yr: 0")."""
    field = _LABELLED.match(cell.text)
    end = at - cell.start + mention.end - mention.start
    if field is None or end > field.end("label"):
        return None
    return answer_of(field["value"].strip(" ."))


def _cell_language(cell: Cell, mention: Mention, at: int) -> Reading:
    return of_text(cell.text, mention, at - cell.start)


def _by_answers(others: list[Cell]) -> Reading | None:
    filled = [cell for cell in others if cell.text]
    headed = [cell for cell in filled if cell.header]
    for cell in headed:
        if YES_WORD.fullmatch(cell.text) and cell.header:
            answer = answer_of(cell.header)
            if answer:
                return answer
    answers = [answer_before_comment(cell.text) for cell in filled]
    known = {answer for answer in answers if answer}
    if len(known) == 1 and answers[0]:
        return known.pop()
    return None
