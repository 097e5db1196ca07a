"""Gold cases on disk: finding them, reading them, looking their quotes up.

A case is a folder: ``packet/`` with the files as they came, and ``gold.yaml``.  The set
is split by id into a half that rules may be written against and a half that is only
measured; the id decides, so nobody chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from workbench import content
from workbench.errors import InputError
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.packet.text import DocumentText
from workbench.schema.base import digest, explain, parse_data
from workbench.schema.case import FACT_LISTS, Case
from workbench.schema.evidence import Evidence
from workbench.schema.gold import GoldCase, SecondReading
from workbench.schema.packet import Packet, summarise
from workbench.vocabulary.yaml_file import load_yaml

FILE = "gold.yaml"
SECOND = "second.yaml"
FIRST = "first.yaml"

Half = Literal["tuned", "measured"]
"""Rules may be written against the tuned half; the other is only measured."""


class LoadedGold(NamedTuple):
    """A gold case ready to run: its file, its packet, its facts as a Case."""

    gold: GoldCase
    packet: Packet
    case: Case
    folder: Path


def find_gold(names: Sequence[str]) -> tuple[Path, ...]:
    """Folders of the named cases (ids, folders, or folders of cases), or of all.

    Raises InputError for a name that is none of these.
    """
    known = {
        file.parent.name: file.parent
        for root in reversed(content.roots("evals"))
        for file in sorted((root / "gold").glob(f"*/{FILE}"))
    }
    if not names:
        return tuple(known[name] for name in sorted(known))
    found: dict[Path, None] = {}
    for name in names:
        for folder in _named(name, known):
            found[folder] = None
    return tuple(found)


def _named(name: str, known: dict[str, Path]) -> list[Path]:
    folder = known.get(name) or Path(name)
    if (folder / FILE).is_file():
        return [folder]
    inside = sorted(file.parent for file in folder.glob(f"*/{FILE}"))
    if not inside:
        inside = _content_folder(name)
    if not inside:
        raise InputError(
            f"no gold case {name!r}",
            fix=f"one of: {', '.join(sorted(known))}, or a folder with {FILE}",
        )
    return inside


def _content_folder(name: str) -> list[Path]:
    """Cases below a folder of the evals content, as suites name them ("gold")."""
    if ".." in Path(name).parts or Path(name).is_absolute():
        return []
    for root in content.roots("evals"):
        inside = sorted(file.parent for file in (root / name).glob(f"*/{FILE}"))
        if inside:
            return inside
    return []


def half_of(case_id: str) -> Half:
    """Which half a case belongs to: decided by its id alone."""
    even = int(digest("gold", case_id)[:8], 16) % 2 == 0
    return "tuned" if even else "measured"


def load_gold(folder: Path) -> LoadedGold:
    """Read a gold case; every quote is looked up in its packet.

    Raises InputError naming the file and the fact that is wrong.
    """
    path = folder / FILE
    gold = parse_data(GoldCase, load_yaml(path), where=str(path))
    packet = read_packet(load(str(folder / "packet")))
    return LoadedGold(gold, packet, _case(gold, packet, str(path)), folder)


def load_reading(folder: Path, name: str) -> SecondReading | None:
    """The labels of one reader (``second.yaml``, ``first.yaml``), where they stand.

    Raises InputError naming the file and the key that is wrong.
    """
    path = folder / name
    if not path.is_file():
        return None
    return parse_data(SecondReading, load_yaml(path), where=str(path))


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
