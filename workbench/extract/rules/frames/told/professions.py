"""By whom an evaluation was done: a psychologist, a nurse, a social worker."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import DocumentView

_PROFESSIONS = re.compile(
    r"\b(clinical psychologist|health psychologist|pain psychologist|neuropsychologist"
    r"|psychologist|psychiatrist|licensed clinical social worker|LCSW|licensed counselor"  # noqa: E501
    r"|psychology(?=[^.;]{0,30}\b(?:Ph\.?D|Psy\.?D))"
    r"|mental health professional|nurse practitioner|nurse|physician assistant|Psy\.?D)\b",  # noqa: E501
    re.IGNORECASE,
)
_TITLES = {
    "psychology": "psychologist",
    "psy.d": "psychologist",
    "psyd": "psychologist",
    "lcsw": "licensed clinical social worker",
}
_FIRST = 4
_LONGEST = 110
"""Lines at the head of a paper in which its author's name and calling may stand."""
_DEGREE = re.compile(r"\b(?:Ph\.?\s?D|Psy\.?\s?D|M\.?D|LCSW|LPC|Ed\.?D|R\.?N|N\.?P)\b")
_CALLING = re.compile(
    r"\W*(?:(?:licensed|clinical|health|pain|consulting|board[- ]certified"
    r"|rehabilitation)\s){0,3}(?:neuro)?(?:psychologist|psychiatrist|social worker"
    r"|counselor)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\W*(?:re|to|cc|attn?|dear|refer\w*|patient|pt|seen by|request\w*|copy"
    r"|name)\b[^,]",
    re.IGNORECASE,
)
"""How a line begins that names whom a paper is about or goes to."""
_MADE_BY = re.compile(
    r"\b(?:evaluator|examiner|assessor|(?:evaluated|examined|assessed|interviewed) by)"
    r"\s?[:\u2013-]?\s(?P<who>[^;:|]{3,90})",
    re.IGNORECASE,
)
"""The field of a head that names who made an evaluation, whatever fields are beside."""
_TITLE = 250
"""Characters within which a document names what it reports."""


def profession(passage: Passage, head: int) -> str | None:
    """Who examined: in the sentence, or signing a document of one author."""
    view = passage.view
    after = view.sentences[passage.sentence.index + 1 : passage.sentence.index + 3]
    told = [one.text for one in after if one.section is passage.sentence.section]
    heads = passage.sentence.start < _TITLE
    texts = (
        passage.text,
        *told,
        view.source.text[:head] if heads else "",
        view.document.author or "",
        author_by_head(view),
    )
    for text in texts:
        match = _PROFESSIONS.search(text)
        if match:
            word = match.group(1).lower()
            return _TITLES.get(word, word)
    return None


def author_by_head(view: DocumentView) -> str:
    """The line at a paper's head that names its author with a calling, else none.

    "Ida Marsh, PsyD, pain psychologist", or "CLINICAL PSYCHOLOGIST" under a name.
    """
    return view.once(author_by_head, lambda: _author(view))


def _author(view: DocumentView) -> str:
    for one in view.sentences[:_FIRST]:
        text = one.text
        made = _MADE_BY.search(text)
        if made and _PROFESSIONS.search(made["who"]):
            return " ".join(made["who"].split())
        if len(text) > _LONGEST or _ADDRESSED.match(text):
            continue
        named = _PROFESSIONS.search(text) and _DEGREE.search(text)
        if named or _CALLING.match(text):
            return text
    return ""
