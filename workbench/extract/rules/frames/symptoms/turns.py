"""Symptoms that a sentence tells by a turn of phrase and not by a word of complaint.

Pain that keeps to its place, a place with a score, the way that arrows draw, legs that
walking tires and sitting rests; and troubles that are over, or functions that are well.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import (
    Mark,
    as_side,
    find_sides,
    find_sites,
    is_pair,
)
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.frames.scores.ends import without_ends
from workbench.extract.rules.frames.symptoms.complaints import AXIAL
from workbench.extract.rules.frames.symptoms.handled import dropping
from workbench.extract.rules.frames.symptoms.lessened import lessened
from workbench.extract.rules.frames.symptoms.likened import likened
from workbench.extract.rules.frames.symptoms.organs import organs
from workbench.extract.rules.frames.symptoms.seats import pain_at
from workbench.extract.rules.frames.symptoms.ways import path
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side, Symptom

LEGS = frozenset(
    {"leg", "buttock", "anterior-thigh", "posterior-thigh", "lateral-thigh", "foot"}
    | {"posterior-calf", "lateral-calf"}
)
_ON_FEET = re.compile(
    r"\b(?:after|with|when(?:ever)?|while|on|upon|by|during|if|(?:each|every) time)\s"
    r"(?:(?:she|he|they|the patient|patient|pt)\s)?(?:is\s)?(?:prolonged\s|any\s)?"
    r"(?:walk(?:s|ing|ed)?|stand(?:s|ing)?|stood|ambulat\w+)\b"
    r"|\bafter\s(?:\w+\s){0,2}(?:blocks?|\d+ (?:m|meters?|metres?|yards?|feet))\b"
    r"|\b(?:after|in|within|past|beyond|at|w/)\s(?:(?:about|only|just|around|a few)\s)?"
    r"(?:\d{1,3}|1/2|half an?|an?|one|two|three|five|ten|fifteen|twenty)\s?"
    r"(?:min(?:ute)?s?\s(?:of\s)?(?:walking|standing|on (?:his|her|my|the) feet)"
    r"|blocks?|m|met(?:er|re)s|yards?|yds?|feet|ft)\b"
    r"|\b(?:with|w/|on)\s(?:walking|standing|ambulation)\b"
    r"|\b(?:amb|walk(?:s|ing)?|stand(?:s|ing)?)\s(?:[\w/-]+\s){0,5}?(?:before|brings on"
    r"|provokes|triggers|sets)\b|\b(?:walking|standing) tolerance\b",
    re.IGNORECASE,
)
_EASED = re.compile(
    r"(?<!not )(?<!n't )(?<!never )"
    r"\b(?:reliev\w+|eas(?:e|ed|es)|improv\w+|better|resolv\w+|relief|gone|stops?"
    r"|settl\w+|subsid\w+|abat\w+|goes away|go away|lets? up|clears?|disappears?)\b"
    r"[^.;]{0,40}"
    r"\b(?:sit\w*|sat|lean\w*|bend\w*|bent|stoop\w*|flex\w*|shopping cart|trolley"
    r"|rest(?:ing)?)\b"
    r"|\b(?:sit(?:s|ting)?(?: down)?|lean(?:s|ing)?(?: forward| over)?|bend(?:s|ing)?"
    r"(?: forward| over)?|rest(?:ing)?)\s(?:&\s|and\s|then\s|=\s?|makes? (?:it|them) "
    r"|they |it |them |the legs? )?(?:ok|okay|fine|better|clears?|eases?|helps?|fixes"
    r"|relieves?|settles?|goes?(?: away)?|gone|come right|right|stops?)\b"
    r"|\b(?:has|have|had|needs?|must|forced|making (?:him|her|me))\s(?:to\s)?"
    r"(?:stop and )?(?:sit|lean|bend|stoop)\b"
    r"|,\s(?:then )?(?:sits|leans|stoops)(?=\s?(?:[.,;]|\Z| down| on| over| to))"
    r"|\b(?:sits?|leans?|stoops?|bends?)\W{1,4}(?:(?:to|for)\s)?"
    r"(?:gone|relief|better)\b",
    re.IGNORECASE,
)
_HIGHEST = 10
"""The top of the scale of ten."""
_NEAR = 12
"""Characters between a place and the score of its pain."""
_OF_TEN = sought(
    r"(?<![\d/.])(?P<n>\d{1,2}(?:\.\d)?)\s?(?:/|out of)\s?(?:10|ten)(?![\d/])", re.I
)
_PAIN = re.compile(r"\bpain\b[^.;\d]{0,20}\Z", re.IGNORECASE)
_PAIN_NOW = sought(
    r"\bpain\s(?:now|today|currently|at present|right now)"
    r"(?:\W{1,3}0\s?(?:-|to)\s?10\b)?\W{1,3}(?P<n>\d{1,2})\b"
    r"(?![/.%]|\s?(?:-|to)\s?10|\s?(?:years|yrs|months|weeks|days|wks|mos|mg))",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"(?<!not )\b(?:(?:purely|strictly|only) axial"
    r"|axial (?:neck|back|spine|low|cervical|lumbar) |stays in"
    r"|(?:confined|limited) to the (?:neck|back|low)|non-?\s?radiating"
    r"|no (?:leg|arm|limb|radicular) (?:pain|symptoms|sx|radiation|component"
    r"|complaints)\b"
    r"|(?:does|do)(?: not|n't) (?:radiate|leave (?:the|my|his|her)"
    r"|go (?:into|anywhere)|spread|travel"
    r"|shoot|go down (?:the|my|his|her|either))"
    r"|(?:without|with no|no|denies) (?:any )?(?:radiation|spread)\b"
    r"(?! therapy| treat))",
    re.IGNORECASE,
)
"""Words that say that pain keeps to its place."""
_ORGAN = re.compile(
    r"(?:bladder|bowels?|b ?[/&] ?b|sphincters?|balance|gait|waterworks"
    r"|(?:hand\s)?dexterity|fine (?:motor|finger) \w+|buttons and \w+"
    r"|(?:neuro|neurologic(?:al)?) ros)"
    r"(?:\s?(?:/|&|and|or|,)?\s?(?:bladder|bowels?))?"
    r"(?:\s(?:function|control|habits))?",
    re.IGNORECASE,
)
FINE = re.compile(
    r"\s{0,2}(?:function|control|habits)?\s{0,2}[:=,-]?\s{0,3}"
    r"(?:(?:,\s?|\s?[&/]\s?)?(?:and\s)?(?:bladder|bowels?|sphincters?|gait|balance"
    r"|(?:peri-?anal|perineal|saddle|genital) sensation|anal tone)"
    r"(?: function)?\s){0,4}"
    r"(?:,?\s?(?:she|he|pt|patient) (?:says|reports|states|feels),?\s+)?"
    r"(?:(?:is|are|was|were)\s+)?(?:both\s|all\s)?"
    r"(?:normal|wnl|intact|fine|ok|okay|good|unremarkable|preserved|unaffected|negative"
    r"|no (?:new )?(?:problems?|concerns?|issues?|trouble|complaints?|symptoms?"
    r"|difficult(?:y|ies)|urgency|leak\w*|accidents?|incontinence|retention"
    r"|frequency|hesitancy|dysfunction)"
    r"|nil|stable|fully continent|no sx|no?(?=\s*(?:\Z|[.,;|)]))"
    r"|without (?:issue|problem|concern|complaint|difficult)\w*)\b",
    re.IGNORECASE,
)
"""Words right after a function that say that it is as it should be."""
_GONE = re.compile(
    r"\s{1,2}(?:(?:is|are|was|were|has|have|had|now|all|both|completely|fully|since|entirely"
    r"|totally|essentially|finally|been|100\s?%)\s+){0,3}"
    r"(?:gone(?! (?:dead|numb|to sleep))|resolved|settled|disappeared|subsided|abated"
    r"|cleared(?: up)?|went away|stopped|vanished|abolished|ceased|history now"
    r"|a thing of the past)\b(?!\s+(?:but|then|for|until|till))"
    r"(?![^.;\n]{0,40}(?:\b(?:return|recur|again)\w*|(?<!low )(?<!lower )(?<!upper )"
    r"\bback(?=\s*(?:[.,;)]|\Z|now|after|since|with|by|to|at|today|in))))",
    re.IGNORECASE,
)
"""Words right after a trouble that say that it is over and has not come back."""
_NIL_OF_TEN = re.compile(
    r"\s{0,2}(?:(?:is|was|now|at|score|level|VAS|NRS|today)\W{0,2}\s?){0,3}[:=]?\s?"
    r"0\s?(?:/|out of)\s?10\b(?![^.;\n]{0,60}[1-9]0?\s?(?:/|out of)\s?10)",
    re.IGNORECASE,
)
"""A score of nothing right behind a pain, where no other score follows."""
_AS_BEFORE = re.compile(
    r"\s{0,2}(?:function|control|habits)?\s{0,2}[:=,-]?\s{0,3}(?:(?:is|are|was|were|has"
    r"|have)\s+)?(?:no\s+(?:new\s+|recent\s+)?changes?|no\s+different|unchanged"
    r"|not\s+(?:been\s+)?(?:changed|altered|affected)|unaffected|unaltered|unremarkable"
    r"|as\s+(?:it\s+)?(?:always\s+)?(?:was|were|been|ever|before|usual)"
    r"|the\s+same(?!\s+(?:as\s+)?(?:trouble|problem)))",
    re.IGNORECASE,
)
_NO_CHANGE_IN = re.compile(
    r"\b(?:no\s+(?:new\s+|recent\s+|interval\s+|other\s+)?(?:changes?|alterations?|shift)"
    r"|unchanged|(?:not|nothing)\s+(?:\w+\s+){0,2}(?:noticed|noted|seen)\s+(?:any\s+|a\s+)?"
    r"changes?|without\s+(?:any\s+)?change)\s+(?:in|to|of|with)\s+"
    r"(?:(?:his|her|the|their)\s+)?(?:\w+,?\s+(?:or\s+|and\s+)?){0,3}\Z",
    re.IGNORECASE,
)


def besides(passage: Passage, found: list[Symptom]) -> Iterator[Symptom]:
    """What the turns of a sentence tell beside the complaints that it names."""
    yield from organs(passage, {one.kind for one in found})
    if not any(one.kind == "dexterity-loss" for one in found):
        yield from dropping(passage)
    yield from likened(passage, {one.kind for one in found})
    yield from _claudication(passage, found)
    yield from _staying(passage, found)
    if not any(one.kind == "pain" for one in found):
        told = list(_scored(passage))
        yield from told
        yield from _on_its_way(passage)
        if not told:
            yield from lessened(passage)


def _on_its_way(passage: Passage) -> Iterator[Symptom]:
    """The pain whose way arrows draw ("R neck > R arm > R thumb x 6 mo")."""
    if ">" not in passage.text and "\u2192" not in passage.text:
        return
    for place in path(passage.text):
        yield pain_at(passage, place)


def _claudication(passage: Passage, found: list[Symptom]) -> Iterator[Symptom]:
    """Leg trouble that walking or standing brings on and sitting or stooping eases."""
    ill = [one for one in found if one.site in LEGS and one.assertion == "present"]
    text = passage.text
    if not ill or any(one.kind == "neurogenic-claudication" for one in found):
        return
    if _ON_FEET.search(text) and _EASED.search(text):
        yield ill[0].model_copy(
            update={"kind": "neurogenic-claudication", "site": None, "roots": ()}
        )


def _staying(passage: Passage, found: list[Symptom]) -> Iterator[Symptom]:
    """Pain of neck or back that is said not to spread."""
    pains = [one for one in found if one.kind == "pain" and one.assertion == "present"]
    spread = [one for one in pains if one.site not in AXIAL]
    if pains and not spread and _STAYS.search(passage.text):
        if not any(one.kind == "axial-pain" for one in found):
            yield pains[0].model_copy(update={"kind": "axial-pain", "side": None})


def _scored(passage: Passage) -> Iterator[Symptom]:
    """Pain that a place and a score of ten tell without its name ("neck 5/10")."""
    marks = find_sites(passage.text)
    for now in _PAIN_NOW.finditer(without_ends(passage.text)):
        if int(now["n"]) <= _HIGHEST:
            yield _unplaced(passage, now["n"])
    for score in _OF_TEN.finditer(passage.text):
        before = [one for one in marks if one.end <= score.start()]
        if not before or score.start() - before[-1].end > _NEAR:
            behind = [one for one in marks if one.start >= score.end()][:1]
            if behind and _SCORED_PLACE.fullmatch(
                passage.text, score.end(), behind[0].start
            ):
                yield from _at_places(passage, score, marks)
                continue
            if _PAIN.search(passage.text[: score.start()]):
                yield _unplaced(passage, score["n"])
            continue
        gap = passage.text[before[-1].end : score.start()]
        if re.search(r"[;.]|\bstrength\b|\bpower\b|\bgrip\b", gap):
            continue
        place = before[-1]
        lead = passage.text[max(place.start - 20, 0) : place.start]
        sides = {as_side(mark.name) for mark in find_sides(lead)}
        yield Symptom(
            id="?",
            kind="pain",
            assertion="absent" if score["n"] == "0" else "present",
            site=place.name,
            side=None if place.name in AXIAL else one_side(sides, place.name),
            date=passage.view.document.date,
            evidence=tuple(evidence(passage)),
        )


_SCORED_PLACE = re.compile(
    r"\s(?:(?:in|at|over|for|to)\s)?(?:(?:the|his|her|my)\s)?"
    r"(?:(?:left|right|[LR])\s)?",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"[,;]\s?(?:but\s|and\s)?(?:none|nothing|0|zero)\s(?:in|down|into|at)\s"
    r"(?:(?:the|either|his|her|my)\s)?(?:(?:left|right|[LR])\s)?\Z",
    re.IGNORECASE,
)


def _at_places(
    passage: Passage, score: re.Match[str], marks: list[Mark]
) -> Iterator[Symptom]:
    """The place behind its score, and a place said to be spared ("7/10 neck, none in
    the arm")."""
    behind = [one for one in marks if one.start >= score.end()]
    for at, place in enumerate(behind):
        lead = passage.text[: place.start]
        spared = _SPARED.search(lead) is not None
        if at and not spared:
            return
        sides = {as_side(mark.name) for mark in find_sides(lead[score.end() :])}
        side = sides.pop() if len(sides) == 1 and place.name not in AXIAL else None
        yield Symptom(
            id="?",
            kind="pain",
            assertion="absent" if spared or score["n"] == "0" else "present",
            site=place.name,
            side=side,
            date=passage.view.document.date,
            evidence=tuple(evidence(passage)),
        )


def _unplaced(passage: Passage, value: str) -> Symptom:
    """Pain that only its score tells of ("Pain 4/10 with typing").

    Nothing at rest and something at work is pain.
    """
    scores = {one["n"] for one in _OF_TEN.finditer(passage.text)}
    elsewhere = bool(scores - {"0"})
    return Symptom(
        id="?",
        kind="pain",
        assertion="present" if value != "0" or elsewhere else "absent",
        date=passage.view.document.date,
        evidence=tuple(evidence(passage)),
    )


def one_side(sides: set[Side | None], text: str) -> Side | None:
    """The side of a ticked place: the one named, else both for a plural."""
    if len(sides) == 1:
        return next(iter(sides))
    return "bilateral" if not sides and is_pair(text.strip(" .,;:[]xX")) else None


def is_over(text: str, word: Mention) -> bool:
    """Whether a trouble is told to be gone, or an organ to work as it should."""
    fine = _ORGAN.fullmatch(word.text) and FINE.match(text, word.end)
    over = _GONE.match(text, word.end) or _NIL_OF_TEN.match(text, word.end)
    return bool(fine or over) or _is_unchanged(text, word)


def _is_unchanged(text: str, word: Mention) -> bool:
    """Whether a function that only its organ names is as before ("Bladder: no change").

    Of a named trouble ("incontinence, no change") the same words say that it lasts.
    """
    if not _ORGAN.fullmatch(word.text):
        return False
    after = _AS_BEFORE.match(text, word.end)
    return bool(
        after or _NO_CHANGE_IN.search(text[max(word.start - 60, 0) : word.start])
    )
