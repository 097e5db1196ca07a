"""The writer of one letter: what its template is given, and what it may say.

Citations are written for their reader (exhibit, date, page, lines) and checked by the
places of the record that they stand for.  The member's part is checked as the members'
parts of other letters are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from workbench.appeal.answer import SAYS, label, told
from workbench.appeal.decided import kind_of
from workbench.appeal.pages import fill
from workbench.appeal.reasons import levels_of
from workbench.appeal.reevaluate import Judged
from workbench.appeal.respond import main_lines
from workbench.narrate import quotes
from workbench.narrate.labels import procedure_title
from workbench.narrate.letters.blocks import Blocks
from workbench.narrate.letters.deadlines import deadlines
from workbench.narrate.letters.fields import Fields, strings
from workbench.narrate.letters.library import library
from workbench.narrate.letters.passages import Passage, Recorder, day_in_words
from workbench.narrate.letters.plainness import Term, acronyms, explained
from workbench.narrate.letters.proof import Known, check_letter
from workbench.narrate.letters.reasons import Reason as PlainReason
from workbench.narrate.letters.reasons import Reasons
from workbench.narrate.letters.services import Service, services
from workbench.narrate.markdown import Md, escape, plain
from workbench.narrate.proof import Further, Untraced, check
from workbench.narrate.proof import units as text_units
from workbench.narrate.proof.sources import NOTHING, Items, in_text, of_line
from workbench.narrate.proof.tokens import tokens
from workbench.narrate.proof.units import Unit
from workbench.policy.model import Policy
from workbench.schema.appeal import AppealLine, AppealReview, Ground, NewFact
from workbench.schema.case import ImagingStudy, all_facts
from workbench.schema.determination import SETTLED, CriterionResult, LineResult
from workbench.schema.evidence import Evidence
from workbench.schema.matter import Matter
from workbench.schema.packet import DocumentSummary
from workbench.vocabulary import procedures

PAGE_BREAK = "\n---\n\n# For the"
_CONCLUDED = {"met": "Met", "waived": "Waived", "not_applicable": "Does not apply"}
_LIMIT = 260
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Exhibit(NamedTuple):
    """A document of the record under the name that a letter gives it."""

    name: str
    document: DocumentSummary
    new: bool


def exhibits(done: AppealReview) -> tuple[Exhibit, ...]:
    """The documents of the record as exhibits A, B ... in their order; no letters."""
    own = {one.id for one in done.denial.documents}
    own |= {one.id for one in (done.appeal.documents if done.appeal else ())}
    kept = [one for one in done.documents if one.id not in own]
    return tuple(
        Exhibit(_numbered(place), one, one.id in done.new_documents)
        for place, one in enumerate(kept)
    )


def _numbered(place: int) -> str:
    more, last = divmod(place, len(_LETTERS))
    return (_LETTERS[more - 1] if more else "") + _LETTERS[last]


class Writer:
    """One letter being written: what its template is given, and what it may say."""

    def __init__(
        self,
        done: AppealReview,
        judged: Judged,
        matter: Matter,
        *,
        final: bool = False,
    ) -> None:
        self.final = final
        self.done = done
        self.judged = judged
        self.policy: Policy = judged.policy
        self.fields = Fields(matter, library(), "en")
        self.exhibits = exhibits(done)
        self.cited: dict[str, str] = {}
        self.passages: tuple[Passage, ...] = ()

    def text(self, name: str) -> str:
        """The letter as Markdown, from a template of ``prompts/appeal``.

        Rendered twice where the member's part has acronyms: they are explained there.
        Keeps the marked passages.
        """
        made = self._filled(name, ())
        member, cut, _ = made.partition(PAGE_BREAK)
        if not cut:
            return made
        found = acronyms(text_units.words(member), strings(self.fields.matter))
        terms = explained(found, library(), "en")
        return self._filled(name, terms) if terms else made

    def _filled(self, name: str, terms: tuple[Term, ...]) -> str:
        member, clinical = Recorder("member"), Recorder("clinical")
        given = {
            **self._variables(),
            "member": member.element,
            "element": member.element,
            "block": self.blocks.block,
            "matter": self.fields.matter,
            "clinical": clinical.element,
            "terms": terms,
        }
        text = fill(name, given, self.policy)
        self.passages = (*member.passages, *clinical.passages)
        return text

    def untraced(self, text: str) -> tuple[Untraced, ...]:
        """Tokens of the letter that trace to nothing; empty when it is sound."""
        for shown, place in sorted(self.cited.items(), key=lambda one: -len(one[0])):
            text = text.replace(shown, place)
        phrases, after = self._phrases(), self.judged.after
        further = Further(phrases, self._items)
        member, cut, clinical = text.partition(PAGE_BREAK)
        if not cut:
            return check(text, after, self.policy, further)
        known = Known(
            self.fields.matter,
            self.services,
            self.reasons,
            (*phrases, *(one.markdown for one in self.blocks.printed.values())),
            deadlines(self.fields.matter).dates(),
        )
        return (
            *check_letter(member, after, self.policy, known),
            *check(clinical, after, self.policy, further),
        )

    @cached_property
    def blocks(self) -> Blocks:
        """Approved wording that other letters carry too: help, language, formats."""
        day = self.fields.matter.letter_date
        dated = dt.date.fromisoformat(day) if day else None
        return Blocks(library(), self.fields, kind_of(self.done.decision), dated, "en")

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The lines in plain words, for the member's part."""
        return services(self.judged.after, None, library(), "en")

    @cached_property
    def reasons(self) -> tuple[PlainReason, ...]:
        """What keeps the refused lines from approval, in plain words."""
        refused = {one.id for one in main_lines(self.done.lines) if not _granted(one)}
        standing = {
            name
            for one in self.done.grounds
            if one.source == "denial" and one.answer == "upheld"
            for name in one.criteria
        }
        content = library()
        return Reasons(self.judged.after, self.policy, content, "en").of(
            (one for one in self.services if one.line.id in refused), standing
        )

    # --- what templates are given ------------------------------------------------

    def _variables(self) -> dict[str, Any]:
        done, after, matter = self.done, self.judged.after, self.fields.matter
        disputed = main_lines(done.lines)
        results = {line.id: line for line in after.determination.lines}
        denial = [one for one in done.grounds if one.source == "denial"]
        return {
            "done": done,
            "policy": self.policy,
            "case": after.case,
            "results": results,
            "disputed": disputed,
            "following": [
                one
                for one in done.lines
                if one.appealed and one.procedure in procedures().dependents
            ],
            "granted": [one for one in disputed if _granted(one)],
            "refused": [one for one in disputed if not _granted(one)],
            "plain": {one.line.id: one.told for one in self.services},
            "reasons": self.reasons,
            "untouched": [
                one for one in done.lines if not one.appealed and one.before_stated
            ],
            "unnamed": [
                one for one in done.lines if not one.appealed and not one.before_stated
            ],
            "conceded_lines": [
                one for one in disputed if _refuted(results.get(one.id))
            ],
            "stated": denial,
            "rebutted": [one for one in denial if one.answer == "overturned"],
            "conceded": [one for one in denial if one.answer == "conceded"],
            "moot": [one for one in denial if one.answer == "moot"],
            "argued": [one for one in done.grounds if one.source == "appeal"],
            "changes": [
                (line, change) for line in disputed for change in line.criteria_changed
            ],
            "told": _by_quote(one for one in done.new_facts if not one.argued),
            "asserted": [one for one in done.new_facts if one.argued],
            "waivers": [
                one for one in after.determination.waivers if one.status == "met"
            ],
            "exhibits": self.exhibits,
            "used": _used(self.policy, disputed, results),
            "lacking": [one for one in done.procedural if not one.found],
            "final": self.final,
            "sign_off": matter.decision.sign_off if matter.decision else None,
            "facts": matter.appeal,
            "received": deadlines(matter).received,
            "m": self.fields,
            "blank": self.fields.blank,
            "given_dates": matter.service_dates,
            "attested": lambda path: self.fields.given(path) == "True",
            "given": self.fields.given,
            "day": lambda text: day_in_words(text, "en") if text else "",
            "label": label,
            "title_of": lambda line: line.name or procedure_title(line.procedure),
            "exhibit": self._exhibit,
            "leading": self._leading,
            "remarks": self._remarks,
            "conclusion": self._conclusion,
            "rebuttal": self._rebuttal,
            "settled": self._settled,
            "deficits": self._facts("exam_findings"),
            "complaints": self._facts("symptoms"),
            "limits": self._facts("functional_limits"),
            "care": self._facts("treatments"),
            "imaging": self._imaging(),
        }

    def _exhibit(self, item: Evidence, limit: int = _LIMIT) -> Md:
        """A quote with its exhibit, date, page and lines."""
        known = {one.document.id: one for one in self.exhibits}
        one = known.get(item.document)
        words = escape(quotes.shorten(item.quote, limit))
        if one is None:
            return Md(f"“{words}”")
        kind = one.document.kind.replace("-", " ")
        dated = f" of {one.document.date}" if one.document.date else ", not dated"
        page = f", page {item.page or 1}" if one.document.pages > 1 else ""
        lines = f"line{'s' if len(item.lines) > 1 else ''} {quotes.span(item.lines)}"
        shown = f"“{words}” (Exhibit {one.name}, {kind}{dated}{page}, {lines})"
        self.cited[shown] = f"“{words}” ({quotes.place(item)})"
        return Md(shown)

    def _leading(self, found: Iterable[Evidence], most: int = 3) -> list[Evidence]:
        """The first quotes of facts, before their headings and dates."""
        firsts = self._firsts
        each = [one for one in quotes.unique(found) if one.document in self._recorded]
        chosen = [one for one in each if one in firsts] or each
        return chosen[:most]

    @cached_property
    def _firsts(self) -> frozenset[Evidence]:
        """The first quote of every fact but of studies, whose first is a heading."""
        return frozenset(
            fact.evidence[0]
            for fact in all_facts(self.judged.after.case)
            if not isinstance(fact, ImagingStudy)
        )

    @cached_property
    def _recorded(self) -> frozenset[str]:
        return frozenset(one.document.id for one in self.exhibits)

    def _remarks(self, ground: Ground) -> tuple[str, ...]:
        """What the record says of the place that an alternative itself names."""
        places = levels_of(ground.text)
        lines = {one.id: one for one in self.judged.after.determination.lines}
        return tuple(
            dict.fromkeys(
                note
                for name in ground.lines
                if name in lines and lines[name].level in places
                for item in lines[name].criteria
                for note in item.notes
                if "outside" in note
            )
        )

    def _conclusion(self, ground: Ground) -> str:
        """Met, waived or not required, in the policy's terms, for a rebutted reason."""
        found = self._settled(ground)
        if not ground.lines:
            return "Not required by this policy."
        if not found:
            return "Not required by this policy as the denial states it."
        said = []
        for status, words in _CONCLUDED.items():
            lines = [line for line, item in found if item.status == status]
            if lines:
                where = ", ".join(dict.fromkeys(label(line) for line in lines))
                said.append(f"{words} for {where}.")
        return " ".join(said)

    def _rebuttal(self, ground: Ground) -> str:
        """Why a reason falls, said of the lines for which the record shows it."""
        parts = [SAYS[one.kind] for one in ground.misquotes]
        # Reasons made of field names ("stenosis: ...") are the evaluator's shorthand.
        said = [one for one in told(self._settled(ground)) if one[0].isupper()]
        return " ".join((*parts, *said))

    def _settled(self, ground: Ground) -> list[tuple[LineResult, CriterionResult]]:
        names = {one.criterion for one in ground.misquotes} or set(ground.criteria)
        return [
            (line, item)
            for line in self.judged.after.determination.lines
            if line.id in ground.lines
            for item in line.criteria
            if item.id in names and item.status in SETTLED
        ]

    def _facts(self, name: str) -> list[Evidence]:
        """The first quotes of a list's facts that the record asserts, each once."""
        facts = getattr(self.judged.after.case, name)
        kept = [
            one.evidence[0]
            for one in facts
            if one.assertion in ("present", "historical")
            and one.evidence[0].document in self._recorded
        ]
        return list(quotes.unique(kept))[:6]

    def _imaging(self) -> list[Evidence]:
        """The findings at the levels in dispute."""
        levels = {one.level for one in main_lines(self.done.lines)}
        found = [
            finding.evidence[0]
            for study in self.judged.after.case.imaging_studies
            for finding in study.findings
            if finding.level in levels
            and finding.assertion == "present"
            and finding.evidence[0].document in self._recorded
        ]
        return list(quotes.unique(found))[:6]

    # --- what a letter may say ---------------------------------------------------

    def _phrases(self) -> tuple[str, ...]:
        """Exact words that may hold tokens: of the other letters and the matter.

        Words that the record is quoted with too are left to the check of that quote.
        """
        quoted = " ".join(self.cited)
        every = {plain(text).strip() for text in self._sayings()}
        held = [one for one in every if tokens(one) and one not in quoted]
        return tuple(sorted(held, key=len, reverse=True))

    def _sayings(self) -> Iterator[str]:
        done = self.done
        for ground in done.grounds:
            yield ground.text
            yield from ground.policy_text
            yield from (wrong.policy for wrong in ground.misquotes)
        for quote in (
            done.denial.criterion_cited,
            done.denial.reviewer,
            done.denial.appeal_rights,
            done.denial.peer_to_peer,
            done.appeal.expedited if done.appeal else None,
        ):
            if quote:
                yield quote.quote
        for text in strings(self.fields.matter):
            yield from text.splitlines()
            if text[:4].isdigit():
                yield day_in_words(text, "en")
        for date in (
            done.denial.date,
            done.appeal.date if done.appeal else None,
            done.request_date,
        ):
            if date:
                yield date
                yield day_in_words(date, "en")
        if done.denial.reference:
            yield done.denial.reference
        yield self.policy.title
        for duty in done.duties:
            yield duty.says
            yield duty.plain
            yield f"{duty.source} ({duty.status})"
        for point in done.procedural:
            yield point.source
        yield done.because
        for ground in done.grounds:
            yield f"Reason {ground.id[1:]}"

    def _items(self, unit: Unit) -> Items:
        """Tokens that a passage may hold because it names a ground or a line."""
        around = " | ".join((*unit.above, unit.text))
        found = NOTHING
        for line in self.judged.after.determination.lines:
            if line.level and line.level in around:
                found |= of_line(line)
        for ground in self.done.grounds:
            if ground.id in around or f"Reason {ground.id[1:]}" in around:
                found |= in_text(ground.because, ground.text)
        for gap in (*self.done.needs,):
            if plain(gap.ask)[:40] in around:
                found |= in_text(gap.ask)
        for one in self.exhibits:
            if f"Exhibit {one.name}" in around or f"| {one.name} |" in around:
                title = one.document.title
                found |= in_text(title, quotes.shorten(title, 70), one.document.date)
        return found


def _granted(line: AppealLine) -> bool:
    return line.after == "approve"


def _by_quote(found: Iterable[NewFact]) -> list[NewFact]:
    """One fact for each first quote: the one that bears on most."""
    kept: dict[Evidence, NewFact] = {}
    for one in found:
        known = kept.get(one.evidence[0])
        if known is None or len(one.bears_on) > len(known.bears_on):
            kept[one.evidence[0]] = one
    return list(kept.values())


def _refuted(line: LineResult | None) -> bool:
    return line is not None and any(item.status == "not_met" for item in line.criteria)


def _used(
    policy: Policy, disputed: Sequence[AppealLine], results: dict[str, LineResult]
) -> list[Any]:
    applied = {
        item.id
        for line in disputed
        for item in (results[line.id].criteria if line.id in results else ())
    }
    return [item for item in policy.criteria if item.id in applied]
