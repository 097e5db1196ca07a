"""Notes that deny every earlier picture: "never had imaging of the back before".

A denial of all imaging denies an MRI, of the region that the sentence names.  What is
only not at hand ("no prior imaging available") is not denied.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.case import ImagingStudy

_NEVER = re.compile(
    r"\b(?:never (?:had|been|undergone|got(?:ten)?)"
    r"|(?:has|have|had)(?: not|n't) (?:had|been|undergone)"
    r"|no (?:prior|previous|earlier|past|other)|without (?:prior|previous))\s"
    r"(?:any |an? )?(?:[\w/-]+ ){0,3}?"
    r"(?:imaging|imaged|scans?|scanned|pictures|advanced imaging)\b[^.;]{0,60}",
    re.IGNORECASE,
)
_AT_HAND = re.compile(
    r"\b(?:available|for comparison|to compare|on file|here|at this|in (?:the |our )?"
    r"(?:system|chart|pacs)|since|this year|received|reviewed|results?|today|with us)\b"
    r"|\bother than\b|\bexcept\b|\bbesides\b",
    re.IGNORECASE,
)
"""What makes the denial one of a paper, or of a time, and not of every picture."""
_SITES = (
    ("cervical", re.compile(r"\b(?:neck|cervical|c-?spine)\b", re.IGNORECASE)),
    ("thoracic", re.compile(r"\b(?:thoracic|mid-?back|t-?spine)\b", re.IGNORECASE)),
    ("lumbar", re.compile(r"\b(?:back|lumbar|l-?spine|lumbosacral)\b", re.IGNORECASE)),
)
_KINDS = ("clinic-note", "other", "letter")


def never_imaged(document: DocumentView) -> Iterator[ImagingStudy]:
    """An MRI that was never done, for each sentence that denies all imaging."""
    if document.document.kind not in _KINDS:
        return
    for sentence in document.sentences:
        match = _NEVER.search(sentence.text)
        if match is None or _AT_HAND.search(match.group()):
            continue
        yield ImagingStudy(
            id="?",
            kind="mri",
            assertion="absent",
            site=_site(match.group(), sentence),
            detail="prior",
            evidence=(document.cite_sentence(sentence),),
        )


def _site(words: str, sentence: Sentence) -> str | None:
    """The region that a denial names; None where it names none."""
    for text in (words, sentence.text):
        named = [name for name, word in _SITES if word.search(text)]
        if len(named) == 1:
            return named[0]
    return None
