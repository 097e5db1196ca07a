"""What the record says in so many words: evaluations, discussions, risks, diagnoses.

The words stand in ``lexicon/told.yaml`` with the list and kind of fact that they make;
whether it is so, denied, planned or doubtful is read from the words around.  Text that
speaks of imaging or retells a policy makes none.
"""

from __future__ import annotations

from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.told_fractures import (
    broken,
    each_vertebra,
    is_fracture,
    of_age,
)
from workbench.extract.rules.frames.measured.limbs_studied import with_limb
from workbench.extract.rules.frames.passages import (
    Passage,
    dates_in,
    evidence,
    is_imaging_text,
    passages,
)
from workbench.extract.rules.frames.roots import own_root
from workbench.extract.rules.frames.sessions.screened import found_nothing
from workbench.extract.rules.frames.told import verdicts
from workbench.extract.rules.frames.told.ahead import is_ahead
from workbench.extract.rules.frames.told.blanks import (
    left_empty,
    only_asks,
    unanswered,
)
from workbench.extract.rules.frames.told.demanded import is_demanded
from workbench.extract.rules.frames.told.denied import behind_denial
from workbench.extract.rules.frames.told.differential import left_by_list
from workbench.extract.rules.frames.told.enrolment import enrolled
from workbench.extract.rules.frames.told.everybody import tells_everybody
from workbench.extract.rules.frames.told.mentions import HEAD, mentions
from workbench.extract.rules.frames.told.narrated import bears_name
from workbench.extract.rules.frames.told.others import is_a_relatives, of_another
from workbench.extract.rules.frames.told.over_since import over_since
from workbench.extract.rules.frames.told.overcome import is_overcome
from workbench.extract.rules.frames.told.own_values import (
    all_denied,
    none_behind,
    without_asked,
)
from workbench.extract.rules.frames.told.places import felt, place, space
from workbench.extract.rules.frames.told.professions import author_by_head, profession
from workbench.extract.rules.frames.told.questions import answered_no
from workbench.extract.rules.frames.told.values import with_values
from workbench.extract.rules.frames.told.weighed import is_over, is_weighed
from workbench.extract.rules.language import context
from workbench.extract.rules.language.risk_talk import ticks_risks
from workbench.extract.rules.model import (
    DocumentView,
    Mention,
    PacketView,
    Sentence,
    Seven,
)
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.whole.long_past import had_then
from workbench.schema.case import (
    Assertion,
    Diagnosis,
    ExamFinding,
    Fact,
    RiskFactor,
    Statement,
    Symptom,
    Test,
    Treatment,
)
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

_MAKERS: dict[str, type[Fact]] = {
    "diagnoses": Diagnosis,
    "exam_findings": ExamFinding,
    "risk_factors": RiskFactor,
    "statements": Statement,
    "symptoms": Symptom,
    "tests": Test,
    "treatments": Treatment,
}
_NEGATIVE = re.compile(r"\b(?:negative|neg\.?|normal|absent)\b|\(-\)", re.IGNORECASE)
_STUDY = re.compile(r"\bNCT\s?\d{8}\b", re.IGNORECASE)
_NOT_CLEARED = re.compile(
    r"\b(?:cannot|can not|do not|unable to) (?:support|recommend|clear|endorse)\b"
    r"|\bnot (?:been )?(?:cleared|recommended|a good candidate|an? (?:suitable|appropriate)"  # noqa: E501
    r" candidate)|\bcontraindicat\w+|\bpoor candidate\b",
    re.IGNORECASE,
)
_CLEARED = re.compile(
    r"\b(?:cleared|no (?:psychological |psychiatric )?(?:contraindications?|barriers?)"
    r"|(?:good|suitable|appropriate|acceptable) candidate)\b",
    re.IGNORECASE,
)


def read(document: DocumentView, packet: PacketView) -> list[Fact]:
    """The facts that one document states in the words of the lexicon."""
    found: list[Fact] = []
    for passage in passages(document):
        reported = is_imaging_text(passage) and not _concludes_visit(passage)
        seen: dict[str, Fact] = {}
        also: list[Fact] = []
        told_of = mentions(passage)
        for mention in without_asked(passage.text, told_of):
            said = mention.attributes["kind"]
            listed = "narrative" in mention.attributes and passage.role in _LISTED
            if listed or _settled(seen.get(said)):
                continue
            if reported and said not in _OF_REPORTS:
                continue
            if only_asks(passage.text, mention) or left_empty(passage.text, mention):
                continue
            fact = _fact(passage, mention)
            if fact is not None and fact.assertion == "present":
                fact = None if unanswered(passage.text, mention) else fact
            if fact is not None and (said not in seen or fact.assertion == "present"):
                fact = with_limb(document, fact)
                seen[said], *others = each_vertebra(passage.text, mention, fact)
                also += others
        told = [*seen.values(), *also]
        found += told if reported else with_values(passage, told)
    return found


def _settled(told: Fact | None) -> bool:
    """Whether a passage needs no further word of a kind.

    A risk that is there is told whatever part of it is not ("weight loss: N | cancer
    history: Y").
    """
    if told is None:
        return False
    return not (told.kind in _OF_PARTS and told.assertion == "absent")


def _concludes_visit(passage: Passage) -> bool:
    """Whether an "Impression" is a visit's own, and no radiologist's.

    What follows a film told in a note stands under it, too, and is the note's.  A page
    of no known kind is a visit's where it examines the patient, tells a history or is
    headed by who examines no films.
    """
    kind = passage.view.document.kind
    view = passage.view
    own = kind == "other" and (_sees_patient(view) or bool(author_by_head(view)))
    noted = kind == "clinic-note" or own
    return noted and passage.role in ("impression", "imaging")


def _sees_patient(view: DocumentView) -> bool:
    return any(one.role in ("exam", "history", "plan") for one in view.sections)


_LISTED = ("assessment", "diagnoses", "impression", "request")
"""Where diagnoses are told by the reader of lists."""


_OF_PARTS = ("suspected-cancer", "systemic-infection")
"""Risks of several signs, of which one may be there and another not."""
_OF_PLANS = ("planned-facet-resection",)
"""What is told of an operation to come, and so is planned wherever it is so."""
_OF_REPORTS = (
    "osteoporotic-fracture", "suspected-cancer", "cord-compression", "csf-leak",
    "osteoporosis",
)  # fmt: skip
"""What the report of a study may diagnose by itself."""


def _fact(passage: Passage, mention: Mention) -> Fact | None:
    name, kind = mention.attributes["list"], mention.attributes["kind"]
    if kind == "urgent" and tells_everybody(passage.text):
        return None
    if name == "statements" and _of_nobody(passage.text, mention):
        return None
    if name == "diagnoses" and of_another(passage.text, mention):
        return None
    if name == "diagnoses" and left_by_list(passage.view, passage.sentence, mention):
        return None
    if name == "diagnoses" and bears_name(passage.text, mention):
        return None
    if name == "risk_factors" and (
        is_a_relatives(passage.text, mention) or _is_talked_over(passage)
    ):
        return None
    assertion = _assertion(passage, mention)
    if assertion is None:
        return None
    if kind == "study-enrolment":
        assertion = enrolled(passage.text, assertion)
    values: dict[str, Any] = {
        "id": "?",
        "kind": kind,
        "assertion": assertion,
        "evidence": tuple(evidence(passage)),
    }
    values |= _details(name, kind, passage, mention)
    if kind == "fracture" and "site" not in values:
        values |= _lone_vertebra(passage, values["evidence"])
    if mention.attributes.get("said") == "absent":
        values["assertion"] = "absent"
    if name == "treatments" and assertion == "planned":
        values["status"] = "planned"
    return _MAKERS[name](**values)


def _is_talked_over(passage: Passage) -> bool:
    """Whether a ticked box stands in a line of risks that a consent names."""
    if not passage.sentence.block.checked:
        return False
    text, start = passage.view.source.text, passage.sentence.start
    return ticks_risks(text[text.rfind("\n", 0, start) + 1 : start + 2])


def _of_nobody(text: str, mention: Mention) -> bool:
    """Whether a statement is a rule's, or somebody's beside the patient."""
    return is_demanded(text, mention.attributes["kind"]) or of_another(text, mention)


def _assertion(passage: Passage, mention: Mention) -> Assertion | None:
    risk = mention.attributes["list"] == "risk_factors"
    if all_denied(passage.text, mention.end) or (
        risk and none_behind(passage.text, mention.end)
    ):
        return "absent"
    if mention.implies == "present" and _denied_field(passage.sentence, mention):
        return "absent"
    mention = behind_denial(mention)
    seven = _in_time(passage, mention)
    if mention.concept == _EXPLAINED and _UNTOLD.match(passage.text, mention.end):
        return "absent"
    explained = mention.implies == "present" and mention.concept == _EXPLAINED
    looked_for = seven == "possible" and "doubted" in mention.attributes
    if mention.implies and (explained or looked_for or seven not in _DOUBTS):
        seven = mention.implies
    said = context.to_assertion(seven, context.detail(passage.sentence, mention))
    if risk and said in ("present", "absent"):
        said = _risk_today(passage.text, mention, said)
    if said == "absent" and found_nothing(passage.text, mention):
        return "present"
    if mention.attributes["list"] == "exam_findings" and said == "present":
        rest = passage.text[max(mention.start - 20, 0) : mention.end + 25]
        return "absent" if _NEGATIVE.search(rest) else said
    if _stays(passage, mention, seven):
        return "present"
    if mention.attributes["list"] == "diagnoses" and said == "present":
        return _diagnosed(passage, mention)
    judged = mention.attributes["list"] in ("statements", "tests", "treatments")
    kind = mention.attributes["kind"]
    ahead = kind != "urgent" and (is_ahead(passage, mention) or kind in _OF_PLANS)
    if judged and said in ("present", "historical") and ahead:
        return "planned"
    return "present" if judged and said == "historical" else said


def _in_time(passage: Passage, mention: Mention) -> Seven:
    """What the context says, and that what was had in a year long gone is history."""
    seven = context.assertion(passage.sentence, mention, state=True)
    day = passage.view.document.date
    over = had_then(passage.text, mention.start, mention.end, day)
    return "historical" if seven == "present" and over else seven


def _risk_today(text: str, mention: Mention, said: Assertion) -> Assertion:
    """What is left of a risk today: those that are over and uses told as past."""
    if said == "present" and over_since(text, mention):
        return "historical"
    of_use = mention.attributes["kind"] == "substance-use"
    return _use_of_substances(text, mention, said) if of_use else said


def _denied_field(sentence: Sentence, mention: Mention) -> bool:
    """Whether words stand in a field's label and its value denies them.

    Words that reach into the value ("conservative care: none") say it themselves.
    """
    inside = mention.end <= len(sentence.block.label or "")
    return inside and answered_no(sentence, mention.start)


_LASTING = ("migraine", "fibromyalgia", "angina", "peripheral-neuropathy")
"""What a list of past illnesses names as what the patient has."""


def _only_listed_before(passage: Passage, mention: Mention) -> bool:
    """Whether nothing but the heading of its list makes a condition one of the past."""
    bare = context.read(passage.sentence, mention, state=True, prior=False)
    return bare.seven == "present"


def _diagnosed(passage: Passage, mention: Mention) -> Assertion:
    """How a condition that is named stands: left, weighed, over, or there."""
    left = verdicts.of_condition(passage.sentence, mention.attributes["kind"])
    if left:
        return left
    if is_weighed(passage.text, mention):
        return "uncertain"
    text, day = passage.text, passage.view.document.date
    over = is_over(text, text) or is_overcome(text, mention, day)
    return "historical" if over else "present"


def _stays(passage: Passage, mention: Mention, seven: Seven) -> bool:
    """Whether it is there although its words speak of a pause or of the past."""
    text, kind = passage.text, mention.attributes["kind"]
    if seven == "historical" and kind in _LASTING:
        return _only_listed_before(passage, mention)
    if kind == "coagulopathy" and seven in ("not_done", "negated"):
        return _HELD.match(text, mention.end) is not None
    return kind in ("contrast-allergy", "osteoporosis") and seven == "historical"


_HELD = re.compile(
    r"\W{0,4}(?:is |was |to be |will be )?(?:held|on hold|paused|stopped|deferred)\b",
    re.I,
)
"""A thinner that is held for a day is a thinner that is taken."""
_ACTIVE = re.compile(
    r"(?<!no )(?<!denies )(?<!denied )(?<!without )(?<!any )\b(?:active|current|ongoing"
    r"|untreated)\s+(?:\w+\s)?\Z",
    re.I,
)
_LISTED_NO = re.compile(
    r"\b(?:no|denies|denied|without|negative for|free of|neither)\b[^.;:]{0,90}"
    r"(?:,|/|\bor|\bnor|\band)\s*\Z",
    re.I,
)
"""A list that is denied as far as the use called active ("no mania or active ...")."""
_REMISSION = re.compile(
    r"(?<!not in )\b(?:remission|sober|in recovery|recovered)\b", re.I
)


def _use_of_substances(text: str, mention: Mention, said: Assertion) -> Assertion:
    """A use called active is present, whatever else is declined; remission is past."""
    active = _ACTIVE.search(text[: mention.start])
    if active and not _LISTED_NO.search(text[: active.start()]):
        return "present"
    over = said == "present" and _REMISSION.search(text)
    return "historical" if over else said


_EXPLAINED = "patient-education"
"""Talk of risks, whose very words make what they name hypothetical."""
_UNTOLD = re.compile(
    r"\W+(?:(?:of|for) (?:[\w-]+ ){1,5})?(?:(?:were|was|are|have|has|had) )?not "
    r"(?:yet |been |yet been )?(?:discussed|reviewed|explained|addressed|gone over)\b",
    re.IGNORECASE,
)
_DOUBTS = ("family", "hypothetical", "possible")
"""Readings that hold against words that carry their own assertion.

What is looked for may be doubted (``doubted``): a suspected abscess is a sure reason.
"""


def _details(
    name: str, kind: str, passage: Passage, mention: Mention
) -> dict[str, Any]:
    text, day = passage.text, passage.view.document.date
    if name == "statements":
        about = tuple(one.upper().replace(" ", "") for one in _STUDY.findall(text))
        is_study = kind == "study-enrolment"
        return {"speaker": "clinician", "about": about if is_study else ()}
    if name == "tests":
        days = dates_in(text, day)
        return {
            "by": profession(passage, HEAD),
            "date": days[0].value if days else None,
            "result": _result(text),
        }
    if name == "diagnoses":
        told = {"name": mention.text, "start": _began(passage, mention)}
        root = own_root(kind, text, mention.start, mention.end)
        told["site"] = root
        told |= place(text, mention) | of_age(passage, mention)
        return told | space(kind, text)
    if name == "symptoms":
        return {"site": mention.attributes.get("site"), "date": day}
    if name == "exam_findings":
        return {"date": day} | place(text, mention) | felt(text, mention)
    if name == "treatments":
        return {"status": mention.attributes.get("status")}
    return {"name": mention.text}


_NOTHING_AGAINST = re.compile(r"\bno\b(?!\s?longer)[^.;]{0,40}contraind", re.IGNORECASE)


def _result(text: str) -> str | None:
    if _NOT_CLEARED.search(text) and not _NOTHING_AGAINST.search(text):
        return "negative"
    return "positive" if _CLEARED.search(text) else None


_SINCE_THEN = re.compile(
    r"\bsince (?:then|that (?:day|time|fall|date)|the fall)\b", re.I
)
_SINCE_DAY = re.compile(
    r"\b(?:since|sustained(?: on)?|occurred(?: on)?|onset(?: of(?: the)? fracture)?|(?:fracture|injury) date|date of (?:the )?(?:fracture|fall|injury)|dates? (?:from|to|back to)"  # noqa: E501
    r"|(?:from|after|following|in) (?:an?|the|her|his)\s(?:[\w-]+\s){0,4}?(?:fall|injury"  # noqa: E501
    r"|accident|mvc|slip|trip|stumble)(?: down \w+)?(?: on| of| in)?)\W+\Z",
    re.I,
)


def _began(passage: Passage, mention: Mention) -> PartialDate | None:
    """When what is diagnosed began: "since 3/4/2026", or the day told just before."""
    day = passage.view.document.date
    for one in find_dates(passage.text, day):
        gap = passage.text[mention.end : one.start] if mention.end <= one.start else "-"
        if not gap.strip(" (,") and is_fracture(mention.attributes["kind"]):
            return one.value
        if _SINCE_DAY.search(passage.text[max(one.start - 60, 0) : one.start]):
            return one.value
    if not _SINCE_THEN.search(passage.text) or not passage.sentence.index:
        return broken(passage, mention)
    before = passage.view.sentences[passage.sentence.index - 1]
    told = find_dates(before.text, day)
    return told[-1].value if told else None


def _lone_vertebra(passage: Passage, cites: tuple[Evidence, ...]) -> dict[str, Any]:
    """The only vertebra that a form names, for a fracture that it tells the day of."""
    view = passage.view
    if view.document.kind != "request-form":
        return {}
    named = [
        (bone, one)
        for one in view.sentences
        for level in find_levels(one.text)
        for bone in level.vertebrae
    ]
    if len({bone for bone, _ in named}) != 1:
        return {}
    bone, where = named[0]
    return {"site": bone, "evidence": (*cites, view.cite_sentence(where))}
