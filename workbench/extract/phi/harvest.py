"""Who and what a packet names: identifiers read from its labelled fields and its prose.

The harvest is taken over the whole packet first, because a name that one page labels
stands without a label on the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from workbench.content import expressions as re
from workbench.extract.phi.bare_names import bare_names
from workbench.extract.phi.fields import Field, fields
from workbench.extract.phi.found import Found
from workbench.extract.phi.letterheads import letterheads
from workbench.extract.phi.names import Name, Spelled, credential, read_name, title
from workbench.extract.phi.prose import (
    firms_in_prose,
    names_in_prose,
    payers_in_prose,
    workplaces_in_prose,
)
from workbench.extract.phi.terms import common_surnames, is_clinical, terms
from workbench.packet.dates import first_date
from workbench.vocabulary import procedures

_NUMBER = re.compile(
    r"\d{2,3}(?:[ ]\d{2,4}){1,3}(?![\d/])"
    r"|[A-Z]{2,4}[ ]\d{2,6}(?:[ -]\d{1,6}){1,3}(?:[ -]?[A-Z]{1,2})?(?![\w/])"
    r"|[A-Z]{2,5}/\d{1,6}/\d{2,8}(?![\w/])"
    r"|(?=[A-Za-z-]{0,12}\d)[A-Za-z0-9][A-Za-z0-9-]{2,40}(?:[ ]\d{3,6}(?![\d/])){0,4}"
)
_CODE = re.compile(r"\d{5}|[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|[A-V]\d{4}")
_MIXED = re.compile(r"[A-Z]{1,4}(?:-[A-Z0-9]{1,12})+")
"""Capitals and parts set off by hyphens: no count and no measure looks like it."""
_FEWEST_DIGITS = 3
_SURE_DIGITS = 5


@dataclass
class Harvest:
    """What was learned: names by kind, numbers and phrases with their kinds.

    ``placed`` holds the stretches of each text where a field or a sentence shows them.
    """

    names: dict[Name, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    births: set[str] = field(default_factory=set)
    placed: dict[int, list[Found]] = field(default_factory=dict)

    def identity(self) -> str:
        """What stays the same for the patient from packet to packet, as one string."""
        people = sorted(n.key for n, kind in self.names.items() if kind == "patient")
        return "\n".join([*people[:1], *sorted(self.births)[:1]])


def harvest(texts: Iterable[str]) -> Harvest:
    """Identifiers of all texts of a packet."""
    found = Harvest()
    kept = list(texts)
    for index, text in enumerate(kept):
        placed = found.placed.setdefault(index, [])
        halves: dict[str, str] = {}
        for one in fields(text):
            placed += _taken(text, one, found, halves)
        if "family" in halves:
            name = Name(tuple(halves.get("given", "").split()), (halves["family"],))
            found.names.setdefault(name, "patient")
        for spelled, kind in names_in_prose(text):
            placed.append(Found(spelled.start, spelled.end, kind, spelled.name.key))
            _keep(found, spelled, kind)
        for spelled in bare_names(text):
            at = (spelled.start, spelled.end)
            placed.append(Found(*at, "patient", spelled.name.key))
            _keep(found, spelled, "patient")
        for start, end in chain(firms_in_prose(text), letterheads(text)):
            phrase = text[start:end].lower()
            placed.append(Found(start, end, "facility", phrase))
            found.phrases.setdefault(phrase, "facility")
        placed += _organisations(text, found)
    for index, text in enumerate(kept):
        found.placed[index] += _given_before(text, found)
    return found


def _organisations(text: str, found: Harvest) -> Iterator[Found]:
    """Payers and places of work; the first two words of a name stand for it later, or
    the first where there is one more alone."""
    for kind, spans in (
        ("payer", payers_in_prose(text)),
        ("employer", workplaces_in_prose(text)),
    ):
        for start, end in spans:
            phrase = text[start:end].lower()
            yield Found(start, end, kind, phrase)
            found.phrases.setdefault(phrase, kind)
            short = _short_form(phrase)
            if short:
                found.phrases.setdefault(short, kind)


def _short_form(phrase: str) -> str | None:
    """What of an organisation's name is used alone; None where that is a plain word."""
    words = phrase.split()
    short = " ".join(words[:2]) if len(words) > 2 else words[0]
    plain = all(w in common_surnames() or _generic(w) for w in short.split())
    return None if plain or len(short) < 5 else short


def _given_before(text: str, found: Harvest) -> list[Found]:
    """Capital words before a surname that is known only by itself."""
    placed: list[Found] = []
    for name, kind in list(found.names.items()):
        if name.given or "".join(name.family) in common_surnames():
            continue
        family = r"[ ]".join(re.escape(word) for word in name.family)
        pattern = re.compile(
            rf"(?<![\w'’-])(?P<given>[A-ZÀ-Þ][\w'’-]{{1,24}})[ ](?:[A-ZÀ-Þ]\.?[ ])?"
            rf"(?=(?i:{family})(?![\w]))"
        )
        for match in pattern.finditer(text):
            word = match["given"]
            if is_clinical(word) or word.lower() in terms()["titles"]:
                continue
            placed.append(Found(*match.span("given"), kind, name.key))
            found.names.setdefault(Name((word.lower(),), name.family), kind)
    return placed


def _keep(found: Harvest, spelled: Spelled, kind: str) -> None:
    name = spelled.name
    alone = not name.given and len("".join(name.family)) < 4
    if not alone and not all(is_clinical(word) for word in name.family + name.given):
        found.names.setdefault(name, kind)


def _taken(
    text: str, one: Field, found: Harvest, halves: dict[str, str]
) -> Iterator[Found]:
    if one.start >= one.end:
        return
    if one.group in ("given", "family"):
        yield from _half(text, one, halves)
    elif one.group == "birth":
        yield from _birth(text, one, found)
    elif one.group in ("patient", "provider", "relative"):
        yield from _person(text, one, found)
    elif one.group in ("facility", "employer", "payer", "place"):
        yield from _phrase(text, one, found)
    else:
        yield from _number(text, one, found)


def _half(text: str, one: Field, halves: dict[str, str]) -> Iterator[Found]:
    for match in re.finditer(r"[^\W\d_][\w'’.-]*", text[one.start : one.end]):
        word = match.group().strip(".")
        if is_clinical(word) and word.lower() in terms()["allow"]["words"]:
            return
        start = one.start + match.start()
        yield Found(start, start + len(match.group()), "patient", word.lower())
        before = halves.get(one.group, "")
        if word.lower() not in before.split():
            kept = f"{before} {word.lower()}".strip()
            halves[one.group] = kept if one.group == "given" else before or word.lower()


def _birth(text: str, one: Field, found: Harvest) -> Iterator[Found]:
    value = text[one.start : min(one.end, one.start + 40)]
    date = first_date(value)
    if not date or not re.match(r"[^A-Za-z\d]{0,4}(?:\d|[A-Za-z]{3,9}\.? ?\d)", value):
        return
    match = re.match(r"\W{0,4}([A-Za-z]{3,9}\.? )?[\d/.-]+(?:(?:st|nd|rd|th)?,? \d{4}|[ -][A-Za-z]{3,9}[ -,]{1,2}\d{2,4})?", value)  # fmt: skip # noqa: E501
    if match:
        lead = len(match.group()) - len(match.group().lstrip(" :|\"'#"))
        found.births.add(date)
        yield Found(one.start + lead, one.start + match.end(), "birthdate", date)


def _person(text: str, one: Field, found: Harvest) -> Iterator[Found]:
    kind = {"relative": "person"}.get(one.group, one.group)
    spelled = read_name(text, one.start, one.end)
    if spelled is None:
        yield from _firm(text, one, found)
        return
    titled = bool(title().match(text, one.start, one.end))
    if not _plausible(text, one, spelled, titled):
        yield from _firm(text, one, found)
        return
    if one.label in ("contact", "to", "from", "attn", "attention", "dear", "re", "cc"):
        kind = "person" if not _has_credential(text, spelled) else "provider"
        kind = "patient" if one.label == "re" else kind
    yield Found(spelled.start, spelled.end, kind, spelled.name.key)
    if len(spelled.words) > 1 or titled:
        _keep(found, spelled, kind)


def _has_credential(text: str, spelled: Spelled) -> bool:
    behind = re.compile(r",? {0,2}").match(text, spelled.end)
    return credential(text, behind.end() if behind else spelled.end)


def _plausible(text: str, one: Field, spelled: Spelled, titled: bool) -> bool:
    """Whether the words of a value are a name and not the start of a sentence."""
    words = [w for w in spelled.words if len(w.strip(".")) > 1]
    capital = all(w[0].isupper() or w.lower() in _SMALL for w in words) and bool(words)
    closed = _CLOSED.match(text, spelled.end)
    if titled and capital:
        return True
    if is_clinical(spelled.words[0]) and len(spelled.words) < 2:
        return False
    two = len(spelled.words) > 1
    if capital:
        return (
            two
            and (bool(closed) or one.sure or _has_credential(text, spelled))
            or (bool(closed) and _names_one(one))
        )
    comma = "," in text[spelled.start : spelled.end]
    sharp = "name" in one.label or comma
    return one.sure and two and bool(closed) and sharp and len(spelled.words) < 4


def _names_one(one: Field) -> bool:
    """Whether a single word behind the label is a name ("Contact: Odalys, ext 4")."""
    called = one.label.startswith(("contact", "caller"))
    return called or (one.sure and "name" in one.label)


_CLOSED = re.compile(
    r"\s*(?:$|\n|\t|\||;|,|\(|/|\^|[ ]{2}|(?:dob|d\.o\.b|mrn|age|sex|on|id)\b)", re.I
)
_SMALL = frozenset("van von der den de del della la le da di dos du el al".split())


@cache
def _firms() -> re.Pattern[str]:
    body = "|".join(re.escape(word) for word in terms()["facility_words"])
    return re.compile(rf"\b(?:{body})\b", re.IGNORECASE)


def _firm(text: str, one: Field, found: Harvest) -> Iterator[Found]:
    """An organisation where a person was expected ("From: Quillhaven Spine Center")."""
    value = text[one.start : one.end]
    if one.label in ("from", "to", "cc", "provider", "practice") and _firms().search(
        value
    ):
        yield from _phrase(text, one._replace(group="facility"), found)


_SHORTENED = ("payer", "employer")
_PHRASE = re.compile(
    r"[^\W_](?:(?!(?:,?[ ]{1,3}(?:phone|tel|fax|npi|tin|ph|dob|mrn)\b))"
    r"[^\n|\t;:\"(]){2,90}",
    re.IGNORECASE,
)


def _phrase(text: str, one: Field, found: Harvest) -> Iterator[Found]:
    match = _PHRASE.match(text, one.start, one.end)
    if not match:
        return
    value = match.group().rstrip(" .,-")
    words = re.findall(r"[^\W_][\w'’&-]*", value)
    own = [word for word in words if not _generic(word)]
    if not own or not (
        value[0].isupper() or value[0].isdigit() or one.group == "place"
    ):
        return
    digits = any(c.isdigit() for c in value)
    if one.group == "place" and not digits and len(words) > 4:
        return
    if one.group == "place" and "address" in one.label and not digits:
        return
    yield Found(match.start(), match.start() + len(value), one.group, value.lower())
    if len(value) >= 4 and (len(words) > 1 or value.lower() not in common_surnames()):
        found.phrases.setdefault(value.lower(), one.group)
        short = _short_form(value.lower()) if one.group in _SHORTENED else None
        if short and len(words) > 2:
            found.phrases.setdefault(short, one.group)


@cache
def _firm_words() -> frozenset[str]:
    return frozenset(w for phrase in terms()["facility_words"] for w in phrase.split())


def _generic(word: str) -> bool:
    """Whether a word of an organisation's name says nothing of which one it is."""
    return is_clinical(word) or word.lower() in _firm_words()


def _number(text: str, one: Field, found: Harvest) -> Iterator[Found]:
    match = _NUMBER.match(text, one.start, one.end)
    if not match:
        return
    value = match.group().rstrip("-")
    digits = sum(letter.isdigit() for letter in value)
    mixed = bool(_MIXED.fullmatch(value))
    fewest = _FEWEST_DIGITS if one.sure or mixed else _SURE_DIGITS
    if digits < fewest or _is_clinical_number(text, match.start(), value, one):
        return
    yield Found(
        match.start(), match.start() + len(value), one.group, plain_number(value)
    )
    core = plain_number(value)
    if len(core) >= 6 or (len(core) == 5 and not _CODE.fullmatch(core.upper())):
        found.numbers.setdefault(core, one.group)


def plain_number(value: str) -> str:
    """Letters and digits of a number, in lower case."""
    return re.sub(r"[^a-z0-9]", "", value.lower())


@cache
def _known_codes() -> frozenset[str]:
    table = procedures()
    found = {code for p in table.procedures.values() for code in p.codes}
    return frozenset(found | {c for p in table.dependents.values() for c in p.codes})


def _is_clinical_number(text: str, start: int, value: str, one: Field) -> bool:
    if value in _known_codes() or re.match(r"\d{1,2}[-/]\d{1,2}[-/]\d{2,4}$", value):
        return True
    if re.match(r"(?:19|20)\d\d-\d\d-\d\d$", value) or re.fullmatch(
        r"[CTLS]\d{1,2}(?:-[CTLS]?\d{1,2})?", value
    ):
        return True
    behind = text[start + len(value) : start + len(value) + 8]
    if re.match(r"/\d|[ ]?(?:mg|mm|ml|%|weeks?|days?|months?|years?|units)\b", behind):
        return True
    return not one.sure and bool(_CODE.fullmatch(value.upper()))
