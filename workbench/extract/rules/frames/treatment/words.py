"""The words of treatment: what a sentence names, how it worked, which region.

Everything here looks at one text and returns spans in it; what belongs to what is
decided in ``treatment_clauses``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.named_only import names_other
from workbench.extract.rules.frames.treatment.parts import told_by_parts
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary.yaml_file import load_yaml

Response = str
ORDER = (
    "not-tolerated",
    "worse",
    "temporary",
    "none",
    "partial",
    "lasting",
    "persists",
)
"""Which answer counts where several stand together; ``persists`` alone is none."""

_PERCENT = sought(
    r"(\d{1,3})\s?(?:-\s?\d{1,3}\s?)?(?:%|percent)\s?(?:sustained |overall |pain )?"
    r"(?:relief|improve|better|reduction|decrease|benefit|less)"
    r"|(?:by|about|approximately|helped|improved)\s(\d{1,3})\s?(?:%|percent)",
    re.I,
)
_SHARE_FOR = sought(
    r"\b\d{1,3}\s?(?:%|percent)\s(?:relief\s|better\s|improve\w*\s)?(?:for|x)\s"
    r"(?:about\s|only\s|some\s|~\s?)?"
    r"(?:\d{1,2}|an?|one|two|three|four|five|six|ten)\s?(?:to|-)?\s?\d{0,2}\s?"
    r"(?:h|hrs?|hours?|d|days?|wks?|weeks?)\b",
    re.I,
)
"""A share of relief with its end ("40% for 9 days")."""
_AT_END = sought(
    r"[,:;]\s(?:only\s|but\s)?(minimal|slight|little|modest|marginal)"
    r"(?=\s?(?:[,.;]|\Z))",
    re.I,
)
"""A word alone at the end of an entry that tells what it gave ("daily, minimal")."""
_DENIED = sought(
    r"\b(?:no|not|without|never|nor|none|denies|denied|neither|nothing|lack of|w/o"
    r"|zero|hardly|barely)\b"
    r"[^,;.:]{0,40}$|n't\b[^,;.:]{0,40}$",
    re.I,
)
_NOR_DID = sought(
    r"\b(?:nor|(?<=and )neither)\s(?:did|does|do|has|have|had|was|were)\b"
    r"(?!\s(?:he|she|they|it|we|i|you|there|the (?:patient|member)|(?:mr|mrs|ms)\b)"
    r"(?:\W|$))",
    re.I,
)
_A_WHILE = sought(
    r"\b(?:gave|bought|brought|earned|won|yielded|afforded|(?:worked|good) for)\s"
    r"(?:(?:him|her|them|me|us|the patient|patient|pt|only|just|barely|about|perhaps"
    r"|maybe|roughly|around|some|no more than|at most|all of)\s){0,3}"
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|a few|a couple of"
    r"|a handful of)\s(?:(?:or|to)\s\w+\s)?(?:good\s|long\s|better\s|easier\s){0,2}"
    r"(?:hours?|days?|nights?|weekends?|weeks?|fortnights?|months?)\b"
    r"(?!\s(?:of|as|at|in|on)\b)",
    re.I,
)
"""A gain with an end ("bought him a long weekend", "worked for ten days")."""
_THERAPIST = re.compile(r"\b(?:by|per)\s(?:the |her |his |their )?$", re.I)
_DAY = re.compile(r"\s*(?:on\s|from\s|:\s)?\d{1,2}/\d")
_HELD = re.compile(r"last|long|sustain|durab|perman|ongoing|continu", re.I)
_LEVEL = sought(
    r"\b([CTL])\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})?(?!\d|%|\s?(?:mg|signal|weight|hyper))"
)
_CODE = sought(r"\b[GMSZ]\d{2}(?:\.\w{1,4})?\b")
_CODES = Path(__file__).with_name("codes.yaml")
_LEVEL_REGION = {"C": "neck", "T": "mid-back", "L": "low-back"}


@dataclass(frozen=True, slots=True)
class Item:
    """One treatment named in a text."""

    kind: str
    start: int
    end: int
    mention: Mention
    name: str | None = None

    @property
    def event(self) -> bool:
        """Whether it is a single event (an injection) and has no length."""
        return self.mention.attributes.get("event") == "yes"


@dataclass(frozen=True, slots=True)
class Answer:
    """A word of response in a text."""

    value: Response
    start: int
    end: int


def grammar(name: str, text: str) -> tuple[Mention, ...]:
    """Mentions of one list of ``treatments-grammar.yaml``."""
    return _of("treatments-grammar", name, text)


def status(name: str, text: str) -> tuple[Mention, ...]:
    """Mentions of one list of ``treatments-status.yaml``."""
    return _of("treatments-status", name, text)


def _of(file: str, name: str, text: str) -> tuple[Mention, ...]:
    return _alone(file, name).find(text)


@cache
def _alone(file: str, name: str) -> lexicon.Lexicon:
    """One list as a lexicon of its own, so that lists do not hide one another."""
    return lexicon.Lexicon(name, (lexicon.load(file).entry(name),))


def items(text: str) -> list[Item]:
    """The treatments that a text names, in order, none inside another."""
    return list(_items(text))


@lru_cache(maxsize=4096)
def _items(text: str) -> tuple[Item, ...]:
    found = [
        *(_item(one, named=False) for one in lexicon.load("treatments").find(text)),
        *(
            _item(one, named=True)
            for one in lexicon.load("treatments-drugs").find(text)
        ),
        *_points_injected(text),
        *_structured(text),
    ]
    kept = [
        one
        for one in found
        if not _is_patient(one, text)
        and not names_other(text, one.kind, one.start, one.end)
    ]
    return tuple(_in_context(_longest(kept), text))


_POINTS = sought(
    r"\btrigger[ -]?p(?:oin)?ts?\b[^.;]{1,60}?\b(?:injected|needled|infiltrated)\b",
    re.I,
)


def _points_injected(text: str) -> Iterator[Item]:
    """Trigger points that were injected ("trigger points in the gluteals injected")."""
    for match in _POINTS.finditer(text):
        if not re.search(r"\b(?:not|no|never|deferred)\b", match.group(), re.I):
            kind, start, end = "trigger-point-injection", match.start(), match.end()
            told = Mention(kind, start, end, match.group(), None, {"event": "yes"})
            yield Item(kind, start, end, told)


_VISITS_FILED = sought(
    r"\b(?P<kind>PT|physical therapy|physio(?:therapy)?|rehab|chiro(?:practic)?)\s"
    r"(?:notes?|records?|logs?|charts?|reports?|summary|papers)\b[^.;\n]{0,30}?"
    r"\b\d{1,2}\s(?:visits|sessions|attendances|treatments|appointments)\b",
    re.I,
)


def _structured(text: str) -> Iterator[Item]:
    """Care told by its parts: papers of so many visits, nerves that were injected."""
    for match in _VISITS_FILED.finditer(text):
        chiro = match["kind"].lower().startswith("chiro")
        kind = "chiropractic" if chiro else "physical-therapy"
        start, end = match.span("kind")
        yield Item(kind, start, end, Mention(kind, start, end, match["kind"], None, {}))
    for part in told_by_parts(text):
        yield Item(*part)


def _is_patient(item: Item, text: str) -> bool:
    """Whether "PT" means a person: the patient ("PT reports") or the therapist."""
    short = item.end - item.start == 2
    if short and _THERAPIST.search(text[max(item.start - 12, 0) : item.start]):
        return True
    return short and any(
        one.start == item.start and not _DAY.match(text[one.end : one.end + 12])
        for one in grammar("patient", text)
    )


def _item(mention: Mention, *, named: bool) -> Item:
    kind = mention.attributes.get("kind", mention.concept)
    known = kind != "medication" or "named" in mention.attributes
    name = mention.text.lower() if named and known else None
    if name and grammar("class-word", name):
        name = None
    return Item(kind, mention.start, mention.end, mention, name)


@cache
def _drugs() -> frozenset[str]:
    entries = lexicon.load("treatments-drugs").entries
    return frozenset(one.attributes.get("kind", one.concept) for one in entries)


def is_drug(kind: str) -> bool:
    """Whether a kind of treatment is one of medicines."""
    return kind in _drugs()


def _longest(found: list[Item]) -> list[Item]:
    kept: list[Item] = []
    for item in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _in_context(found: list[Item], text: str) -> list[Item]:
    """Common words (heat, medications) count only beside a treatment or a trial."""
    plain = [one for one in found if one.mention.attributes.get("needs") != "context"]
    if plain or status("trial", text):
        return found
    return []


def answers(text: str) -> list[Answer]:
    """The words of response in a text, in order."""
    found = [
        _answer(one, text) for one in lexicon.load("treatments-response").find(text)
    ]
    for match in _PERCENT.finditer(text):
        share = int(match.group(1) or match.group(2))
        value = {0: "none", 100: "lasting"}.get(share, "partial")
        found = [
            one
            for one in found
            if one.end <= match.start() or one.start >= match.end() + 8
        ]
        found.append(Answer(value, match.start(), match.end()))
    for match in _AT_END.finditer(text):
        if not any(one.end > match.start(1) for one in found):
            found.append(Answer("partial", match.start(1), match.end(1)))
    for match in _SHARE_FOR.finditer(text):
        found = [one for one in found if not match.start() <= one.start < match.end()]
        found.append(Answer("temporary", match.start(), match.end()))
    found += _shared(text, found)
    for match in _A_WHILE.finditer(text):
        if not any(
            one.start < match.end() and match.start() < one.end for one in found
        ):
            found.append(Answer("temporary", match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _shared(text: str, found: list[Answer]) -> list[Answer]:
    """ "PT did not help, nor did ice": the same failure told of what comes next."""
    ends = [one.end for one in found if one.value == "none"]
    return [
        Answer("none", match.start(), match.end())
        for match in _NOR_DID.finditer(text)
        if any(end <= match.start() for end in ends)
    ]


def _answer(mention: Mention, text: str) -> Answer:
    """ "No real benefit" is none; "not lasting relief" is temporary."""
    start, value = mention.start, mention.concept
    low = max(start - 60, 0)
    lead = _DENIED.search(text[low:start])
    if lead and value in ("partial", "lasting"):
        words = lead.group() + mention.text
        held = _HELD.search(words) and " or " not in words
        value = "temporary" if held else "none"
        start = low + lead.start()
    return Answer(value, start, mention.end)


def strongest(values: Iterable[Response]) -> Response | None:
    """The answer that counts among several."""
    ranked = sorted(set(values), key=ORDER.index)
    if not ranked:
        return None
    return "none" if ranked[0] == "persists" else ranked[0]


def regions(text: str) -> list[tuple[str, int, int]]:
    """Body regions named in a text, by word, level or diagnosis code, in order."""
    return list(_regions(text))


@lru_cache(maxsize=4096)
def _regions(text: str) -> tuple[tuple[str, int, int], ...]:
    found = [
        (one.attributes.get("site", one.concept), one.start, one.end)
        for one in lexicon.load("treatments-regions").find(text)
        if not _names_house(text, one)
    ]
    found += [
        (_LEVEL_REGION[match.group(1)], match.start(), match.end())
        for match in _LEVEL.finditer(text)
    ]
    found += [
        (site, match.start(), match.end())
        for match in _CODE.finditer(text)
        if (site := _code_site(match.group()))
    ]
    return tuple(sorted(found, key=lambda one: one[1]))


_HOUSE = re.compile(
    r" (?:Joint|County|Creek|Valley|Bend|Hill|Point|River|Lake|Street|Road|Falls)\b"
    r"(?= (?:[A-Z&][\w'-]*,? ){0,3}(?:PT|P\.T\.|Physical|Physio\w*|Therapy|Rehab\w*"
    r"|Clinic|Cent(?:er|re)|Ctr|Hospital|Orthop\w+|Spine|Chiropractic|Associates"
    r"|Group)\b)"
)
"""How the name of a house goes on that has a body part in it ("Elbow Creek PT")."""


def _names_house(text: str, one: Mention) -> bool:
    """Whether a body part is part of the name of a clinic."""
    return text[one.start].isupper() and _HOUSE.match(text, one.end) is not None


def _code_site(code: str) -> str | None:
    """The region that a diagnosis code names, by its longest known prefix."""
    table = code_sites()
    known = (table.get(code[:size]) for size in range(len(code), 2, -1))
    return next((site for site in known if site), None)


@cache
def code_sites() -> dict[str, str]:
    """Prefixes of ICD-10-CM codes and the region of each."""
    rows: dict[str, list[str]] = load_yaml(_CODES)
    return {code: site for site, codes in rows.items() for code in codes}
