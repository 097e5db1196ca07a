"""Daily life: which named activities are limited or not, and scores of function.

An activity counts only beside a word of limitation, or where the phrase is one by
itself ("wakes from pain").  A limit that another region causes keeps that region as
its site.  Advice ("activities as tolerated"), goals and plans are no facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import bind
from workbench.extract.rules.frames.exam.findings import is_goal
from workbench.extract.rules.frames.exam.marks import Mark, without_overlap
from workbench.extract.rules.frames.exam.tables import EARLIER, headed, is_row
from workbench.extract.rules.frames.function.abilities import read_abilities
from workbench.extract.rules.frames.function.back_then import is_back_then
from workbench.extract.rules.frames.function.cared import cared_for
from workbench.extract.rules.frames.function.doings import doings
from workbench.extract.rules.frames.function.done_again import done_again
from workbench.extract.rules.frames.function.done_by_others import (
    cared_by,
    done_by_others,
)
from workbench.extract.rules.frames.function.doubted import doubted
from workbench.extract.rules.frames.function.facts import limit_of, limited
from workbench.extract.rules.frames.function.framed import framed
from workbench.extract.rules.frames.function.goes_well import (
    REFUSAL,
    WENT_THEN,
    goes_well,
)
from workbench.extract.rules.frames.function.item_answers import read_items
from workbench.extract.rules.frames.function.listed import is_another, listed
from workbench.extract.rules.frames.function.no_more import no_more
from workbench.extract.rules.frames.function.provoked import provoked, provoking
from workbench.extract.rules.frames.function.since_well import since_well
from workbench.extract.rules.frames.function.spoken_for import stands
from workbench.extract.rules.frames.function.tolerances import tolerances
from workbench.extract.rules.frames.function.walking import read_walking
from workbench.extract.rules.frames.function.work_slip import restrictions
from workbench.extract.rules.frames.passages import (
    Passage,
    is_exam,
    is_imaging_text,
    is_operative_text,
    passages,
)
from workbench.extract.rules.frames.scores import document as scores
from workbench.extract.rules.model import (
    Cell,
    DocumentView,
    Mention,
    PacketView,
    Role,
)
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, FunctionalLimit

_SILENT: frozenset[Role] = frozenset(
    {
        "plan",
        "medications",
        "technique",
        "comparison",
        "findings",
        "impression",
        "signature",
        "procedure",
        "imaging",
        "past-surgery",
    }
)
_ADVICE = sought(
    r"\b(?:should|must(?!\s(?:then\s|now\s)?(?:sit|stop|rest|lean|hold|lie|pause|bend))"
    r"|advised|instructed|encouraged|recommend\w*|counsel\w*|"
    r"(?<!since )(?<!in )(?<!until )(?<!by )(?<!last )(?<!\d )(?<!of )(?<!can / )"
    r"(?<!it )"
    r"may(?!\s(?:(?:well |also |still |now )?(?:have|be (?:having|limited|struggling"
    r"|finding|unable)|struggle|find)\b|\d|(?:work|return|do) (?:\w+ ){0,3}(?:without"
    r"|full|unrestricted)"
    r"|RTW\b))"
    r"(?!\s?[,.;]|\s*\Z)|reasonable|(?:I|we|patient) (?:would|will)|"
    r"told (?:her|him|them|the patient) (?:not )?to|"
    r"as tolerated|continue to avoid|do not|avoid(?:ing)? (?:heavy|all|any)|"
    r"restrictions? (?:include|were|are|of))\b",
    re.IGNORECASE,
)
_RELATIVE = sought(
    r"(?<!look after )(?<!looking after )(?<!care for )(?<!caring for )(?<!care of )"
    r"(?<!caring of )\b(?:her|his|the patient's) (?:husband|wife|spouse|mother|father"
    r"|son|daughter|"
    r"brother|sister|partner) (?:\w+ )?(?:is|was|cannot|can|had|could"
    r"|has(?! taken over| to)|does(?! (?:the|all|most)))\b",
    re.IGNORECASE,
)
_AVOIDS = sought(r"\b(?:he|she|patient|they) (?:now )?(?:has been )?avoid", re.I)
_CANNOT = re.compile(
    r"\b(?:cannot|can\s?not|can't|cant|can\sno\slonger|could\s(?:not|no\slonger)"
    r"|couldn't"
    r"|unable\sto|(?:not|no\slonger|hardly|barely|scarcely)\sable\sto|inability\sto"
    r"|can\s(?:hardly|barely|scarcely)|struggles?\sto|struggling\sto|hard\sto"
    r"|difficult\sto|impossible\sto|difficulty\sto|help\sto|stopped\sbeing\sable\sto)"
    r"\s+(?:(?:now|even|any\slonger|longer|safely|properly|easily|really|fully|still"
    r"|reliably|comfortably)\s+)?\Z",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|the plan|insurance|one|it|this|which)\s+\Z", re.IGNORECASE)
_WITH_OBJECT = re.compile(r"\s+(?!(?:well|at all)\b)[A-Za-z]", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:no|not|denies|without|never|n't)\b[^,;.]{0,20}\Z", re.IGNORECASE
)
_NO_MORE = re.compile(r"any\s?(?:more|longer)\b", re.IGNORECASE)
"""How a limit begins whose own "not" stands before it ("does not anymore go")."""
_PAIR = 2
_TURNED: dict[Assertion, Assertion] = {"present": "absent", "absent": "present"}
_YET = re.compile(
    r"[^.;]{0,30}\b(?:but|although|though|however)\b[^.;]{0,40}?\b(?:extra|more"
    r"|increases?"
    r"|causes?|gives?|hurts?|degree of|with)\b[^.;]{0,24}?(?<!no )\b(?:pain|hurts?|ache"
    r"|discomfort|sore)\b",
    re.IGNORECASE,
)
"""What makes a limit of what can be done ("... but it gives me extra pain")."""
_ASKED = re.compile(r"\?\s*(?:\([^()]{0,40}\))?\s*\Z")
_LABELS = re.compile(r"(?:al)?(?: \w+){0,3}\s*[:|?]| {3,}", re.IGNORECASE)
_AWAY = sought(
    r"\bsurgery (?:is )?(?:limited|unable)|\bexam(?:ination)? (?:is |was )?limited|"
    r"\blimited (?:study|exam|evaluation|by motion|by artifact|range|visualization)|"
    r"\bnerve (?:study|conduction)|"
    r"\bunable to (?:obtain|assess|test|tolerate (?:the )?(?:mri|nsaid|gabapentin|"
    r"medic))",
    re.IGNORECASE,
)


def read(document: DocumentView, packet: PacketView) -> list[FunctionalLimit]:
    """All facts on function of a document, in reading order."""
    found: list[FunctionalLimit] = []
    for passage in passages(document):
        found += scores.read_sentence(passage)
        again = list(done_again(passage))
        if limits := restrictions(passage):
            found += limits
        elif _speaks(passage) and not _only_asks(passage):
            asked = [*read_abilities(passage), *read_items(passage)]
            if asked:
                found += asked
                continue
            facts = [_answered(passage, fact) for fact in _sentence(passage)]
            if not is_exam(passage):
                facts += read_walking(passage)
            then = is_back_then(passage)
            told = [one for one in facts if not (then and one.assertion == "absent")]
            found += dict.fromkeys(told)
            again = [one for one in again if one.kind not in {o.kind for o in told}]
        found += again
    return found


def _only_asks(passage: Passage) -> bool:
    """A question without its answer ("Which activities are limited?")."""
    plain = passage.sentence.block.kind in ("paragraph", "item")
    return plain and bool(_ASKED.search(passage.text))


def _answered(passage: Passage, fact: FunctionalLimit) -> FunctionalLimit:
    """The fact as a No to the question turns it ("Does it limit work?  [x] No")."""
    block = passage.sentence.block
    no = block.checked is False and block.kind in ("checkbox", "field")
    if not no or block.cells or fact.assertion not in _TURNED:
        return fact
    return fact.model_copy(update={"assertion": _TURNED[fact.assertion]})


def _speaks(passage: Passage) -> bool:
    kind = passage.view.document.kind
    if kind in ("imaging-report", "laboratory", "nerve-study", "operative-note"):
        return False
    boxed = passage.sentence.block.kind == "checkbox"
    if (
        (passage.role in _SILENT and not boxed)
        or is_goal(passage)
        or is_imaging_text(passage)
    ):
        return False
    if is_operative_text(passage) or _AWAY.search(passage.text):
        return False
    advice = _ADVICE.search(passage.text) and not _AVOIDS.search(passage.text)
    return not advice and not (is_exam(passage) and kind != "therapy-record")


def _sentence(passage: Passage) -> Iterator[FunctionalLimit]:
    if passage.sentence.block.kind == "checkbox" and passage.sentence.block.cells:
        yield from _options(passage)
        return
    if is_row(passage.sentence) and len(passage.sentence.block.cells) > _PAIR:
        yield from _columns(passage)
        return
    relative = _RELATIVE.search(passage.text)
    words = [
        word
        for word in lexicon.load("function").find(passage.text)
        if relative is None or word.end <= relative.start()
    ]
    loose = [
        word
        for word in framed(passage.text)
        if relative is None or word.end <= relative.start()
    ]
    told = {_kind(word) for word in words if "whole" in word.attributes}
    loose += [
        word
        for word in doings(passage.text)
        if (relative is None or word.end <= relative.start())
        and not _told_by(word, words)
        and not _AT_INJURY.search(passage.text[: word.start])
    ]
    words += [
        word for word in loose if _kind(word) not in told and not _covers(word, words)
    ]
    refused = [other for _, other in listed(passage.text, words)]
    whole = [w for w in words if "whole" in w.attributes and w not in refused]
    made = [fact for word in whole for fact in _whole(passage, word, words)]
    made += _bound(passage, words, {_kind(word) for word in whole})
    made += _refused_too(passage, words)
    made += _small_amounts(passage, words, {fact.kind for fact in made})
    made += _by_others(passage)
    made += _provoked(passage, words, {fact.kind for fact in made})
    yield from made or _tasks(passage, words)


_AT_INJURY = re.compile(
    r"\b(?:hurt|injur\w+|strain\w*|fell|began|started|onset|happened|pulled|popped)\b"
    r"[^.;]{0,40}\b(?:while|when|from|after|by)\s(?:\w+\s)?\Z|\b(?:was|were)\s\Z",
    re.IGNORECASE,
)
"""What makes an activity the one at which it happened ("hurt while lifting a box")."""


def _told_by(doing: Mention, words: Iterable[Mention]) -> bool:
    """Whether the word lists tell a limit or that very activity at its place."""
    return any(
        word.start < doing.end
        and doing.start < word.end
        and "limit" in word.attributes
        or _kind(word) == _kind(doing)
        and word.start <= doing.start < word.end
        for word in words
    )


def _covers(loose: Mention, words: Iterable[Mention]) -> bool:
    """Whether words stand over an activity that tells the same kind and another."""
    return any(
        _kind(loose) in word.attributes.get("kind", "").split()[1:]
        and loose.start < word.end
        and word.start < loose.end
        for word in words
    )


def _provoked(
    passage: Passage, words: Iterable[Mention], told: set[str]
) -> Iterator[FunctionalLimit]:
    """Activities that bring the pain on, or are not done any more."""
    items = [word for word in words if word.attributes.get("needs") == "limit"]
    text = passage.text
    stopped = list(no_more(text, items))
    for word in (*provoked(text, items), *provoking(text, items), *stopped):
        seven = stands(passage, word.start, word.end, "activity")
        kind = _kind(word)
        if word in stopped and seven in ("negated", "not_done", "historical"):
            seven = "present"
        if kind not in told and seven == "present":
            said = limited(passage, seven, word.start, word.end)
            yield limit_of(passage, kind, said, words)


def _tasks(passage: Passage, words: Iterable[Mention]) -> Iterator[FunctionalLimit]:
    """A handgrip, household or trade task right behind words that it cannot be done."""
    for word in words:
        if word.attributes.get("task") != "verb":
            continue
        lead = _CANNOT.search(passage.text[: word.start])
        if lead is None or not _WITH_OBJECT.match(passage.text, word.end):
            continue
        if _WE.search(passage.text[: lead.start()]):
            continue
        seven = stands(passage, word.start, word.end, "activity")
        if seven not in ("hypothetical", "family", "possible"):
            said: Assertion = "historical" if seven == "historical" else "present"
            kind = cared_for(passage.text, word.end, _kind(word))
            yield limit_of(passage, kind, said, words)
            return


def _small_amounts(
    passage: Passage, words: Iterable[Mention], told: set[str]
) -> Iterator[FunctionalLimit]:
    """Activities told with an amount that is little ("Sits 15 minutes")."""
    if is_exam(passage):
        return
    for one in tolerances(passage.text):
        seven = stands(passage, one.start, one.end, "activity")
        if one.kind not in told and seven == "present":
            said = limited(passage, seven, one.start, one.end)
            yield limit_of(passage, one.kind, said, words)


_OWN = frozenset({"recreation", "sleep", "work"})
"""What nobody does in another's place: a wife who does yoga does her own."""


def _by_others(passage: Passage) -> Iterator[FunctionalLimit]:
    """Activities that somebody else now does ("his wife does the driving")."""
    for word in doings(passage.text):
        own = _kind(word) in ("grooming", "dressing", "eating")
        if own and cared_by(passage.text, word.start, word.end):
            yield limit_of(passage, _kind(word), "present", [word])
    tasks = done_by_others(passage.text)
    if tasks is None:
        return
    start, end = tasks
    for word in (
        *lexicon.load("function").find(passage.text),
        *doings(passage.text),
    ):
        named = start <= word.start and word.end <= end and _kind(word) not in _OWN
        if named and word.attributes.get("needs") == "limit":
            if stands(passage, word.start, word.end, "activity") != "hypothetical":
                yield limit_of(passage, _kind(word), "present", [word])


def _columns(passage: Passage) -> Iterator[FunctionalLimit]:
    """An activity with its state in each column; an "Initial" column is the past."""
    first, *rest = headed(passage)
    asked = [
        word
        for word in lexicon.load("function").find(first.text)
        if word.attributes.get("needs") == "limit" or "whole" in word.attributes
    ]
    for cell in rest:
        told = lexicon.load("function").find(cell.text)
        values = [w.attributes.get("limit") or w.attributes.get("whole") for w in told]
        state = next((value for value in values if value), None)
        for word in asked if state else []:
            yield limit_of(passage, _kind(word), _then(cell, state), asked, [cell])


def _then(cell: Cell, state: str | None) -> Assertion:
    if EARLIER.search(cell.header or ""):
        return "historical"
    return "absent" if state == "free" else "present"


def _options(passage: Passage) -> Iterator[FunctionalLimit]:
    """A ticked option ("limited") under its question ("Dressing")."""
    for cell in passage.sentence.block.cells:
        asked = lexicon.load("function").find(cell.header or "")
        told = lexicon.load("function").find(cell.text)
        values = [
            word.attributes["limit"] for word in told if "limit" in word.attributes
        ]
        limited = [w for w in asked if w.attributes.get("limit") == "limited"]
        for word in told if limited else []:
            if word.attributes.get("needs") == "limit":
                yield limit_of(passage, _kind(word), "present", told, [cell])
        for word in asked:
            if word.attributes.get("needs") == "limit" and values:
                absent = values[0] == "free"
                state: Assertion = "absent" if absent else "present"
                yield limit_of(passage, _kind(word), state, asked, [cell])


def _kind(word: Mention) -> str:
    """The kind, or the first of those that a word tells."""
    return word.attributes.get("kind", word.concept).split()[0]


def _whole(
    passage: Passage, word: Mention, words: Iterable[Mention]
) -> Iterator[FunctionalLimit]:
    if word.attributes["whole"] != "free" and not REFUSAL.search(word.text):
        if goes_well(passage.text, word.start, word.end):
            return
    seven = stands(passage, word.start, word.end, word.concept)
    free = word.attributes["whole"] == "free"
    if seven == "possible" and not free and doubted(passage.text, word.start, word.end):
        yield limit_of(passage, _kind(word), "uncertain", words)
    if free and WENT_THEN.search(passage.text):
        return
    if seven in ("hypothetical", "family", "possible"):
        return
    if free and _YET.match(passage.text, word.end):
        yield limit_of(passage, _kind(word), "present", words)
        return
    negated = (
        seven in ("negated", "not_done")
        and bool(_NOT.search(passage.text[: word.start]))
        and not _NO_MORE.match(word.text)
    )
    if free and negated:
        return
    absent = free or negated
    kind = cared_for(passage.text, word.end, _kind(word))
    said = limited(passage, "present", word.start, word.end)
    yield limit_of(passage, kind, "absent" if absent else said, words)


def _refused_too(
    passage: Passage, words: Iterable[Mention]
) -> Iterator[FunctionalLimit]:
    """Activities that a refusal goes on to name ("cannot hold a pen or drive")."""
    for word, other in listed(passage.text, words):
        seven = stands(passage, word.start, word.end, word.concept)
        lead = passage.text[: word.start]
        if seven in ("hypothetical", "family", "possible") or _NOT.search(lead):
            continue
        for kind in _kinds_of(other):
            yield limit_of(passage, kind, "present", words)


def _kinds_of(word: Mention) -> list[str]:
    return word.attributes.get("kind", word.concept).split()


def _bound(
    passage: Passage, words: Iterable[Mention], told: set[str]
) -> Iterator[FunctionalLimit]:
    text = passage.text
    items = [
        Mark("item", word.attributes.get("kind", word.concept), word.start, word.end)
        for word in words
        if word.attributes.get("needs") == "limit"
    ]
    values = [
        Mark("value", word.attributes["limit"], word.start, word.end)
        for word in words
        if "limit" in word.attributes
    ]
    if not items or not values:
        return
    items = [mark for mark in items if not _is_label(text, mark)] or items
    items = [mark for mark in items if mark.name not in told]
    for reading in bind(text, without_overlap([*items, *values])):
        if reading.item is None or _far(text, reading.item, reading.value):
            continue
        assertion = _assertion(passage, reading.item, reading.value)
        well = goes_well(passage.text, reading.item.start, reading.item.end)
        if assertion is None or (well and assertion == "present"):
            continue
        if is_another(text, reading.item, reading.value):
            continue
        for kind in _kinds_at(words, reading.item):
            done_for = cared_for(text, reading.item.end, kind)
            yield limit_of(passage, done_for, assertion, words)


def _kinds_at(words: Iterable[Mention], mark: Mark) -> Iterable[str]:
    """The kinds of a mark, and of other words that begin in the very same place."""
    kinds = mark.name.split()
    for word in words:
        if word.start == mark.start and word.end <= mark.end:
            others = _kinds_of(word)
            if word.attributes.get("needs") == "limit" and kinds[0] not in others:
                kinds += others
    return dict.fromkeys(kinds)


def _is_label(text: str, mark: Mark) -> bool:
    """Whether a word only names the field ("Function: cannot lift a pan")."""
    lead = text[: mark.start].strip().lower()
    return lead in ("", "which", "what") and bool(_LABELS.match(text, mark.end))


def _far(text: str, item: Mark, value: Mark) -> bool:
    gap = text[min(item.end, value.end) : max(item.start, value.start)]
    return len(gap) > 120 or bool(re.search(r"[;]|\.\s", gap))


def _assertion(passage: Passage, item: Mark, value: Mark) -> Assertion | None:
    seven = stands(passage, item.start, item.end, "activity")
    if seven == "hypothetical" and since_well(passage.text, item.start):
        return "historical"
    if seven in ("hypothetical", "family"):
        return None
    if value.name == "free":
        told = max(item.end, value.end)
        return "present" if _YET.match(passage.text, told) else "absent"
    lead = passage.text[: value.start]
    negated = bool(_NOT.search(lead)) and value.name == "limited"
    if negated:
        return "absent"
    low, high = min(item.start, value.start), max(item.end, value.end)
    return limited(passage, seven, low, high)
