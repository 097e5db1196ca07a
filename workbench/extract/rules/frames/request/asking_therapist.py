"""What a therapist asks a payer for, in a paper that reads like a record of therapy.

"16 visits: adjustments, core work.  I'd like approval of a lumbar spine MRI."
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.named_payer import hands_over
from workbench.extract.rules.model import Sentence
from workbench.schema.packet import DocumentKind

THERAPY: DocumentKind = "therapy-record"
_LIKES = re.compile(
    r"\b(?:I|we)(?:'d| would| should) (?:like|appreciate)\b[^.;]{0,40}"
    r"\b(?:approv\w+|authori[sz]\w+|pre-?cert\w*)\b",
    re.IGNORECASE,
)
"""A wish for an approval ("I'd like approval of a lumbar MRI")."""


def begs(sentence: Sentence) -> bool:
    """Whether a sentence asks a payer for a service that it names."""
    found = cues(sentence.text)
    asks_it = "ask-direct" in found or bool(_LIKES.search(sentence.text))
    return (asks_it and has_operation(sentence.text)) or hands_over(sentence.text)
