"""Sentences that say what is asked of everybody, and nothing of the patient.

"Risks and benefits should be discussed with every patient", "the primary care provider
must be notified", "severe pain is defined as 8 or more" are rules that papers quote.
A sentence that speaks of the patient, the writer or today is none, whatever it must.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_RULED = (
    r"(?:is|are) (?:only )?(?:covered|defined as|exceptions?|allowed|eligible"
    r"|those (?:in which|that|where)|an? (?:exception|requirement|criterion)"
    r"|considered (?:medically|reasonable|investigational|experimental|severe|an"
    r" exception))",
    r"(?:is|are) (?:not )?(?:required|needed|necessary) (?:to|for|in|when|before|prior"
    r"|if|of)",
    r"(?:all|every|each|any) (?:patients?|members?|beneficiar(?:y|ies)|candidates?)\s"
    r"(?:must|should|undergo(?:es)?|ha(?:s|ve)|is|are|get|gets|receives?|needs?)",
    r"qualif(?:y|ies)|waives?",
    r"please (?:document|attach|provide|submit|include|state|confirm|indicate|explain"
    r"|describe|list)",
    r"(?:exclusions?|exclusion criteria|indications|requirements?|limitations)(?= ?:)",
    r"requests? (?:marked|flagged|labell?ed|that are)",
    r"not covered|(?:may|will|can) (?:only )?be covered",
    r"(?:CMS|medicare|noridian) (?:will|may|does not) (?:cover|pay|reimburse)",
    r"(?:not )?(?:medically )?reasonable and necessary",
    r"contraindicated (?:in|for) (?!(?:this|her|his|the|my|our|view|light|setting"
    r"|presence|mr|mrs|ms|him|now|fear)\b)\w+",
    r"(?:policy|criteri(?:a|on)|guidelines?|LCD|NCD|section [IVX\d.]+)(?: [\w.]+)?:?\s?"
    r"(?:requires?|states?|says?|allows?|covers?|demands?|:)",
    r"(?:needs?|requires?|calls? for|demands?) an? (?:[\w-]+,? ){0,4}(?:reason"
    r"|rationale"
    r"|need|justification|documentation|indication|explanation|design|study|trial|scale)",
)
_RULE = sought(rf"\b(?:{'|'.join(_RULED)})\b", re.IGNORECASE)
_MODAL = sought(
    r"\b(?:must|should|shall|ought to|needs? to|ha(?:s|ve) to)\s(?:\w+ly\s|first\s|also"
    r"\s|not\s){0,2}(?:be|have|had|undergo|include|carry|hold|take part|participate"
    r"|show|demonstrate|complete|receive|persist|fail|arise|come|stem|originate|result)\b",
    re.IGNORECASE,
)
_OWN = sought(
    r"\b(?:he|she|his|her|him|hers|(?<!section )i|my|me|mr|mrs|ms|miss|dr|pt|today|now"
    r"|(?:this|the|our|your) (?:patient|member|claimant|lady|gentleman|man|woman)"
    r"(?! (?:must|should|shall|needs? to|has to)))\b",
    re.IGNORECASE,
)
_EXEMPT = (
    "urgent",
    "therapy-contraindicated",
    "severe-pain",
    "pain-worsening",
    "injury",
    "sedation-rationale",
    "bilateral-indicated",
    "repeat-rationale",
    "contrast-rationale",
)
"""Kinds whose own words are what ought to be done ("should be seen urgently")."""


def is_demanded(text: str, kind: str) -> bool:
    """Whether a sentence lays down what a statement of a kind has to show."""
    rule = _RULE.search(text)
    if rule is None and kind not in _EXEMPT:
        rule = _MODAL.search(text)
    return rule is not None and not _OWN.search(text)
