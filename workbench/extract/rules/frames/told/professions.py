"""By whom an evaluation was done: a psychologist, a nurse, a social worker."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage

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
    )
    for text in texts:
        match = _PROFESSIONS.search(text)
        if match:
            word = match.group(1).lower()
            return _TITLES.get(word, word)
    return None
