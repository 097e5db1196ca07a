"""Plain clinical wording of facts, for reasons: every number is the fact's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.evaluate.readings import Told
from workbench.schema.case import ExamFinding, Fact, ImagingFinding, Symptom, Test
from workbench.vocabulary.names import name_of

_STUDY = {
    "mri": "MRI",
    "ct": "CT",
    "ct-myelogram": "CT myelogram",
    "xray": "plain films",
    "flexion-extension": "flexion-extension films",
    "bone-scan": "bone scan",
    "other": "imaging",
}
_SITE = {
    "central": "central",
    "recess": "lateral recess",
    "foraminal": "foraminal",
    "extraforaminal": "extraforaminal",
}
_TARGET = {
    "root": "the root",
    "cord": "the cord",
    "thecal-sac": "the thecal sac",
    "csf": "the CSF",
    "fat": "the fat",
    "unstated": "a structure that is not named",
}


def words(slug: str) -> str:
    """A kind or site as words: ``index-finger`` is "index finger"."""
    return name_of(slug)


def listed(items: Iterable[str], joiner: str = "and") -> str:
    """Items as a list in a sentence, each once."""
    once = list(dict.fromkeys(items))
    if len(once) < 2:
        return "".join(once)
    return f"{', '.join(once[:-1])} {joiner} {once[-1]}"


def capital(text: str) -> str:
    """The text with a capital first letter; "mJOA" is written as it is."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def study(item: Told) -> str:
    """The study in words, with its date."""
    name = _STUDY.get(item.study.kind, "imaging")
    clinician = item.finding.reader == "clinician"
    read = f"{name} as read by the clinician" if clinician else name
    return f"{read} of {item.date}" if item.date else f"{read} without a date"


def finding(item: ImagingFinding) -> str:
    """An imaging finding in words: "severe left foraminal narrowing at C5-6"."""
    where = f" at {item.level or item.site}" if item.level or item.site else ""
    if item.contact and item.kind != "stenosis":
        denied = "no " if item.assertion == "absent" else ""
        side = f"{item.side} " if item.side else ""
        said = f"{denied}{side}contact with {_TARGET[item.contact.target]}"
        return f'{said} ("{item.contact.label}"){where}'
    if item.kind == "stenosis":
        return f"{_narrowing(item)}{where}"
    denied = "no " if item.assertion == "absent" else ""
    value = f" of {item.value} {item.unit or ''}".rstrip() if item.value else ""
    side = f"{item.side} " if item.side else ""
    return f"{denied}{side}{words(item.kind)}{value}{where}"


def _narrowing(item: ImagingFinding) -> str:
    site = _SITE.get(item.location or "", "")
    parts = [item.side or "", site, "narrowing"]
    tail = " ".join(part for part in parts if part)
    if item.assertion == "absent":
        grade = item.severity.label if item.severity and item.severity.high else ""
        plain = grade if grade.startswith(("no", "not")) else f"no {grade}".rstrip()
        return f"{plain} {tail}"
    if item.severity is None:
        return f"{tail} without a grade"
    return f"{item.severity.label} {tail}"


def told(item: Told) -> str:
    """A finding with its study: "MRI of 2026-03-01: severe narrowing at C5-6"."""
    return f"{study(item)}: {finding(item.finding)}"


def complaint(fact: Symptom | ExamFinding) -> str:
    """A symptom or sign in words: "left thumb numbness"."""
    side = f"{fact.side} " if fact.side else ""
    kind = words(fact.kind)
    if isinstance(fact, ExamFinding) and fact.kind == "strength":
        return f"{side}{words(fact.site or 'muscle')} strength {fact.grade}"
    if isinstance(fact, ExamFinding) and fact.kind in ("reflex", "hyporeflexia"):
        grade = f" {fact.grade}" if fact.grade else ""
        name = "decreased reflex" if fact.kind == "hyporeflexia" else "reflex"
        return f"{side}{words(fact.site or '')} {name}{grade}".replace("  ", " ")
    if fact.site and fact.site != "all":
        return f"{side}{words(fact.site)} {kind}"
    return f"{side}{kind}"


def measured(test: Test) -> str:
    """A laboratory value in words: "cotinine 4 ng/ml"."""
    if test.value is None:
        return f"{words(test.kind)} {test.result or 'without a value'}"
    sign = test.comparator if test.comparator and test.comparator != "=" else ""
    return f"{words(test.kind)} {sign}{test.value} {test.unit or ''}".rstrip()


def several(names: Sequence[str], most: int = 4) -> str:
    """The first few names as a list, saying when there are more."""
    once = list(dict.fromkeys(names))
    shown = listed(once[:most])
    return f"{shown} and others" if len(once) > most else shown


def on(date: str | None) -> str:
    """A date in a sentence, with a leading blank: " on 2026-03-01"."""
    return f" on {date}" if date else ""


def ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Ids of facts, in order."""
    return tuple(fact.id for fact in facts)


def complained(facts: Iterable[Symptom | ExamFinding], most: int = 4) -> str:
    """Symptoms and signs as a list, those left out that another names with a side."""
    facts = tuple(facts)
    sided = {(fact.kind, fact.site) for fact in facts if fact.side}
    told_ = [
        complaint(fact)
        for fact in facts
        if fact.side or (fact.kind, fact.site) not in sided
    ]
    return several(told_, most)


def at_side(level: str, side: str | None) -> str:
    """A level with the side treated: "C5-6 on both sides"."""
    if side is None:
        return level
    return f"{level} on {'both sides' if side == 'bilateral' else f'the {side}'}"
