"""What a patient could do for a while, and cannot do any more.

"She went back to walking a mile.  Since March the pain has crept back" tells how well a
treatment worked once; nobody may take it for what she can do today.  An ability counts
as one of then where it is told in the past, and the same sentence or one soon after it
tells of a turn.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.words.sought import sought

_PAST = sought(
    r"\b(?:did|walked|slept|drove|cooked|cleaned|shopped|worked|stood|sat|climbed|mowed"
    r"|gardened|played|managed|danced|swam|hiked|rode|lifted|carried|dressed"
    r"|(?:had )?(?:returned|resumed|gone back|went back|got back|gotten back)"
    r"|was (?:able|back|free|independent|doing|walking|working|driving|sleeping)"
    r"|were able|could|was (?:\w+ )?(?:active|fine|well))\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|spring|summer|fall"
    r"|autumn|winter|christmas|thanksgiving|easter|new year"
)
_LIMITED = (
    r"(?:limit\w*|cannot|can'?t|can no longer|unable|not able|only|needs?|wakes?|woke|off work"  # noqa: E501
    r"|stop(?:s|ped)|barely|hardly|scarcely|trouble|difficult\w*|hard(?:er)?|worse"
    r"|less than|half a|\d+ ?(?:min\w*|blocks?|feet|ft|steps|yards)|pain(?:ful)?|help"
    r"|(?:daughter|son|wife|husband|partner|aide|family) (?:does|do|must|has to|drives))"  # noqa: E501
)
_TURN = sought(
    r"\b(?:(?:since (?:then|that time|the (?:end|start|middle|last)|(?:about |around |early"  # noqa: E501
    rf" |mid[- ]?|late |last )?(?:{_MONTH}|\d|week|month))"
    r"|now|currently|at present|presently|today|again|at the moment|these days)\b"
    rf"[^.;]{{0,60}}\b{_LIMITED}"
    rf"|{_LIMITED}\b[^.;]{{0,60}}\b(?:now|currently|at present|presently|again|any ?more)"  # noqa: E501
    r"|no longer (?:able|can|drives?|walks?|sleeps?|works?|cooks?|does)"
    r"|(?:pain|sciatica|symptoms?|claudication|heaviness|ache|it|numbness|all of it"
    r"|everything)\b[^.;]{0,30}\b(?:returned|recurred|crept back|came back|come back"
    r"|is back|has returned|have returned|wore off|worn off|back to (?:baseline|where"
    r"|what|before))"
    r"|(?:relief|benefit|effect|improvement)\b[^.;]{0,30}\b(?:wore off|worn off|faded"
    r"|ended|is gone|has gone|was lost|lasted))\b",
    re.IGNORECASE,
)
_WHILE = sought(
    r"\b(?:while|as long as) (?:the |that |his |her )?(?:relief|benefit|effect|shot"
    r"|injection|block|it)\b[^.;]{0,15}\b(?:lasted|held|worked|was)\b"
    r"|\bfor (?:about |some |almost |nearly |over )?(?:\w+ )?(?:days?|weeks?|months?)"
    r" (?:after|following)\b"
    r"|\buntil\s",
    re.IGNORECASE,
)
"""What sets an ability into a stretch that has ended, in its own sentence."""
_AHEAD = 3
"""Sentences behind it in which the turn may stand."""


def is_back_then(passage: Passage) -> bool:
    """Whether what a sentence says somebody could do is told of a time that ended."""
    text = passage.text
    past = _PAST.search(text)
    if past is None:
        return False
    if _WHILE.search(text) or _TURN.search(text, past.end()):
        return True
    place, section = passage.sentence.index, passage.sentence.section
    behind = passage.view.sentences[place + 1 : place + 1 + _AHEAD]
    return any(one.section is section and _TURN.search(one.text) for one in behind)
