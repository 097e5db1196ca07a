"""The edited Case: a fact added, changed or removed, and nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from workbench.extract.grounding import Refusal, supports
from workbench.schema.base import canonical_json
from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Fact,
    ImagingStudy,
    all_facts,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Packet
from workbench.web.amend.fields import MODELS, Mistake, unchanged

FACTUAL = ("token-mismatch", "quote-not-found", "unknown-document", "policy-text")
"""Refusals that no person can wave through: the words are not in the source."""


class Placed(NamedTuple):
    """A fact with the list it stands in, and its study where it is a finding."""

    fact: Fact
    what: str
    study: str | None = None


def placed(case: Case, name: str) -> Placed | None:
    """A fact of the Case by id."""
    for what in FACT_LISTS:
        for fact in getattr(case, what):
            if fact.id == name:
                return Placed(fact, what)
            if isinstance(fact, ImagingStudy):
                for finding in fact.findings:
                    if finding.id == name:
                        return Placed(finding, "imaging_findings", fact.id)
    return None


def next_id(case: Case) -> str:
    """An id for a fact made by hand: ``H1``, ``H2`` and so on."""
    taken = {fact.id for fact in all_facts(case)}
    number = 1
    while f"H{number}" in taken:
        number += 1
    return f"H{number}"


def built(
    what: str,
    name: str,
    data: Mapping[str, Any],
    evidence: tuple[Evidence, ...],
    old: Fact | None = None,
) -> tuple[Fact | None, tuple[Mistake, ...]]:
    """A fact of plain data, or what is wrong with it, field by field."""
    import json

    model = MODELS[what]
    whole = dict(data) | {
        "id": name,
        "evidence": [one.model_dump(mode="json") for one in evidence],
    }
    for key, value in unchanged(old):
        dumped = (
            [json.loads(canonical_json(one)) for one in value]
            if isinstance(value, tuple)
            else json.loads(canonical_json(value))
        )
        whole[key] = dumped
    try:
        return model.model_validate_json(json.dumps(whole)), ()
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        return None, tuple(
            Mistake(str(one["loc"][0]) if one["loc"] else "kind", one["msg"])
            for one in found
        )


def refusal(fact: Fact, packet: Packet, *, read: bool) -> Refusal | None:
    """Why the source does not support the fact; ``read``: a person says that they
    have read the sentence around, so that cues beside the quote do not count."""
    bare = fact
    if isinstance(fact, ImagingStudy):
        bare = fact.model_copy(update={"findings": ()})
    return supports(bare, packet, polarity=not read)


def added(case: Case, what: str, fact: Fact, study: str | None = None) -> Case:
    """The Case with one more fact; a finding goes to its study."""
    if what == "imaging_findings":
        return _in_study(case, study, lambda old: (*old, fact))
    return case.model_copy(update={what: (*getattr(case, what), fact)})


def changed(case: Case, at: Placed, fact: Fact) -> Case:
    """The Case with a fact in another's place."""
    if at.study is not None:
        return _in_study(
            case,
            at.study,
            lambda old: tuple(fact if one.id == at.fact.id else one for one in old),
        )
    kept = tuple(
        fact if one.id == at.fact.id else one for one in getattr(case, at.what)
    )
    return case.model_copy(update={at.what: kept})


def removed(case: Case, at: Placed) -> Case:
    """The Case without a fact."""
    if at.study is not None:
        return _in_study(
            case,
            at.study,
            lambda old: tuple(one for one in old if one.id != at.fact.id),
        )
    kept = tuple(one for one in getattr(case, at.what) if one.id != at.fact.id)
    return case.model_copy(update={at.what: kept})


def _in_study(case: Case, study: str | None, change: Any) -> Case:
    studies = tuple(
        one.model_copy(update={"findings": change(one.findings)})
        if one.id == study
        else one
        for one in case.imaging_studies
    )
    return case.model_copy(update={"imaging_studies": studies})
