"""Which length, date, count and answer belongs to which treatment of a sentence.

A sentence is cut into clauses; inside a clause a mark (length, date, span, number of
visits) goes to the treatments beside it: "6 weeks of A and B" to both, "A, B and C for
6 weeks" to all three, "A x 6 weeks, B" to A alone.  An answer goes to the treatments
before it, or to those after it where it comes first ("no relief with A or B").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.lengths import is_window, of_illness
from workbench.extract.rules.frames.treatment.replies import (
    bind_answers,
    bind_bracketed,
    timed_answers,
)
from workbench.extract.rules.frames.treatment.words import (
    Answer,
    Item,
    answers,
    grammar,
    is_drug,
    items,
    status,
    strongest,
)
from workbench.extract.rules.model import (
    DateMention,
    DurationMention,
    SessionMention,
    SpanMention,
)
from workbench.extract.rules.values import dates, durations
from workbench.schema.partial_date import PartialDate, earliest, latest

_CLAUSE = re.compile(
    r";|(?<!incl)(?<!approx)\.\s"
    r"|\b(?:but|however|whereas|although|though|followed by|while)\b"
    r"|,?\s\b(?:and|then|and then|and also|who)\s(?=(?:he|she|they|it|takes|has|have|"
    r"is|are|was|were|also|now|continues|did|had|received|underwent|tried|started|began|"
    r"currently|took|takes|uses|used|completed|finished|remains|declined|declines|"
    r"attended|denies|reports|been|failed|would|will|recently|subsequently|later|"
    r"wears|wore|stopped|discontinued)\b)|,\s(?=(?:he|she|they|then|currently|now|"
    r"takes|took|completed|declined|denies|underwent|received|started|has|had)\b)",
    re.I,
)
_SHARING = re.compile(
    r"\b(?:for|over|since|from|during|between|throughout|lasting)\s"
    r"(?:the\s|a\s|about\s|approximately\s|at\s|least\s|more\s|than\s|over\s|past\s|"
    r"last\s|total\s|of\s|another\s|roughly\s|nearly\s|almost\s){0,5}$|^\s*-?\s*$",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:ago\b|old\b|history|hx\b|later|prior to|before\b|after (?:the |her |his )?"
    r"(?:surgery|operation|fusion|accident|injury)|post|status post|earlier|out from|"
    r"from now|follow|of (?:relief|improvement|benefit|pain|neck|arm|back|left|right|"
    r"worsening|progressive|symptoms|numbness|radi|ongoing|persistent|good|partial|"
    r"temporary|complete|significant|some))",
    re.I,
)
_BEFORE = re.compile(
    r"(?:\b(?:in|every|q|per|next|each|within|these|another|returns?|returning|recheck"
    r"|review|reassess|follow-?up|f/?u|rtc|comes? back|see (?:her|him))|\bx?/)\s?$",
    re.I,
)
_X = re.compile(r"\s?\(?\s?[xX]\s?(\d{1,2})\b(?!\s?(?:week|wk|day|month|mo|year|hour))")
_NUMBERS = {
    word: place
    for place, word in enumerate("one two three four five six seven eight".split(), 1)
}
_COUNT = re.compile(
    r"(?<![\w/.-])(\d{1,2}|"
    + "|".join(_NUMBERS)
    + r")\s(?!(?:days?|w(?:ee)?ks?|months?|mos?|years?|yrs?|hours?|hrs?)\b)"
    r"(?:\w+\s){0,2}$",
    re.I,
)
_NEAR = 60


@dataclass(slots=True)
class Told:
    """What a text tells of one treatment, before it becomes a fact."""

    item: Item
    clause: tuple[int, int]
    lengths: list[DurationMention] = field(default_factory=list)
    spans: list[SpanMention] = field(default_factory=list)
    days: list[tuple[str, PartialDate]] = field(default_factory=list)
    visits: list[SessionMention] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    since: bool = False

    @property
    def bare(self) -> bool:
        """Whether the text tells nothing but the name."""
        return not (
            self.lengths or self.spans or self.days or self.visits or self.vague
        )

    def take(self, other: Told) -> None:
        """Take over all that is told of another."""
        self.lengths += other.lengths
        self.spans += other.spans
        self.days += other.days
        self.visits += other.visits
        self.vague += other.vague
        self.answers += other.answers
        self.since = self.since or other.since

    @property
    def response(self) -> str | None:
        """The answer that counts."""
        return strongest(self.answers)


@dataclass(frozen=True, slots=True)
class Parsed:
    """One text taken apart; ``loose`` are answers that no treatment stands beside."""

    told: tuple[Told, ...]
    loose: tuple[Answer, ...]


def parse(text: str, anchor: PartialDate | None, found: Sequence[Item] = ()) -> Parsed:
    """Take one sentence apart; ``anchor`` is the date that it was written.

    ``found`` are the treatments where the text does not name them itself.
    """
    found = found or items(text)
    clauses = _clauses(text)
    told = [Told(item, _holding(clauses, item.start)) for item in found]
    replies = answers(text)
    lengths = list(durations.find_durations(text))
    _bind_lengths(text, told, lengths, replies)
    _bind_dates(text, told, anchor)
    _bind_visits(text, told)
    _bind_sums(text, told)
    _bind_same_time(text, told)
    timed = bind_bracketed(text, told, timed_answers(text, replies, lengths))
    loose = bind_answers(told, timed, clauses)
    for one in told:
        if len(told) > 1 and _AS_A_TIME.search(text[: one.item.start][-40:]):
            one.answers.clear()
    return Parsed(tuple(told), tuple(loose))


# --- clauses ---------------------------------------------------------------------


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [match.start() for match in _CLAUSE.finditer(text)]
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True))


def _holding(clauses: Sequence[tuple[int, int]], place: int) -> tuple[int, int]:
    return next((one for one in clauses if one[0] <= place < one[1]), clauses[-1])


def _beside(told: Sequence[Told], start: int, end: int) -> list[Told]:
    """The treatments of the clause in which a mark stands."""
    return [one for one in told if one.clause[0] <= start < one.clause[1]]


def _not_as_a_time(text: str, near: Sequence[Told], mark: int) -> list[Told]:
    """Those named for themselves, where another only says when ("prior to the ESI").

    What stands right behind such a name, but for a bracket, is still its own.
    """
    own = [
        one
        for one in near
        if not _AS_A_TIME.search(text[: one.item.start][-40:])
        or _RIGHT_BEHIND.fullmatch(text[one.item.end : mark])
    ]
    return own or list(near)


_AS_A_TIME = re.compile(
    r"\b(?:prior to|before|preceding|ahead of)\s(?:(?:the|her|his|their|that|this)\s)?"
    r"(?:(?:first|second|third|last|initial|next|earlier|prior|previous)\s)?"
    r"(?:[\w-]+\s)?\Z",
    re.IGNORECASE,
)
_RIGHT_BEHIND = re.compile(r"\s*(?:(?:on|of|in|dated|from)\s+)?", re.IGNORECASE)


# --- which treatments a mark goes to ----------------------------------------------


def _covered(text: str, name: str, most: int = 80) -> bool:
    """Whether a text consists of words of one grammar list, numbers and marks."""
    if len(text) > most:
        return False
    spans = [(one.start, one.end) for one in grammar(name, text)]
    return all(
        any(low <= match.start() < high for low, high in spans)
        for match in re.finditer(r"[^\W\d_]+", text)
    )


def targets(text: str, told: Sequence[Told], start: int, end: int) -> list[Told]:
    """The treatments of its clause that a mark from ``start`` to ``end`` measures."""
    near = _not_as_a_time(text, _beside(told, start, end), start)
    around = [one for one in near if one.item.start < end and start < one.item.end]
    if around:
        return around[:1]
    before = [one for one in near if one.item.end <= start]
    after = [one for one in near if one.item.start >= end]
    if after and _covered(text[end : after[0].item.start], "of-words"):
        follows = "," not in text[end : after[0].item.start]
        if follows or not before:
            return _run(text, after)
    if before and _near_enough(text, before[-1], start):
        return _back(text, before, start)
    if after and not before and after[0].item.start - end <= _NEAR:
        return _run(text, after)
    return []


def _near_enough(text: str, last: Told, start: int) -> bool:
    """Whether a mark is not too far behind; runs of blanks are layout, no distance."""
    return len(" ".join(text[last.item.end : start][:400].split())) <= 2 * _NEAR


def _run(text: str, after: Sequence[Told]) -> list[Told]:
    """The first treatment and those that are told together with it."""
    taken = [after[0]]
    for one in after[1:]:
        if not _together(text, taken[-1], one):
            break
        taken.append(one)
    return taken


def _back(text: str, before: Sequence[Told], start: int) -> list[Told]:
    """The last treatment and, where the mark is said of all, those before it."""
    taken = [before[-1]]
    lead = text[before[-1].item.end : start]
    if not (_SHARING.search(lead) and lead.strip(" ,")):
        return taken
    for one in reversed(before[:-1]):
        if not _together(text, one, taken[-1]):
            break
        taken.append(one)
    return taken


def _together(text: str, first: Told, second: Told) -> bool:
    gap = text[first.item.end : second.item.start]
    return not re.search(r"[;:.]\s", gap) and _covered(gap, "and-words")


# --- lengths ---------------------------------------------------------------------


def _bind_lengths(
    text: str,
    told: Sequence[Told],
    lengths: Iterable[DurationMention],
    replies: Sequence[Answer],
) -> None:
    for one in lengths:
        left, right = text[max(one.start - 70, 0) : one.start], text[one.end :][:40]
        if not _of_else(left, right, text, told, one):
            _give_length(text, told, one, left)


def _of_else(
    left: str, right: str, text: str, told: Sequence[Told], one: DurationMention
) -> bool:
    """Whether the length is that of pain, relief, follow-up and the like."""
    if of_illness(text, one, any(t.item.end <= one.start for t in told)):
        return True
    if _measures_next(text, told, one):
        return False
    if _AFTER.match(right) or _BEFORE.search(left):
        return True
    heads = status("other-length", left)
    if not heads or not _close(left[heads[-1].end :]):
        return False
    offset = one.start - len(left)
    between = [t for t in told if t.item.start >= offset + heads[-1].end]
    return not any(t.item.end <= one.start for t in between)


def _measures_next(text: str, told: Sequence[Told], one: DurationMention) -> bool:
    """Whether the length is said of what follows it ("pain despite 8 weeks of PT")."""
    after = [t for t in _beside(told, one.start, one.end) if t.item.start >= one.end]
    return bool(after) and _covered(text[one.end : after[0].item.start], "of-words")


def _close(gap: str) -> bool:
    """Whether only a few small words stand in a gap."""
    return len(gap.split()) <= 5 and not re.search(r"[;.]", gap)


def _give_length(
    text: str, told: Sequence[Told], length: DurationMention, left: str
) -> None:
    window = [w for w in status("window", left) if _close(left[w.end :])]
    for one in targets(text, told, length.start, length.end):
        if one.item.event:
            continue
        if window or length.vague or length.days is None or is_window(text, length):
            low = (
                length.start - (len(left) - window[-1].start)
                if window
                else length.start
            )
            one.vague.append(text[low : length.end])
        else:
            one.lengths.append(length)


# --- dates and visits --------------------------------------------------------------


def _bind_dates(text: str, told: Sequence[Told], anchor: PartialDate | None) -> None:
    spans = list(dates.find_spans(text, anchor))
    for span in spans:
        for one in _dated(text, told, span.start, span.end):
            give_span(one, span)
        half = None if span.first and span.last else span.first or span.last
        if half:
            _bind_later(text, told, span.start, half)
    columns = _columns(text, told, spans, dates.find_dates(text, anchor))
    for date in dates.find_dates(text, anchor):
        if date in columns or any(
            span.start <= date.start < span.end for span in spans
        ):
            continue
        for one in _dated(text, told, date.start, date.end):
            role = _date_role(text, one, date.start)
            one.days.append((role, date.value))
        _bind_later(text, told, date.start, date.value)


def _columns(
    text: str,
    told: Sequence[Told],
    spans: Sequence[SpanMention],
    found: Sequence[DateMention],
) -> tuple[DateMention, ...]:
    """Two dates with nothing but blanks between are start and end, as in columns."""
    if len(found) != 2 or spans or latest(found[0].value) > earliest(found[1].value):
        return ()
    first, last = found
    gap = text[first.end : last.start]
    if gap not in (",", "|", ";") and (gap.strip() or len(gap) < 2):
        return ()
    targeted = [
        one for one in _dated(text, told, first.start, first.end) if not one.item.event
    ]
    for one in targeted:
        one.spans.append(SpanMention(first.start, last.end, first.value, last.value))
    return (first, last) if targeted else ()


def give_span(one: Told, span: SpanMention) -> None:
    """Both ends as a span; one end as a date with its part."""
    if span.first and span.last:
        one.spans.append(span)
    elif span.first:
        one.days.append(("start", span.first))
        one.since = True
    elif span.last:
        one.days.append(("end", span.last))


def _dated(text: str, told: Sequence[Told], start: int, end: int) -> list[Told]:
    """The treatments that a date is said of, unless it is nearer to another event."""
    found = _led_by(text, told, start, end) or targets(text, told, start, end)
    left = text[max(start - 40, 0) : start]
    other = grammar("other-date", left)
    if not found or not other:
        return found
    place = start - len(left) + other[-1].end
    nearer = text[place:end]
    if status("start", nearer) or status("end", nearer):
        return found
    before = [one for one in found if one.item.end <= start]
    return [] if before and all(one.item.end <= place for one in before) else found


def _led_by(text: str, told: Sequence[Told], start: int, end: int) -> list[Told]:
    """The treatment right before a date: "PT for the neck 1/5 to 2/15 with ibuprofen".

    A single event after the date has the better claim ("PT, on 3/10 an injection").
    """
    near = _not_as_a_time(text, _beside(told, start, end), start)
    before = [one for one in near if one.item.end <= start]
    after = [one for one in near if one.item.start >= end]
    if not before or not after or after[0].item.event:
        return []
    gap = text[before[-1].item.end : start]
    apart = re.search(r"[,;.]|\b(?:and|then|plus)\b", gap)
    return [] if apart or len(gap) > _NEAR else _back(text, before, start)


def _bind_later(
    text: str, told: Sequence[Told], place: int, value: PartialDate
) -> None:
    """ "... and was discharged on 3/2/26": a clause without a treatment of its own."""
    before = [one for one in told if one.clause[1] <= place]
    if not before or _beside(told, place, place):
        return
    left = text[before[-1].clause[1] : place + 12]
    if len(left) > _NEAR or grammar("other-date", left):
        return
    for role in ("start", "end"):
        if status(role, left) and not before[-1].item.event:
            before[-1].days.append((role, value))
            return


def _date_role(text: str, one: Told, place: int) -> str:
    """start, end, prescribed or date, by the nearest word before it in its clause."""
    low = max(one.clause[0], place - 80)
    left = text[low:place]
    roles = (
        ("start", "end", "prescribed") if is_drug(one.item.kind) else ("start", "end")
    )
    marks = [(m.end, role) for role in roles for m in status(role, left)]
    if not marks or one.item.event:
        return "date"
    return max(marks)[1]


def _bind_visits(text: str, told: Sequence[Told]) -> None:
    for visits in durations.find_sessions(text):
        if text[visits.end : visits.end + 1] in ("/", "-"):
            continue
        found = targets(text, told, visits.start, visits.end)
        for one in found[:1]:
            one.visits.append(visits)
    for one in told:
        if one.item.event and not one.visits:
            one.visits += _times(text, one)


def _times(text: str, one: Told) -> list[SessionMention]:
    """ "ESI x2", "two epidurals": how often an event took place."""
    after = _X.match(text[one.item.end : one.item.end + 12])
    if after:
        return [SessionMention(one.item.start, one.item.end, int(after.group(1)))]
    before = _COUNT.search(text[max(one.item.start - 40, 0) : one.item.start])
    if not before:
        return []
    word = before.group(1).lower()
    count = int(word) if word.isdigit() else _NUMBERS[word]
    return [SessionMention(one.item.start, one.item.end, count)]


def _bind_same_time(text: str, told: Sequence[Told]) -> None:
    """ "Therapy from A to B and naproxen over the same weeks": both from A to B."""
    for place, one in enumerate(told):
        if one.item.event or one.lengths or one.spans or one.days:
            continue
        stop = told[place + 1].item.start if place + 1 < len(told) else len(text)
        if not grammar("same-time", text[one.item.end : stop][: 2 * _NEAR]):
            continue
        for other in reversed(told[:place]):
            if (other.spans or other.lengths) and not other.item.event:
                one.spans += other.spans
                one.lengths += other.lengths
                break


def _bind_sums(text: str, told: Sequence[Told]) -> None:
    """Words of amount right before a treatment ("extensive conservative care")."""
    for one in told:
        if not one.bare or one.item.event or one.item.name:
            continue
        low = max(one.item.start - 40, one.clause[0])
        left = text[low : one.item.start]
        sums = grammar("sum", left)
        counted = sums and re.search(r"\d\s?-?$", left[: sums[-1].start])
        if sums and not counted and _covered(left[sums[-1].end :], "of-words"):
            one.vague.append(text[low + sums[-1].start : one.item.start].strip())
