"""How a requested injection, stimulator or cement procedure is to be done.

The request frame finds what is asked for and where; here the words around say approach,
guidance, contrast, sedation, phase, leads, nerve and setting.  A stimulator is a trial
unless the words or a generator's code make it permanent.  What no words say stays null.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.stimulated import bare_nerve, nerve_of
from workbench.extract.rules.frames.passages import strike_unchecked
from workbench.extract.rules.frames.request.quoted import quotes
from workbench.extract.rules.frames.request.scans import SPINE_MRI
from workbench.extract.rules.frames.told.questions import is_unticked, label_of
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import RequestedProcedure
from workbench.schema.evidence import Evidence
from workbench.vocabulary import nerves, procedures

STIMULATORS = (
    "cord-stimulator-trial", "cord-stimulator-implant",
    "nerve-stimulator-trial", "nerve-stimulator-implant",
)  # fmt: skip
EPIDURALS = ("epidural-interlaminar", "epidural-transforaminal", "epidural-injection")
_GUIDED = ("image-guided-lumbar-decompression",)
_STIMULATORS = {
    "cord-stimulator-trial": "cord-stimulator-implant",
    "nerve-stimulator-trial": "nerve-stimulator-implant",
}
_OF_EPIDURALS = ("approach", "contrast", "guidance", "sessions")
_OF_STIMULATORS = ("leads", "contacts")
_GENERATORS = ("63685", "64590")
_FORMS = ("request-form", "letter")
_NEVER = ("policy", "template", "precautions", "family", "past-surgery", "past-history")
_REGIONS = ("cervical", "thoracic", "lumbar")
_I = re.IGNORECASE

_NO = r"(?:no|without|w/o|not?\s+using|declines?|denies)\s+(?:iv\s+|any\s+)?"
_TICK = r"(?:[\[(]\s?[x\u2713\u2714]\s?[\])]\s*)?"
_TICKED = r"[\[(]\s?[x\u2713\u2714]\s?[\])]\s*"
_UNTICK = r"[\[(]\s{0,3}[\])]\s*"
_DYE = (
    r"\b(?:contrast|dye)\b(?: (?:used|given|agent|medium|injection|injected|first"
    r"|planned|before injectate|to be used|confirmed|confirmation|under fluoro\w*))?\s*[:?. ]+"  # noqa: E501
)
"""A question for contrast, up to its answer."""
_AGENT_USED = (
    r"\A(?![\s\S]*\b(?:allerg\w*|hives|rash|anaphyl\w*|react\w*|avoid\w*|instead"
    r"|myelo\w*|was|were|had|last time|previous\w*)\b)"
    r"(?:[\s\S]*(?:[,;:(+/]|\b(?:with|and|using|then|w/|plus|under|by))\s{0,2})?"
    r"\b(?:iohexol|omnipaque|isovue(?:-?m)?|iopamidol|iodixanol|visipaque|ioversol"
    r"|optiray)\b"
)
"""A contrast agent among what is to be injected ("fluoroscopy, iohexol, steroid")."""
_PATTERNS: dict[str, tuple[tuple[Any, Sought], ...]] = {
    "approach": (
        ("caudal", sought(r"\bcaudal\b", _I)),
        ("transforaminal", sought(r"\btransforaminal\b|\bTF\s?ESIs?\b", _I)),
        ("interlaminar", sought(r"\binterlaminar\b|\bIL\s?ESIs?\b", _I)),
    ),
    "guidance": (
        ("none", sought(rf"\b{_NO}(?:image |imaging |fluoro\w* )?guidance", _I)),
        ("fluoroscopy", sought(r"\bfluoro(?:scop\w+)?\b", _I)),
        ("ct", sought(r"\bCT[- ]?(?:guid\w+|guidance)", _I)),
        ("ultrasound", sought(r"\bultrasound\b|\bUS[- ]guid", _I)),
    ),
    "contrast": (
        (False, sought(rf"\b{_NO}contrast\b|{_DYE}{_TICK}(?:no|none)\b|{_DYE}(?:{_UNTICK}(?:yes|y)\s+)?{_TICKED}n\b|\bcontrast\b[^.;\n]{{0,60}}\?[: ]*no\b", _I)),  # noqa: E501
        (
            True,
            sought(
                r"\b(?:with|using|inject\w*|and|initial|iohexol|omnipaque)\b[^.;\n]{0,30}"
                r"\bcontrast\b|\b(?:iohexol|omnipaque|isovue|iopamidol|iodixanol|visipaque|ioversol|optiray|dye)\b[^.;\n]{0,40}\b(?:to confirm|spread|flow"  # noqa: E501
                r"|first|before|test|epidur)|(?:\+|plus|&)\s?contrast\b|\bcontrast\b[^.;\n]{0,40}\b(?:to confirm|spread|flow"  # noqa: E501
                r"|first|before (?:the )?(?:steroid|medication|injectate))|\bcontrast[- ](?:confirm|enhanced|epidurogram|injection)"  # noqa: E501
                rf"|\bepidurogram\b|{_DYE}{_TICK}(?:yes|y)\b"
                r"|\bcontrast (?:is|will be|to be) (?:injected|given|used|run)\b"
                r"|\bdye (?:first|test|spread|run)\b"
                r"|(?:\A|[,;(])\s{0,2}contrast\s{0,2}(?:[,;)]|\Z)"
                r"|\bcontrast\b[^.;\n]{0,60}\?[: ]*(?:yes|y)\b|\bw/? ?contrast\b"
                rf"|{_AGENT_USED}",
                _I,
            ),
        ),
    ),
    "sedation": (
        ("none", sought(rf"\b{_NO}(?:sedation|anesthesia)|\bsedation\s*[:?. ]+{_TICK}(?:no|none|local)\b", _I)),  # noqa: E501
        ("mac", sought(r"\A(?!.*\b(?:medicare|part b|contractor|LCD)\b).*\bMAC\b(?! ?\d)|\bmonitored an(?:a)?esthesia care\b", _I)),  # noqa: E501
        ("general", sought(r"\bgeneral an(?:a)?esthesia\b", _I)),
        ("deep", sought(rf"\bdeep sedation\b|\bsedation\s*[:?. ]+{_TICK}(?:deep|propofol)\b", _I)),  # noqa: E501
        ("moderate", sought(rf"\b(?:moderate|conscious|iv) sedation\b|\bsedation\s*[:?. ]+{_TICK}(?:yes\W{{1,3}})?(?:iv|moderate|conscious|midazolam|versed)\b", _I)),  # noqa: E501
        ("oral", sought(rf"\boral (?:anxiolytic|sedation|diazepam|valium)\b|\bsedation\s*[:?. ]+{_TICK}oral\b", _I)),  # noqa: E501
        ("local", sought(r"\blocal (?:an(?:a)?esthe(?:sia|tic) )?only\b|\bunder local\b", _I)),  # noqa: E501
    ),
    "phase": (
        (
            "replacement",
            sought(
                r"\b(?:replac\w+|exchange|change)\b[^.;\n]{0,40}\b(?:battery|ipg|generator|stimulator)"
                r"|\b(?:battery|ipg|generator|stimulator)\b[^.;\n]{0,20}\b(?:replac\w+|exchange|change)",
                _I,
            ),
        ),
        ("first", sought(r"\b(?:first|initial)\s?(?:/|or)\s?repeat\b(?!/)[^.;\n\d]{0,60}?(?:\s{2,}|[?:.]\s?(?:A:\s?)?)(?:first|initial)\b(?!\s?(?:/|or))", _I)),  # noqa: E501
        ("repeat", sought(r"\b(?:repeat|second|third|fourth|2nd|3rd|4th)\b[^.;\n]{0,40}\b(?:ESI|TFESI|epidural|injection)", _I)),  # noqa: E501
        ("first", sought(r"\b(?:first|initial)\b(?! (?:injection of )?contrast)[^.;\n]{0,30}\b(?:ESI|TFESI|epidural|injection)", _I)),  # noqa: E501
    ),
    "setting": (
        ("ambulatory-center", sought(r"\b(?:location ?code|POS|place of service)[\W_]*24\b|\bASC\b|\bambulatory (?:surg\w+ )?cent(?:er|re)\b|\bsurg(?:ery|ical) cent(?:er|re)\b|\bPOS:? ?24\b|\bplace of service:? ?24\b", _I)),  # noqa: E501
        ("outpatient-hospital", sought(r"\b(?:hospital|hosp)\b\W{0,3}(?:outpatient|outpt)\b|\b(?:outpatient|outpt)\W{1,3}(?:(?!clinic|office)\w+\W{1,2}){0,3}(?:hospital|hosp)\b|\bHOPD\b|\b(?:location ?code|POS|place of service)[\W_]*(?:19|22)\b|\bplace of service:?\s+hospital", _I)),  # noqa: E501
        ("inpatient", sought(r"\binpatient (?:hospital|setting|stay)\b|\A(?!.*\boutpatient\b).*\binpatient\b(?! (?:rehab|PT|therapy))|\b(?:location ?code|POS|place of service)[\W_]*21\b", _I)),  # noqa: E501
        ("office", sought(r"\b(?:in|at) (?:the|our|my) (?:office|clinic) (?:procedure|setting|suite)|\boffice[- ](?:based|setting|procedure)|\b(?:location ?code|POS|place of service)[\W_]*(?:11\b|office)|\bsetting:? ?office", _I)),  # noqa: E501
    ),
}  # fmt: skip
_NUMBER = {"one": 1, "two": 2, "three": 3, "four": 4, "single": 1, "dual": 2}
_COUNT = r"(\d{1,2}|one|two|three|four|single|dual)"
_ASKED_COUNT = (
    r"\b(?:number of|no\.? of|# ?of|num(?:ber)?|qty(?: of)?|quantity of|how many|total)"
    r"\s(?:percutaneous |epidural |trial |permanent |electrode )?"
)
_BLANK = r"(?: (?:requested|planned|to be placed|in all|total))?[\s_.:=-]{1,30}"
_COUNTS: dict[str, Sought] = {
    "leads": sought(
        rf"{_ASKED_COUNT}leads?\b{_BLANK}{_COUNT}(?!\d)(?! ?(?:-| )contacts?)|\bleads?[: ]*(?:x|×|:|#)\s?{_COUNT}\b|\b{_COUNT}[- ](?:(?:percutaneous|epidural|octrode|8-contact|paddle|thin)[- ]){{0,3}}leads?\b",  # noqa: E501
        _I,
    ),
    "contacts": sought(
        rf"{_ASKED_COUNT}contacts?\b{_BLANK}{_COUNT}(?!\d)|\b{_COUNT}[- ]?(?:total )?contacts?\b(?! lens)",  # noqa: E501
        _I,
    ),
    "sessions": sought(
        rf"\b(?:series|set|course|round) of {_COUNT}\b(?! (?:films|x-?rays|radiographs|views|images|visits|sessions of (?:PT|therapy)))|\b{_COUNT} (?:ESIs|TFESIs|epidurals|(?:epidural |steroid )*injections)"  # noqa: E501
        r"(?: (?:total|in a series|spaced|every|\d+ weeks? apart))",
        _I,
    ),
}
_NO_LEADS = sought(
    r"\b(?:no|without|zero|0) (?:new |additional |further |other |more )(?:leads?|electrodes?)\b"  # noqa: E501
    r"|\b(?:leads?|electrodes?) (?:stay|remain|left in|are (?:left|kept|to stay|reused)|kept"  # noqa: E501
    r"|retained|reused|unchanged|to be (?:kept|left|reused|retained|reconnected))\b"
    r"|\b(?:keep|leave|reuse|retain|reconnect)(?:ing)? (?:the )?(?:old|existing|present|current"  # noqa: E501
    r"|same|implanted) leads?\b"
    r"|\b(?:generator|battery|IPG)(?: (?:change|exchange|replacement|swap))? only\b",
    _I,
)
"""The leads of a device of which only the generator is exchanged: none is asked for."""
_CODE = re.compile(r"(?<![\w-])[26]\d{4}(?![\w-])")
_SEDATES = re.compile(
    r"\b(?:MAC|monitored an(?:a)?esthesia care|(?:iv|moderate|deep|conscious) sedation"
    r"|propofol)\b[^.;]{0,50}\b(?:will be|is to be|is planned|to be|as is|is our)\b"
    r"|\b(?:will|plan(?:s|ned)? to) (?:use|have|give|provide) (?:MAC|monitored|iv sedation"  # noqa: E501
    r"|moderate sedation|deep sedation|propofol)\b",
    _I,
)
"""What a note says of the sedation to come, wherever it stands."""
_HIATUS = "sacral"
"""Where a caudal injection goes in, which names no level."""
_FEW = 2
"""Lines of other services that a request for one patient may hold besides."""
_AGENTS = re.compile(
    r"\b(dexamethasone|triamcinolone|kenalog|betamethasone|celestone|methylprednisolone"
    r"|depo-?medrol|bupivacaine|lidocaine|platelet[- ]rich plasma|prp|stem cells?"
    r"|bone marrow aspirate|amniotic|exosomes?)\b",
    _I,
)
_PERMANENT = re.compile(
    r"\bpermanent\b|\bimplant(?:ation|ed)?\b[^.;\n]{0,25}\b(?:generator|ipg)\b|\bgenerator\b|\bIPG\b",
    _I,
)
_LATER = re.compile(
    r"\b(?:permanent|implant\w*)\b[^.;\n]{0,40}\b(?:not|later|separate(?:ly)?|if|after"
    r"|pending|once|future|depend\w*)\b[^.;\n]*"
    r"|\b(?:no|not|without|before|prior to|ahead of|until)\b[^.;\n]{0,30}"
    r"\b(?:permanent|implant\w*)\b[^.;\n]*",
    _I,
)
"""A permanent device that is not asked for yet ("Permanent not requested now")."""
_TRIAL = re.compile(
    r"\b(?:trial|temporary)\b(?! (?:was|gave|on|in|with|of (?:therapy|PT)))", _I
)


def detailed(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts with what the request says of how they are to be done."""
    own = [fact for fact in facts if fact.kind in _own()]
    if not own:
        return list(facts)
    kinds = {fact.kind for fact in own}
    permanent = any(code in _GENERATORS for fact in own for code in fact.codes)
    return [
        _one(document, fact, kinds, permanent) if fact.kind in _own() else fact
        for fact in facts
    ]


@cache
def _own() -> frozenset[str]:
    """Injections, stimulators, cement: what is done through a needle or its like."""
    table = procedures().procedures
    return frozenset(
        name
        for name, one in table.items()
        if name != SPINE_MRI and (one.region == "any" or name in _GUIDED)
    )


def _one(
    document: DocumentView,
    fact: RequestedProcedure,
    kinds: set[str],
    permanent: bool,
) -> RequestedProcedure:
    near = [one for one in document.sentences if quotes(fact, one)]
    around = near + [one for one in _around(document, fact) if one not in near]
    update: dict[str, Any] = {}
    cites: list[Evidence] = list(fact.evidence)
    for name, value, sentence in _found(near, around):
        update[name] = value
        cite = document.cite_sentence(sentence)
        cites += [cite] if cite not in cites else []
    kind = _kind(fact, kinds, permanent, near, update)
    if kind in EPIDURALS and update.get("approach") == "caudal":
        update |= {} if fact.level or fact.site else {"site": _HIATUS}
    stimulates = kind.startswith(("cord-", "nerve-"))
    for name in _OF_EPIDURALS if kind not in EPIDURALS else ():
        update.pop(name, None)
    for name in _OF_STIMULATORS if not stimulates else ():
        update.pop(name, None)
    if stimulates:
        update["phase"] = update.get("phase") or _phase(kind)
        place, said_at = _site(fact, kind, near, around)
        update |= place
        where = document.cite_sentence(said_at) if said_at else None
        cites += [where] if where and where not in cites else []
    update["evidence"] = tuple(cites)
    return fact.model_copy(update={"kind": kind} | update)


def _around(document: DocumentView, fact: RequestedProcedure) -> Iterator[Sentence]:
    """Sentences that may say how: all of a form or letter, the plan of a note.

    A paper of an unknown kind that asks for something is as good as a form, unless it
    lists what is asked for many.
    """
    kind = document.document.kind
    whole = kind in _FORMS or (
        kind == "other" and fact.origin == "request" and _asks_once(document, fact)
    )
    for sentence in document.sentences:
        if is_unticked(sentence):
            continue
        if whole and sentence.role not in _NEVER:
            yield sentence
        elif sentence.role in ("request", "plan", "procedure"):
            yield sentence
        elif kind == "clinic-note" and _SEDATES.search(sentence.text):
            yield sentence


def _asks_once(document: DocumentView, fact: RequestedProcedure) -> bool:
    """Whether hardly any line names a service by its code beside those of a fact."""
    others = [
        one
        for one in document.sentences
        if _CODE.search(one.text) and not quotes(fact, one)
    ]
    return len(others) <= _FEW


def _found(
    near: Sequence[Sentence], around: Sequence[Sentence]
) -> Iterator[tuple[str, Any, Sentence]]:
    """What the sentences ``around`` tell, which begin with those ``near`` the fact."""
    said = [_Said(one, _said(one)) for one in around]
    for name, values in _PATTERNS.items():
        places = said[: len(near)] if name == "approach" else said
        hit = _first(places, values)
        if hit is None and name == "approach":
            hit = _first([one for one in said if _tells_type(one.sentence)], values)
        if hit:
            yield name, *hit
    for name, pattern in _COUNTS.items():
        for sentence, text in said:
            match = pattern.search(text)
            if match:
                word = next(one for one in match.groups() if one).lower()
                yield name, _NUMBER.get(word) or int(word), sentence
                break
    kept = next((one for one, text in said if _NO_LEADS.search(text)), None)
    if kept is not None and not any(_COUNTS["leads"].search(one.text) for one in said):
        yield "leads", 0, kept
    for sentence in near:
        agents = tuple(
            dict.fromkeys(one.lower() for one in _AGENTS.findall(sentence.text))
        )
        if agents:
            yield "agents", agents, sentence
            break


_NOT_INPATIENT = sought(
    r"\binpatient\b(?: [a-z]+){0,3} *(?:[?:]\W*(?:x\W+)?|\[\W*x\W+)(?:no|n)\b", _I
)
"""A question whether the patient is in hospital, answered no."""
_TYPE = sought(r"\b(?:approach|type|technique|route|injection)\b", _I)


def _tells_type(sentence: Sentence) -> bool:
    """Whether a box or field says of which kind the injection is."""
    kind = sentence.block.kind
    asked = label_of(sentence) if kind in ("checkbox", "field") else ""
    named = bool(_TYPE.search(asked) or _TYPE.search(sentence.text))
    return named and (kind == "field" or bool(sentence.block.checked))


class _Said(NamedTuple):
    """A sentence, and what it says with its question."""

    sentence: Sentence
    text: str


def _first(
    said: Sequence[_Said], values: Sequence[tuple[Any, Sought]]
) -> tuple[Any, Sentence] | None:
    for sentence, text in said:
        for value, pattern in values:
            if pattern.search(text):
                return value, sentence
    return None


def _said(sentence: Sentence) -> str:
    """What a sentence says with its question, without what stands unticked in it."""
    text = strike_unchecked(sentence.text)
    asked = label_of(sentence) if sentence.block.kind in ("checkbox", "field") else ""
    said = text if not asked or asked in text else f"{asked}: {text}"
    return _NOT_INPATIENT.sub(" ", said)


def _kind(
    fact: RequestedProcedure,
    kinds: set[str],
    permanent: bool,
    near: Sequence[Sentence],
    update: dict[str, Any],
) -> str:
    if fact.kind == "epidural-injection":
        return _epidural(kinds, update)
    words = _LATER.sub(" ", " ".join(one.text for one in near))
    for trial, implant in _STIMULATORS.items():
        if fact.kind in (trial, implant):
            lasting = permanent or bool(_PERMANENT.search(words))
            lasting = lasting or update.get("phase") == "replacement"
            if fact.kind == implant and not lasting and _TRIAL.search(words):
                return trial
            return implant if lasting and not _only_trial(words) else fact.kind
    return fact.kind


def _only_trial(words: str) -> bool:
    return bool(_TRIAL.search(words)) and not _PERMANENT.search(words)


def _epidural(kinds: set[str], update: dict[str, Any]) -> str:
    """The kind of an injection without approach words: from a code beside it."""
    if update.get("approach") == "transforaminal":
        return "epidural-transforaminal"
    if update.get("approach") in ("interlaminar", "caudal"):
        return "epidural-interlaminar"
    beside = kinds & {"epidural-interlaminar", "epidural-transforaminal"}
    return beside.pop() if len(beside) == 1 else "epidural-injection"


def _phase(kind: str) -> str:
    return "trial" if kind.endswith("-trial") else "permanent"


@cache
def _nerve_words() -> dict[str, Sought]:
    """Each nerve with the ways of writing it ("tibial nerve", "tibial n.")."""
    return {
        name: sought(
            rf"\b(?:{'|'.join(map(_nerve_word, one.words))})(?!\w)", re.IGNORECASE
        )
        for name, one in nerves().nerves.items()
    }


def _nerve_word(word: str) -> str:
    stem, nerve, rest = word.partition(" nerve")
    return re.escape(stem) + (rf"(?:[ ]nerve|[ ]nv?\b){rest}" if nerve else "")


_AFTER_NERVE = re.compile(r"[^.;|\n]{0,30}")
"""Where a side may stand behind a nerve ("tibial nerve stimulator, right")."""
_OF_PAIN = re.compile(r"\b(?:for|due to|because of|after|pain|neuralgia|injury)\b", _I)


def _side_beside(
    fact: RequestedProcedure, sentence: Sentence, start: int, end: int
) -> dict[str, str]:
    """The side named at a nerve, before it or else behind, where none is named."""
    text = sentence.text
    lead = {one.side for one in find_sides(text[max(start - 25, 0) : start + 12])}
    if not lead and (behind := _AFTER_NERVE.match(text, end)):
        rest = _OF_PAIN.split(behind.group())[0]
        lead = {one.side for one in find_sides(rest)}
    return {"side": lead.pop()} if fact.side is None and len(lead) == 1 else {}


def _region_of_lead(
    fact: RequestedProcedure, near: Sequence[Sentence]
) -> dict[str, str | None]:
    """The region that is named beside the vertebrae of a lead, in place of these."""
    words = " ".join(one.text.lower() for one in near)
    named = [one for one in _REGIONS if re.search(rf"\b{one}\b", words)]
    return {"site": named[0], "level": None} if len(named) == 1 else {}


_PLACES_LEAD = re.compile(
    r"\b(?:leads?|electrodes?|tips?|paddle|placement|placed?|entry|region|levels?"
    r"|location|site|area|stimulat(?:or|ion)|scs)\b"
)
"""Words of a sentence that says where a lead is to lie, and of no scan or operation."""


def _site(
    fact: RequestedProcedure,
    kind: str,
    near: Sequence[Sentence],
    around: Sequence[Sentence],
) -> tuple[dict[str, str | None], Sentence | None]:
    """The nerve of a nerve stimulator, the region of a cord stimulator, and where.

    A lead is asked for by its region; the vertebrae beside it tell where its tip is to
    lie or which lamina is opened ("thoracic, tips planned T8-T9").
    """
    if fact.site or fact.level:
        return (_region_of_lead(fact, near) if kind.startswith("cord-") else {}), None
    for sentence in (*near, *around):
        text = sentence.text.lower()
        if kind.startswith("nerve-"):
            for name, words in _nerve_words().items():
                if named := words.search(text):
                    side = _side_beside(fact, sentence, *named.span())
                    found: dict[str, str | None] = {"site": name, **side}
                    return found, sentence
        else:
            placing = sentence in near or _PLACES_LEAD.search(text)
            for region in _REGIONS if placing else ():
                if re.search(rf"\b{region}\b", text):
                    return {"site": region}, sentence
    return _at_bare_nerve(fact, near) if kind.startswith("nerve-") else ({}, None)


def _at_bare_nerve(
    fact: RequestedProcedure, near: Sequence[Sentence]
) -> tuple[dict[str, str | None], Sentence | None]:
    """The nerve that the words of a stimulator name without that word."""
    for sentence in near:
        named = bare_nerve(sentence.text)
        site = nerve_of(named["stem"].lower()) if named else None
        if named and site:
            side = _side_beside(fact, sentence, *named.span())
            return {"site": site, **side}, sentence
    return {}, None
