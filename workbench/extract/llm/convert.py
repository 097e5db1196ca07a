"""A model's answer into facts of the Case, or into refused facts.

Quotes are located in the document and replaced by what really stands there; levels,
grades, dates and durations are computed from the copied words by the same functions
that the rules reader uses.  Whether the quotes support the fact is checked afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from workbench.extract.checking import UNNUMBERED
from workbench.extract.llm import answer as said
from workbench.extract.llm import copied
from workbench.extract.llm.locate import occurrences, placed
from workbench.extract.rules.values.durations import find_durations
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.severity import find_severities
from workbench.packet.text import DocumentText
from workbench.schema import case as facts
from workbench.schema.case import Fact, FactList, RefusedFact
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document
from workbench.schema.partial_date import PartialDate
from workbench.schema.spine import below
from workbench.vocabulary import nerves, procedures


@dataclass(frozen=True, slots=True)
class Made:
    """One item of an answer: the facts it makes, or why it makes none.

    ``path`` names the item in the answer ("symptoms[0]").
    """

    path: str
    list: FactList
    facts: tuple[Fact, ...] = ()
    refused: tuple[RefusedFact, ...] = ()
    moved: int = 0


class _Misquoted(Exception):
    """A fact none of whose quotes, or not all of whose quotes, stand in the text."""

    def __init__(self, quote: str, why: str) -> None:
        self.quote = quote
        self.why = why
        super().__init__("misquoted")


def convert(
    document: Document, answer: BaseModel, shown: Collection[int] | None = None
) -> tuple[Made, ...]:
    """Every item of an answer about one document; each failure is a refused fact.

    ``shown`` are the numbers of the lines that the model was shown.
    """
    source = DocumentText(document)
    return tuple(
        _made(name, f"{name}[{place}]", item, _Source(source, name, shown))
        for name in facts.FACT_LISTS
        for place, item in enumerate(getattr(answer, name, ()))
    )


def _made(name: FactList, path: str, item: Any, source: _Source) -> Made:
    try:
        kept = tuple(_MAKERS[name](item, source))
    except _Misquoted as error:
        lost = _refusal(name, item, "quote-not-found", error.why, error.quote)
    except (ValidationError, ValueError):
        lost = _refusal(name, item, "malformed", "a value has no valid form", "")
    else:
        return Made(path, name, kept, tuple(source.lost), source.moved)
    inner = (
        _refusal(name, one, "quote-not-found", "its study is not quoted", "")
        for one in getattr(item, "findings", ())
    )
    return Made(path, name, (), (lost, *inner), source.moved)


def _refusal(
    name: FactList, item: Any, reason: Any, why: str, quote: str
) -> RefusedFact:
    skip = {"quotes", "findings"}
    values = item.model_dump(mode="json", exclude=skip)
    claim = ", ".join(f"{key} {value}" for key, value in values.items() if value)
    return RefusedFact(
        id=UNNUMBERED,
        list=name,
        kind=item.kind,
        level=_level(getattr(item, "level", None)),
        side=getattr(item, "side", None),
        claim=claim,
        reason=reason,
        why=why,
        quote=quote,
    )


@dataclass
class _Source:
    """What the makers share: the text, and what they note beside the facts."""

    text: DocumentText
    name: FactList
    shown: Collection[int] | None
    lost: list[RefusedFact] = field(default_factory=list)
    moved: int = 0

    @property
    def anchor(self) -> PartialDate | None:
        return self.text.document.date

    def base(self, item: Any) -> dict[str, Any]:
        """Fields that every fact has; raises _Misquoted."""
        return {
            "id": UNNUMBERED,
            "kind": item.kind,
            "assertion": item.assertion,
            "evidence": tuple(self._cited(item.quotes)),
        }

    def _cited(self, quotes: list[said.Quote]) -> Iterator[Evidence]:
        if not quotes:
            raise _Misquoted("", "no quote was given")
        for quote in quotes:
            place = placed(self.text, quote.text, quote.lines, self.shown)
            if place is None:
                raise _Misquoted(quote.text, self._why(quote.text))
            self.moved += place.moved
            yield self.text.cite(*place.span)

    def _why(self, quote: str) -> str:
        if occurrences(self.text, quote):
            return "the quote stands in several places and none of the lines cited"
        return "the quote does not stand in the document"

    def date(self, words: str | None, quotes: list[said.Quote]) -> PartialDate | None:
        """The first date in copied words, relative ones from the document's date."""
        return copied.day(_plain(words), quotes, self.anchor)


def _plain(words: str | None) -> str:
    """Small models write the word null where they mean nothing."""
    return "" if words is None or words.strip().lower() in _NOTHING else words


_NOTHING = frozenset({"null", "none", "n/a", "not stated", "unknown", ""})


def _name(words: str | None) -> str | None:
    return _plain(words) or None


def _level(words: str | None) -> str | None:
    found = [name for one in find_levels(_plain(words)) for name in one.interspaces]
    return found[0] if len(found) == 1 else None


def _vertebra(words: str | None) -> str | None:
    found = [name for one in find_levels(_plain(words)) for name in one.vertebrae]
    return found[0] if len(found) == 1 else None


def _requested(item: said.RequestedItem, source: _Source) -> Iterator[Fact]:
    base = source.base(item) | {
        "codes": tuple(item.codes),
        "stage": item.stage,
        "origin": item.origin,
        "name": _name(item.name),
        "side": item.side,
        "sessions": copied.number(item.sessions, item.quotes),
    }
    base |= _technique(item)
    if item.origin == "request":
        base["assertion"] = "present"
    places: list[dict[str, Any]] = [*_places(item)] or [{}]
    for place in places:
        yield facts.RequestedProcedure(**base, **place)


def _count(value: int | None, quotes: list[said.Quote]) -> int | None:
    return None if copied.counted(value, quotes) is None else value


def _places(item: said.RequestedItem) -> list[dict[str, str]]:
    """Level or site of each line that the named levels make."""
    found = find_levels(_plain(item.levels))
    known = procedures().procedures.get(item.kind)
    if known and known.unit == "segment":
        names = [name for one in found for name in one.vertebrae]
        return [{"site": name} for name in dict.fromkeys(names)]
    spaces = [name for one in found for name in one.interspaces]
    lone = [below(name) for one in found for name in one.vertebrae]
    spaces += [name for name in lone if name]
    target = _target(item.target)
    if not spaces and target:
        return [{"site": target}]
    return [{"level": name} for name in dict.fromkeys(spaces)]


def _technique(item: Any) -> dict[str, Any]:
    """How a procedure is done, numbers only as the quotes show them."""
    same = ("approach", "guidance", "contrast", "sedation", "phase", "setting")
    agents = (copied.copied(one, item.quotes) for one in item.agents)
    return {name: getattr(item, name) for name in same} | {
        "agents": tuple(one.lower() for one in agents if one),
        "leads": copied.number(item.leads, item.quotes),
        "contacts": copied.number(item.contacts, item.quotes),
    }


def _target(words: str | None) -> str | None:
    """A nerve or a region of the spine by its name; None for other words."""
    plain = _plain(words).lower()
    for name, nerve in nerves().nerves.items():
        if plain == name or any(word.lower() in plain for word in nerve.words):
            return name
    for region in ("cervical", "thoracic", "lumbar"):
        if region in plain:
            return region
    return None


def _lasting(item: Any, source: _Source) -> dict[str, Any]:
    """Onset and length of a complaint, in the document's own words."""
    onset = copied.copied(item.onset, item.quotes)
    return {"start": source.date(onset, item.quotes)} | copied.length(
        item.duration, item.quotes
    )


def _diagnosis(item: said.DiagnosisItem, source: _Source) -> Iterator[Fact]:
    yield facts.Diagnosis(
        **source.base(item),
        codes=tuple(item.codes),
        name=_name(item.name),
        level=_level(item.level),
        site=None if _level(item.level) else _vertebra(item.level),
        side=item.side,
        date=source.anchor,
        **_lasting(item, source),
    )


def _symptom(item: said.SymptomItem, source: _Source) -> Iterator[Fact]:
    yield facts.Symptom(
        **source.base(item),
        site=_name(item.site),
        side=item.side,
        roots=tuple(item.roots),
        date=source.anchor,
        **_lasting(item, source),
    )


def _exam(item: said.ExamItem, source: _Source) -> Iterator[Fact]:
    grade = _plain(item.grade).split("/")[0].strip() or None
    yield facts.ExamFinding(
        **source.base(item),
        site=_name(item.site),
        side=item.side,
        grade=grade,
        roots=tuple(item.roots),
        value=item.value,
        unit=_name(item.unit),
        date=source.anchor,
    )


def _study(item: said.StudyItem, source: _Source) -> Iterator[Fact]:
    findings = []
    for one in item.findings:
        try:
            findings.append(_finding(one, source))
        except _Misquoted as error:
            source.lost.append(
                _refusal(source.name, one, "quote-not-found", error.why, error.quote)
            )
        except (ValidationError, ValueError):
            why = "a value has no valid form"
            source.lost.append(_refusal(source.name, one, "malformed", why, ""))
    date = source.date(item.date, item.quotes)
    if date is None and source.text.document.kind == "imaging-report":
        date = source.anchor
    yield facts.ImagingStudy(
        **source.base(item),
        site=_name(item.region),
        date=date,
        findings=tuple(findings),
    )


def _finding(item: said.FindingItem, source: _Source) -> facts.ImagingFinding:
    grades = find_severities(_plain(item.severity))
    contact = None
    if item.contact_word:
        contact = facts.Contact(
            label=_stem(item.contact_word), target=item.contact_with or "unstated"
        )
    return facts.ImagingFinding(
        **source.base(item),
        level=_level(item.level),
        site=_vertebra(item.level) if not _level(item.level) else None,
        side=item.side,
        location=item.location,
        severity=grades[0].severity if grades else None,
        contact=contact,
        acuity=item.acuity,
        reader=item.reader,
        section=item.section,
        name=_name(item.name),
        value=item.value,
        unit=_name(item.unit),
    )


def _stem(word: str) -> str:
    """Dictionary form of a contact verb, as the contact table of the rules has it."""
    from workbench.extract.rules.words.lexicon import load

    found = load("contact").find(word)
    return found[0].concept if found else word.strip().lower().replace(" ", "-")


def _test(item: said.TestItem, source: _Source) -> Iterator[Fact]:
    yield facts.Test(
        **source.base(item),
        date=source.date(item.date, item.quotes) or source.anchor,
        name=_name(item.name),
        value=item.value,
        unit=_name(item.unit),
        comparator=item.comparator,
        result=item.result,
        indicates=_name(item.indicates),
        by=copied.copied(item.by, item.quotes),
    )


def _treatment(item: said.TreatmentItem, source: _Source) -> Iterator[Fact]:
    lengths = find_durations(_plain(item.duration))
    length = lengths[0] if lengths else None
    exact = length.exact if length else None
    yield facts.Treatment(
        **source.base(item),
        name=_name(item.name),
        site=item.region,
        start=source.date(item.start, item.quotes),
        end=source.date(item.end, item.quotes),
        date=source.date(item.date, item.quotes),
        days=exact,
        days_range=length.days if length and exact is None else None,
        vague=_name(item.duration) if length is None or length.vague else None,
        sessions=_count(item.sessions, item.quotes),
        status=item.status,
        response=item.response,
        setting=item.setting,
        supervised=item.supervised,
    )


def _done(item: said.ProcedureDoneItem, source: _Source) -> Iterator[Fact]:
    spaces = [n for one in find_levels(_plain(item.levels)) for n in one.interspaces]
    levels: list[str | None] = [*spaces] or [None]
    lasted = copied.span(item.relief_lasted, item.quotes)
    gave: dict[str, Any] = {
        "relief": copied.share(item.relief, item.quotes),
        "relief_days": lasted,
        "medication_cut": copied.share(item.medication_cut, item.quotes),
        "function": item.function,
        "result": item.result,
        "count": copied.number(item.count, item.quotes),
    }
    for level in levels:
        yield facts.ProcedureDone(
            **source.base(item),
            name=_name(item.name),
            level=level,
            site=None if level else _target(item.target),
            side=item.side,
            date=source.date(item.date, item.quotes),
            **gave,
            **_technique(item),
        )


def _function(item: said.FunctionItem, source: _Source) -> Iterator[Fact]:
    yield facts.FunctionalLimit(
        **source.base(item),
        name=_name(item.name),
        value=item.value,
        value_to=copied.counted(item.value_to, item.quotes),
        unit=_name(item.unit),
        phase=item.phase,
        site=_name(item.site),
        date=source.date(item.date, item.quotes) or source.anchor,
    )


def _risk(item: said.RiskItem, source: _Source) -> Iterator[Fact]:
    yield facts.RiskFactor(
        **source.base(item),
        status=item.status,
        until=source.date(item.quit_date, item.quotes),
        name=_name(item.name),
        value=item.value,
        unit=_name(item.unit),
        date=source.anchor,
    )


def _statement(item: said.StatementItem, source: _Source) -> Iterator[Fact]:
    yield facts.Statement(
        **source.base(item),
        speaker=item.speaker,
        about=tuple(item.about),
        by=copied.copied(item.by, item.quotes),
        date=source.anchor,
    )


_MAKERS: dict[FactList, Callable[[Any, _Source], Iterator[Fact]]] = {
    "requested_procedures": _requested,
    "diagnoses": _diagnosis,
    "symptoms": _symptom,
    "exam_findings": _exam,
    "imaging_studies": _study,
    "tests": _test,
    "treatments": _treatment,
    "procedures_done": _done,
    "functional_limits": _function,
    "risk_factors": _risk,
    "statements": _statement,
}
