"""Findings that a note tells without naming the study that showed them.

"Severe foraminal narrowing on the left at L4-5", "the lower screws have backed out",
"C6-7: cord signal change": a clinician speaks of what was seen, in an assessment or a
history, and names no scan.  It is a reading of no named study, so that no test which
asks for MRI or CT takes it for one.  Only words count that nothing but an image tells,
at a level of the spine or of a structure that no other part of the body has.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.mentions import studies_named
from workbench.extract.rules.frames.imaging.study import Study
from workbench.extract.rules.frames.told.questions import is_readable, is_unticked
from workbench.extract.rules.language.risk_talk import risk_talk
from workbench.extract.rules.language.rules_told import rules
from workbench.extract.rules.model import DocumentView, Role, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ImagingFinding

DETAIL = "told"
"""The detail of such a reading."""

_NOTES = frozenset({"clinic-note", "therapy-record", "other"})
_TELLS: frozenset[Role] = frozenset(
    {
        "other",
        "history",
        "assessment",
        "plan",
        "imaging",
        "tests",
        "diagnoses",
        "impression",
        "findings",
        "indication",
        "past-history",
    }
)
"""Sections of a note in which a clinician speaks of what a scan showed."""
_AT_LEVEL = frozenset(
    {
        "compression",
        "instability",
        "translation",
        "lucency",
        "subsidence",
        "implant-migration",
        "facet-cyst",
        "retropulsion",
        "pars-defect",
    }
)
"""What a level makes a finding of the spine."""
_WHERE = ("foraminal", "recess", "central")
"""Narrowing counts where a part of the spine is said to be narrow at a level: stenosis
with no more is a diagnosis, of which an assessment tells without a reading."""
_ALONE = frozenset(
    {"cord-signal-change", "opll", "pseudarthrosis", "solid-fusion", "hardware-failure"}
    | {"retropulsion"}
)
"""What no other part of the body has, or only where its words name an implant."""
_OF_IMPLANT = frozenset({"hardware-failure", "pseudarthrosis", "solid-fusion"})
_IMPLANT = sought(
    r"\b(?:screws?|rods?|plates?|cages?|hardware|instrumentation|metalwork|constructs?"
    r"|implants?|spacers?|grafts?|fusions?|arthrodes[ie]s|acdf|[tpa]lif|lead|leads"
    r"|pseudo?arthros\w+)\b",
    re.IGNORECASE,
)
_WORDS = sought(
    r"\b(?:stenos\w+|stenotic|narrow\w*|hern\w+|hnp|prolaps\w+|protru\w+|extru\w+"
    r"|sequest\w+|bulg\w+|ruptur\w+|dis[ck]s?|osteophyt\w*|spurs?|spurring|compress\w*"
    r"|imping\w*|pinch\w*|squash\w*|squeez\w*|squished|press\w*|flatten\w*|indent\w*"
    r"|abut\w*|effac\w*|crowd\w*|myelomalac\w*|signal|hyperintens\w*|facets?|\w*listhesis"
    r"|slip\w*|slides?|spondy|instability|unstable|hypermobil\w*|translat\w*|lucen\w+"
    r"|halo|subsid\w*|sunk|settled|migrat\w*|cyst|retropuls\w*|opll|pars|spondylolysis"
    r"|pseudo?arthros\w+|non-?union|unite\w*|fus(?:ed|ion)|bridging|knit\w*|screws?"
    r"|rods?|plates?|cages?|hardware|instrumentation|metalwork|tight\w*|grafts?"
    r"|incorporat\w+|ankylos\w+|consolidat\w+|union|backed|broken?|loose\w*|snapped"
    r"|bent|lysis|cord|mm)\b",
    re.IGNORECASE,
)
_SPOKEN_OF = sought(
    r"\b(?:(?<!at )risks?|complications?|consent\w*|alternatives|explain\w*"
    r"|understands?"
    r"|counsel\w*|may (?:need|require|develop)|to (?:avoid|prevent|rule out|look for"
    r"|exclude|assess|evaluate)|r/o|rule[- ]out|prevention of|in case of|goals?|aims?"
    r"|if|unless|should|whether|until|once|when (?:there|imaging|an?|the)|criteri\w+"
    r"|polic\w+|guideline\w*"
    r"|requires?|required|covered|covers?|indications?|necessary|warrant\w*|benefits?"
    r"|handout|leaflet|brochure|worr\w+|anxious|afraid|fear\w*|concern\w*|chance"
    r"|per cent|\d+ ?%|educat\w+|father|mother|brother|sister|family)\b",
    re.IGNORECASE,
)
"""What is talked about, asked for or guarded against, and was not seen."""
_EARLIER = sought(
    r"\b(?:s/p|status[ -]?post|history of|h/o|hx of|prior|previous(?:ly)?|years? ago"
    r"|old|remote|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DEALT_WITH = sought(
    r"\b(?:operated|treated|decompressed|fixed|repaired|revised|removed|exchanged"
    r"|replaced|resected|resolved|gone|cured|relieved|taken out)\b",
    re.IGNORECASE,
)
"""What tells of something that was there once, or was dealt with."""
_ELSEWHERE = sought(
    r"\b(?:clavic\w+|collar ?bones?|ankles?|hips?|knees?|wrists?|elbows?|shoulders?"
    r"|f(?:oo|ee)t|toes?|hands?|fingers?|thumbs?|femur\w*|tibia\w*|fibula\w*|humer\w+|radius"
    r"|ulna|forearms?|ribs?|jaws?|teeth|tooth|dent\w+|pelvi[cs]|heels?|patell\w+)\b",
    re.IGNORECASE,
)
_AHEAD = sought(
    r"\b(?:will|would|could|may|might|can|going to|after|render\w*|creat\w+|caus\w+"
    r"|leav\w+|make)\b",
    re.IGNORECASE,
)
"""What tells of a state that an operation makes or time may bring."""
_MADE = frozenset({"instability", "translation", "hardware-failure", "pseudarthrosis"})
_EXAMINED = sought(
    r"\b(?:test|tests|tender\w*|palpat\w*|spurling\w*|kemp\w*|loading|maneuver|rom"
    r"|range of motion|reproduc\w*|provocat\w*|inject\w*|blocks?|esi|tfesi|ablat\w*|rfa"
    r"|needle\w*|stockings?|hose|dermatom\w*|massage|mobili[sz]ation|traction)\b",
    re.IGNORECASE,
)
"""What is examined with hands or treated with a needle at a level."""


def unnamed(view: DocumentView, taken: Iterable[Sentence]) -> Study | None:
    """What a note tells of the spine's images without a study's name.

    ``taken`` are the sentences that tell of studies named there.
    """
    if view.document.kind not in _NOTES:
        return None
    others = {one.start for one in taken}
    lines = [
        one
        for one in view.sentences
        if _WORDS.may_stand(one.text)
        and one.role in _TELLS
        and one.start not in others
        and _tells(one)
    ]
    if not lines:
        return None
    return Study(
        "other",
        None,
        None,
        "clinician",
        "uncertain",
        DETAIL,
        evidence=[view.cite_sentence(lines[0])],
        lines=[(one, None) for one in lines],
    )


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence may tell of what was seen."""
    text = sentence.text
    return (
        _WORDS.search(text) is not None
        and not _SPOKEN_OF.search(text)
        and not _EXAMINED.search(text)
        and not risk_talk(text)
        and not rules(text)
        and is_readable(sentence)
        and not is_unticked(sentence)
        and "?" not in text
        and not studies_named(text, readings=True)
    )


def of_image(found: ImagingFinding, sentence: Sentence) -> bool:
    """Whether a finding is one that only an image of the spine tells."""
    there = found.assertion in ("present", "uncertain")
    if there and _EARLIER.search(sentence.text) and found.kind not in _OF_IMPLANT:
        return False
    solid = found.kind == "solid-fusion"
    if there and not solid and _DEALT_WITH.search(sentence.text):
        return False
    if there and found.kind in _MADE and _AHEAD.search(sentence.text):
        return False
    placed = found.level is not None or found.site is not None
    if found.kind == "stenosis":
        return placed and found.location in _WHERE
    if found.kind in _AT_LEVEL - _ALONE:
        return placed
    if found.kind == "retropulsion":
        return not _IMPLANT.search(sentence.text)
    if found.kind in _OF_IMPLANT:
        return _of_spinal_implant(sentence.text)
    return found.kind in _ALONE and (placed or found.kind != "opll")


def _of_spinal_implant(text: str) -> bool:
    """Whether a text names an implant, and no bone but the spine's beside it."""
    return _IMPLANT.search(text) is not None and not _ELSEWHERE.search(text)
