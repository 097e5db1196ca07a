"""Symptoms as the record reports them: one fact per complaint and place, with side.

What an examination or a study found is no symptom; neither is a word in a plan, a list
of risks or a goal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import is_goal
from workbench.extract.rules.frames.exam.marks import (
    as_side,
    find_sides,
    find_sites,
    is_pair,
)
from workbench.extract.rules.frames.passages import (
    Passage,
    evidence,
    is_exam,
    is_imaging_text,
    is_operative_text,
    is_review,
    passages,
)
from workbench.extract.rules.frames.roots import find_roots
from workbench.extract.rules.frames.symptoms.answered_sides import answered_sides
from workbench.extract.rules.frames.symptoms.asked_where import without_answers
from workbench.extract.rules.frames.symptoms.before_procedure import tells_complaint
from workbench.extract.rules.frames.symptoms.boxed import is_answer, options
from workbench.extract.rules.frames.symptoms.carried import carried
from workbench.extract.rules.frames.symptoms.complaints import (
    AXIAL,
    Group,
    Place,
    group,
)
from workbench.extract.rules.frames.symptoms.gone_since import gone_since, well_then
from workbench.extract.rules.frames.symptoms.named_after import names_house
from workbench.extract.rules.frames.symptoms.of_medicines import of_medicine
from workbench.extract.rules.frames.symptoms.organs import organs_examined
from workbench.extract.rules.frames.symptoms.pointing import (
    of_one_side,
    pointing_back,
    with_legs,
)
from workbench.extract.rules.frames.symptoms.seats import seats
from workbench.extract.rules.frames.symptoms.tested import until_exam
from workbench.extract.rules.frames.symptoms.told_on import printed, told_on
from workbench.extract.rules.frames.symptoms.touching import side_right_before
from workbench.extract.rules.frames.symptoms.turns import (
    FINE,
    besides,
    is_over,
)
from workbench.extract.rules.frames.told.diagnoses import own_impression
from workbench.extract.rules.language import context
from workbench.extract.rules.language.before_now import only_before
from workbench.extract.rules.model import (
    DocumentView,
    Mention,
    PacketView,
    Role,
    Seven,
)
from workbench.extract.rules.whole.long_past import had_then
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, Side, Symptom

_SILENT: frozenset[Role] = frozenset(
    {
        "plan",
        "medications",
        "exam",
        "technique",
        "comparison",
        "findings",
        "signature",
        "procedure",
        "past-surgery",
        "social",
        "tests",
        "imaging",
    }
)
_DIAGNOSTIC: frozenset[Role] = frozenset(
    {"diagnoses", "assessment", "impression", "request", "indication"}
)
_NAMES_DIAGNOSIS = re.compile(r"\bradicul(?:opath(?:y|ies)|itis)\b", re.IGNORECASE)
_DIAGNOSED = re.compile(r"\bdiagnos(?:is|es|ed|tic)\b|\bEMG|\bNCS", re.IGNORECASE)
_RAISING = sought(
    r"\bwithout (?:\w+ )?(?:exacerbat|aggravat|worsen|increas|provok|trigger)\w*"
    r"[^.;]{0,30}\Z",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"(?:\d/(?:12|52)\s*|\d\+?[\s-]*(?:y|yrs?|years?|mos?|months?|w|wks?|weeks?"
    r"|days?)\.?|long|"
    r"longstanding|chronic)[\s-]*(?:h/o|hx of|history of|hx)\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_AGED = sought(r"\byears?[ -]old\b|\by/?o\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:history|h/o|hx|prior|previous|s/p|status post|past)\b", re.I)
_MINUS = re.compile(r"[,;]\s*-\s?\Z")
_RISK = sought(
    r"\brisks?\b|\bside effects?\b|\bcomplications?\b|\breturn precautions\b|"
    r"\binformed consent\b"
    r"|\bred flags?\b(?=.*\b(?:reviewed|explained|discussed|taught|counsel\w*|told)\b)"
    r"|\bmay (?:follow|occur|result|arise)\b|\bshould be reported\b|\bshould (?:you"
    r"|she|he|they) (?:develop|"
    r"experience)\b",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:sources?|causes?|a?etiolog\w+|explanations?|generators?)\s(?:of|for)\s"
    r"(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:other|another|alternat\w+|potential|possible|competing|reasonable)\b",
    re.IGNORECASE,
)
_PLACELESS = frozenset(
    {
        "gait-imbalance",
        "bladder-dysfunction",
        "bowel-dysfunction",
        "saddle-anesthesia",
        "neurological-symptoms",
        "asymptomatic",
        "neurogenic-claudication",
        "no-radiation",
        "no-pain",
        "saddle-fine",
        "continent",
        "bladder-fine",
        "bladder-told",
        "bowel-fine",
        "bowel-told",
        "dexterity-fine",
        "no-falls",
        "saddle-told",
        "saddle-whole",
    }
)
_WHOLE = frozenset({"neurological-symptoms", "asymptomatic", "radicular-symptoms"})
_LEAD = 60
_AXIAL_ONLY = frozenset({"headache", "headache-abbreviated"})
_SEATS = frozenset({"occiput", "head", "face", "neck", "upper-neck"})
_ABSENT: frozenset[Seven] = frozenset({"negated", "not_done"})
_NEUTRAL = re.compile(
    r"\b(?:gait|balance|bowels?|bladder|dexterity|sphincters?|b/b|b&b|waterworks"
    r"|fine (?:motor|finger) \w+|buttons and \w+)\b[^.;]{0,12}\Z",
    re.I,
)
_TROUBLE = re.compile(
    r"\b(?:difficult\w*|trouble|problems?|issues?|loss|lost|los(?:es|ing|e)|for balance"
    r"|dysfunction|chang\w+|incontinen\w*|"
    r"worse\w*|worsening|impair\w*|poor|decreas\w+|abnormal\w*|symptoms?|complaints?"
    r"|disturb\w*|"
    r"urgency|retention|hesitancy|unstead\w*|off|instability|control|declin\w+"
    r"|deteriorat\w+|"
    r"den(?:y|ies|ied|ying)|no|without|negative|involvement|slow\w*|imbalance)\b",
    re.IGNORECASE,
)


_AT_EASE = re.compile(
    r"\b(?:without|with no)\s(?:any\s|much\s)?"
    r"(?:difficult\w*|trouble|problems?|issues?)"
    r"|[;.]|,\s*(?:no|not|denies|without|normal|neg|ok|intact)\b"
    r"|\s(?:is\s|are\s)?(?:ok|okay|fine|good|steady|intact|normal|wnl)\b",
    re.IGNORECASE,
)
"""Words after a function that say that it goes well, or of something else."""


def read(document: DocumentView, packet: PacketView) -> list[Symptom]:
    """All symptom facts of a document, in reading order."""
    found: list[Symptom] = []
    before: list[Symptom] = []
    last: Passage | None = None
    for whole in passages(document):
        passage = until_exam(whole) or whole
        if passage.role == "exam" and not _speaks(passage):
            found += organs_examined(passage)
        if _speaks(passage):
            told = list(dict.fromkeys(_sentence(passage)))
            told = pointing_back(passage.text, told, before)
            told = list(dict.fromkeys(carried(passage, told, last)))
            told = of_one_side(passage.text, told, before)
            found += told
            before = told or before
        last = whole
    return found


def _speaks(passage: Passage) -> bool:
    kind = passage.view.document.kind
    boxed = passage.sentence.block.kind == "checkbox" and passage.role == "plan"
    reviewed = passage.role == "exam" and is_review(passage.text)
    before = tells_complaint(passage)
    if (
        (passage.role in _SILENT and not (boxed or reviewed or before))
        or is_goal(passage)
        or _RISK.search(passage.text)
    ):
        return False
    if (is_operative_text(passage) and not before) or is_exam(passage):
        return False
    if is_imaging_text(passage) and not own_impression(passage.view, passage.sentence):
        return False
    if kind == "nerve-study":
        return passage.role in ("history", "indication", "header", "request")
    return kind != "laboratory"


def _sentence(passage: Passage) -> Iterator[Symptom]:
    if is_answer(passage):
        yield from options(passage)
        return
    words = lexicon.load("symptoms").find(passage.text)
    regions = [word for word in words if "region" in word.attributes]
    kinds = [w for w in words if "region" not in w.attributes and _counts(passage, w)]
    kinds = _without_weak(kinds)
    found = [
        fact
        for one in group(
            without_answers(passage.sentence, passage.text), kinds, regions
        )
        for fact in _of_group(passage, one)
    ]
    found += seats(passage) if not found else []
    found = list(answered_sides(passage, found))
    yield from with_legs(passage.text, found)
    yield from besides(passage, found)


_LEFT_BLANK = re.compile(r"\s?[:?]?\s?_{2,}(?!\w)")
"""The empty line of a form behind the name of a complaint."""
_DISEASE = re.compile(
    r"\b(?:cancer|carcinoma|tumou?r|metasta\w+|lymphoma|melanoma|infection|rash|abscess"
    r"|cellulitis|malignan\w+|disease)\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)
"""What spreads here is a disease, not a pain."""


_BOUNDED = re.compile(
    r"\s(?:that goes |going |radiating )?(?:below|past|beyond|above|distal to)\s"
    r"(?:(?:the|either|his|her|both|my|left|right)\s)+",
    re.I,
)
"""Where a denial ends: "no pain below the knee" says nothing of the back."""


def _counts(passage: Passage, word: Mention) -> bool:
    """Leave out diagnosis lists and neutral words ("gait") that tell of no trouble."""
    if of_medicine(passage.text, word) or _of_house(passage, word):
        return False
    if _LEFT_BLANK.match(passage.text, word.end) or printed(passage.text, word.end):
        return False
    if _NAMES_DIAGNOSIS.search(word.text):
        lead = passage.text[max(word.start - 40, 0) : word.start]
        if passage.role in _DIAGNOSTIC or _DIAGNOSED.search(lead):
            return False
    told = word.implies is not None or word.concept.endswith("-told")
    if (
        not told
        and _NEUTRAL.search(word.text)
        and not FINE.match(passage.text, word.end)
    ):
        ease = _AT_EASE.search(passage.text, word.end)
        text = passage.text[: ease.start()] if ease else passage.text
        return bool(_TROUBLE.search(text))
    if "weak" in word.attributes and _DISEASE.search(passage.text[: word.start]):
        return False
    lead = passage.text[max(word.start - 60, 0) : word.start]
    return not (_SOURCES.search(lead) and _OTHER.search(passage.text))


def _of_house(passage: Passage, word: Mention) -> bool:
    """Whether a complaint stands in a name ("Harbor Spine & Pain Group")."""
    text, at = passage.view.source.text, passage.sentence.start
    return names_house(text, at + word.start, at + word.end)


def _without_weak(kinds: list[Mention]) -> list[Mention]:
    """A word of spread is a complaint of its own only where none comes before it."""
    kept: list[Mention] = []
    for word in kinds:
        if "weak" in word.attributes and kept:
            continue
        kept.append(word)
    return kept


def _of_group(passage: Passage, one: Group) -> Iterator[Symptom]:
    roots = _roots(passage, one)
    for index, word in enumerate(one.kinds):
        lead = passage.text[max(word.start - 60, 0) : word.start]
        seven = word.implies or context.assertion(passage.sentence, word, state=True)
        seven = _settled(passage, seven, lead)
        if seven == "negated" and told_on(passage.text, word.start, word.end):
            seven = "present"
        if seven == "present" and is_over(passage.text, word):
            seven = "negated"
        if seven == "present" and (
            gone_since(passage.text, word.start, word.end)
            or had_then(passage.text, word.start, word.end, passage.view.document.date)
        ):
            seven = "historical"
        if seven == "negated" and well_then(passage.text, word.start, word.end):
            continue
        places = _places(word, one.places_of(index))
        for kind in word.attributes.get("kind", word.concept).split():
            yield from _facts(passage, word, kind, places, one, roots, seven)


def _settled(passage: Passage, seven: Seven, lead: str) -> Seven:
    """Turns of phrase of complaints that the general triggers read otherwise."""
    if seven == "negated" and _RAISING.search(lead):
        return "present"
    if seven == "possible" and passage.sentence.block.checked and "?" in passage.text:
        return "present"
    aged = _AGED.search(lead) and not _PAST.search(lead)
    if seven == "historical" and (aged or _LASTING.search(lead)):
        return "present"
    if seven == "present" and (_MINUS.search(lead) or _runs_on_minus(passage, lead)):
        return "negated"
    return seven


def _runs_on_minus(passage: Passage, lead: str) -> bool:
    """ "+ numbness. - headache": a minus inside a line, where a bullet cannot be."""
    if lead.strip() != "-":
        return False
    text, start = passage.view.source.text, passage.sentence.start
    return bool(text[text.rfind("\n", 0, start) + 1 : start].strip())


def _places(word: Mention, places: list[Place]) -> list[Place]:
    if word.concept in _PLACELESS:
        return []
    if word.concept in _AXIAL_ONLY:
        return [place for place in places if place.site in _SEATS]
    if "axial-pain" in word.attributes.get("kind", word.concept):
        return [place for place in places if place.site in AXIAL]
    return places


def _facts(
    passage: Passage,
    word: Mention,
    kind: str,
    places: list[Place],
    one: Group,
    roots: tuple[str, ...],
    seven: Seven,
) -> Iterator[Symptom]:
    assertion = _assertion(passage, word, seven)
    if assertion is None or word.attributes.get("only", assertion) != assertion:
        return
    places = _own_places(passage.text, word, one, places)
    if not places and assertion == "absent" and _BOUNDED.match(passage.text, word.end):
        return
    if not places and (roots or word.attributes.get("needs") != "place"):
        side = one.side or _denied_side(passage, word, assertion)
        side = None if word.concept in _PLACELESS - _WHOLE else side
        places = [Place("", word.start, word.end, side)]
    limbs = [place for place in places if place.site not in _SEATS]
    beside = _root_side(passage.text) if roots else None
    over = None
    if word.concept in _AXIAL_ONLY:
        over = side_right_before(passage.text, word.start)
    for place in places:
        spared = bool(_NONE_THERE.search(passage.text[: place.start]))
        yield Symptom(
            id="?",
            kind=kind,
            assertion="absent" if spared and assertion == "present" else assertion,
            site=place.site or None,
            side=place.side or beside or over,
            date=passage.view.document.date,
            roots=roots if place in limbs or not limbs else (),
            evidence=tuple(evidence(passage)),
        )


def _own_places(
    text: str, word: Mention, one: Group, places: list[Place]
) -> list[Place]:
    """The places, with that which a complaint names in its own words."""
    own = word.attributes.get("site")
    if own:
        side = None if own in AXIAL else one.side or _pair(word.text)
        if side is None:
            side = side_right_before(text, word.start)
        return [Place(own, word.start, word.end, side), *places]
    if word.concept not in _SWALLOWS or places:
        return places
    before = side_right_before(text, word.start)
    return [
        Place(
            mark.name,
            word.start,
            word.end,
            before or one.side or _pair(word.text[mark.start : mark.end]),
        )
        for mark in find_sites(word.text)
    ]


def _pair(words: str) -> Side | None:
    """Both sides, where the words name a pair ("legs strong")."""
    return "bilateral" if is_pair(words) else None


_SWALLOWS = ("strength-fine", "numbness", "tingling")
"""Complaints whose words may hold their place ("her hands are asleep")."""
_NONE_THERE = re.compile(
    r"[,;(\u2013-]\s?(?:but\s|and\s)?(?:none|nothing|not|never|nil)\s"
    r"(?:at all\s)?(?:in|into|down|to|at|below|of)\s"
    r"(?:the\s|either\s|her\s|his\s)?(?:right\s|left\s)?\Z",
    re.IGNORECASE,
)
"""What says of a place that the complaint spares it: "across the back, none in ..."."""


def _denied_side(passage: Passage, word: Mention, said: Assertion) -> Side | None:
    """The side of a limb before "no symptoms": the other side is not spoken of."""
    lead = passage.text[: word.start]
    if said != "absent" or word.concept not in _WHOLE or len(lead) > _LEAD:
        return None
    named = {as_side(mark.name) for mark in find_sides(lead)}
    return next(iter(named)) if len(named) == 1 else None


def _assertion(passage: Passage, word: Mention, seven: Seven) -> Assertion | None:
    if word.implies == "negated":
        over = only_before(passage.text, word.start, word.end)
        return None if over else "absent"
    if word.implies is not None:
        return "present"
    if seven in _ABSENT:
        return "absent"
    made = context.to_assertion(seven, context.detail(passage.sentence, word))
    if made == "present" and passage.role == "past-history":
        return "historical"
    return made if made in get_args(Assertion) else None


def _root_side(text: str) -> Side | None:
    """The side that stands right before a root ("the left L5 dermatome")."""
    marks = find_sides(text)
    sides = {
        as_side(mark.name)
        for start, _, _ in find_roots(text)
        for mark in marks
        if 0 <= start - mark.end <= 1
    }
    return next(iter(sides)) if len(sides) == 1 else None


def _roots(passage: Passage, one: Group) -> tuple[str, ...]:
    """Roots named beside the group, with no other group nearer."""
    found: list[str] = []
    for start, end, names in find_roots(passage.text):
        low, high = min(end, one.start), max(start, one.end)
        gap = (
            passage.text[one.end : start]
            if start >= one.end
            else passage.text[end : one.start]
        )
        if high - low < 160 and not re.search(r"[;.]|\bbut\b", gap):
            found += names
    return tuple(dict.fromkeys(found))
