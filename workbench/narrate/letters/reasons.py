"""Reasons in a member's words: which rule, how it stands, what the record shows.

The words are data (``prompts/letters/reasons.yaml``).  A criterion without words of its
own gets general ones, so that no reason is left out; the clinical part always names the
criterion itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any, Literal, NamedTuple

from workbench.content import expressions as re
from workbench.narrate.labels import deciding
from workbench.narrate.letters.library import Language, Library, Worded
from workbench.narrate.letters.passages import day_in_words
from workbench.narrate.letters.services import Service
from workbench.policy.model import Policy
from workbench.schema.base import Model
from workbench.schema.case import Fact, ImagingFinding, Slug, Treatment, all_facts
from workbench.schema.determination import CriterionResult
from workbench.schema.evidence import Evidence
from workbench.schema.review import Review
from workbench.vocabulary.names import name_of

FILE = "reasons.yaml"
_NAME = re.compile(r"\{([a-z0-9-]+)\}")
_TITLE = "title"
"""What stands in a rule for the title of the criterion."""
_SHORT_QUOTE = 140


class Code(Model):
    """One reason of our taxonomy; ``external`` is a licensee's own code for it."""

    family: Literal["information", "clinical", "administrative"]
    title: str
    decider: str
    cure: str
    external: str | None = None
    words: Worded | None = None


class Standing(Model):
    """How a criterion stands, in words; ``code`` where the standing itself is one."""

    code: str | None
    words: Worded


class Words(Model):
    """Words on the criteria whose ids match."""

    match: tuple[str, ...]
    code: str
    title: Worded
    rule: Worded
    otherwise: Worded | None = None
    told: Literal["imaging", "care", "quote", "nothing"] = "nothing"


class ReasonFile(Model):
    """The data file."""

    codes: dict[str, Code]
    standing: dict[str, Standing]
    criteria: tuple[Words, ...]
    kinds_of_care: dict[Slug, Worded]
    kinds_of_study: dict[Slug, Worded]
    grades: dict[str, Worded]
    units: dict[str, Worded]
    sentences: dict[str, Worded]

    def words_for(self, criterion: str) -> Words:
        """The first words that match a criterion's id; the last entry matches all."""
        for words in self.criteria:
            if any(fnmatchcase(criterion, pattern) for pattern in words.match):
                return words
        return self.criteria[-1]


class Reason(NamedTuple):
    """One reason: its code, title and sentences, and the services that it concerns.

    ``facts`` say in words what the record shows; ``quotes`` are its own words.
    ``results`` are the criteria behind it, ``parameters`` those of the policy that its
    rule names.
    """

    code: str
    title: str
    rule: str
    standing: str
    facts: tuple[str, ...]
    quotes: tuple[Evidence, ...]
    services: tuple[Service, ...]
    results: tuple[CriterionResult, ...]
    parameters: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """The levels of the services concerned, else their plain names, each once."""
        return tuple(
            dict.fromkeys(one.line.level or one.plain for one in self.services)
        )


class Reasons:
    """Words for the criteria that keep services from approval."""

    def __init__(
        self, review: Review, policy: Policy, content: Library, language: Language
    ) -> None:
        self.data = content.data(ReasonFile, FILE)
        self.language = language
        self.policy = policy
        self.facts = {fact.id: fact for fact in all_facts(review.case)}
        self.studies = {
            finding.id: study
            for study in review.case.imaging_studies
            for finding in study.findings
        }

    def of(
        self, services: Iterable[Service], stated: Container[str] = ()
    ) -> tuple[Reason, ...]:
        """The reasons of some services, one for each rule and standing of it.

        ``stated`` names criteria that are told too where they are open beside one that
        fails: an earlier notice gave them as its reasons.
        """
        found: dict[tuple[str, ...], Reason] = {}
        for service in services:
            if service.dependent:
                continue
            for result in deciding(service.line, stated):
                reason = self._reason(service, result)
                key = (reason.title, reason.rule, reason.standing, *reason.facts)
                before = found.get(key)
                found[key] = _joined(before, reason) if before else reason
        return tuple(found.values())

    def _reason(self, service: Service, result: CriterionResult) -> Reason:
        words = self.data.words_for(result.id)
        state = self.data.standing.get(result.open_because or "")
        if result.status != "not_documented" or state is None:
            state = self.data.standing[result.status]
        facts = tuple(dict.fromkeys(self._told(words, result)))
        quoted = result.status == "not_met" and words.told == "quote" and not facts
        return Reason(
            code=state.code or words.code,
            title=words.title.in_language(self.language),
            rule=self._rule(words, result.title),
            standing=state.words.in_language(self.language),
            facts=facts,
            quotes=self._quotes(result) if quoted else (),
            services=(service,),
            results=(result,),
            parameters=tuple(n for n in _NAME.findall(words.rule.en) if n != _TITLE),
        )

    def _rule(self, words: Words, title: str) -> str:
        """The rule in plain words, with the criterion's title where it has none."""
        text = words.rule.in_language(self.language)
        names = _NAME.findall(text)
        values = {name: self._parameter(name) for name in names if name != _TITLE}
        values |= {_TITLE: title.rstrip(". ")} if _TITLE in names else {}
        if words.otherwise and not all(values.values()):
            return words.otherwise.in_language(self.language)
        return _NAME.sub(lambda match: values[match[1]] or match[1], text)

    def _parameter(self, name: str) -> str | None:
        """A parameter of the policy with its unit, in words; None where it has none."""
        parameter = self.policy.parameters.get(name)
        if parameter is None or parameter.value is None:
            return None
        return self._value(parameter.value, parameter.unit)

    def _value(self, value: Any, unit: str) -> str:
        if isinstance(value, list | tuple):
            names = [self._grade(str(part)) for part in value]
            if len(names) == 1:
                return names[0]
            return self._said("either", first=", ".join(names[:-1]), last=names[-1])
        if unit == "%":
            return f"{value}%"
        known = self.data.units.get(unit)
        word = known.in_language(self.language) if known else unit
        return f"{value} {word}".strip()

    def _said(self, sentence: str, **values: str) -> str:
        """A sentence of the data file with its names filled."""
        text = self.data.sentences[sentence].in_language(self.language)
        return _NAME.sub(lambda match: values.get(match[1], match[0]), text)

    def _grade(self, label: str) -> str:
        known = self.data.grades.get(label)
        return known.in_language(self.language) if known else label

    def _told(self, words: Words, result: CriterionResult) -> Iterator[str]:
        facts = [self.facts[name] for name in result.facts if name in self.facts]
        if words.told == "care":
            yield from (self._care(f) for f in facts if isinstance(f, Treatment))
        if words.told == "imaging":
            yield from map(self._imaged, _worst(facts))

    def _care(self, fact: Treatment) -> str:
        known = self.data.kinds_of_care.get(fact.kind)
        care = known.in_language(self.language) if known else name_of(fact.kind)
        if not (fact.start and fact.end):
            return self._said("care-undated", care=care)
        start = day_in_words(fact.start, self.language)
        end = day_in_words(fact.end, self.language)
        return self._said("care", care=care, start=start, end=end)

    def _imaged(self, fact: ImagingFinding) -> str:
        study = self.studies.get(fact.id)
        kinds = self.data.kinds_of_study
        known = kinds.get(study.kind) if study else None
        values = {
            "study": (known or kinds["other"]).in_language(self.language),
            "grade": self._grade(fact.severity.label if fact.severity else ""),
            "level": fact.level or "",
        }
        if study is None or not study.date:
            return self._said("imaging-undated", **values)
        values["day"] = day_in_words(study.date, self.language)
        if fact.level and fact.severity and fact.severity.high == 0:
            return self._said("imaging-none", **values)
        return self._said("imaging" if fact.level else "imaging-unplaced", **values)

    def _quotes(self, result: CriterionResult) -> tuple[Evidence, ...]:
        """Up to two short quotes of the record against the criterion."""
        found = result.evidence_against or result.evidence_for
        fitting = [item for item in found if len(item.quote) <= _SHORT_QUOTE]
        return tuple({item.quote: item for item in fitting}.values())[:2]


def _worst(facts: Iterable[Fact]) -> Iterator[ImagingFinding]:
    """The graded findings, at each level only those of its highest grade."""
    graded = [
        fact for fact in facts if isinstance(fact, ImagingFinding) and fact.severity
    ]
    highest: dict[str | None, int] = {}
    for fact in graded:
        high = fact.severity.high if fact.severity else 0
        highest[fact.level] = max(high, highest.get(fact.level, 0))
    for fact in graded:
        if fact.severity and fact.severity.high == highest[fact.level]:
            yield fact


def _joined(one: Reason, other: Reason) -> Reason:
    return one._replace(
        services=(*one.services, *other.services),
        results=(*one.results, *other.results),
        quotes=one.quotes or other.quotes,
    )
