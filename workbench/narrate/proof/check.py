"""The proof check: every critical token of a rendered text has its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.narrate.grades import accepted_grades
from workbench.narrate.markdown import plain
from workbench.narrate.proof.citations import Cited, Places
from workbench.narrate.proof.marks import MARK, notice
from workbench.narrate.proof.scope import Scope, Scopes
from workbench.narrate.proof.sources import NOTHING, Item, Items
from workbench.narrate.proof.tokens import COUNTED, Kind, Token, blank, tokens
from workbench.narrate.proof.units import Unit, units, words
from workbench.narrate.templates import template_hashes
from workbench.policy.model import Policy
from workbench.schema.base import digest
from workbench.schema.review import Review
from workbench.schema.spine import is_vertebra

_LABEL = re.compile(r"(?<![\w-])(L[1-9]\d{0,4}) \(([^()]*)\)")
_LINE = re.compile(r"(?<![\w-])L[1-9]\d{0,3}(?![\w-])")
_DOCUMENT = re.compile(r"(?<![\w:])D[1-9]\d{0,4}(?![\w:])")
_REFERENCE = re.compile(r"\[(\d{1,3})\]")
_SECTION = re.compile(r"\bsection (\d+(?:\.\d+)?)(?!\d)")
_VERSION = re.compile(r"\bversion ([\w][\w.+-]*\w|\w)")
_CLAUSE = re.compile(r"[|;(]|\.(?=\s)")
_SAYS_POLICY = re.compile(
    r"\b(?:accept\w*|polic\w+|requir\w+|ask\w*|threshold\w*|at least|below|above"
    r"|set of|need\w*|criterion|graded? set)\b",
    re.IGNORECASE,
)


class Untraced(NamedTuple):
    """A token without source: its kind and words, the line of the text, the section."""

    kind: Kind
    token: str
    line: int
    where: str


class Further(NamedTuple):
    """What a text may say beside the review, the policy and the evidence library.

    ``phrases`` may hold tokens and count only as they stand (an address, a phone
    number, approved wording); ``items`` gives further tokens that a passage may hold.
    """

    phrases: tuple[str, ...] = ()
    items: Callable[[Unit], Items] = lambda _: NOTHING


def check(
    text: str, review: Review, policy: Policy, further: Further | None = None
) -> tuple[Untraced, ...]:
    """The critical tokens of a Markdown text that trace to nothing; empty when sound.

    A token traces when the passage that holds it (a table row, item, paragraph or
    heading) names its source: a line, a criterion, a waiver, a cited quote, a document,
    a study, the policy, or where ``further`` allows it.
    """
    return tuple(_Check(review, policy, further or Further()).run(text))


class _Check:
    def __init__(self, review: Review, policy: Policy, further: Further) -> None:
        self.further = further
        self.review = review
        self.scopes = Scopes(review, policy)
        self.places = Places(self.scopes.record.evidence())
        self.hashes = _hashes(review)
        self.versions = _versions(review, policy)
        self.names = _names(review, policy)
        self.notice = ""

    def run(self, text: str) -> Iterator[Untraced]:
        passages = units(text)
        self.notice = words(notice(text.count(MARK)))
        sections = set(re.findall(r"(?m)^#{1,6} (\d+(?:\.\d+)?)", text))
        own: list[Unit] = []
        for unit in passages:
            wrong: list[Token] = []
            own.append(self._own_words(unit, wrong))
            wrong += self._unit(own[-1], sections)
            for token in wrong:
                shown = unit.text[token.start : token.end]
                yield Untraced(token.kind, shown, unit.line, unit.section)
        yield from self._references(own)

    def _own_words(self, unit: Unit, wrong: list[Token]) -> Unit:
        """The passage with its quotes and the packet's words blanked.

        Places that the review does not hold, and quotes that do not stand there, are
        added to ``wrong``.
        """
        text = unit.text
        for name in (self.notice, *self.further.phrases):
            text = blank(text, _whole(name, text))
        for name in self.scopes.foreign(unit):
            text = blank(text, [(at, at + len(name)) for at in _places(name, text)])
        cited = self.places.read(text)
        wrong += _bad_citations(cited)
        return unit._replace(text=blank(text, sorted(_spans(cited))), cited=cited)

    def _unit(self, unit: Unit, sections: set[str]) -> Iterator[Token]:
        text, labels = unit.text, list(_LABEL.finditer(unit.text))
        for match in labels:
            own = Scope(self.scopes.line(match[1]), frozenset())
            for token in tokens(match[2]):
                if not self._traces(token, match[2], own):
                    yield _moved(token, match.start(2))
        text = blank(text, [match.span(2) for match in labels])
        text, wrong = self._structure(text, sections)
        yield from wrong
        if held := tokens(text):
            scope = self.scopes.of(unit)
            also = self.further.items(unit)
            scope = scope._replace(items=scope.items | also)
            yield from (item for item in held if not self._traces(item, text, scope))

    def _structure(self, text: str, sections: set[str]) -> tuple[str, list[Token]]:
        """Blank what the text numbers itself: ids, references, sections, versions.

        An ``L5`` that is no line of the review is a vertebra, and judged as one.
        """
        spans: list[tuple[int, int]] = []
        wrong: list[Token] = []
        for match in _LINE.finditer(text):
            if match[0] in self.scopes.record.lines:
                spans.append(match.span())
            elif not is_vertebra(match[0]):
                wrong.append(Token("line id", match[0], "", *match.span()))
        for match in _DOCUMENT.finditer(text):
            known = match[0] in self.scopes.record.documents
            if not known:
                wrong.append(Token("citation", match[0], "", *match.span()))
            spans.append(match.span())
        for match in _SECTION.finditer(text):
            if match[1] in sections:
                spans.append(match.span())
        for match in _VERSION.finditer(text):
            if match[1] in self.versions:
                spans.append(match.span())
        spans += [match.span() for match in _REFERENCE.finditer(text)]
        spans += [
            (place, place + len(name))
            for name in self.names
            for place in _places(name, text)
        ]
        return blank(text, _apart(spans)), wrong

    def _traces(self, token: Token, text: str, scope: Scope) -> bool:
        if token.kind == "hash":
            return any(known.startswith(token.value) for known in self.hashes)
        if _within(token, scope.items):
            return True
        if token.kind == "side" and scope.two_sided:
            return text[: token.start].endswith("on the ")
        return _within(token, scope.grades) and _said_of_policy(token, text)

    def _references(self, passages: Iterable[Unit]) -> Iterator[Untraced]:
        """References that dangle, stand unused, or are not of the library."""
        chosen = self.scopes.chosen
        known = {ref.number: ref.study for item in chosen for ref in item.references}
        held = [
            (
                {int(found) for found in _REFERENCE.findall(unit.text)},
                {n for n, study in known.items() if study.doi in unit.text},
                unit,
            )
            for unit in passages
        ]
        used = {number for numbers, _, _ in held for number in numbers}
        listed = {number for _, numbers, _ in held for number in numbers}
        wrong = (used ^ listed) | (used - set(known))
        for uses, lists, unit in held:
            for number in sorted((uses | lists) & wrong):
                yield Untraced("reference", f"[{number}]", unit.line, unit.section)


def _moved(token: Token, by: int) -> Token:
    return token._replace(start=token.start + by, end=token.end + by)


def _bad_citations(cited: Iterable[Cited]) -> Iterator[Token]:
    for item in cited:
        if not item.known:
            yield Token("citation", "", "", item.start, item.end)
        elif not item.verbatim:
            yield Token("quote", "", "", item.start, item.end)


def _spans(cited: Iterable[Cited]) -> Iterator[tuple[int, int]]:
    for item in cited:
        yield item.start, item.end
        if item.quoted:
            yield item.quoted


def _within(token: Token, items: Items) -> bool:
    """Whether the token stands among the items.

    A bare number matches any unit, and a count of things a bare number.
    """
    if Item(token.kind, token.value, token.unit) in items:
        return True
    if token.unit in COUNTED and Item("number", token.value) in items:
        return True
    if token.kind == "number" and not token.unit:
        return any(
            item.value == token.value and item.kind in ("number", "strength")
            for item in items
        )
    return token.kind == "date" and any(
        item.kind == "date" and item.value.startswith(f"{token.value}-")
        for item in items
    )


def _said_of_policy(token: Token, text: str) -> bool:
    """Whether words before the token, in its clause, say that it is the policy's."""
    starts = [m.end() for m in _CLAUSE.finditer(text, 0, token.start)]
    clause = text[starts[-1] if starts else 0 : token.start]
    return _SAYS_POLICY.search(clause) is not None


def _places(name: str, text: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + len(name))


def _whole(name: str, text: str) -> list[tuple[int, int]]:
    """Spans of a phrase that stand as whole words and numbers."""
    ends = ((at, at + len(name)) for at in _places(name, text))
    return [
        (start, end)
        for start, end in ends
        if not (text[start - 1 : start].isalnum() and name[0].isalnum())
        and not (text[end : end + 1].isalnum() and name[-1].isalnum())
    ]


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap an earlier one left out."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _hashes(review: Review) -> frozenset[str]:
    provenance = review.provenance
    reader = provenance.reader
    found = {
        provenance.packet_sha256,
        provenance.case_sha256,
        digest(*(sha for _, sha in template_hashes())),
        *(used.sha256 for used in review.policies),
        *(sha for _, sha in template_hashes()),
    }
    if reader:
        found |= {reader.schema_sha256, *(sha for _, sha in reader.prompts)}
    return frozenset(name for name in found if name)


def _versions(review: Review, policy: Policy) -> frozenset[str]:
    reader = review.provenance.reader
    found = {policy.version, *(used.version for used in review.policies)}
    return frozenset(found | ({reader.version} if reader else set()))


def _names(review: Review, policy: Policy) -> tuple[str, ...]:
    """Names of programs, models, files and rules that may hold tokens themselves.

    The words of a rule, the list of accepted grades and what a contradiction is called
    ("Pain severe") count only as they stand.
    """
    reader = review.provenance.reader
    found = {review.provenance.program, policy.id}
    found |= {used.id for used in review.policies}
    found |= {criterion.title for criterion in policy.criteria}
    found |= {waiver.title for waiver in policy.waivers}
    found |= {name for name in policy.parameters if "-" in name}
    found |= {plain(part.text).strip() for part in policy.criteria}
    found |= {plain(part.text).strip() for part in policy.waivers}
    found.add(", ".join(accepted_grades(policy)))
    kinds = [re.sub("[-_]", " ", one.kind) for one in review.determination.conflicts]
    found |= {*kinds, *(kind.capitalize() for kind in kinds)}
    if reader:
        found |= {
            reader.name,
            reader.model or "",
            *(name for name, _ in reader.prompts),
        }
    return tuple(
        sorted((name for name in found if len(name) > 3), key=len, reverse=True)
    )
