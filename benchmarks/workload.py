"""The workload: 500 seeded cases of some sixty facts, and what must come out.

``cases`` gives raw facts (concept, value, level, side, dates, quote); ``as_case`` makes
the project's Case of them; ``flat`` the plain two-valued table that engines without
evidence and unknowns need; ``expected`` the statuses by an implementation of its own.
"""

from __future__ import annotations

import random
from typing import Any

LEVELS = ("C3-4", "C4-5", "C5-6", "C6-7", "C7-T1")
INSTRUMENTED = ("C5-6", "C6-7", "C7-T1")
GRADES = ("mild", "mild-to-moderate", "moderate", "moderate-to-severe", "severe")
STEP = {
    "mild": 2,
    "mild-to-moderate": 3,
    "moderate": 4,
    "moderate-to-severe": 5,
    "severe": 6,
}
CARE = (
    "physical-therapy",
    "nsaid",
    "activity-modification",
    "epidural-injection",
    "collar",
)
FINDINGS = {
    "pain": "symptoms",
    "weakness": "exam_findings",
    "sensory-loss": "exam_findings",
    "hyporeflexia": "exam_findings",
}
OPEN, MET, NOT_MET, CONFLICT = 0, 1, 2, 3
Raw = dict[str, Any]


def cases(count: int = 500, seed: int = 7) -> list[list[Raw]]:
    """Raw facts of every case."""
    source = random.Random(seed)
    return [_case(source) for _ in range(count)]


def _case(source: random.Random) -> list[Raw]:
    facts: list[Raw] = []

    def add(concept: str, value: Any, **more: Any) -> None:
        facts.append({"concept": concept, "value": value, "doc": "D2"} | more)

    if source.random() < 0.5:
        add("other-causes-excluded", True)
    for name in ("dressing", "driving"):
        add(name, source.random() < 0.7)
    for name in CARE:
        if source.random() < 0.85:
            start = source.randint(1, 28)
            length = source.randint(5, 60)
            day = 31 + start + length
            end = (
                f"2026-0{2 + day // 31}-{day % 31 + 1:02d}"
                if day < 120
                else "2026-04-20"
            )
            end = (
                end
                if not end.startswith("2026-02-3") and end != "2026-02-29"
                else "2026-02-28"
            )
            end = "2026-04-30" if end == "2026-04-31" else end
            add(name, True, start=f"2026-01-{start:02d}", end=end)
    add("nicotine", source.randint(0, 30))
    for name in (
        "gait-imbalance",
        "bladder-dysfunction",
        "bowel-dysfunction",
        "saddle-anesthesia",
    ):
        add(name, False)
    for year in (2012, 2019):
        add("earlier-operation", True, date=str(year))
    for name in (
        "cervical-radiculopathy",
        "cervical-stenosis",
        "diabetes",
        "osteoporosis",
    ):
        add(name, source.random() < 0.8)
    for level in LEVELS:
        _level(source, level, add)
    add("hardware-failure", True, level="C5-6", doc="D5")
    return facts


def _level(source: random.Random, level: str, add: Any) -> None:
    for side in ("left", "right", None):
        add("stenosis", source.choice(GRADES), level=level, side=side, doc="D4")
    for name in FINDINGS:
        if source.random() < 0.8:
            add(
                name,
                source.random() < 0.5,
                level=level,
                side=source.choice(("left", "right")),
            )
    if source.random() < 0.6:
        add("translation", round(source.uniform(0.5, 6.0), 1), level=level, doc="D4")
    add("hardware-failure", False, level=level, doc="D4")


def _evidence(fact: Raw, number: int) -> list[dict[str, Any]]:
    where = f"at {fact['level']}" if fact.get("level") else "of the patient"
    named = fact["concept"].replace("-", " ")
    quote = f"The record says of {named} {where}: {fact['value']}, as dictated."
    return [
        {
            "document": fact["doc"],
            "lines": [number + 1],
            "quote": quote,
            "start": number * 90,
            "end": number * 90 + len(quote),
        }
    ]


def as_case(facts: list[Raw]) -> dict[str, Any]:
    """The project's Case as plain data, each fact with its quote."""
    kinds = {
        "D1": "request-form",
        "D2": "clinic-note",
        "D4": "imaging-report",
        "D5": "operative-note",
    }
    data: dict[str, Any] = {
        "patient": {"age": 55, "sex": "female"},
        "request": {"date": "2026-05-04"},
        "documents": [
            {
                "id": key,
                "kind": kind,
                "title": kind,
                "date": "2026-04-20",
                "author": None,
                "pages": 2,
                "lines": 99,
            }
            for key, kind in kinds.items()
        ],
        "requested_procedures": [
            {
                "id": f"r{number}",
                "kind": "posterior-cervical-fusion"
                if level in INSTRUMENTED
                else "acdf",
                "level": level,
                "codes": ["22600" if level in INSTRUMENTED else "22551"],
                "evidence": [
                    {
                        "document": "D1",
                        "lines": [number],
                        "quote": f"requested at {level}",
                    }
                ],
            }
            for number, level in enumerate(LEVELS, 1)
        ],
    }
    study: dict[str, dict[str, Any]] = {}
    for number, fact in enumerate(facts):
        name, item = _placed(fact, number)
        if name == "imaging_findings":
            doc = fact["doc"]
            if doc not in study:
                study[doc] = {
                    "id": f"i{doc}",
                    "kind": "mri",
                    "date": "2026-04-01",
                    "evidence": [
                        {
                            "document": doc,
                            "lines": [1],
                            "quote": "MRI of the cervical spine",
                        }
                    ],
                    "findings": [],
                }
            study[doc]["findings"].append(item)
        else:
            data.setdefault(name, []).append(item)
    data["imaging_studies"] = list(study.values())
    return data


def _placed(fact: Raw, number: int) -> tuple[str, dict[str, Any]]:
    concept, value = fact["concept"], fact["value"]
    item: dict[str, Any] = {
        "id": f"f{number}",
        "kind": concept,
        "level": fact.get("level"),
        "side": fact.get("side"),
        "evidence": _evidence(fact, number),
    }
    if value is False:
        item["assertion"] = "absent"
    if concept in FINDINGS:
        return FINDINGS[concept], item
    if concept in CARE:
        return "treatments", item | {
            "start": fact["start"],
            "end": fact["end"],
            "status": "done",
        }
    if concept in ("stenosis", "translation", "hardware-failure"):
        return "imaging_findings", item | _finding(concept, value)
    if concept == "nicotine":
        return "risk_factors", item | {
            "status": "former",
            "value": value,
            "unit": "weeks",
        }
    if concept == "earlier-operation":
        return "procedures_done", item | {"kind": "acdf", "date": fact["date"]}
    if concept in ("dressing", "driving"):
        return "functional_limits", item
    if concept == "other-causes-excluded":
        return "statements", item | {"speaker": "clinician"}
    if concept in (
        "gait-imbalance",
        "bladder-dysfunction",
        "bowel-dysfunction",
        "saddle-anesthesia",
    ):
        return "symptoms", item
    return "diagnoses", item


def _finding(concept: str, value: Any) -> dict[str, Any]:
    if concept == "stenosis":
        step = STEP[value]
        return {
            "location": "foraminal",
            "severity": {"label": value, "low": step, "high": step},
        }
    if concept == "translation":
        return {"value": value, "unit": "mm"}
    return {"location": "hardware"}


def expected(facts: list[Raw]) -> dict[str, tuple[int, ...]]:
    """Statuses A1 to A6 of every level, computed without the project's engine."""
    found = {}
    for level in LEVELS:
        row = [_a1(facts), _a2(facts, level), _a3(facts, level), _a4(facts), _a5(facts)]
        if level in INSTRUMENTED:
            row.append(_a6(facts, level))
        found[level] = tuple(row)
    return found


def _values(facts: list[Raw], concept: str, level: str | None = None) -> list[Any]:
    return [
        f["value"] for f in facts if f["concept"] == concept and f.get("level") == level
    ]


def _flag(values: list[Any]) -> int:
    if True in values:
        return CONFLICT if False in values else MET
    return NOT_MET if False in values else OPEN


def _count(codes: list[int], need: int) -> int:
    if codes.count(MET) >= need:
        return MET
    if codes.count(NOT_MET) > len(codes) - need:
        return NOT_MET
    return CONFLICT if CONFLICT in codes else OPEN


def _a1(facts: list[Raw]) -> int:
    return _flag(_values(facts, "other-causes-excluded"))


def _a2(facts: list[Raw], level: str) -> int:
    return _count([_flag(_values(facts, name, level)) for name in FINDINGS], 1)


def _a3(facts: list[Raw], level: str) -> int:
    steps = [STEP[value] for value in _values(facts, "stenosis", level)]
    return OPEN if not steps else MET if max(steps) >= 5 else NOT_MET


def _a4(facts: list[Raw]) -> int:
    import datetime as dt

    spans = [
        (dt.date.fromisoformat(f["start"]), dt.date.fromisoformat(f["end"]))
        for f in facts
        if f["concept"] in CARE
    ]
    if not spans:
        long = OPEN
    else:
        days = (max(b for _, b in spans) - min(a for a, _ in spans)).days
        long = MET if days >= 42 else NOT_MET
    kinds = _count([_flag(_values(facts, name)) for name in CARE[:3]], 2)
    return _count([long, kinds], 2)


def _a5(facts: list[Raw]) -> int:
    """Activities are told one by one: who drives may not be able to dress."""
    each = [_flag(_values(facts, name)) for name in ("dressing", "driving")]
    return next(code for code in (CONFLICT, MET, NOT_MET, OPEN) if code in each)


def _a6(facts: list[Raw], level: str) -> int:
    moved = _values(facts, "translation", level)
    motion = OPEN if not moved else MET if moved[0] > 3.5 else NOT_MET
    return _count([motion, _flag(_values(facts, "hardware-failure", level))], 1)


def flat(facts: list[Raw]) -> dict[str, Any]:
    """One plain row per level, unknowns read as "no": what two-valued engines take."""
    spans = [(f["start"], f["end"]) for f in facts if f["concept"] in CARE]
    import datetime as dt

    days = 0
    if spans:
        last = dt.date.fromisoformat(max(b for _, b in spans))
        days = (last - dt.date.fromisoformat(min(a for a, _ in spans))).days
    patient = {
        "causes": bool(_values(facts, "other-causes-excluded")),
        "days": days,
        "pt": bool(_values(facts, "physical-therapy")),
        "nsaid": bool(_values(facts, "nsaid")),
        "activity": bool(_values(facts, "activity-modification")),
        "adl": True in _values(facts, "dressing") + _values(facts, "driving"),
    }
    rows = []
    for level in LEVELS:
        row = {
            name.replace("-", "_"): True in _values(facts, name, level)
            for name in FINDINGS
        }
        moved = _values(facts, "translation", level)
        row |= {
            "level": level,
            "grade": max(STEP[value] for value in _values(facts, "stenosis", level)),
            "translation": moved[0] if moved else 0,
            "hardware": True in _values(facts, "hardware-failure", level),
            "instrumented": level in INSTRUMENTED,
        }
        rows.append(patient | row)
    return {"levels": rows}
