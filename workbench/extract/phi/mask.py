"""The mask of one packet: documents as they may leave, and the way back.

Line numbers never change, so a citation stays true.  Every name or number gets one
surrogate for the whole packet ("[PATIENT_1]"), whatever form it stood in; dates are
moved by one shift.  Each masked document keeps a map of its pieces, so that a quote
from it leads to the very characters of the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.llm.locate import occurrences
from workbench.extract.phi.dates import dates_in, shift_of, shifted
from workbench.extract.phi.found import Found, settle
from workbench.extract.phi.harvest import Harvest, harvest
from workbench.extract.phi.names import forms_of
from workbench.extract.phi.patterns import by_form
from workbench.extract.rules.values.dates import find_dates
from workbench.packet.day_order import day_first
from workbench.packet.text import DocumentText
from workbench.schema.packet import Document, Packet
from workbench.schema.partial_date import PartialDate, latest

_TOKEN = re.compile(r"\[?\b(?P<name>[A-Z]{2,16}(?:_[A-Z]{1,8}\d{0,2})?_\d{1,4})\b\]?")
_NO_DATE = "2025-06-15"
"""Lends a year to "2/14" in a packet that has no date at all."""


class Piece(NamedTuple):
    """A stretch of masked text and where its original stands; ``same`` if equal."""

    start: int
    end: int
    first: int
    last: int
    same: bool


class Masked:
    """One document masked, with the way from its offsets to the original's."""

    def __init__(self, original: Document, shown: Document, pieces: list[Piece]):
        self.source = DocumentText(original)
        self.shown = DocumentText(shown)
        self.document = shown
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a stretch of masked text."""
        first, last = self._at(start), self._at(end - 1)
        low = first.first + (start - first.start if first.same else 0)
        high = last.first + (end - last.start) if last.same else last.last
        return low, high

    def _at(self, offset: int) -> Piece:
        return self._pieces[max(bisect_right(self._starts, offset) - 1, 0)]

    def original(self, words: str, lines: Sequence[int] = ()) -> str | None:
        """The original characters of words that stand in the masked text; of several
        places the one on the lines cited, else the first."""
        spans = occurrences(self.shown, words)
        cited = set(lines)
        on = [span for span in spans if cited & self._lines(*span)]
        for span in (*on, *spans):
            low, high = self.back(*span)
            return self.source.text[low:high]
        return None

    def _lines(self, start: int, end: int) -> set[int]:
        first, last = self.shown.line_index(start), self.shown.line_index(end - 1)
        return {line.number for line in self.document.lines[first : last + 1]}


class PacketMask:
    """Hides what identifies, and tells it again: the ``Mask`` of the LLM reader.

    ``counts`` is how many stretches of each kind were masked; it holds no text.
    """

    def __init__(self, packet: Packet, key: str = "") -> None:
        documents = packet.documents
        texts = [DocumentText(document).text for document in documents]
        heads = [f"{d.title}\n{d.author or ''}\n{d.source}" for d in documents]
        found = harvest([*texts, *heads])
        self._days = shift_of(found.identity() or packet.sha256, key)
        self._numbers: dict[tuple[str, str], int] = {}
        self._originals: dict[str, str] = {}
        self._hidden: Counter[str] = Counter()
        self._finder = _Finder(found)
        self._partial: dict[PartialDate, set[PartialDate]] = {}
        self._documents: dict[str, Masked] = {}
        turned = _turned(packet)
        last = max((d.date for d in documents if d.date), default=_NO_DATE)
        for index, document in enumerate(documents):
            anchor = document.date or last
            near = latest(anchor).isoformat()  # the dates are looked for once
            spans = self._finder.all(texts[index], found.placed[index], near)
            self._documents[document.id] = self._masked(
                document, texts[index], spans, anchor, document.source in turned
            )

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Masked stretches by kind, sorted."""
        return tuple(sorted(self._hidden.items()))

    @property
    def shift(self) -> int:
        """Days added to every date; it stays on this machine."""
        return self._days

    def hide(self, document: Document) -> Document:
        """The document as a model may see it: same id, same lines by number."""
        return self._documents[document.id].document

    def reveal(self, text: str, document: str, lines: Sequence[int] = ()) -> str:
        """A string of a model's answer in the words of the packet.

        Words that stand in the masked document come back as its original characters;
        others have their surrogates and dates put right one by one.  A month or year
        that cannot be placed comes back empty: it is never guessed.
        """
        tokens = _TOKEN.search(text)
        if not tokens and not any(c.isdigit() for c in text) and not _monthly(text):
            return text
        masked = self._documents.get(document)
        if not tokens and not self._dated(text):
            return text
        exact = masked.original(text, lines) if masked else None
        if exact is not None:
            return exact.replace("\n", " ") if "\n" not in text else exact
        plain = _TOKEN.sub(lambda m: self._originals.get(m["name"], m.group()), text)
        return self._undated(plain)

    def _dated(self, text: str) -> bool:
        return any(True for _ in dates_in(text, _NO_DATE, 0)) or bool(_monthly(text))

    def _undated(self, text: str) -> str:
        out, place = [], 0
        for one in settle(dates_in(text, None, -self._days)):
            instead: str | None = one.instead
            if len(one.key) < 10:
                known = self._partial.get(one.key, set())
                instead = next(iter(known)) if len(known) == 1 else ""
            out += [text[place : one.start], instead or ""]
            place = one.end
        return "".join(out) + text[place:]

    # --- making -------------------------------------------------------------------

    def _masked(
        self,
        document: Document,
        text: str,
        spans: Iterable[Found],
        anchor: PartialDate,
        turned: bool,
    ) -> Masked:
        settled = settle(
            [*spans, *dates_in(text, anchor, self._days, day_first=turned)]
        )
        shown, pieces = self._replaced(text, settled)
        lines = tuple(
            line.model_copy(update={"text": words, "offset": 0})
            for line, words in zip(document.lines, shown.split("\n"), strict=True)
        )
        for one in settled:
            if one.kind == "date" and one.instead:
                self._learn(one)
        title = self._short(document.title, anchor)
        return Masked(
            document,
            document.model_copy(
                update={
                    "lines": lines,
                    "title": title,
                    "author": self._short(document.author, anchor, "provider"),
                    "date": shifted(document.date, self._days)
                    if document.date
                    else None,
                    "source": "",
                }
            ),
            pieces,
        )

    def _learn(self, one: Found) -> None:
        if len(one.key) < 10:
            moved = shifted(one.key, self._days)
            self._partial.setdefault(moved, set()).add(one.key)

    def _short(
        self, text: str | None, anchor: PartialDate, kind: str = ""
    ) -> str | None:
        """A title or an author masked like the text."""
        if not text:
            return text
        if kind:
            return f"[{self._surrogate(Found(0, 0, kind, text.lower()), text)}]"
        placed = harvest([text]).placed[0]
        spans = [*self._finder.all(text, placed), *dates_in(text, anchor, self._days)]
        return self._replaced(text, settle(spans))[0]

    def _replaced(self, text: str, spans: Iterable[Found]) -> tuple[str, list[Piece]]:
        out: list[str] = []
        pieces: list[Piece] = []
        place = length = 0
        for one in spans:
            self._hidden[one.kind] += 1
            for start, end, words in self._by_line(text, one):
                if start > place:
                    kept = text[place:start]
                    pieces.append(Piece(length, length + len(kept), place, start, True))
                    out.append(kept)
                    length += len(kept)
                pieces.append(Piece(length, length + len(words), start, end, False))
                out.append(words)
                length += len(words)
                place = end
        rest = text[place:]
        pieces.append(Piece(length, length + len(rest), place, len(text), True))
        return "".join([*out, rest]), pieces

    def _by_line(self, text: str, one: Found) -> Iterator[tuple[int, int, str]]:
        """The parts of a stretch on each of its lines, and what stands there now."""
        words = text[one.start : one.end]
        if "\n" not in words:
            yield one.start, one.end, self._instead(one, words)
            return
        new = one.instead.split("\n") if one.instead else None
        place = one.start
        for index, part in enumerate(words.split("\n")):
            lead = len(part) - len(part.lstrip())
            if part.strip():
                end = place + lead + len(part.strip())
                instead = new[index].strip() if new else self._instead(one, words)
                yield place + lead, end, instead
            place += len(part) + 1

    def _instead(self, one: Found, words: str) -> str:
        if one.instead is not None:
            return one.instead
        return f"[{self._surrogate(one, words)}]"

    def _surrogate(self, one: Found, words: str) -> str:
        key = self._finder.whose(one)
        label = (
            "AGE_OVER_89" if one.kind == "age" else one.kind.upper().replace("-", "_")
        )
        known = self._numbers.get((one.kind, key))
        if known is None:
            known = 1 + sum(kind == one.kind for kind, _ in self._numbers)
            self._numbers[(one.kind, key)] = known
        name = f"{label}_{known}"
        self._originals.setdefault(name, " ".join(words.split()))
        return name


_MONTHS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b"
    r"|\b(?:spring|summer|fall|autumn|winter)\b",
    re.IGNORECASE,
)


def _monthly(text: str) -> bool:
    """Whether a short copied string names a month without a number ("March")."""
    return len(text) < 40 and bool(_MONTHS.search(text))


def _turned(packet: Packet) -> set[str]:
    """Names of source files whose numeric dates are day first."""
    texts: dict[str, list[str]] = {}
    for document in packet.documents:
        texts.setdefault(document.source, []).append(DocumentText(document).text)
    turns = day_first(["\n".join(parts) for parts in texts.values()])
    return {name for name, turn in zip(texts, turns, strict=True) if turn}


class _Finder:
    """All stretches of a text that the harvest, the forms and the fields tell of."""

    def __init__(self, known: Harvest) -> None:
        self._known = known
        self._kinds: dict[str, str] = {}
        self._families: dict[str, str] = {}
        for name, kind in known.names.items():
            self._kinds.setdefault(name.key, kind)
            self._families.setdefault(" ".join(name.family), name.key)
        self._numbers = [
            (kind, value, _elastic(value)) for value, kind in known.numbers.items()
        ]
        self._phrases = [
            (kind, value, _phrase(value)) for value, kind in known.phrases.items()
        ]

    def whose(self, one: Found) -> str:
        """The key that a name is numbered by: a surname alone is its first bearer's."""
        return self._families.get(one.key, one.key)

    def _as_known(self, one: Found) -> Found:
        """A person found in prose under the kind that a label gives: the patient keeps
        one surrogate, with or without a title or a label."""
        kind = self._kinds.get(self.whose(one))
        known = kind is not None and one.kind == "person"
        return one._replace(kind=str(kind)) if known else one

    def all(
        self, text: str, placed: Iterable[Found], anchor: PartialDate | None = None
    ) -> Iterator[Found]:
        """Identifiers of a text, overlapping ones included; ``anchor`` as for dates."""
        yield from (self._as_known(one) for one in placed)
        yield from by_form(text)
        for name, kind in self._known.names.items():
            yield from forms_of(text, name, kind)
        for kind, value, pattern in (*self._numbers, *self._phrases):
            for match in pattern.finditer(text):
                yield Found(*match.span(), kind, value)
        for hit in find_dates(text, anchor) if self._known.births else ():
            if hit.value in self._known.births:
                yield Found(hit.start, hit.end, "birthdate", hit.value)


def _elastic(core: str) -> re.Pattern[str]:
    """A number with blanks, hyphens or nothing between its characters."""
    body = r"[\s./-]?".join(re.escape(letter) for letter in core)
    return re.compile(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])", re.IGNORECASE)


def _phrase(value: str) -> re.Pattern[str]:
    body = r"[\s,]{1,4}".join(re.escape(w) for w in re.split(r"[\s,]+", value))
    return re.compile(rf"(?<![^\W_]){body}(?![^\W_])", re.IGNORECASE)
