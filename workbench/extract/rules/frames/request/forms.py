"""Requests set out as fields inside a document that is no request form.

A scheduling sheet, a screen or an export needs no title to ask: lines of codes of an
operation, with nothing beside them that tells of a claim or a payment, are a request
where the packet holds no form.  An e-mail, the head of a letter, an order record or a
worksheet may hold a short form: "Date of request", "Procedure", "CPT".  Its lines ask
as those of a form do; the prose around them does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.codes import OTHER, find_codes
from workbench.extract.rules.frames.told.questions import label_of
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary.tables import procedures

_ASKED = sought(
    r"\b(?:date of request|request(?:ed)? date|date requested|requested on|order date"
    r"|order type|requested(?: (?:procedures?|services?|surgery|codes?))?"
    r"|req\.? date|authori[sz]ation|pre-?auth\w*|pre-?cert\w*|surgery request"
    r"|auth req(?:uest)?|pa req(?:uest)?|278 request|request for (?:services?|surgery|procedures?|treatment)"  # noqa: E501
    r"|service ?request|surgical request)\b"
    r"|(?:\A|\|)\s?(?:(?:services?|procedures?|surgery|operations?|items?|codes?"
    r"|what is|being)\s)?(?:(?:being\s)?(?:asked|asking|requested|requesting|applied"
    r"|sought|wanted|submitted)(?:\sfor)?|under review|for review|ask)\s?:?\s?"
    r"(?:\||\Z)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:procedures?|surger(?:y|ies)|operations?|services?|requested|cpt|codes?"
    r"|stage|orders?)\b",
    re.IGNORECASE,
)
_PROSE = sought(
    r"\b(?:has|have|had|was|were|underwent|presents?|reports?|failed|shows?|denies"
    r"|please|thank|i|we|my|our|proposes|suggests|advises|either"
    r"|there (?:is|are)|(?:is|are) to)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:claims?|paid|billed|billing|bill|coder|coding|dictated"
    r"|allowed|charges?|remit\w*|remark codes?|balance"
    r"|explanation of benefits|eob|copay\w*|deductible|(?:auth\w*|claims?|surgical"
    r"|procedure|benefit) history|history of|past|prior surg\w+|previous\w*|underwent"
    r"|performed|operative (?:report|note)|blood loss|fee schedule|covered codes"
    r"|post-?op\w*|s/p|status post|(?:auth\w*|approval|pre-?cert\w*) (?:was |is )?"
    r"(?:received|obtained|granted|issued)|estimate|quote"
    r"|(?:extend|extension of|move|transfer|transfer of) (?:(?:the|this|our) )?(?:auth"
    r"\w*|approval))\b",
    re.IGNORECASE,
)
"""Words of lines that account for what was done; code lines beside them ask nothing."""
_POINTS = re.compile(r"\b(?:below|following|listed|table|codes?)\b|:\s*\Z", re.I)
"""Words of a sentence that points to the lines after it."""
_CODED_KINDS = ("other", "letter")
_CHOSEN = re.compile(r"\b(?:request(?:ed)?|selected)\b", re.IGNORECASE)
_SHORT = 160
_CLINICAL = (
    "history",
    "past-history",
    "past-surgery",
    "family",
    "social",
    "medications",
    "treatment",
    "review-of-systems",
    "exam",
    "findings",
    "impression",
    "imaging",
    "tests",
    "assessment",
    "plan",
    "policy",
    "template",
    "precautions",
)
_KINDS = ("letter", "other", "clinic-note", "reviewer-worksheet")


def request_lines(document: DocumentView, packet: PacketView) -> frozenset[int]:
    """Numbers of the sentences of a document that stand in a request set as fields.

    A worksheet of the plan's own only restates a request, so its fields count where
    the packet holds no request form.
    """
    return document.once(request_lines, lambda: _set_as_fields(document, packet))


def _set_as_fields(document: DocumentView, packet: PacketView) -> frozenset[int]:
    kind = document.document.kind
    if kind not in _KINDS:
        return frozenset()
    if kind == "reviewer-worksheet" and _has_form(packet):
        return frozenset()
    coded = kind in _CODED_KINDS and not _has_form(packet)
    runs = (
        run
        for run in _runs(document)
        if _asks(run) or (coded and _lists(run) and not _accounts(document, run))
    )
    return frozenset(one.index for run in runs for one in run)


_CLEARANCE = re.compile(
    r"\b(?:pre-?\s?op(?:erative)?|pre-?anesthe\w+|pre-?procedur\w+"
    r"|medical clearance)\b",
    re.IGNORECASE,
)


def clears_for_others(document: DocumentView, packet: PacketView) -> bool:
    """Whether a note, as its title says, clears for what a form asks for."""
    head = document.document.lines[:2]
    if document.document.kind != "clinic-note":
        return False
    titled = any(_CLEARANCE.search(line.text[:_SHORT]) for line in head)
    return titled and _has_form(packet)


def _has_form(packet: PacketView) -> bool:
    """Whether a form of the packet names a service; a bare cover does not."""
    return any(
        one.document.kind == "request-form"
        and any(has_operation(x.text) or find_codes(x.text) for x in one.sentences)
        for one in packet.documents
    )


def _runs(document: DocumentView) -> Iterator[list[Sentence]]:
    """Stretches of fields, rows, items and short lines between stretches of prose."""
    run: list[Sentence] = []
    for sentence in document.sentences:
        if _is_prose(sentence, document):
            if run:
                yield run
            run = []
        else:
            run.append(sentence)
    if run:
        yield run


def _is_prose(sentence: Sentence, document: DocumentView) -> bool:
    clinical = _is_clinical(sentence) and sentence.role != _base(document)
    if clinical or (len(sentence.text) > _SHORT and not _itemises(sentence)):
        return True
    loose = sentence.block.kind in ("paragraph", "item")
    return loose and bool(_PROSE.search(sentence.text))


def _itemises(sentence: Sentence) -> bool:
    """Whether a field, however long, names the service with its codes."""
    block = sentence.block
    named = block.kind == "field" and _NAMED.search(block.label or "")
    return bool(named) and bool(find_codes(sentence.text))


def _is_clinical(sentence: Sentence) -> bool:
    """Whether a line belongs to the record and not to what is asked for.

    The screen of a guideline program names its guideline and then what is selected.
    """
    if sentence.role == "policy" and is_chosen(sentence):
        return False
    return sentence.role in _CLINICAL and not only_codes(sentence)


def is_chosen(sentence: Sentence) -> bool:
    """Whether a field or box says that its value is what is asked for."""
    label = label_of(sentence) if sentence.block.kind in ("field", "checkbox") else ""
    return bool(_CHOSEN.search(label))


def only_codes(sentence: Sentence) -> bool:
    """Whether a line is codes of an operation and little else."""
    codes = find_codes(sentence.text) if len(sentence.text) <= _SHORT else ()
    spelled = sum(len(one.code) for one in codes if one.kind != OTHER)
    return bool(spelled) and 2 * spelled > sum(map(str.isalnum, sentence.text))


def _lists(run: list[Sentence]) -> bool:
    """Whether lines hold the code of an operation and tell of no claim or history."""
    known = procedures().procedures
    if not any(code.kind in known for one in run for code in find_codes(one.text)):
        return False
    return not any(_SETTLED.search(f"{_title(one)} {one.text}") for one in run)


def _accounts(document: DocumentView, run: list[Sentence]) -> bool:
    """Whether the sentence above lines of codes says that they were billed or done."""
    above = document.sentences[max(run[0].index - 1, 0)].text
    return bool(_POINTS.search(above) and _SETTLED.search(above))


def _base(document: DocumentView) -> str:
    """The role of what stands under no heading."""
    return document.sections[0].role if document.sections else "other"


def _asks(run: list[Sentence]) -> bool:
    titled = [one for one in run if _ASKED.search(_title(one))]
    return bool(titled) and any(_names_service(one) for one in run)


def _title(sentence: Sentence) -> str:
    """What names a line: its label, its heading or, of a short line, its words."""
    label = sentence.block.label or ""
    bare = sentence.text if sentence.block.kind == "paragraph" else ""
    return f"{label} | {sentence.section.title} | {bare}"


def _names_service(sentence: Sentence) -> bool:
    known = procedures()
    coded = any(
        code.kind in known.procedures or code.kind in known.dependents
        for code in find_codes(sentence.text)
    )
    if coded:
        return True
    label = f"{sentence.block.label or ''} {sentence.section.title}"
    return bool(_NAMED.search(label)) and has_operation(sentence.text)
