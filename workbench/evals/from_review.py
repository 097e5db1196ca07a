"""A corrected review as a new gold case: de-identified, ready to be checked.

The packet goes through the same mask as before a remote model: names and numbers become
surrogates, all dates of the case move by one shift, line numbers stay.  Facts cite the
masked lines they stood on, whole.  Masking is no guarantee: a person reads the new
case, and its labels, before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from workbench.errors import InputError
from workbench.evals.checks import line_key
from workbench.evals.gold import FILE
from workbench.extract.phi.dates import shifted
from workbench.extract.phi.mask import PacketMask
from workbench.schema.case import FACT_LISTS, Fact, ImagingStudy
from workbench.schema.determination import Determination, LineResult
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, Packet
from workbench.schema.review import Review

_NOT_KEPT = frozenset({"id", "evidence", "findings"})
_DATES = frozenset({"date", "start", "end", "until", "onset"})
_ABOUT = (
    "Made from a corrected review. Masking is no guarantee: read every line for what "
    "identifies, check every label against the policy's text, then remove this note."
)


class NewCase(dict[str, str]):
    """Files of a new case by their path below its folder."""


def new_case(name: str, review: Review, packet: Packet, key: str = "") -> NewCase:
    """The files of a gold case made from a review and its packet.

    ``key`` goes into the date shift.  Raises InputError when the review is not of
    this packet.
    """
    if review.provenance.packet_sha256 not in (None, packet.sha256):
        raise InputError(
            "the review was made of another packet",
            where=name,
            fix="name the packet that was reviewed",
        )
    mask = PacketMask(packet, key)
    shown = {document.id: mask.hide(document) for document in packet.documents}
    files = NewCase()
    for number, document in enumerate(shown.values(), 1):
        text = "\n".join(line.text for line in document.lines)
        files[f"packet/{number:02d}.txt"] = text + "\n"
    files[FILE] = _gold(name, review, shown, mask.shift)
    return files


def write_case(files: Mapping[str, str], folder: Path) -> None:
    """Write the files of a new case.  Raises InputError where the folder exists."""
    if folder.exists():
        raise InputError(
            "the folder exists already",
            where=str(folder),
            fix="choose another name, or remove the folder",
        )
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _gold(
    name: str, review: Review, shown: Mapping[str, Document], shift: int
) -> str:
    case, made = review.case, review.determination
    data: dict[str, Any] = {
        "id": name,
        "title": f"{made.recommendation} under {review.policies[0].id}",
        "about": _ABOUT,
    }
    if made.request_date and made.request_date != case.request.date:
        data["request_date"] = shifted(made.request_date, shift)
    data["facts"] = {
        list_name: facts
        for list_name in FACT_LISTS
        if (facts := [_fact(x, shown, shift) for x in getattr(case, list_name)])
    }
    flags = sorted({flag.kind for flag in review.packet.flags}) if review.packet else []
    if flags:
        data["flags"] = flags
    data["outcomes"] = [_outcome(review.policies[0].id, made)]
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=88)
    return text


def _fact(fact: Fact, shown: Mapping[str, Document], shift: int) -> dict[str, Any]:
    values = fact.model_dump(mode="json", exclude_none=True, exclude=set(_NOT_KEPT))
    kept = {name: value for name, value in values.items() if value not in ((), [], "")}
    for name in _DATES & kept.keys():
        kept[name] = shifted(kept[name], shift)
    quotes = _quotes(fact.evidence, shown)
    if "name" in kept and not _stands(kept["name"], quotes):
        del kept["name"]
    kept |= {"document": fact.evidence[0].document, "quotes": quotes}
    if isinstance(fact, ImagingStudy) and fact.findings:
        kept["findings"] = [_fact(item, shown, shift) for item in fact.findings]
    return kept


def _stands(words: str, quotes: Iterable[Mapping[str, str]]) -> bool:
    """Whether the words stand in the masked quotes, and so hold nothing masked."""
    return any(words.lower() in quote["quote"].lower() for quote in quotes)


def _quotes(
    evidence: Iterable[Evidence], shown: Mapping[str, Document]
) -> list[dict[str, str]]:
    """Whole masked lines in place of each quote, each once."""
    found: dict[tuple[str, str], None] = {}
    for item in evidence:
        lines = shown[item.document].lines
        words = " ".join(lines[number - 1].text for number in item.lines).strip()
        found[item.document, words] = None
    return [{"document": document, "quote": words} for document, words in found]


def _outcome(policy: str, made: Determination) -> dict[str, Any]:
    outcome: dict[str, Any] = {
        "policy": policy,
        "final": made.final,
        "recommendation": made.recommendation,
        "confirm_by": made.confirm_by,
        "lines": [_line(line) for line in made.lines],
    }
    conflicts = sorted({conflict.kind for conflict in made.conflicts})
    if conflicts:
        outcome["conflicts"] = conflicts
    asked = sorted({x for need in made.needs if need.required for x in need.resolves})
    if asked:
        outcome["must_ask"] = asked
    return outcome


def _line(line: LineResult) -> dict[str, Any]:
    if not line.criteria:
        return {"procedure": line_key(line), "recommendation": line.recommendation}
    places = {"level": line.level, "side": line.side}
    return {
        "procedure": line.procedure,
        **{name: value for name, value in places.items() if value},
        "recommendation": line.recommendation,
        "criteria": {item.id: item.status for item in line.criteria},
    }
