"""Diagnoses as the record lists them: words, ICD-10-CM codes, levels, certainty.

They are read where diagnoses stand: lists and assessments, diagnosis fields and rows,
lines with a code.  A history that mentions a condition in passing yields only the
conditions that matter as such (another nerve's disease, an implant's failure).  What
the code says and what the words say are both kept where they are different things.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.note_studies import REPORT
from workbench.extract.rules.frames.roots import other_roots, own_root, root_beside
from workbench.extract.rules.frames.told import code_names, verdicts
from workbench.extract.rules.frames.told.conditions import (
    assertion_of,
    begins_list,
    is_of_family,
    is_title,
    kind_of,
    levels_beside,
)
from workbench.extract.rules.frames.told.differential import left_by_list
from workbench.extract.rules.frames.told.icd10 import (
    also_of_code,
    kind_of_code,
    site_of_code,
    table,
)
from workbench.extract.rules.frames.told.named import named_in
from workbench.extract.rules.frames.told.narrated import (
    bears_name,
    bone_of,
    is_narrated,
)
from workbench.extract.rules.frames.told.others import of_another
from workbench.extract.rules.frames.told.overcome import is_overcome
from workbench.extract.rules.frames.told.questions import (
    answers_for,
    is_readable,
    is_unticked,
)
from workbench.extract.rules.frames.told.weighed import (
    is_feared,
    is_known,
    is_over,
    is_weighed,
)
from workbench.extract.rules.model import DocumentView, Mention, PacketView, Sentence
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, Diagnosis, Side
from workbench.schema.evidence import Evidence
from workbench.schema.packet import DocumentKind
from workbench.vocabulary.tables import kinds

OTHER = "other"
_LOW = "lumbar-disorder"
_SILENT_KINDS: tuple[DocumentKind, ...] = ("policy-excerpt", "laboratory")
_CODES_ONLY: tuple[DocumentKind, ...] = (
    "imaging-report",
    "nerve-study",
    "therapy-record",
)
_LIST_ROLES = ("diagnoses", "assessment")
_WRITTEN: tuple[DocumentKind, ...] = ("clinic-note", "letter")
_COMORBID_ROLES = ("past-history", "request", "impression", "header")
_SILENT_ROLES = (
    "family",
    "policy",
    "precautions",
    "template",
    "past-surgery",
    "social",
)
_LABEL = re.compile(
    r"\b(?:diagnos\w*|dx|icd(?:-?10)?(?:-cm)?|problems?|pre-?operative diagnos\w*"
    r"|assessment|pre\s?/\s?post(?:-?\s?op)?|(?:pre|post)-?\s?op"
    r"|indication)\b",
    re.IGNORECASE,
)
_ICD = sought(
    r"(?P<code>(?!T[12]DM\b)[A-TV-Z](?<![\w.].)\d[0-9A-Z](?:\.[0-9A-Z]{1,4}|[0-9A-Z]{1,4})?)(?![\w]"
    r"|\.\d)"
)
_ICD_LABEL = sought(
    r"\bicd(?:-?10)?(?:-cm)?\b|\bdx codes?\b|\bdiagnosis codes?\b", re.I
)
_RULE_OUT = re.compile(
    r"\b(?:r/o|rule[- ]?out|rule out|possible|probable|suspected)\b", re.I
)
_PASSING = (
    "hardware-failure",
    "pseudarthrosis",
    "carpal-tunnel-syndrome",
    "ulnar-neuropathy",
    "peripheral-neuropathy",
    "thoracic-outlet-syndrome",
    "brachial-plexopathy",
    "shoulder-disorder",
    "diabetes",
    "prediabetes",
    "gestational-diabetes",
    "osteoporosis",
    "adjacent-segment-disease",
    "infection",
)
"""Conditions that a passing mention in a history or assessment may introduce."""
_OF_THE_BODY = ("diabetes", "prediabetes", "gestational-diabetes", "osteoporosis")
"""Conditions of the whole body, which have no level."""
_SAME_THING = (
    {
        "cervical-radiculopathy",
        "cervical-spondylosis",
        "cervical-disc-disorder",
        "cervical-stenosis",
    },
    {
        "cervical-myelopathy",
        "cervical-spondylosis",
        "cervical-disc-disorder",
        "cervical-stenosis",
    },
    {"peripheral-neuropathy", "diabetes"},
    {"diabetes", "prediabetes"},
    {"diabetes", "gestational-diabetes"},
    {"fracture", "osteoporosis"},
    {"deformity", "cervical-disc-disorder"},
)
"""Kinds that the words of one coded line name together without contradicting it."""


def read(document: DocumentView, packet: PacketView) -> list[Diagnosis]:
    """Diagnoses that one document lists, ids "?"."""
    if document.document.kind in _SILENT_KINDS:
        return []
    found: list[Diagnosis] = []
    for sentence in document.sentences:
        if (
            sentence.role in _SILENT_ROLES
            or not is_readable(sentence)
            or is_unticked(sentence)
            or is_of_family(document, sentence)
        ):
            continue
        coded = _icd_codes(sentence)
        if coded:
            found += _coded(document, sentence, coded)
        elif document.document.kind not in _CODES_ONLY:
            found += _worded(document, sentence)
        elif document.document.kind == "imaging-report":
            found += _of_report(document, sentence)
    return found


# --- codes -------------------------------------------------------------------------


def _icd_codes(sentence: Sentence) -> list[re.Match[str]]:
    text = sentence.text
    found = [*_ICD.finditer(text)]
    if not found:
        return []
    label = sentence.block.label or ""
    headers = " ".join(cell.header or "" for cell in sentence.block.cells)
    labelled = bool(
        _ICD_LABEL.search(f"{label} {headers} {text}")
        or _LABEL.search(f"{label} {headers} {sentence.section.title}")
    )
    return [one for one in found if _is_code(one["code"], labelled)]


def _is_code(code: str, labelled: bool) -> bool:
    """A code that the table knows, that a label calls one, or that can be no level."""
    known = kind_of_code(code) is not None
    if "." in code:
        return known or labelled or code[0] not in table()["vertebra_letters"]
    return labelled and (known or len(code) >= 4)


def _doubted(text: str, code: re.Match[str]) -> Assertion | None:
    """ "uncertain" of a code with a question mark behind it ("G95.20? compression")."""
    return "uncertain" if text[code.end("code") :][:1] == "?" else None


def _coded(
    document: DocumentView, sentence: Sentence, codes: list[re.Match[str]]
) -> Iterator[Diagnosis]:
    """One diagnosis per code, with the words beside it; further words apart."""
    used: set[int] = set()
    mentions = named_in(sentence)
    for index, match in enumerate(codes):
        start, end = _own_part(sentence.text, codes, index)
        kind = kind_of_code(match["code"]) or OTHER
        beside = [one for one in mentions if start <= one.start < end]
        same = [one for one in beside if _agrees(kind, kind_of(one))]
        used |= {id(one) for one in same}
        first = next((one for one in same if kind_of(one) == kind), None)
        if kind == OTHER and beside and len(codes) == 1:
            first = beside[0]
            kind = kind_of(first)
            used |= {id(one) for one in beside}
        yield _diagnosis(
            document,
            sentence,
            kind,
            first or (same[0] if same else None),
            assertion=_doubted(sentence.text, match),
            codes=(match["code"],),
            part=(start, end),
        )
        if other := also_of_code(match["code"]):
            code = (match["code"],)
            yield _diagnosis(
                document, sentence, other, None, codes=code, part=(start, end)
            )
    for one in mentions:
        if id(one) not in used:
            yield from _of_mention(document, sentence, one)


def _own_part(text: str, codes: list[re.Match[str]], index: int) -> tuple[int, int]:
    """The stretch of a line that belongs to one of its codes."""
    match = codes[index]
    after = text[
        match.end() : codes[index + 1].start() if index + 1 < len(codes) else None
    ]
    leading = bool(re.search(r"[A-Za-z]{4}", text[: codes[0].start()].split(":")[-1]))
    if leading:
        start = codes[index - 1].end() if index else 0
        return start, match.end()
    return match.start(), match.end() + len(after)


def _agrees(kind: str, other: str) -> bool:
    return kind == other or any({kind, other} <= group for group in _SAME_THING)


# --- words -------------------------------------------------------------------------


def _worded(document: DocumentView, sentence: Sentence) -> Iterator[Diagnosis]:
    """Diagnoses of a list, field or assessment; passing mentions of the others."""
    listed = _listed(document, sentence) or own_impression(document, sentence)
    if not listed and sentence.role not in (
        "history",
        *_COMORBID_ROLES,
        "plan",
        "other",
    ):
        return
    if _is_question(sentence.text):
        yield from _borderline(document, sentence)
        return
    seen: set[str] = set()
    for one in named_in(sentence):
        kind = kind_of(one)
        known = listed or kind in _PASSING or is_known(sentence.text, one)
        known = known or is_feared(sentence.text, one)
        known = known or is_narrated(sentence, one)
        known = known or (answers_for(sentence, one) and _may_be_asked(one))
        if kind in seen or not known:
            continue
        if is_title(document, sentence, one):
            continue
        if bears_name(sentence.text, one) or of_another(sentence.text, one):
            continue
        seen.add(kind)
        yield from _of_mention(document, sentence, one)
    if listed and not seen:
        yield from _unknown(document, sentence)


def _may_be_asked(one: Mention) -> bool:
    """Whether a form's question names a condition, and not a region for want of one."""
    kind = kind_of(one)
    if one.attributes.get("told") == "listed" or kind == _LOW:
        return False
    return one.attributes.get("region") != "any" or not kind.startswith("cervical")


_BORDERLINE = re.compile(r"\W{0,3}(?:borderline|pre-?\s?diabet\w*)\b", re.IGNORECASE)


def _borderline(document: DocumentView, sentence: Sentence) -> Iterator[Diagnosis]:
    """Prediabetes or diabetes of pregnancy, as the reply to a question has it."""
    asked = [one for one in named_in(sentence) if kind_of(one) == "diabetes"]
    for reply in document.sentences[sentence.index + 1 : sentence.index + 2]:
        if asked and _BORDERLINE.match(reply.text):
            yield _replied(document, sentence, reply, asked[0], "prediabetes")
        elif asked and _WHEN_PREGNANT.match(reply.text):
            yield _replied(document, sentence, reply, asked[0], "gestational-diabetes")


_WHEN_PREGNANT = re.compile(
    r"\W{0,3}(?:(?:yes|y)\W{1,3})?(?:only|just)\s(?:when|while|during|in|with)\s"
    r"(?:(?:i|she|i'?m|my|her|the|last|first|was|were|a)\s){0,3}pregnan\w+",
    re.IGNORECASE,
)
"""What makes a diabetes that is asked for one of a pregnancy alone."""


def _replied(
    document: DocumentView, asks: Sentence, reply: Sentence, asked: Mention, kind: str
) -> Diagnosis:
    """What a reply makes of the condition that a question names."""
    made = _diagnosis(document, asks, kind, asked)
    cites = (*made.evidence, document.cite_sentence(reply))
    told = "historical" if kind == "gestational-diabetes" else "present"
    return made.model_copy(update={"assertion": told, "evidence": cites})


_SEEN = ("adjacent-segment-disease",)
"""What a radiologist names as a disease."""


def _of_report(document: DocumentView, sentence: Sentence) -> Iterator[Diagnosis]:
    """Conditions that the findings of a report name."""
    if sentence.role not in ("findings", "impression", "other"):
        return
    for one in named_in(sentence):
        if kind_of(one) in _SEEN:
            yield from _of_mention(document, sentence, one)


def own_impression(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a note's "Impression" is its writer's, not the end of a pasted report."""
    if sentence.role != "impression" or document.document.kind not in _WRITTEN:
        return False
    before = [one for one in document.sections if one.end <= sentence.section.start]
    return not any(
        one.role in ("findings", "technique", "comparison")
        or REPORT.fullmatch(one.title.strip(" :=*-"))
        for one in before
    )


def _listed(document: DocumentView, sentence: Sentence) -> bool:
    if sentence.role == "indication" and document.document.kind == "operative-note":
        return True
    label = sentence.block.label or ""
    headers = " ".join(cell.header or "" for cell in sentence.block.cells)
    if _LABEL.search(label) or _LABEL.search(headers):
        return True
    return sentence.role in _LIST_ROLES or begins_list(sentence.text)


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?") and "possible" not in text.lower()


def _of_mention(
    document: DocumentView, sentence: Sentence, one: Mention
) -> Iterator[Diagnosis]:
    assertion = verdicts.of_condition(sentence, kind_of(one))
    if assertion is None and (left := left_by_list(document, sentence, one)):
        if kind_of(one) in _OF_THE_BODY:
            return
        assertion = left
    assertion = assertion or assertion_of(sentence, one)
    if assertion is None:
        return
    if assertion == "present" and is_weighed(sentence.text, one):
        assertion = "uncertain"
    day = document.document.date
    if assertion == "present" and is_overcome(sentence.text, one, day):
        assertion = "historical"
    made = _diagnosis(document, sentence, kind_of(one), one, assertion=assertion)
    if made.kind == "diabetes" and _WHEN_PREGNANT.match(sentence.text, one.end):
        said = {"kind": "gestational-diabetes", "assertion": "historical"}
        made = made.model_copy(update=said)
    levels = levels_beside(sentence.text, one)
    for root in other_roots(made.kind, sentence.text, one.start, one.end):
        yield made.model_copy(update={"site": root})
    if len(levels) < 2:
        yield made
    for level in levels if len(levels) > 1 else ():
        yield made.model_copy(update={"level": level})


def _unknown(document: DocumentView, sentence: Sentence) -> Iterator[Diagnosis]:
    """A short item of a diagnosis list that no word of the lexicon names."""
    text = sentence.text.strip()
    label = sentence.block.label
    if sentence.block.kind == "field" and label and not _LABEL.search(label):
        return
    short = sentence.block.kind in ("item", "field") and 4 <= len(text) <= 80
    if (
        not short
        or sentence.role != "diagnoses"
        or re.search(r"\b(?:none|n/a|no|not)\b", text, re.I)
    ):
        return
    name = re.sub(r"^\W*(?:\d{1,2}[.)]\s*)?", "", text.split(":", 1)[-1]).strip(" .;")
    if re.search(r"[A-Za-z]{4}", name):
        yield _diagnosis(document, sentence, OTHER, None, name=name)


def _diagnosis(
    document: DocumentView,
    sentence: Sentence,
    kind: str,
    mention: Mention | None,
    *,
    assertion: Assertion | None = None,
    codes: tuple[str, ...] = (),
    part: tuple[int, int] | None = None,
    name: str | None = None,
) -> Diagnosis:
    start, end = part or (0, len(sentence.text))
    told = assertion
    if told is None:
        told = assertion_of(sentence, mention) if mention else None
        told = told or _plainly(sentence.text[:start] + sentence.text[start:end])
    if told == "present" and (
        _has_ended(sentence.text[start:end], sentence.text, codes)
        or _OVER_LIST.search(sentence.section.title)
    ):
        told = "historical"
    known = kind if kind in kinds().diagnoses else OTHER
    anchor = mention.start if mention else start
    level = _level(sentence.text, start, end, anchor)
    ends = mention.end if mention else anchor
    root = own_root(known, sentence.text, anchor, ends) if mention else None
    level = None if root or known in _OF_THE_BODY else level
    site = root_beside(known, sentence.text, anchor, (start, end))
    site = site or bone_of(known, sentence.text, anchor, ends)
    site = site or next(filter(None, map(site_of_code, codes)), None)
    return Diagnosis(
        id="?",
        kind=known,
        assertion=told,
        level=level,
        site=root or (None if level else site),
        side=_side(sentence.text, start, end, anchor),
        codes=codes,
        name=name or (mention.text if mention else _words_beside(sentence, part)),
        evidence=_evidence(document, sentence),
    )


def _plainly(text: str) -> Assertion:
    return "uncertain" if _RULE_OUT.search(text[-60:]) else "present"


_OVER_LIST = re.compile(
    r"\b(?:resolved|inactive)\s(?:problems?|diagnos[ei]s|conditions?|issues?)\b", re.I
)
"""A heading over conditions that are no more."""


def _has_ended(part: str, line: str, codes: tuple[str, ...]) -> bool:
    """Whether a line of a list says that what it names is over, or its code does."""
    ended = {str(one) for one in table()["over"]}
    return bool(ended.intersection(codes)) or is_over(part, line)


def _words_beside(sentence: Sentence, part: tuple[int, int] | None) -> str | None:
    if part is None:
        return None
    return code_names.beside(_ICD.sub(" ", sentence.text[part[0] : part[1]]))


def _level(text: str, start: int, end: int, anchor: int) -> str | None:
    """The single interspace nearest to the words, where the line names one."""
    found = [
        one
        for one in find_levels(text[start:end])
        if len(one.interspaces) == 1 and not one.roots
    ]
    names = {one.interspaces[0] for one in found}
    if len(names) == 1:
        return names.pop()
    near = [one for one in found if abs(start + one.start - anchor) <= 45]
    close = {one.interspaces[0] for one in near}
    return close.pop() if len(close) == 1 else None


def _side(text: str, start: int, end: int, anchor: int) -> Side | None:
    found = find_sides(text[start:end])
    near = [one for one in found if abs(start + one.start - anchor) <= 60]
    sides = {one.side for one in near}
    return sides.pop() if len(sides) == 1 else None


def _evidence(document: DocumentView, sentence: Sentence) -> tuple[Evidence, ...]:
    return (document.cite_sentence(sentence),)
