"""Parts of the spine and the states that a surgeon finds them in, as findings.

"L3-4 rocked on its clamp", "both roots hung slack", "no frank pus": a part and a state
of one clause, with the level and side that stand there, else the levels of the clause
before it, else the one level that was operated.  A state that is aimed at, feared or
told of another day is none; one that is denied is the other state where the note can
tell so.  The words are data (``operative_states.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.states import spread_terms
from workbench.extract.rules.frames.imaging.study import Study
from workbench.extract.rules.model import DocumentView, LevelMention, Sentence
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.alternation import one_of
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import Assertion, Contact, ImagingFinding, Side
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("operative_states.yaml")
_LEVEL = r"[CTLD]\d{1,2}\s?[-/]\s?[CTLSD]?\d{1,2}"
_GAP = r"(?:[ /-](?!(?:but|while|although|whereas)\b)[\w/'()-]+){0,8}?[ ]"
"""Words of one clause between a part and its state."""
_NEAR = r"(?:[ ](?:the|old|left|right|[CTLS]\d[\w/-]*|pedicle|locking|set)){0,2}[ ]"
_BESIDE = 24
"""Characters before a part within which its side stands."""
_CLAUSE = re.compile(r"[,;.:](?=\s|\Z)|\s(?:but|while|whereas|although|with)\s", re.I)
_NO = re.compile(
    r"\b(?:no|not|nor|never|without|nil|neither|denied|negative for)\b[^,;.]{0,30}\Z",
    re.IGNORECASE,
)
_NOT_SO = sought(
    r"\b(?:if|whether|unless|until|till|once|when|would|should|could|will|may|might"
    r"|to (?:make|keep|get|see|check|ensure|avoid|prevent|be|confirm)|so (?:that|as)"
    r"|in order|in case|risk\w*|ensur\w+|plan\w*|had been|previously|preop\w*|pre-op\w*"
    r"|on the (?:films|mri|ct)\b[^.]*\bbefore|before (?:the )?(?:surgery|operation))\b",
    re.IGNORECASE,
)
"""What makes a state one that is aimed at, feared, or of another day."""
_OLD = sought(
    r"\b(?:old|existing|prior|previous\w*|earlier|retained|both|left (?:in place|where"
    r"|alone|in situ)|found|position|undisturbed|(?:19|20)\d\d|fractured|[CTLS]\d)\b",
    re.IGNORECASE,
)
_NEW = sought(
    r"\b(?:new|placed|inserted|put in|seated|applied|tightened|torqued|final\w*"
    r"|replaced (?:by|with))\b",
    re.IGNORECASE,
)
_OTHER_PART = re.compile(
    r"\A[ -](?:stim\w*|retractor|monitor\w*|hook|conduction|study|purchase|table|of the"
    r" (?:table|bed))",
    re.IGNORECASE,
)
"""What makes the name of a part that of a thing or an act."""


class _Rule(NamedTuple):
    """One entry of the file."""

    kind: str
    location: Any
    contact: tuple[str, str] | None
    ill: Sought | None
    well: Sought | None
    lone: Sought | None
    old: bool
    sided: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    rows: dict[str, dict[str, Any]] = load_yaml(FILE)
    return tuple(_rule(row) for row in rows.values())


def _rule(row: dict[str, Any]) -> _Rule:
    names = _any([one for one in row["parts"] if one != "LEVEL"])
    parts = [_LEVEL, names] if "LEVEL" in row["parts"] else [names]
    what = rf"(?<![\w-])(?P<part>{'|'.join(filter(None, parts))})"
    before = _any(row.get("ill-before"))
    told = [
        rf"{what}(?:{_GAP}|[ ])(?P<state>{_any(row.get(key))})(?![\w-])"
        if row.get(key)
        else None
        for key in ("ill", "well")
    ]
    if before and told[0]:
        led = what.replace("?P<part>", "?P<after>")
        told[0] += rf"|(?<![\w-])(?P<before>{before}){_NEAR}{led}(?![\w-])"
    ill, well = (sought(one, re.IGNORECASE) if one else None for one in told)
    lone = row.get("lone")
    contact = row.get("contact")
    return _Rule(
        row["kind"],
        row["location"],
        (contact[0], contact[1]) if contact else None,
        ill,
        well,
        sought(rf"(?<![\w-])(?:{_any(lone)})(?![\w-])", re.IGNORECASE)
        if lone
        else None,
        bool(row.get("old")),
        bool(row.get("sided")),
    )


def _any(terms: list[str] | None) -> str:
    return one_of(spread_terms(terms or []), "[ -]")


def states_found(
    document: DocumentView, sentence: Sentence, study: Study
) -> Iterator[ImagingFinding]:
    """The states of a sentence, each where it was found."""
    before: tuple[str, ...] = ()
    for clause in _CLAUSE.split(sentence.text):
        named = find_levels(clause)
        if not _NOT_SO.search(clause):
            for rule in _rules():
                found = _said(rule, clause)
                if found is None:
                    continue
                assertion, span = found
                places = _places(named, span, before or study.levels)
                side = _side(clause, span, rule, study, places)
                own = any(one.interspaces for one in named) or bool(before)
                held = study.placed_by if places and not own else ()
                for level, site in places or [(None, None)]:
                    yield ImagingFinding(
                        id="?",
                        kind=rule.kind,
                        assertion=assertion,
                        level=level,
                        site=site,
                        side=side,
                        date=study.date,
                        location=rule.location,
                        contact=_contact(rule),
                        reader=study.reader,
                        evidence=(document.cite_sentence(sentence), *held),
                    )
        spaces = tuple(name for one in named for name in one.interspaces)
        before = spaces or before


def _said(rule: _Rule, clause: str) -> tuple[Assertion, tuple[int, int]] | None:
    """What a clause says of a rule's finding, and where; None where nothing."""
    told: tuple[tuple[Sought | None, Assertion], ...] = (
        (rule.ill, "present"),
        (rule.well, "absent"),
        (rule.lone, "present"),
    )
    for pattern, said in told:
        match = pattern.search(clause) if pattern else None
        if match is None or _other_part(match, clause):
            continue
        if rule.old and not _is_old(clause, said):
            continue
        state = match.groupdict().get("state")
        upto = match.start("state") if state else match.start()
        if not _NO.search(clause, 0, upto):
            return said, (match.start(), upto if state else match.end())
        if said == "present" and pattern is rule.lone:
            return "absent", match.span()
        return None
    return None


def _other_part(match: re.Match[str], clause: str) -> bool:
    named = match.groupdict()
    end = match.end("part") if named.get("part") else match.end()
    return _OTHER_PART.match(clause[end:]) is not None


def _is_old(clause: str, said: Assertion) -> bool:
    """Whether an implant was there before; what is sound must be told so outright."""
    if said == "present":
        return not (_NEW.search(clause) and not _OLD.search(clause))
    return _OLD.search(clause) is not None and _NEW.search(clause) is None


def _places(
    named: tuple[LevelMention, ...], span: tuple[int, int], held: tuple[str, ...]
) -> list[tuple[str | None, str | None]]:
    """Interspaces of the clause that stand nearest, else its bones, else those held."""
    spaces = [one for one in named if one.interspaces]
    inside = [one for one in spaces if span[0] <= one.start < span[1]]
    lead = [one for one in spaces if one.end <= span[0]]
    near = inside or lead or spaces
    levels = dict.fromkeys(name for one in near for name in one.interspaces)
    if levels:
        return [(name, None) for name in levels]
    bones = [
        name for one in named if span[0] - 16 <= one.start for name in one.vertebrae
    ]
    if bones:
        return [(None, name) for name in dict.fromkeys(bones)]
    return [(name, None) for name in held]


def _side(
    clause: str,
    span: tuple[int, int],
    rule: _Rule,
    study: Study,
    places: list[tuple[str | None, str | None]],
) -> Side | None:
    """The side right at the part, else of the operation where it is one-sided."""
    sides = [one for one in find_sides(clause) if one.start < span[1]]
    told = [one.side for one in sides if span[0] - _BESIDE <= one.start]
    if told and (len(set(told)) == 1 or sides[-1].start < span[0]):
        return told[-1]
    own = rule.sided and not sides and places == [(name, None) for name in study.levels]
    return study.side if own else None


def _contact(rule: _Rule) -> Contact | None:
    if rule.contact is None or rule.contact[1] != "root":
        return None
    return Contact(label=rule.contact[0], target="root")
