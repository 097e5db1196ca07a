"""The proof of a letter: every critical token of each part has its source.

The clinical part is checked as the narrative is.  Beside the review and the policy a
letter may say what the matter says (names, numbers, addresses, dates), what a block of
approved wording says as it stands, and in a member's reason what the criteria behind
that reason rest on.  Names and phone numbers are tokens here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.narrate.letters.fields import printed_of, strings
from workbench.narrate.letters.lines_told import mistold
from workbench.narrate.letters.passages import day_in_words
from workbench.narrate.letters.reasons import Reason
from workbench.narrate.letters.services import Service
from workbench.narrate.markdown import plain
from workbench.narrate.proof import Further, Untraced, check
from workbench.narrate.proof.record import Record, find_evidence
from workbench.narrate.proof.scope import placeless
from workbench.narrate.proof.sources import NOTHING, Items, in_text, of_data, of_line
from workbench.narrate.proof.tokens import tokens
from workbench.narrate.proof.units import Unit, units, words
from workbench.policy.model import Policy
from workbench.schema.matter import Matter
from workbench.schema.review import Review

_LINE = re.compile(r"\bLine ([1-9]\d{0,3})\b")
_SHORT = 2
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_QUOTE = re.compile(r"“([^”]*)”(?! \(D\d)")
_LINES = re.compile(r"\bLines ((?:\d{1,4}, )*\d{1,4} and \d{1,4})\b")
_NUMBER = re.compile(r"\d+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Known(NamedTuple):
    """What the letter was made of, beside review and policy.

    ``printed`` is approved wording as it was filled; ``texts`` are further sources (a
    denial letter that an appeal answers), whose tokens any passage may hold.
    """

    matter: Matter
    services: tuple[Service, ...]
    reasons: tuple[Reason, ...]
    printed: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


Prepare = Callable[[str], str]


def check_letter(
    markdown: str,
    review: Review,
    policy: Policy,
    known: Known,
    prepare: Prepare = lambda text: text,
) -> tuple[Untraced, ...]:
    """The critical tokens of one part that trace to nothing; empty when sound.

    ``prepare`` puts a part that is not in English into the record's terms, line by
    line.
    """
    prepared = prepare(_LINE.sub(r"L\1", _LINES.sub(_each_line, markdown)))
    sources = _Sources(review, policy, known, prepare)
    further = Further(sources.phrases, sources.items)
    found = check(prepared, review, policy, further)
    return (
        *found,
        *_strange_quotes(markdown, sources),
        *mistold(markdown, review, policy),
    )


def _each_line(match: re.Match[str]) -> str:
    """Lines named together, each by its id."""
    return _NUMBER.sub(lambda number: f"L{number[0]}", match[1])


def _strange_quotes(markdown: str, sources: _Sources) -> Iterator[Untraced]:
    """Words in quotation marks, without a place, that no source has as they stand."""
    for unit in units(markdown):
        for match in _QUOTE.finditer(unit.text):
            if not sources.quotes(plain(match[1]).strip()):
                yield Untraced("quote", match[0], unit.line, unit.section)


class _Sources:
    """Phrases and tokens that a letter may hold beyond the narrative's."""

    def __init__(
        self, review: Review, policy: Policy, known: Known, prepare: Prepare
    ) -> None:
        self.prepare = prepare
        self.review = review
        self.policy = policy
        self.known = known
        self.record = Record(review)

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Exact words that may hold tokens, the longest first."""
        found = {self.prepare(plain(text).strip()) for text in self._phrases()}
        holding = (text for text in found if len(text) > _SHORT and tokens(text))
        return tuple(sorted(holding, key=len, reverse=True))

    def _phrases(self) -> Iterator[str]:
        for text in printed_of(self.known.matter):
            yield from text.splitlines()
            if _DAY.match(text):
                yield from _days(text)
        for day in (*self.known.dates, self.review.determination.request_date or ""):
            yield from _days(day)
        yield self.policy.title
        yield f"version {self.policy.version}"
        for text in self.known.printed:
            yield from (words(line) for line in text.splitlines() if line.strip())
        for reason in self.known.reasons:
            parts = _SENTENCE.split(reason.rule)
            yield from (part for part in parts if _graded(self.prepare(part)))
            yield from (f"“{item.quote}”" for item in reason.quotes)

    def quotes(self, said: str) -> bool:
        """Whether the record, the policy or a further source says these words."""
        return said in self._quoted or any(said in text for text in self._wording)

    @cached_property
    def _quoted(self) -> frozenset[str]:
        found = (plain(item.quote).strip() for item in find_evidence(self.review))
        return frozenset(found)

    @cached_property
    def _wording(self) -> tuple[str, ...]:
        """Texts that are quoted in part: the policy's and the further sources."""
        texts = (*strings(self.policy), *self.known.texts)
        return tuple(plain(text) for text in texts)

    @cached_property
    def _always(self) -> Items:
        """Tokens that any passage may hold: those of the further sources."""
        return in_text(*self.known.texts)

    def _measures(self, names: tuple[str, ...]) -> Items:
        """The policy's measures that a reason's rule names; its grades are phrases."""
        known = self.policy.parameters
        found = placeless(of_data([known[name] for name in names if name in known]))
        return frozenset(item for item in found if item.kind != "grade")

    def items(self, unit: Unit) -> Items:
        """Tokens that a passage may hold because of the services and reasons named."""
        around = " | ".join((*unit.above, unit.text)).lower()
        found = self._always
        for service in self.known.services:
            if self.prepare(service.told).lower() in around:
                found |= of_line(service.line)
        for reason in self.known.reasons:
            if self.prepare(reason.title).lower() in around:
                found |= self._of_reason(reason, around)
        return found

    def _of_reason(self, reason: Reason, text: str) -> Items:
        results = [
            result
            for service, result in zip(reason.services, reason.results, strict=True)
            if service.line.level is None or service.line.level.lower() in text
        ]
        found = NOTHING
        for result in results or reason.results:
            quoted = [*result.evidence_for, *result.evidence_against]
            found |= self.record.support(result.facts)
            found |= placeless(self.record.support((), quoted))
        found |= self._measures(reason.parameters)
        for service in reason.services:
            if service.line.level and service.line.level.lower() in text:
                found |= of_line(service.line)
        return found


def _graded(sentence: str) -> bool:
    """Whether a sentence names grades: a list of the policy counts as it stands."""
    return any(token.kind == "grade" for token in tokens(sentence))


def _days(text: str) -> Iterable[str]:
    yield text
    yield day_in_words(text, "en")
    yield day_in_words(text, "es")
