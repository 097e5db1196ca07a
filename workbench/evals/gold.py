"""Gold cases: a packet, the facts that it holds, and what each policy makes of them.

A case is a folder: ``packet/`` with the files as they came, and ``gold.yaml``.  Gold
facts name a document and a verbatim quote; lines and offsets are looked up, so that a
quote that does not stand in the packet is an error of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, ValidationError

from workbench import content
from workbench.errors import InputError
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.packet.text import DocumentText
from workbench.schema.base import Model, explain, parse_data
from workbench.schema.case import FACT_LISTS, Case
from workbench.schema.determination import (
    ConfirmBy,
    LineRecommendation,
    Recommendation,
    Status,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Packet, summarise
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary.yaml_file import load_yaml

FILE = "gold.yaml"


class GoldLine(Model):
    """What is right for one line: its recommendation and every criterion's status."""

    procedure: str
    level: str | None = None
    side: str | None = None
    recommendation: LineRecommendation
    criteria: dict[str, Status] = {}


class GoldOutcome(Model):
    """What is right under one policy, open or final."""

    policy: str
    final: bool = False
    recommendation: Recommendation
    confirm_by: ConfirmBy
    lines: tuple[GoldLine, ...]
    conflicts: tuple[str, ...] = ()
    """Kinds of conflict that must be listed."""
    must_say: tuple[str, ...] = ()
    """Words that the narrative must hold, white space aside."""
    must_not_say: tuple[str, ...] = ()


class GoldCase(Model):
    """``gold.yaml``: facts in the Case's own fields, with ``document`` and ``quote``.

    A fact gives ``quote`` or a list ``quotes``; each is a string, or a mapping with
    ``document`` and ``quote`` where one fact cites several documents.
    """

    id: str
    title: str
    about: str = ""
    request_date: PartialDate | None = None
    patient: dict[str, Any] = {}
    request: dict[str, Any] = {}
    facts: dict[str, tuple[dict[str, Any], ...]] = {}
    outcomes: tuple[GoldOutcome, ...] = Field(min_length=1)


class LoadedGold(NamedTuple):
    """A gold case ready to run: its file, its packet, its facts as a Case."""

    gold: GoldCase
    packet: Packet
    case: Case
    folder: Path


def find_gold(names: list[str]) -> tuple[Path, ...]:
    """Folders of the named cases (ids or paths), or of all cases.

    Raises InputError for a name that is neither.
    """
    known = {
        file.parent.name: file.parent
        for root in reversed(content.roots("evals"))
        for file in sorted((root / "gold").glob(f"*/{FILE}"))
    }
    if not names:
        return tuple(known[name] for name in sorted(known))
    found = []
    for name in names:
        folder = known.get(name) or Path(name)
        if not (folder / FILE).is_file():
            raise InputError(
                f"no gold case {name!r}",
                fix=f"one of: {', '.join(sorted(known))}, or a folder with {FILE}",
            )
        found.append(folder)
    return tuple(found)


def load_gold(folder: Path) -> LoadedGold:
    """Read a gold case; every quote is looked up in its packet.

    Raises InputError naming the file and the fact that is wrong.
    """
    path = folder / FILE
    gold = parse_data(GoldCase, load_yaml(path), where=str(path))
    packet = read_packet(load(str(folder / "packet")))
    return LoadedGold(gold, packet, _case(gold, packet, str(path)), folder)


def _case(gold: GoldCase, packet: Packet, where: str) -> Case:
    texts = {document.id: DocumentText(document) for document in packet.documents}
    data: dict[str, Any] = {
        "patient": _cited(gold.patient, texts, f"{where}: patient"),
        "request": _cited(gold.request, texts, f"{where}: request"),
        "documents": [
            summarise(document).model_dump(mode="json") for document in packet.documents
        ],
    }
    unknown = set(gold.facts) - set(FACT_LISTS)
    if unknown:
        raise InputError(
            f"no list of facts is called {sorted(unknown)[0]!r}",
            where=where,
            fix=f"one of: {', '.join(FACT_LISTS)}",
        )
    for name, facts in gold.facts.items():
        data[name] = list(_numbered(name, facts, texts, where))
    try:
        return parse_data(Case, data, where=where)
    except ValidationError as error:
        raise InputError(explain(error), where=where) from None


def _numbered(
    name: str,
    facts: tuple[dict[str, Any], ...],
    texts: dict[str, DocumentText],
    where: str,
) -> Iterator[dict[str, Any]]:
    for number, fact in enumerate(facts, 1):
        place = f"{where}: {name}[{number}]"
        done = {"id": f"{name}-{number}"} | _cited(fact, texts, place)
        findings = fact.get("findings", ())
        if findings:
            parent = fact.get("document")
            done["findings"] = [
                {"id": f"{name}-{number}.{index}"}
                | _cited({"document": parent} | item, texts, f"{place}.{index}")
                for index, item in enumerate(findings, 1)
            ]
        yield done


def _cited(
    fact: dict[str, Any], texts: dict[str, DocumentText], where: str
) -> dict[str, Any]:
    """The fact with evidence in place of document and quotes."""
    rest = {
        key: value
        for key, value in fact.items()
        if key not in ("document", "quote", "quotes", "findings")
    }
    quotes = fact.get("quotes") or ([fact["quote"]] if "quote" in fact else [])
    if not quotes:
        return rest
    evidence = []
    for item in quotes:
        one = item if isinstance(item, dict) else {"quote": item}
        document = one.get("document") or fact.get("document")
        evidence.append(_look_up(str(document), str(one["quote"]), texts, where))
    return rest | {"evidence": [item.model_dump(mode="json") for item in evidence]}


def _look_up(
    document: str, quote: str, texts: dict[str, DocumentText], where: str
) -> Evidence:
    source = texts.get(document)
    start = source.text.replace("\n", " ").find(quote) if source else -1
    if source is None or start < 0:
        raise InputError(
            f"the quote does not stand in {document}",
            where=where,
            fix="copy it from the packet, a line break as one space",
        )
    return source.cite(start, start + len(quote))
