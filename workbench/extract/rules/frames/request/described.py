"""Fields that name the service asked for where no field of services does.

    Code        64999                         Reason for referral: bilateral SI joint
    Narrative   peripheral nerve field            injections under fluoroscopy
                stimulation, low back         Payer auth status: REQUIRED

A form for a code without a name describes the service in its narrative; a referral that
is to be authorized names in its reason what the other office is to do.  A reason that
tells of the patient, or sends him to be seen, asks for no service.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import operations
from workbench.extract.rules.frames.request.codes import find_codes, is_unlisted
from workbench.extract.rules.frames.request.wanted import line_wants
from workbench.extract.rules.model import DocumentView, Sentence

_NARRATIVE = re.compile(
    r"\W*(?:narrative|(?:brief )?(?:procedure |service )?description(?: of (?:the )?"
    r"(?:procedure|service|operation))?|describe(?: (?:the )?(?:procedure|service))?)\W*",  # noqa: E501
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\W*(?:reason(?:s)?(?: for (?:the )?(?:referral|order|request|visit))?|referral reason"  # noqa: E501
    r"|referred for|refer(?:ral)? for|service to be (?:done|performed)|treat(?:ment)? only)"  # noqa: E501
    r"\W*",
    re.IGNORECASE,
)
_TREATS = re.compile(
    r"\b(?:treat(?:ment)?|procedure|inject(?:ion)?|intervention) only\b", re.IGNORECASE
)
"""An answer by which a referral is for a treatment and no opinion."""
_LEAD = re.compile(
    r"\W*(?:(?:for|please|kindly|repeat|a|an|the|one|first|second|third|next|diagnostic"
    r"|therapeutic|left|right|bilateral|bilat|b/l|l|r|lt|rt|both|single|image-guided"
    r"|fluoro(?:scop\w+)?|guided|us|ultrasound|cervical|thoracic|lumbar|percutaneous"
    r"|[ctls]\d{1,2}(?:[-/][ctls]?\d{1,2})?)\b[\s:,&/-]*){0,6}",
    re.IGNORECASE,
)
"""What may stand before a service that a reason is nothing but."""
_TOLD = re.compile(
    r"\?|\b(?:evaluat\w*|eval|consult\w*|consider\w*|discuss\w*|opinion|advice|possible"
    r"|whether|vs|versus|after|s/p|status post|failed|had|has|have|was|were|if|or|done"
    r"|helped|relief|last|previous|prior|history|hx)\b",
    re.IGNORECASE,
)


def describes(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence names what is asked for in the field that describes it."""
    label = sentence.block.label or ""
    titles = (label, sentence.section.title)
    if any(_NARRATIVE.fullmatch(one) for one in titles if one):
        return _names(sentence) and document.once(describes, lambda: _unnamed(document))
    if any(_REASON.fullmatch(one) for one in titles if one):
        return _is_bare(sentence, label) and _to_be_done(document)
    return False


def _names(sentence: Sentence) -> bool:
    """Whether a sentence names one service and tells no story of it."""
    named = [one for one in operations(sentence.text) if not one.dependent]
    return len({one.kind for one in named}) == 1 and not _TOLD.search(sentence.text)


def _unnamed(document: DocumentView) -> bool:
    """Whether all codes of a document are such as stand for what is named with them."""
    codes = [
        code
        for one in document.sentences
        for code in find_codes(one.text)
        if not re.match(r"\W*compar", one.text, re.IGNORECASE)
    ]
    return bool(codes) and all(is_unlisted(one.code) for one in codes)


def _is_bare(sentence: Sentence, label: str) -> bool:
    """Whether a reason is nothing but a service."""
    text = sentence.text.removeprefix(label).lstrip(" :")
    named = [one for one in operations(text) if not one.dependent]
    if not named or _TOLD.search(text):
        return False
    return _LEAD.fullmatch(text[: named[0].start]) is not None


def _to_be_done(document: DocumentView) -> bool:
    """Whether a referral is to be authorized, or for a treatment and nothing else."""
    lines = [line.text for line in document.document.lines]
    return any(line_wants(one) or _TREATS.search(one) for one in lines)
