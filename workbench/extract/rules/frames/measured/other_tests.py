"""Imaging of the shoulder and diagnostic blocks: tests that speak of another cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import fate, is_goal, standing
from workbench.extract.rules.frames.exam.tables import is_row
from workbench.extract.rules.frames.passages import (
    Passage,
    dates_in,
    evidence,
    stated,
)
from workbench.extract.rules.layout.value_notes import explains_values
from workbench.extract.rules.model import Cell, Mention
from workbench.extract.rules.values import sides
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side, Test
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

Result = Literal["normal", "abnormal", "negative", "positive"]
_SHOULDER_ILL = re.compile(
    r"\b(?:tears?|torn|tendin(?:osis|itis|opathy)|impingement|arthritis|osteoarthritis|"
    r"bursitis|labral|adhesive capsulitis|calcific|arthrosis)\b",
    re.IGNORECASE,
)
_T_SCORE = sought(
    r"\bT[- ]?scores?\b(?:\s?\([^()\n]{0,30}\))?[^.;\d+\u2212-]{0,40}"
    r"(?P<value>[-\u2212]\s?\d\.\d|\d\.\d)"
    r"|\bT\s?[=:]?\s?(?P<bare>[-\u2212]\s?\d\.\d)\b"
    r"|\bDE?XA\b[^.;\n]{0,30}?\b(?:lumbar|L-?spine|spine|total hip|hip|femoral neck|neck"  # noqa: E501
    r"|forearm|radius|wrist)\s(?P<sited>[-\u2212]\d\.\d)\b",
    re.I,
)
_DENSITY = sought(
    r"\b(?:DE?XA|BMD|bone (?:mineral )?density|absorptiometry|densitometry|femoral neck"
    r"|fem(?:oral)? neck|total hip|hip|L1\s?-\s?L?4|lumbar spine|forearm|radius)\b",
    re.IGNORECASE,
)
"""What a bare "T -2.5" stands beside in a report of bone density."""
_DENSITY_HEAD = re.compile(r"\bT[- ]?score\b", re.IGNORECASE)
_ROW_SCORE = re.compile(r"[-\u2212+]?\s?\d\.\d")
_DENSITY_SITE = re.compile(
    r"\s*(?:(?:left|right|lt\.?|rt\.?|L|R)\s)?"
    r"(?:L\d\s?-\s?L?\d|L\d(?:,\s?L\d)+(?:\s?\([^()]{1,24}\))?|(?:lumbar\s|AP\s)?spine"
    r"|fem(?:oral|ur)?\b.*|(?:total\s)?hip.*|neck.*|(?:1/3|distal|ultradistal)?\s?"
    r"(?:radius|forearm).*)\s*\Z",
    re.IGNORECASE,
)
"""What the first cell of a row of a table of bone density names."""
_PROMIS = sought(r"\bPROMIS\b", re.IGNORECASE)
_RELIEF = re.compile(
    r"\b(?P<none>no (?:significant |lasting |meaningful )?(?:relief|benefit|"
    r"improvement|change)|"
    r"without (?:relief|benefit|improvement)|did not (?:help|relieve|improve)|"
    r"failed to)|"
    r"\b(?P<some>\d{2,3}\s?% (?:relief|improvement|pain relief)|(?:complete|"
    r"excellent|good|"
    r"significant|near-complete|concordant) (?:pain )?(?:relief|response)|"
    r"positive response)",
    re.IGNORECASE,
)


def read_sentence(passage: Passage) -> Iterator[Test]:
    """Shoulder studies and diagnostic blocks of one sentence."""
    words = lexicon.load("tests").find(passage.text)
    density = list(_density(passage))
    if not (words or density or _TESTING.may_stand(passage.text)) or is_goal(passage):
        return
    yield from density
    for word in words:
        if word.concept == "shoulder-imaging":
            yield from _shoulder(passage, word, words)
        elif word.concept == "diagnostic-injection":
            yield from _block(passage, word)
    if not any(word.concept == "diagnostic-injection" for word in words):
        yield from _named_block(passage)


def _density(passage: Passage) -> Iterator[Test]:
    """The lowest T-score that a sentence or a row of a table gives."""
    row = _density_row(passage)
    if row is not None:
        yield row
        return
    if _PROMIS.search(passage.text) or explains_values(passage.text):
        return
    sited = _DENSITY.search(passage.text) is not None
    found = [
        (_number(number), match)
        for match in _T_SCORE.finditer(_MINUS.sub("     -", passage.text))
        for number in [
            match["value"] or match["sited"] or (match["bare"] if sited else None)
        ]
        if number
    ]
    if found:
        value, match = min(found, key=lambda one: one[0])
        own = stated(passage, match.start(), match.end())
        day, cites = (own, ()) if own else _headed_day(passage)
        yield Test(
            id="?",
            kind="bone-density",
            name="T-score",
            value=value,
            date=day,
            side=_sited(passage.text, match),
            evidence=(*evidence(passage), *cites),
        )


_MINUS = re.compile(r"\bminus (?=\d\.\d)", re.IGNORECASE)
_SITE = re.compile(
    r"\b(?P<side>left|right|lt|rt|l|r)\.?\s(?:total\s|prox(?:imal)?\s)?"
    r"(?:fem(?:oral|ur)?(?:\sneck)?|hip|neck|forearm|radius|wrist)\b|\b(?:fem(?:oral)?\sneck"
    r"|hip|forearm|radius)\s\(?(?P<after>left|right|lt|rt|l|r)\b",
    re.IGNORECASE,
)
"""The site of a bone density with its side ("left femoral neck", "fem neck L")."""


_SPINE = sought(r"\b(?:spine|lumbar|L\d)\b", re.IGNORECASE)


def _sited(text: str, score: re.Match[str]) -> Side | None:
    """The side of the site that stands last before a score; none of another site."""
    sites = list(_SITE.finditer(text, max(score.start() - 60, 0), score.end()))
    if not sites or _SPINE.search(text, sites[-1].end(), score.start()):
        return None
    word = sites[-1]["side"] or sites[-1]["after"]
    return "left" if word.lower().startswith("l") else "right"


_HEADS = sought(
    r"\b(?:DE?XA|BMD|bone (?:mineral )?density|absorptiometry|densitometry)\b", re.I
)
_ABOVE = 4
"""Lines above a score on which its report may be headed."""


def _headed_day(
    passage: Passage,
) -> tuple[PartialDate | None, tuple[Evidence, ...]]:
    """The one day of the line that heads a report of bone density, and that line.

    "BONE DENSITY (DXA)   05/02/2021" stands over the scores in a file of another day.
    """
    view, at = passage.view, passage.sentence.index
    for above in reversed(view.sentences[max(at - _ABOVE, 0) : at]):
        if _HEADS.search(above.text):
            days = {one.value for one in dates_in(above.text)} - view.births
            return (
                (days.pop(), (view.cite_sentence(above),))
                if len(days) == 1
                else (None, ())
            )
    return None, ()


def _number(text: str) -> float:
    return float(text.replace("\u2212", "-").replace(" ", ""))


def _below_head(passage: Passage) -> list[Cell]:
    """The cell below "T-score" where the head of the sites is left blank."""
    cells, at = passage.sentence.block.cells, passage.sentence.index
    for above in reversed(passage.view.sentences[max(at - _ABOVE, 0) : at]):
        heads = [one.text for one in above.block.cells]
        place = next(
            (i for i, one in enumerate(heads) if _DENSITY_HEAD.search(one)), None
        )
        if place is not None:
            blank = len(cells) - len(heads)
            return [cells[place + blank]] if blank in (0, 1) else []
    return []


def _density_row(passage: Passage) -> Test | None:
    """A row of a table of bone density: its site, and the cell below "T-score"."""
    cells = passage.sentence.block.cells
    if not is_row(passage.sentence) or not _DENSITY_SITE.match(cells[0].text):
        return None
    scored = [one for one in cells[1:] if _DENSITY_HEAD.search(one.header or "")]
    scored = scored or _below_head(passage)
    if len(scored) != 1 or not _ROW_SCORE.fullmatch(scored[0].text.strip()):
        return None
    sides_named = [one.side for one in sides.find_sides(cells[0].text)]
    return Test(
        id="?",
        kind="bone-density",
        name="T-score",
        value=_number(scored[0].text.strip()),
        side=sides_named[0] if len(sides_named) == 1 else None,
        date=_headed_day(passage)[0],
        evidence=tuple(evidence(passage, [scored[0]])),
    )


def _shoulder(
    passage: Passage, word: Mention, words: Sequence[Mention]
) -> Iterator[Test]:
    told = fate(passage, word.start, word.end, word.concept)
    states = {other.attributes.get("state") for other in words}
    if told is None:
        return
    result = _shoulder_result(passage, word, words)
    if result is None:
        planned = told == "planned" or "planned" in states
        if planned or passage.role == "plan":
            yield _fact(passage, word, None, "planned")
        elif told == "absent" or "not-done" in states:
            yield _fact(passage, word, None, "absent")
        return
    yield _fact(passage, word, result, "present")


def _shoulder_result(
    passage: Passage, word: Mention, words: Sequence[Mention]
) -> Result | None:
    text = passage.text
    for other in words:
        told = other.attributes.get("result")
        if other.start >= word.end and told in ("normal", "negative"):
            return "normal"
        if told in ("normal", "negative") and 0 <= word.start - other.end <= 2:
            return "normal"
    ill = _SHOULDER_ILL.search(text, word.end)
    if ill is None:
        return None
    seven = standing(passage, ill.start(), ill.end(), "shoulder-disorder")
    if seven in ("negated", "not_done"):
        return "normal"
    return "abnormal" if seven == "present" else None


def _block(passage: Passage, word: Mention) -> Iterator[Test]:
    match = _RELIEF.search(passage.text)
    if match is None:
        return
    result: Result = "negative" if match["none"] else "positive"
    yield _fact(passage, word, result, "present")


_TESTING = sought(
    r"\b(?:(?:diagnostic|dx|test|testing|comparative|confirmatory|prognostic|numbing"
    r"|lidocaine|lignocaine|bupivacaine|marcaine|local an(?:a)?esthetic)\s"
    r"(?:(?!inject|block|shot)[\w/#&-]+,?\s){0,6}?(?:blocks?|injections?|shots?|infiltration|test|mbbs?)"
    r"|medial branch blocks?|mbbs?"
    r"|(?P<root>(?:selective\s)?(?:nerve\s)?root blocks?|snrbs?|si (?:joint )?blocks?"
    r"|facet blocks?))\b",
    re.IGNORECASE,
)
"""A block given to learn where pain comes from; of a root only as its relief tells."""
_FOR_TEST = sought(
    r"\b(?:diagnos\w+|confirm\w*|concordan\w+|speaks? for|pain generator|identif\w+"
    r"|locali[sz]\w+|hours?|hrs?|\d\s?h|duration of the (?:local|an)|life of the"
    r" (?:local|an)\w*|(?:an)?esthetic phase|lido\w*|bupi\w*|comparative|dual)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?P<none>\bno (?:significant |lasting |meaningful |real )?(?:relief|benefit"
    r"|improvement|change|help|effect|difference)\b|\bwithout (?:relief|benefit"
    r"|improvement|effect)\b|\bdid(?: not|n't) (?:help|relieve|improve|change|touch)\b"
    r"|\bnegative\b|\bunchanged\b|\bnil (?:relief|benefit|effect)\b)"
    r"|(?P<some>>?\s?\d{2,3}\s?%|\b(?:complete|excellent|good|great|significant|near"
    r"|total|marked|concordant|positive|temporary|brief)\b[^.;]{0,20}\b(?:relief"
    r"|response|improvement)|\bpositive\b|\babolish\w*|\brelieved\b|\bpain[ -]free\b"
    r"|\b(?:pain|it) (?:was |is |all )?(?:gone|went away|vanished|disappeared)\b"
    r"|\btook (?:the|my|his|her|all the) pain away\b|\bconfirm\w*"
    r"|\bpre\W{1,3}\d{1,2}(?:/10)?\b[^.;]{0,20}\bpost\W{1,3}\d{1,2}"
    r"|\b\d{1,2}/10 (?:to|->|\u2192) \d{1,2}/10)",
    re.IGNORECASE,
)
_OUTLOOK = 3
"""Sentences of the same paragraph in which a block's outcome stands."""


def _named_block(passage: Passage) -> Iterator[Test]:
    """A block that tests, with what came of it here or in the sentences after it."""
    found = _TESTING.search(passage.text)
    if found is None or _BARE_FORM.search(passage.text, found.end()):
        return
    start, end = found.span()
    told = fate(passage, start, end, "diagnostic-injection")
    word = Mention("diagnostic-injection", start, end, found.group())
    if told in ("planned", "absent"):
        yield _fact(passage, word, None, told)
        return
    if told != "present":
        return
    text = _outlook(passage)
    if found["root"] and not _FOR_TEST.search(text):
        return
    came = _OUTCOME.search(text, end)
    if came is None:
        return
    yield _fact(passage, word, "negative" if came["none"] else "positive", "present")


_BARE_FORM = re.compile(r"\s{0,3}(?:\[\s?\]|[YN] / [YN]\b|_{2,})")


def _outlook(passage: Passage) -> str:
    """The sentence and those right after it in its paragraph, as one text."""
    here = passage.sentence
    later = passage.view.sentences[here.index + 1 : here.index + _OUTLOOK]
    block = here.block.start
    return " ".join([passage.text, *(s.text for s in later if s.block.start == block)])


def _fact(
    passage: Passage,
    word: Mention,
    result: Result | None,
    assertion: Literal["present", "absent", "planned"],
) -> Test:
    near = [
        m.side for m in sides.find_sides(passage.text) if abs(m.start - word.start) < 40
    ]
    speaks = "shoulder" in word.text.lower() or "subacromial" in word.text.lower()
    wrist = "carpal" in word.text.lower()
    return Test(
        id="?",
        kind=word.concept,
        name=word.text,
        assertion=assertion,
        side=near[0] if near else None,
        result=result,
        indicates="shoulder-disorder"
        if speaks
        else "carpal-tunnel-syndrome"
        if wrist
        else None,
        date=stated(passage, word.start, word.end),
        evidence=tuple(evidence(passage)),
    )
