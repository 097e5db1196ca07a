"""A condition that a sentence tells of the patient, outside any list of diagnoses.

"72-year-old with cervical spondylotic myelopathy", "his L5 radiculopathy has settled",
"C5-6 disc herniation." under no heading.  It must be of the spine by its own words, or
by a level or region beside them; what a study shows is left to the readers of imaging,
and what only bears the condition's name (a leaflet, a clinic, a scale) is none.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.told.conditions import kind_of
from workbench.extract.rules.model import Mention, Sentence
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.words.sought import sought

_SHOWN = frozenset(
    {
        "cervical-stenosis",
        "cervical-spondylosis",
        "cervical-disc-disorder",
        "lumbar-stenosis",
        "lumbar-disc-disorder",
        "lumbar-disorder",
        "spondylolisthesis",
        "deformity",
        "fracture",
        "tumour",
        "infection",
        "facet-cyst",
    }
)
"""Conditions that a study shows; the words of one are its findings."""
_STUDY = sought(
    r"\b(?:MRIs?|MR|CTs?|x-?rays?|XRs?|radiograph\w*|films?|imaging|scans?|myelogra\w*"
    r"|tomogra\w*|flex/?ex\w*|STIR|DEXA|DXA)\b",
    re.IGNORECASE,
)
_SPINE = sought(
    r"\b(?:cervical|thoracic|lumbar|lumbosacral|sacral|sacrum|thoracolumbar|spin(?:e"
    r"|al)"
    r"|spinous|neck|low(?:er)? back|backbone|vertebra\w*|disc|disk|interspace"
    r"|c-?spine|l-?spine|t-?spine|segment\w*|odontoid|dens|atlanto\w*|epidural"
    r"|intradural)\b",
    re.IGNORECASE,
)
_BEARS_NAME = re.compile(
    r"[\s-]{1,2}(?:clinics?|leaflets?|pathways?|protocols?|polic(?:y|ies)|guidelines?"
    r"|criteria|screen(?:ing|er)?s?|questionnaires?|scales?|scores?|index|inventory"
    r"|education|advice|handouts?|precautions?|warnings?|red flags?|specialists?"
    r"|catalog(?:ue)?s?|brochures?|jabs?|shots?|vaccines?|program(?:me)?s?|stud(?:y"
    r"|ies)|trials?|research|vaccin\w+|codes?|surgery"
    r"|patients?|suffer\w+|support group|foundation|prevention|prophyla\w+"
    r"|medications?|meds|pills?|drugs?|treatment guide\w*)\b",
    re.IGNORECASE,
)
"""What behind a condition makes its words the name of something else."""


def is_narrated(sentence: Sentence, one: Mention) -> bool:
    """Whether a sentence outside of lists tells of a condition as of one."""
    kind, text = kind_of(one), sentence.text
    if one.attributes.get("told") == "listed" or bears_name(text, one):
        return False
    if kind in _SHOWN and _is_shown(text):
        return False
    if one.attributes.get("region") != "any":
        return True
    if one.concept == "myelopathy" and not _CHEST.search(text):
        return True
    return is_placed(text)


def bears_name(text: str, one: Mention) -> bool:
    """Whether a condition's words are the name of a paper, a clinic, a vaccine."""
    return _BEARS_NAME.match(text, one.end) is not None


def _is_shown(text: str) -> bool:
    """Whether a sentence names a study that was done."""
    return any(
        not _TO_COME.match(text, one.end())
        and not _ASKED.search(text[max(one.start() - 24, 0) : one.start()])
        for one in _STUDY.finditer(text)
    )


_TO_COME = re.compile(
    r"[^.;,]{0,22}?\b(?:requested|ordered|pending|to (?:confirm|be done|follow|check"
    r"|rule"
    r"|see|clarify)|planned|arranged|await\w*|needed|advised|booked|scheduled)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:order\w*|get|getting|request\w*|await\w*|needs?|pending|obtain|will have"
    r"|arrange|repeat|check)\s(?:[\w-]+\s){0,2}\Z",
    re.IGNORECASE,
)
"""A study that is still to be made shows nothing."""


def is_placed(text: str) -> bool:
    """Whether words that say nothing of the region stand beside a level or region."""
    return bool(find_levels(text)) or _SPINE.search(text) is not None


def is_loose(text: str, one: Mention) -> bool:
    """Whether words of any bone or joint stand by no part of the spine.

    "T7 fracture" is of the spine, "wrist fracture; L4-5 stenosis" is not.
    """
    placed = one.attributes.get("placed")
    if placed is None:
        return False
    start = max(one.start - _CLOSE, 0)
    lead = _BREAK.split(text[start : one.start])[-1]
    rest = _BREAK.split(text[one.end : one.end + _CLOSE])[0]
    near = f"{lead} {rest}"
    if _LIMB.search(near):
        return True
    return placed == "close" and (
        not is_placed(near) or _DEVICE.search(near) is not None
    )


_CLOSE = 32
"""Characters around words of any bone in which the part of the spine stands."""
_BREAK = re.compile(r"[.;:](?=\s)|\n|\b(?:and|but)\b", re.IGNORECASE)
_LIMB = sought(
    r"\b(?:hips?|knees?|ankles?|wrists?|hands?|thumbs?|foot|feet|toes?|fingers?|elbows?"
    r"|shoulders?|ribs?|radius|ulna|humer\w+|femur|femoral|tibia\w*|fibula\w*"
    r"|clavicl\w+"
    r"|pelvi\w+|pubic|nasal|orbit\w*|skull|tooth|teeth|scaphoid|navicular|metatars\w+"
    r"|metacarp\w+|malleol\w+|patell\w+|jones|humeral|scaphoid)\b",
    re.IGNORECASE,
)
_DEVICE = sought(r"\b(?:screws?|rods?|hardware)\b", re.IGNORECASE)
_CHEST = sought(r"\bthorac\w+|\b(?-i:T)(?:[3-9]|1[0-2])\b", re.IGNORECASE)


def of_chest(text: str, one: Mention) -> bool:
    """Whether a root trouble of no named region is one of the thoracic spine."""
    near = text[max(one.start - 2 * _CLOSE, 0) : one.end + 2 * _CLOSE]
    return _CHEST.search(near) is not None and not _ELSEWHERE.search(near)


_ELSEWHERE = sought(
    r"\b(?:cervical|lumb\w+|neck|(?-i:[CLS])\d|legs?|arms?|low back)\b", re.IGNORECASE
)


def bone_of(kind: str, text: str, start: int, end: int) -> str | None:
    """The one vertebra that a broken, diseased or loosened bone is named by."""
    if kind not in _OF_BONE:
        return None
    near = text[max(start - _CLOSE, 0) : end + _CLOSE]
    named = {bone for one in find_levels(near) for bone in one.vertebrae}
    return named.pop() if len(named) == 1 else None


_OF_BONE = frozenset(
    {"fracture", "osteoporotic-fracture", "tumour", "infection", "hardware-failure"}
)
