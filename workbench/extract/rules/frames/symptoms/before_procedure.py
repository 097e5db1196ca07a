"""What a short note of a procedure says of the patient's complaint before it was done.

"DX: facet-mediated neck pain, no arm symptoms" and "Chronic neck pain, myofascial" tell
of the patient; "concordant pain on injection" and "no new weakness afterwards" tell of
the procedure and count for nothing here.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.performed import is_own_note
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Role
from workbench.extract.rules.words.sought import sought

_ROLES: frozenset[Role] = frozenset(
    {"procedure", "other", "header", "history", "indication", "diagnoses"}
)
_BRIEF = 1500
"""Characters of a note that has no room for sections of its own."""
_OF_PROCEDURE = sought(
    r"\b(?:inject\w*|needles?|lesion\w*|stimulat\w*|during|concordan\w*|reproduc\w*"
    r"|pressure|provo\w+|test(?:s|ed|ing)?|placed|placement|contrast|advanc\w+"
    r"|an[ae]sthe\w+|local|skin|tolerat\w*|prepped|post\w*|after\w*|discharg\w*"
    r"|complication\w*|new|recover\w*|leaving|left the|lidocaine|lido|bupi\w*|fluoro\w*"
    r"|sedat\w*|incision\w*|drill\w*|decompress\w*|implant\w*|leads?|trial|relief|relieved"
    r"|better|helped|gave|blocks?|mbb|rfa?|ablation|tpi|esis?|tfesis?|will|if|plan\w*"
    r"|risks?|consent\w*|return\w*|call|instruct\w*|monitor\w*|wound|drain\w*|moved"
    r"|moving|wiggl\w*|neuro\w* (?:intact|unchanged)|awake|woke)\b",
    re.IGNORECASE,
)
"""Words of what was done, of what it gave and of how the patient left."""


def tells_complaint(passage: Passage) -> bool:
    """Whether a sentence of a procedure's own short note tells why it was done."""
    view = passage.view
    if len(view.source.text) > _BRIEF or passage.role not in _ROLES:
        return False
    return not _OF_PROCEDURE.search(passage.text) and is_own_note(view)
