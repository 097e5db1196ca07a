"""A store of invented cases: one seeded case of cervical surgery a line.

    python -m benchmarks.made_store OUT.jsonl [--cases 20000] [--seed 7]

Each case asks for one or two levels and has what a packet usually has: studies with
grades, symptoms in or beside the territory, courses of care with and without dates,
limits, nicotine, a word on other causes.  Everything is drawn by chance; no case is
anybody's.  The same count and seed give the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.schema.base import parse_data
from workbench.schema.case import Case
from workbench.vocabulary import severity

SITES = {
    "C3-4": "shoulder",
    "C4-5": "upper-arm",
    "C5-6": "thumb",
    "C6-7": "middle-finger",
}
GRADES = {
    "mild": 14,
    "mild-to-moderate": 16,
    "moderate": 30,
    "moderate-to-severe": 18,
    "severe": 16,
    "critical": 2,
}
DOCUMENTS = (
    ("D1", "request-form", "Surgical request (invented)"),
    ("D2", "clinic-note", "Spine clinic note (invented)"),
    ("D3", "imaging-report", "MRI of the cervical spine (invented)"),
    ("D4", "therapy-record", "Therapy record (invented)"),
)


def lines(count: int, seed: int) -> Iterator[bytes]:
    """The cases as lines of JSON: an id, and the Case."""
    source = random.Random(seed)
    for number in range(1, count + 1):
        case = parse_data(Case, _Made(source).data(), where=f"case {number}")
        body = case.model_dump_json(exclude_defaults=True)
        yield f'{{"id":"invented-{number:06d}","case":{body}}}\n'.encode()


class _Made:
    """One case in the making; quotes count their lines by document."""

    def __init__(self, source: random.Random) -> None:
        self.draw = source
        self.request = dt.date(2026, 2, 1) + dt.timedelta(days=source.randint(0, 300))
        self.visit = self.request - dt.timedelta(days=source.randint(3, 30))
        self.number = dict.fromkeys((name for name, _, _ in DOCUMENTS), 0)
        self.made: dict[str, list[dict[str, Any]]] = {}

    def chance(self, part: float) -> bool:
        return self.draw.random() < part

    def add(self, name: str, document: str, quote: str, **fact: Any) -> dict[str, Any]:
        found = self.made.setdefault(name, [])
        done = self.cited(f"{name[:2]}{name[-3:]}{len(found) + 1}", document, quote)
        found.append(done | fact)
        return found[-1]

    def cited(self, name: str, document: str, quote: str) -> dict[str, Any]:
        self.number[document] += 1
        evidence = {
            "document": document,
            "lines": [self.number[document]],
            "quote": quote,
        }
        return {"id": name, "evidence": [evidence]}

    def data(self) -> dict[str, Any]:
        levels = self.draw.sample(list(SITES), self.draw.choice((1, 1, 1, 2)))
        side = self.draw.choice(("left", "right"))
        self._request(sorted(levels))
        self._imaging(levels, side)
        self._clinic(levels, side)
        self._care()
        days = {"D3": self.visit - dt.timedelta(days=20)}
        return {
            "patient": {"age": self.draw.randint(31, 82)},
            "request": {"date": self.request.isoformat()},
            "documents": [
                {
                    "id": name,
                    "kind": kind,
                    "title": title,
                    "date": days.get(name, self.visit).isoformat(),
                    "author": None,
                    "pages": 1,
                    "lines": max(1, self.number[name]),
                }
                for name, kind, title in DOCUMENTS
            ],
            **self.made,
        }

    def _request(self, levels: list[str]) -> None:
        for level in levels:
            self.add(
                "requested_procedures",
                "D1",
                f"ACDF {level}, CPT 22551",
                kind="acdf",
                level=level,
                codes=["22551"],
            )

    def _imaging(self, levels: list[str], side: str) -> None:
        age = self.draw.choice((30, 60, 90, 150, 280, 340, 420))
        day = (self.request - dt.timedelta(days=age)).isoformat()
        study = self.add(
            "imaging_studies", "D3", f"MRI cervical spine {day}", kind="mri", date=day
        )
        study["findings"] = []
        for level in levels:
            if self.chance(0.06):
                continue
            study["findings"].append(self._finding(level, side, len(study["findings"])))

    def _finding(self, level: str, side: str, place: int) -> dict[str, Any]:
        names, weights = list(GRADES), list(GRADES.values())
        grade = self.draw.choices(names, weights)[0] if self.chance(0.92) else None
        central = self.chance(0.25)
        where = "central canal" if central else f"{side} foraminal"
        touches = self.chance(0.12)
        words = f"{level}: {(grade or '').replace('-', ' ')} {where} stenosis".replace(
            ":  ", ": "
        )
        words += ", compressing the nerve root" if touches else ""
        done = self.cited(f"i1.{place + 1}", "D3", words) | {
            "kind": "stenosis",
            "level": level,
            "location": "central" if central else "foraminal",
        }
        if not central:
            done["side"] = side
        if grade:
            step = severity().steps[grade]
            done["severity"] = {"label": grade, "low": step, "high": step}
        if touches:
            done["contact"] = {"label": "compress", "target": "root"}
        return done

    def _clinic(self, levels: list[str], side: str) -> None:
        day = self.visit.isoformat()
        for level in levels:
            site = SITES[level] if self.chance(0.85) else "neck"
            own = {} if site == "neck" else {"side": side}
            said = f"Pain and numbness, {side} {site.replace('-', ' ')}"
            self.add(
                "symptoms", "D2", said, kind="numbness", site=site, date=day, **own
            )
        if self.chance(0.72):
            self.add(
                "statements",
                "D2",
                "Other sources of the pain were considered and excluded.",
                kind="other-causes-excluded",
                speaker="clinician",
            )
        if self.chance(0.85):
            kind = self.draw.choice(("driving", "sleep", "work", "dressing"))
            self.add(
                "functional_limits", "D2", f"Limited in: {kind}", kind=kind, date=day
            )
        if self.chance(0.06):
            self.add(
                "exam_findings",
                "D2",
                "Hoffmann positive",
                kind="hoffmann",
                date=day,
            )
        self._risks(day)

    def _risks(self, day: str) -> None:
        status = self.draw.choices(("never", "current", "former"), (70, 14, 16))[0]
        if self.chance(0.93):
            self.add(
                "risk_factors",
                "D2",
                f"Tobacco: {status}",
                kind="nicotine",
                status=status,
                date=day,
            )

    def _care(self) -> None:
        if self.chance(0.9):
            self._course("physical-therapy", self.draw.randint(2, 14))
        if self.chance(0.9):
            self._course("nsaid", self.draw.randint(3, 16))

    def _course(self, kind: str, weeks: int) -> None:
        end = self.visit - dt.timedelta(days=self.draw.randint(5, 60))
        start = end - dt.timedelta(weeks=weeks)
        words = kind.replace("-", " ")
        fact: dict[str, Any] = {
            "kind": kind,
            "site": "neck",
            "status": "done",
            "response": self.draw.choices(
                ("none", "temporary", "partial", "lasting"), (60, 20, 12, 8)
            )[0],
        }
        if kind == "physical-therapy":
            fact |= {"setting": "formal", "supervised": True}
        if self.chance(0.85):
            fact |= {"start": start.isoformat(), "end": end.isoformat()}
            quote = f"{words} from {start} to {end}, response: {fact['response']}"
        else:
            fact |= {"vague": "several weeks"}
            quote = f"{words} for several weeks, response: {fact['response']}"
        self.add("treatments", "D4", quote, **fact)


def main() -> None:
    """Write the store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with asked.out.open("wb") as file:
        file.writelines(lines(asked.cases, asked.seed))
    sys.stdout.write(f"{asked.cases} cases in {asked.out}\n")


if __name__ == "__main__":
    main()
