"""MRI of the spine as a request asks for it: one fact per region, and its contrast.

The region stands in the words ("MRI L-spine"), in the code, or in a field beside them;
contrast in the words of the request ("w/o contrast", "with and without gadolinium") or
in the code.  A scan of another part of the body stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.scan_regions import MRI, regions_named
from workbench.extract.rules.frames.request.scans_meant import with_meant
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.case import RequestedProcedure
from workbench.vocabulary.yaml_file import load_yaml

SPINE_MRI = "spine-mri"
_FILE = Path(__file__).with_name("scan_codes.yaml")
_I = re.IGNORECASE
_PLAIN = re.compile(
    r"\b(?:w/o|without|wo|no|non)[ -]*(?:iv |the )?(?:contrast|gad\w*|dye)\b"
    r"|\bnon-?contrast\b|\bw/o\b(?! and\b)|\bcontrast\W{1,3}(?:no|none)\b",
    _I,
)
_GIVEN = re.compile(
    r"\b(?:w/?wo|w/ ?(?:&|and)? ?w/o|with (?:and|&|or) without|without (?:and|&|then)"
    r" with|w/o (?:and|&) w(?:ith|/)?)\b|\b(?:with|w/|plus)[ -]?(?:iv )?"
    r"(?:contrast|gad\w*)\b|\bcontrast\W{1,3}(?:yes|with)\b|\bpost-?contrast\b",
    _I,
)
_HISTORY = re.compile(
    r"\b(?:prior|previous|last|earlier|old|showed|shows|revealed|demonstrat\w+|dated"
    r"|from|history|imaging|findings)\b",
    _I,
)


@cache
def _codes() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = load_yaml(_FILE)
    return content


def by_region(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts with each MRI of the spine as one fact for each region asked for."""
    found: list[RequestedProcedure] = []
    scans: list[RequestedProcedure] = []
    told = any(fact.kind == SPINE_MRI for fact in facts)
    for fact in facts:
        if told and _only_announces(fact):
            continue
        if _is_bare(fact):
            fact = with_meant(document, fact)
        near = _near(document, fact)
        fielded = _field_regions(document)
        if fact.kind == SPINE_MRI or _is_spinal(fact, near, fielded):
            scans += list(_regions(document, fact, near))
        else:
            found.append(fact)
    return [*found, *_merged(scans)]


def _only_announces(fact: RequestedProcedure) -> bool:
    """Whether a request for "an MRI" is that for the scan named in full beside it."""
    return _is_bare(fact)


def _is_bare(fact: RequestedProcedure) -> bool:
    """Whether a service is called "MRI" and nothing more is said of it."""
    bare = fact.kind == "other" and not fact.codes and not (fact.level or fact.site)
    return bare and MRI.fullmatch((fact.name or "").strip()) is not None


def _is_spinal(
    fact: RequestedProcedure, near: Sequence[Sentence], fielded: Sequence[str]
) -> bool:
    """Whether a service of no known kind is an MRI whose lines name the spine."""
    if fact.kind != "other" or not MRI.fullmatch((fact.name or "").strip()):
        return False
    return bool(fielded) or any(_named(one) for one in near)


def _field_regions(document: DocumentView) -> tuple[str, ...]:
    """The regions that a field of the body's part names ("Body part: C-spine")."""
    found: dict[str, None] = {}
    for one in document.sentences:
        if one.block.kind == "field" and "label-region" in slots(one.block.label or ""):
            found |= dict.fromkeys(_named(one))
    return tuple(found)


def _near(document: DocumentView, fact: RequestedProcedure) -> list[Sentence]:
    return [
        one
        for one in document.sentences
        if any(
            cite.start is not None
            and cite.end is not None
            and cite.start < one.end
            and one.start < cite.end
            for cite in fact.evidence
        )
    ]


def _named(sentence: Sentence) -> tuple[str, ...]:
    """The regions that a sentence, or the label before it, names."""
    return regions_named(f"{sentence.block.label or ''} {sentence.text}")


def _beside(document: DocumentView, near: Sequence[Sentence]) -> tuple[str, ...]:
    """The regions of the fields and lines next to those that ask."""
    places = {one.index for one in near}
    for step in (1, -1, 2, -2):
        for place in sorted(places):
            if not 0 <= place + step < len(document.sentences):
                continue
            other = document.sentences[place + step]
            same = any(other.section is one.section for one in near)
            if same and not _HISTORY.search(other.text) and (named := _named(other)):
                return named
    return ()


def _regions(
    document: DocumentView, fact: RequestedProcedure, near: Sequence[Sentence]
) -> Iterator[RequestedProcedure]:
    codes = [code for code in fact.codes if code in _codes()]
    told = dict.fromkeys(_codes()[code]["region"] for code in codes)
    asking = [one for one in near if MRI.search(one.text)]
    for one in asking:
        told |= dict.fromkeys(_named(one) if not codes else ())
    if not told:
        told = dict.fromkeys(name for one in near for name in _named(one))
    for name in (
        told
        or dict.fromkeys(_beside(document, near) or _field_regions(document))
        or (None,)
    ):
        own = tuple(c for c in fact.codes if c not in codes or _of(c, name))
        yield fact.model_copy(
            update={
                "kind": SPINE_MRI,
                "name": None,
                "level": None,
                "side": None,
                "site": name,
                "codes": own,
                "contrast": _contrast(own, near, name, len(told)),
            }
        )


def _of(code: str, name: str | None) -> bool:
    return name is None or bool(_codes()[code]["region"] == name)


def _contrast(
    codes: Sequence[str], near: Sequence[Sentence], name: str | None, regions: int
) -> bool | None:
    """Whether contrast is asked for; the code decides before the words."""
    coded = {bool(_codes()[code]["contrast"]) for code in codes if code in _codes()}
    if coded:
        return True in coded
    mine = [one for one in near if regions < 2 or name in _named(one)]
    for one in mine:
        if _GIVEN.search(one.text):
            return True
        if _PLAIN.search(one.text):
            return False
    return None


def _merged(scans: Sequence[RequestedProcedure]) -> Iterator[RequestedProcedure]:
    """One fact for each region: words and code of one study are one request."""
    placed = {one.site: one for one in reversed(scans) if one.site}
    groups: dict[tuple[str | None, str], list[RequestedProcedure]] = {}
    for one in scans:
        site = one.site or (next(iter(placed)) if len(placed) == 1 else None)
        groups.setdefault((site, one.origin), []).append(one)
    for (site, _), group in groups.items():
        first = group[0]
        cites = [cite for one in group for cite in one.evidence]
        told = [one.contrast for one in group if one.contrast is not None]
        yield first.model_copy(
            update={
                "site": site,
                "codes": tuple(dict.fromkeys(c for one in group for c in one.codes)),
                "contrast": (True in told) if told else None,
                "evidence": tuple(dict.fromkeys(cites)),
            }
        )
