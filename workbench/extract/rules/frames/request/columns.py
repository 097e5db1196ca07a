"""What the columns of a row say against it: a cross under No, no units, withdrawn."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.asking_cues import is_inquiry
from workbench.extract.rules.frames.request.labels import CODE_LABEL, CROSS, UNIT_LABEL
from workbench.extract.rules.frames.request.signs import sentence_weight
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.frames.told.questions import answered
from workbench.extract.rules.model import Cell, DocumentView, Sentence

_NO = re.compile(r"\W*(?:no|not|none|n)\W*", re.IGNORECASE)
_ANSWERED_NO = re.compile(
    r"[\s?:.=]*(?:a(?:ns(?:wer)?)?[.:)]\s*)?(?:no|none|n|nil|false|n/a"
    r"|not (?:requested|needed|required|wanted|used|planned|applicable|included))"
    r"\s*(?:[.,;(-].*)?$",
    re.IGNORECASE | re.DOTALL,
)
_LABEL_NO = re.compile(
    r"\W*(?:(?P<number>no|n)|not|not (?:needed|wanted|requested|asked for|required"
    r"|being requested|on this request|proposed|sought|planned|included|recommended"
    r"|part of (?:this|the|our) (?:request|plan))|no (?:auth|pa)(?: needed| required)?"
    r"|no longer (?:requested|needed|asked for|wanted|planned)"
    r"|(?:now |to be )?(?:dropped|removed|struck(?: out)?|skip(?:ped)?|deleted"
    r"|withdrawn|cancell?ed|taken (?:off|out|back)|left (?:off|out)|omitted)"
    r"(?: (?:lines?|codes?|levels?|items?|services?|from (?:the |this |our )?request))?"
    r"|(?:please )?(?:drop|remove|delete|withdraw|cancel) (?:the )?(?:lines?|codes?"
    r"|levels?|items?|services?))\W*",
    re.IGNORECASE,
)
"""Labels of what is not asked for; "No" before a figure is a number."""
_ANSWERED_YES = re.compile(
    r"[\s?:.=\[(]*(?:a(?:ns(?:wer)?)?[.:)]\s*)?(?:yes|y|x|true)\b", re.I
)
_YES_NO = re.compile(
    r"\b(?:yes\s?/\s?no|y\s?/\s?n|request\w*|select\w*|needed|wanted|asked)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:year|yr|when|date|performed)\b", re.IGNORECASE)
_YEAR = re.compile(r"\W*(?:c(?:irca|a)?\.? ?)?(?:19|20)\d\d\W*", re.IGNORECASE)
_NO_UNITS = re.compile(
    r"\b(?:units?|qty|quantity)\s?[:=]?\s?0\b(?![.\d-])|\s0 units?\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\W*(?:compar\w+|crosswalk(?:ed)?|cross-?walk|similar|like|nearest|priced as|reference)\b"  # noqa: E501
    r"(?:\s(?:to|code|codes|cpt|procedure|service|pricing))*\W*(?:\Z|\d)",
    re.IGNORECASE,
)
"""A row or field of the code that one without a number is priced by."""
_ZERO = re.compile(
    r"\W*0\W*(?:(?:deferred|delet\w+|cancel\w+|none|not now|removed|void)\W*)?",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"\W{0,3}(?:withdrawn|cancell?ed|void(?:ed)?|deleted|denied|declined|removed"
    r"|not (?:requested|approved|needed|required|wanted|signed)"
    r"|sent last (?:week|month)"
    r"|unsigned|discontinued|dc'?d|deferred|postponed|put off|on hold|del"
    r"|hold(?=\s*(?:[|;,.()]|-\s|\Z|until\b|till\b|per\b|this\b))"
    r"|[^|.;]{0,30}\bdo not (?:process|submit)"
    r"|pended (?:for|to|until|till)"
    r"|already sent"
    r"|do not (?:send|resend|bill|add|process)|x'?d[ -]?out|crossed[ -]out|struck"
    r"|(?:done|completed)\b[^|]{0,20}\d|no (?:auth\w*|pa) (?:needed|required)"
    r"|auth\w* (?:not (?:needed|required)|on file|obtained))\b",
    re.IGNORECASE,
)
"""How a cell begins that takes its row back."""
_GIVEN = re.compile(
    r"\b(?:appr\w*|auth\w*|paid|allowed|used|remaining)\b", re.IGNORECASE
)
"""Headers over the units that a plan has given, which say nothing of the request."""


_NOT_NOW = re.compile(
    r"\W*(?:(?:already|all) (?:done|had|given|tried|approved|on file|with you)"
    r"|(?:done|had|given|tried|approved) (?:already|before|earlier)"
    r"|(?:maybe |perhaps |possibly )?(?:later|next (?:time|year|step))"
    r"|not (?:now|yet|today)"
    r"|not this time|for (?:later|reference|information)|in (?:the )?future|on hold"
    r"|considered|rejected|ruled out)\W*",
    re.IGNORECASE,
)
"""The whole first cell of a row that is told beside what is asked for."""


_HAS_IT = re.compile(
    r"\(?\s?(?:already |was |were )?"
    r"(?:approved|authori[sz]ed|certified|appr\.?|auth'?d)"
    r"(?: (?:already|on|by letter(?: of)?))?\s?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
    r"\s?\)?",
    re.IGNORECASE,
)
"""A whole cell: that the plan has authorized the row, and when."""
_KEPT = re.compile(
    r"\W*(?:keep|kept|unchanged|no change|leave as is|stays as is)\W*", re.IGNORECASE
)
"""What to do with a row of an authorization that is changed in others, first on it."""


def turned_down(sentence: Sentence) -> bool:
    """Whether a row is not asked for by what stands in its columns."""
    if any(_DROPPED.match(cell.text) for cell in sentence.block.cells):
        return True
    if any(_HAS_IT.fullmatch(cell.text) for cell in sentence.block.cells[1:]):
        return True
    if sentence.block.cells and _KEPT.fullmatch(sentence.block.cells[0].text):
        return True
    if sentence.block.cells and _COMPARED.match(sentence.block.cells[0].text):
        return True
    if sentence.block.cells and _NOT_NOW.fullmatch(sentence.block.cells[0].text):
        return True
    if is_answered_no(sentence) or is_labelled_no(sentence) or is_struck(sentence):
        return True
    cells = [cell for cell in sentence.block.cells if cell.header]
    return _crossed_no(cells) or any(
        _is_zero(cell) or _is_settled(cell) or _is_no(cell) or _is_year(cell)
        for cell in cells
    )


_STRUCK = re.compile(
    r"[\s:.]*[-=~*<(\[]{1,8}\s?(?:cancell?ed|deleted|removed|void(?:ed)?|struck"
    r"(?: out)?|withdrawn|crossed[ -]out"
    r"|lined[ -](?:out|through)|x'?d[ -]?out|omit(?:ted)?)\b",
    re.IGNORECASE,
)


def is_struck(sentence: Sentence) -> bool:
    """Whether a line says of itself that it was struck ("--- cancelled 5/20 --- L")."""
    said = sentence.text.removeprefix(sentence.block.label or "")
    return _STRUCK.match(said) is not None


def is_answered_no(sentence: Sentence) -> bool:
    """Whether the field is a question that is answered no ("Fusion too?  A. No")."""
    label = sentence.block.label
    if sentence.block.kind != "field" or not label:
        inside = _ANSWERED_INSIDE.fullmatch(sentence.text)
        return bool(inside or _LED_TO_NO.search(sentence.text))
    said = sentence.text.partition(label)[2]
    return _ANSWERED_NO.match(said) is not None


def is_boxed_no(sentence: Sentence) -> bool:
    """Whether what a line offers is answered by its box ("Plate  Y [ ]  N [x]")."""
    if sentence.block.checked is not False or answered(sentence) is not False:
        return False
    return has_operation(sentence.block.label or "")


_ANSWERED_INSIDE = re.compile(
    r"[^:?.]{3,60}[:?]\s{0,3}(?:no|none|n/a|not (?:needed|required|requested|used))\W*",
    re.IGNORECASE,
)
"""A field in the midst of a line ("C-arm. Neuromonitoring: no.")."""
_LED_TO_NO = re.compile(
    r"\d{4}[\dT]\b[^:]{0,60}?(?:\.{3,80}|:\s{3,80})\s?\W?(?:no|n)\W*\Z", re.IGNORECASE
)
"""Dots that lead from a code to the answer no ("63047 lami ........ N")."""


def lists_papers(sentence: Sentence) -> bool:
    """Whether a sentence tells which papers go with a request, and asks for none.

    "Please submit with the last office visit, MRI and therapy notes."
    """
    return _PAPERS.search(sentence.text) is not None


_PAPERS = re.compile(
    r"\A\W*(?:clinicals?|records?|notes|documents?|attachments?|enclosures?|enclosed"
    r"|encls?\.?|attached|uploaded(?: files)?)(?: (?:is|are|please find))?"
    r"(?: (?:below|follow\w*|attached|enclosed|included|in order|sent|herewith))*"
    r"\s?(?::|\s{2,})\s?\S"
    r"|\b(?:submit|send|fax|attach|include|forward|upload)\w*\b[^.;:]{0,25}?\b(?:with|along)\b"
    r"[^.;:]{0,30}\b(?:office (?:visits?|notes?)|notes?|records?|films?|reports?)\b"
    r"|\b(?:faxing|fax over|uploading|e-?mailing|mailing|attaching|enclosing)\b"
    r"[^.;:]{0,40}?"
    r"\b(?:notes?|records?|films?|reports?|dictations?|sheets?|charts?|letters?)\b",
    re.IGNORECASE,
)


def is_labelled_no(sentence: Sentence) -> bool:
    """Whether a line of a list stands under a no ("no: ACDF, she refuses")."""
    label = sentence.block.label or ""
    if sentence.block.kind == "field" and _COMPARED.fullmatch(label):
        return True
    if sentence.block.kind == "field" and _VOIDED.search(label):
        return True
    said = _LABEL_NO.fullmatch(label) if sentence.block.kind == "field" else None
    if said is None:
        return False
    value = sentence.text.removeprefix(label).strip(" :.-#")
    return not (said["number"] and value[:1].isdigit())


_VOIDED = re.compile(
    r"[(\[]\s?(?:void(?:ed)?|cancell?ed|deleted|wrong|incorrect|(?:entered )?in error"
    r"|do not use|disregard)\s?[)\]]",
    re.IGNORECASE,
)
"""What a label says in brackets of a line that no longer holds."""


def only_inquires(sentence: Sentence) -> bool:
    """Whether a sentence asks how things stand, and no answer makes it a request.

    "Does an ACDF need prior authorization? My doctor has not decided" requests none.
    """
    label = sentence.block.label
    if sentence.block.kind == "paragraph":
        return is_inquiry(sentence.text)
    if sentence.block.kind != "field" or not label:
        return False
    said = sentence.text.partition(label)[2]
    if is_inquiry(said.lstrip(" :=-")):
        return True
    if not is_inquiry(f"{label}?") or _SET_RIGHT.fullmatch(label):
        return False
    return not (_ANSWERED_YES.match(said) or has_operation(said))


_SET_RIGHT = re.compile(
    r"\W*should (?:now |instead |have )?(?:be|been|read|say)\W*", re.IGNORECASE
)
"""The label of what holds in the place of what was wrong; it asks no question."""


def _crossed_no(cells: list[Cell]) -> bool:
    crossed = [cell.header for cell in cells if CROSS.fullmatch(cell.text.strip())]
    return len(crossed) == 1 and bool(_NO.fullmatch(crossed[0] or ""))


def _is_zero(cell: Cell) -> bool:
    header = cell.header or ""
    if _GIVEN.search(header) or CODE_LABEL.search(header):
        return False
    return bool(UNIT_LABEL.search(header) and _ZERO.fullmatch(cell.text))


def _is_no(cell: Cell) -> bool:
    """Whether a column that asks yes or no is answered no."""
    return bool(_YES_NO.search(cell.header or "") and _NO.fullmatch(cell.text))


def _is_year(cell: Cell) -> bool:
    """Whether a column of years dates the row: what is asked for has a day."""
    return bool(_YEARS.search(cell.header or "") and _YEAR.fullmatch(cell.text))


def _is_settled(cell: Cell) -> bool:
    """Whether the row's own status says that it is done with."""
    if "label-status" not in slots(cell.header or ""):
        return False
    return bool(_SETTLED.match(cell.text)) or sentence_weight(cell.text) < 0


_SETTLED = re.compile(
    r"\W*(?:approved|authori[sz]ed|allowed|granted|certified|done|completed|performed"
    r"|on file|paid|closed|used)\b(?! (?:needed|required|pending|by))",
    re.IGNORECASE,
)
"""How a status begins of what is no longer asked for."""


def without_units(document: DocumentView, sentence: Sentence) -> bool:
    """Whether the line of a form that names a service asks for none of it."""
    if sentence.block.kind not in ("field", "row"):
        return False
    line = document.source.line_index(sentence.start)
    return bool(_NO_UNITS.search(document.document.lines[line].text))
