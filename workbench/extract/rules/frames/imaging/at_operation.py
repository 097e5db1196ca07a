"""What a surgeon saw at an operation: a reading of the spine like that of a study.

"A free fragment lay under the root, the cord was flattened, C6-7 moved freely."  An
operative note tells it under a heading of its own or in the course of the operation,
between the steps.  It is a study of no named kind, read by a clinician on the day of
the operation, so that no test which asks for MRI or CT takes it for one.  Where one
interspace alone was operated, it is the level of what is told without any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.mentions import studies_named
from workbench.extract.rules.frames.imaging.operative_states import states_found
from workbench.extract.rules.frames.imaging.study import Study
from workbench.extract.rules.frames.operations.operative import operative
from workbench.extract.rules.frames.operations.performed import is_below
from workbench.extract.rules.frames.operations.told_operations import Done
from workbench.extract.rules.frames.told.questions import is_readable
from workbench.extract.rules.language.risk_talk import risk_talk
from workbench.extract.rules.model import DocumentView, Role, Sentence
from workbench.schema.case import ImagingFinding, Side

DETAIL = "operative"
"""The detail of such a study."""

_TELLS: frozenset[Role] = frozenset({"procedure", "findings", "other", "header"})
"""Sections of an operative note that tell of the operation itself."""
_NAMES: frozenset[Role] = frozenset({"diagnoses", "indication", "assessment"})
"""Sections that name why it was done: what has no diagnosis of its own counts."""
_SEEN = frozenset(
    {
        "disc-herniation",
        "compression",
        "disc-osteophyte",
        "facet-cyst",
        "stenosis",
        "opll",
        "spondylolisthesis",
        "instability",
        "facet-arthropathy",
        "pseudarthrosis",
        "tumour",
    }
)
_NOT_SEEN = frozenset(
    {"instability", "facet-arthropathy", "disc-herniation", "pseudarthrosis"}
)
"""What a surgeon may find not to be there; no narrowing is what the operation made."""
_NAMED = frozenset({"compression", "instability", "opll", "disc-osteophyte"})
_SIDED = frozenset({"disc-herniation", "facet-cyst"})

_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|history of|h/o|s/p|status[ -]?post|years? ago)\b",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\b(?:risks?|consent\w*|alternatives|discuss\w*|explain\w*|understands?|counsel\w*"
    r"|scheduled|will (?:be|need|return)|may (?:need|require)|to (?:avoid|prevent)"
    r"|prevention of|in case of|so as not to|without risk)\b",
    re.IGNORECASE,
)
"""What is talked about, planned or guarded against, and was not seen."""
_OUT_OF_PLACE = re.compile(
    r"\b(?:extru\w+|herniat\w+|hernia|hnp|seque\w+|free|protru\w+|prolaps\w+|ruptur\w+"
    r"|fragments?|frags?|soft disc|soft disk|migrated|large|big|huge|massive)\b",
    re.IGNORECASE,
)
"""What makes disc a finding; "disc material" is what every discectomy takes out."""
_HANDLED = re.compile(
    r"\b(?:retract\w*|medially|midline|gently|protect\w*|swept|mobili[sz]\w+|dissector"
    r"|spong\w*|stockings?|scds?|pads?|padded|patt(?:y|ies)|paddle|leads?|electrodes?"
    r"|screws?|rods?|cages?|distract\w*|palpat\w*)\b",
    re.IGNORECASE,
)
_NEEDLE = re.compile(
    r"\b(?:needles?|fluoro\w*|injections?|injected|blocks?|epidurals?|\d\dg)\b",
    re.IGNORECASE,
)
"""What an injection is told with, of which nobody sees the spine opened."""
_UNDONE = re.compile(
    r"\b(?:residual|remaining|remnants?|further|any more|no longer|persist\w*"
    r"|at the end|on completion|final)\b",
    re.IGNORECASE,
)
"""What is told of the end of the operation, when it had been dealt with."""


def operation(view: DocumentView, taken: Iterable[Sentence]) -> Study | None:
    """What the note of an operation tells of the spine, as a study of its own.

    ``taken`` are the sentences that tell of studies named there.
    """
    if view.document.kind != "operative-note":
        return None
    done = list(operative(view))
    if not done and _NEEDLE.search(view.source.text):
        return None
    others = {one.start for one in taken}
    lines = [
        one
        for one in view.sentences
        if one.role in _TELLS | _NAMES
        and one.start not in others
        and is_readable(one)
        and not _SPOKEN_OF.search(one.text)
        and not risk_talk(one.text)
        and not studies_named(one.text)
    ]
    if not lines:
        return None
    now = _of_the_day(done)
    level, side = _place(now)
    return Study(
        "other",
        None,
        view.document.date,
        "clinician",
        detail=DETAIL,
        evidence=[view.cite_sentence(lines[0])],
        lines=[(one, None) for one in lines],
        levels=level,
        side=side,
        placed_by=tuple(dict.fromkeys(c for one in now for c in one.cites))
        if level
        else (),
    )


def _of_the_day(done: Sequence[Done]) -> Sequence[Done]:
    """The operations that the note does not tell as earlier ones."""
    return [one for one in done if not _EARLIER.search(one.cites[0].quote)] or done


def _place(done: Sequence[Done]) -> tuple[tuple[str, ...], Side | None]:
    """The one interspace that was operated and its one side; nothing where several."""
    levels = {name for one in done for name in one.operation.levels}
    sides = {side or one.side for one in done for side in one.operation.sides}
    sides |= {one.side for one in done}
    sides.discard(None)
    if len(levels) != 1:
        return (), None
    return tuple(levels), sides.pop() if len(sides) == 1 else None


def seen(
    found: Iterable[ImagingFinding], sentence: Sentence, study: Study
) -> Iterator[ImagingFinding]:
    """Of all that a sentence would be of a report, what was seen at operation."""
    text = sentence.text
    for one in found:
        if sentence.role in _NAMES and one.kind not in _NAMED:
            continue
        if one.assertion == "historical" and not _EARLIER.search(text):
            one = one.model_copy(update={"assertion": "present"})
        denied = one.assertion == "absent"
        if one.kind not in (_NOT_SEEN if denied else _SEEN):
            continue
        if not (denied and _UNDONE.search(text)) and not _is_step(one, text):
            yield _sided(one, study)


def besides(
    found: Iterable[ImagingFinding],
    document: DocumentView,
    sentence: Sentence,
    study: Study,
) -> Iterator[ImagingFinding]:
    """The states of parts in a sentence that nothing read there has told of.

    What meets a root may be told before and after it was freed, in one sentence.
    """
    below = sentence.role in _NAMES and is_below(document, sentence)
    if sentence.role not in _TELLS and not below:
        return
    quote = document.cite_sentence(sentence)
    read = [one for one in found if quote in one.evidence]
    for one in states_found(document, sentence, study):
        there = [
            other
            for other in read
            if other.kind == one.kind and other.level in (one.level, None)
        ]
        freed = one.kind == "compression" and one.assertion == "absent"
        if not there or (freed and all(o.assertion == "present" for o in there)):
            yield one


def _is_step(one: ImagingFinding, text: str) -> bool:
    """Whether the words are what the surgeon did: rods compressed, a root retracted."""
    if one.kind == "disc-herniation":
        return _OUT_OF_PLACE.search(text) is None
    if one.kind != "compression":
        return False
    aim = one.contact.target if one.contact else "unstated"
    return aim == "unstated" or _HANDLED.search(text) is not None


def _sided(one: ImagingFinding, study: Study) -> ImagingFinding:
    """A disc or cyst without a side lay on the one that was operated."""
    at_root = one.contact is not None and one.contact.target == "root"
    to_side = one.kind in _SIDED or at_root
    if study.side is None or one.side is not None or not to_side:
        return one
    if one.level not in study.levels or one.assertion == "absent":
        return one
    return one.model_copy(update={"side": study.side})
