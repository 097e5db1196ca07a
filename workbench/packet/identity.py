"""Whose page it is: names, birth dates and numbers from labelled fields.

Two identities are at odds when both are known in the same field and do not agree;
a missing field never makes a page foreign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations, product
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.packet.dates import first_date
from workbench.packet.stacked_labels import unstacked
from workbench.schema.packet import Document
from workbench.schema.partial_date import PartialDate

_FIELD = re.compile(
    r"(?:^|[|\t;]|\s{2,}|\bre ?: ?)\W{0,3}"
    r"(?P<label>patient(?:'s)?(?: name)?|pt(?: name)?|member(?: name)?"
    r"|name(?: of patient)?"
    r"|enrollee(?: name)?|insured(?: name)?|subscriber(?: name)?|re)"
    r"(?: ?: ?\W?|(?:[ ]{2,}| ?\| )(?=(?-i:[A-Z])[\w'.-]*,? (?-i:[A-Z])))"
    r"(?P<name>[A-Z][\w'.-]+(?:,? [A-Z][\w'.-]*){1,3})",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:patient|pt|member|name|enrollee|insured|subscriber|re)"
    r"(?: ?:|'s| name| of|  | ?\|)",
    re.IGNORECASE,
)
"""How a label of ``_FIELD`` begins: quick to look for where no line has one."""
_PART = re.compile(
    r"(?:^|[|\t;,]|\s{2,})\W{0,3}(?P<part>first|given|last|family|sur|fore) ?name"
    r"(?:\(?s\)?)?(?: ?: ?\W?|[ ]{2,}(?=(?-i:[A-Z])))"
    r"(?P<name>[A-Z][\w'.-]{0,40}(?: [A-Z][\w'.-]{0,40})?)",
    re.IGNORECASE,
)
"""Half a name in a field of its own."""
_CREDENTIAL = re.compile(
    r", {0,2}(?:M\.?D|D\.?O|D\.?C|N\.?P|P\.?A(?:-C)?|D?PT|RN|FNP|APRN|MBBS|PhD)\b"
    r"|[ ,]{1,4}(?i:lic(?:en[cs]e)?)\b"
)
"""What stands behind the name of somebody who treats, and of no patient."""
_PARTY = re.compile(
    r"\b(?P<patient>patient|member|enrollee|insured|subscriber|client|demographics?)\b"
    r"|\b(?:provider|physician|surgeon|doctor|facility|prescriber|practitioner"
    r"|request(?:e|o)r|submitter|submitted by|contact|hospital|clinic|practice)\b",
    re.IGNORECASE,
)
_FILLED = re.compile(r":\s{0,20}\S|\s{4}\S|\.\s")
_LONGEST_HEADING = 60
_BIRTH = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|born)\b[ ]?[*:]?[ .=:_]{0,40}",
    re.IGNORECASE,
)
_BEFORE_BIRTH = re.compile(
    r"(?:^|[|\t;:]|\s{2,})(?:(?:mr|mrs|ms|miss|mx)\.? +|re:? +)?"
    r"(?P<name>(?-i:[A-Z])[\w'.-]+(?:,? (?-i:[A-Z])[\w'.-]*){1,3})"
    r"[\s,;(|]{1,12}(?:d\.?o\.?b\b|date of birth\b|born\b)",
    re.IGNORECASE,
)
"""A name without a label that stands right before the date of birth."""
_BORN = ("birth", "born", "ob", "o.b")
"""Letters of which one stands in every label of a birth date."""
_NUMBER = re.compile(
    r"\b(?:mrn|mr ?#|medical record (?:number|no\.?|#)|chart (?:number|no\.?|#))"
    r" ?[:#]? ?#?(?P<mrn>[A-Z]{0,4}-?\d[\w-]{3,})",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"\b(?:member|subscriber|insurance|policy) ?(?:id|number|no\.?|#)"
    r" ?[:#]? ?(?P<id>[A-Z]{0,5}-?\d[\w-]{3,})",
    re.IGNORECASE,
)
_RECORD = ("mr", "medical rec", "chart")
_INSURED = ("member", "subscriber", "insurance", "policy")
"""How every label of a number begins."""
_TITLES = {
    "mr", "mrs", "ms", "miss", "dr", "jr", "sr", "ii", "iii", "md", "dob", "mrn",
    "date", "sex", "age", "male", "female", "dos", "member", "patient", "id", "the",
    "gender", "phone", "account", "visit", "provider", "address", "chart", "ref",
}  # fmt: skip


_AGED = re.compile(
    r"[\s,;|()/]{1,40}"
    r"(?:(?:f(?:emale)?|m(?:ale)?|\d{2,3}(?: ?y[/.o ]{0,3})?)\b[\s,;|()/]{1,40})?"
    r"(?=(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})\b)",
    re.IGNORECASE,
)
"""What may stand between a patient's name and a birth date without a label."""
_DAY_LENGTH = 12
_GROWN = 15
"""Years before a packet's newest paper from which a day behind a name is a birth."""
HEAD_LINES = 60
"""Lines of a document in which its labelled fields are looked for."""
_FIRST = ("first", "given", "fore")
_NAME_WORD = re.compile(r"[a-z][a-z'-]+")
_SHORT_NAME = 4
"""Letters of a name that is taken for the short form of a longer one."""
_SHORT_LABEL = "pt"
_TOP = 9
_FOOT = 6
"""Lines of a document's top, where "PT" labels its patient, and of its foot."""
_OF_ANYBODY = ("name", _SHORT_LABEL)
"""Labels of a clinician, too, whose credentials stand behind the name."""
_TELLING = frozenset(
    "no not none denies denied has had is was are reports states with who will can"
    " unable able seen declines understands agrees wants does did never still"
    " also".split()
)
"""Words that open what is told of a patient ("Patient: no DM"), and no name."""
_HALVES = 2
"""Fields that make a name: the first and the last."""


class Identity(NamedTuple):
    """Name words in lower case, birth date, record and member number where stated."""

    name: frozenset[str] = frozenset()
    birth: str | None = None
    record: str | None = None
    member: str | None = None


_SUBJECTS = {
    "request", "requests", "requested", "authorization", "authorisation", "auth",
    "preauthorization", "precertification", "certification", "surgery", "surgical",
    "appeal", "letter", "review", "approval", "determination", "denial", "fusion",
    "cervical", "spine", "claim", "records", "procedure", "services", "coverage",
    "for", "of", "from", "about", "when", "what", "where", "is", "was", "your", "my",
    "our", "his", "her", "their", "question", "follow", "followup", "follow-up",
    "injection", "appointment", "visit", "results", "referral", "order", "orders",
}  # fmt: skip
"""Words of a matter ("Re: Request for surgery"), never of a person's name."""


def _words(name: str) -> frozenset[str]:
    words = _NAME_WORD.findall(name.lower())
    if not _SUBJECTS.isdisjoint(words):
        return frozenset()
    kept: list[str] = []
    for word in words:
        if word in _TITLES:
            if kept:
                break
            continue
        kept.append(word)
    return frozenset(kept) if len(kept) >= 2 else frozenset()


class Located(NamedTuple):
    """An identity, and for each field that is stated the index of the line it is in."""

    identity: Identity
    lines: dict[str, int]


def identity_of(lines: Sequence[str]) -> Identity:
    """The identity that the labelled fields of a page or document state."""
    return located(lines).identity


def located(lines: Sequence[str]) -> Located:
    """The identity that labelled fields state, and where each of them stands."""
    found: dict[str, Any] = {}
    places: dict[str, int] = {}
    parts: dict[str, str] = {}
    halved: int | None = None
    patients = True
    for index, line in enumerate(lines):
        head = line[:300]
        patients = _is_patients(head, patients)
        named = patients and "name" in head.lower()
        halves = list(_PART.finditer(head)) if named else []
        for half in halves:
            key = "first" if half["part"].lower() in _FIRST else "last"
            parts.setdefault(key, half["name"])
        if halved is None and len(parts) == _HALVES:
            halved = index
        if "name" not in found and (
            name := _named(head, patients, _is_foot(index, lines))
        ):
            found["name"], places["name"] = name, index
        for field, stated in _STATED.items():
            if field not in found and (value := stated(head)):
                found[field], places[field] = value, index
    if "name" not in found and halved is not None:
        if whole := _words(" ".join(parts.values())):
            found["name"], places["name"] = whole, halved
    return Located(Identity(**found), places)


def _tells(line: str, beginnings: Iterable[str]) -> bool:
    """Whether a line holds one of these in capitals or not: quicker than a search."""
    small = line.lower()
    for one in beginnings:
        if one in small:
            return True
    return False


def _birth(head: str) -> PartialDate | None:
    """The birth date that a line labels."""
    label = _BIRTH.search(head) if _tells(head, _BORN) else None
    return first_date(head[label.end() : label.end() + 24]) if label else None


def _record(head: str) -> str | None:
    """The record number that a line labels."""
    match = _NUMBER.search(head) if _tells(head, _RECORD) else None
    return match.group("mrn").upper() if match else None


def _member(head: str) -> str | None:
    """The member number that a line labels."""
    match = _MEMBER.search(head) if _tells(head, _INSURED) else None
    return match.group("id").upper() if match else None


_STATED: dict[str, Callable[[str], str | None]] = {
    "birth": _birth,
    "record": _record,
    "member": _member,
}
"""What a line may state besides a name, with what reads it."""


def _is_patients(line: str, before: bool) -> bool:
    """Whether the fields from this line on are the patient's, by the last heading."""
    if len(line.strip()) > _LONGEST_HEADING or _FILLED.search(line.strip()):
        return before
    party = _PARTY.search(line)
    return bool(party.group("patient")) if party else before


def _is_foot(index: int, lines: Sequence[str]) -> bool:
    return index > _TOP and index >= len(lines) - _FOOT


def _named(line: str, patients: bool, foot: bool) -> frozenset[str]:
    """The patient's name in a line; a clinician's "Name:" is none, and "PT:" at the
    foot of a page is the therapist's."""
    labelled = ":" in line or "  " in line or "|" in line
    match = _FIELD.search(line) if labelled and _LABELLED.search(line) else None
    if match is None:
        unlabelled = _tells(line, _BORN) and _BEFORE_BIRTH.search(line)
        return _words(unlabelled["name"]) if unlabelled else frozenset()
    label, name = match["label"].lower(), match["name"]
    if label == "name" and not patients:
        return frozenset()
    if label == _SHORT_LABEL and foot:
        return frozenset()
    if label in _OF_ANYBODY and _CREDENTIAL.search(line, match.start("name")):
        return frozenset()
    telling = name.split()[0].lower().strip(",") in _TELLING
    return frozenset() if telling else _words(name)


def patient_label(line: str) -> tuple[int, int, frozenset[str]] | None:
    """Where a line labels a person "PT", which elsewhere is physical therapy.

    Start and end of the label, and the words of the name; a therapist is no patient.
    """
    match = _FIELD.search(line[:300])
    if match is None or match["label"].lower() != _SHORT_LABEL:
        return None
    if _CREDENTIAL.search(line, match.start("name")):
        return None
    return *match.span("label"), _words(match["name"])


def at_odds(one: Identity, other: Identity) -> bool:
    """Whether two identities cannot be the same person.

    Two names that share no word, or two birth dates, differ; a shared record or
    member number outweighs one such difference (a typing error), not both.
    """
    names = bool(one.name and other.name) and not _share_a_name(one, other)
    births = bool(one.birth and other.birth) and not _same_birth(one, other)
    numbers = [
        (one.record, other.record),
        (one.member, other.member),
    ]
    same = any(a and a == b for a, b in numbers)
    return (names and births) or ((names or births) and not same)


def _share_a_name(one: Identity, other: Identity) -> bool:
    """Whether a name of one is one of the other's, or short for it ("Merv", Mervyn)."""
    return any(
        a == b or (min(len(a), len(b)) >= _SHORT_NAME and a.startswith(b))
        for pair in product(one.name, other.name)
        for a, b in permutations(pair)
    )


def _same_birth(one: Identity, other: Identity) -> bool:
    """Whether two birth dates are one, though a writer leaves out the century, or puts
    the day first ("04/02/1959") where no two names tell the two apart."""
    first, second = (
        [value[2:4], *value.split("-")[1:]]
        for value in (one.birth or "", other.birth or "")
    )
    if first == second:
        return True
    apart = bool(one.name and other.name) and len(one.name & other.name) < _HALVES
    turned = [first[0], *first[:0:-1]] == second
    return not apart and len(first) == len(("y", "m", "d")) and turned


def births(documents: Sequence[Document]) -> frozenset[PartialDate]:
    """Birth dates that any document labels or sets right behind the patient's name; on
    other pages they may stand bare."""
    newest = max((one.date for one in documents if one.date), default=None)
    heads = [[line.text[:300] for line in one.lines[:HEAD_LINES]] for one in documents]
    bare = (day for head in heads for day in map(_bare_birth, head) if day)
    return frozenset(filter(None, map(_first_birth, heads))) | {
        day for day in bare if newest and int(newest[:4]) - int(day[:4]) >= _GROWN
    }


def _first_birth(head: Iterable[str]) -> PartialDate | None:
    """The first birth date that the head of a document labels."""
    return next(filter(None, map(_birth, unstacked(list(head)))), None)


def _bare_birth(line: str) -> PartialDate | None:
    """A day that stands without a label right behind a labelled patient's name.

    What was written that many years ago about a patient has its day labelled.
    """
    match = _FIELD.search(line) if _LABELLED.search(line) else None
    behind = match and _AGED.match(line, match.end())
    return first_date(line[behind.end() :][:_DAY_LENGTH]) if behind else None


def usual(identities: Sequence[Identity], texts: Sequence[str]) -> Identity:
    """The identity that most documents speak of, field by field; the first wins ties.

    A name counts in each document that has all its words, labelled there or not: a
    packet may label another patient's pages more often than its own.
    """

    def most(values: list[str | None]) -> str | None:
        known = [value for value in values if value]
        return Counter(known).most_common(1)[0][0] if known else None

    words = [frozenset(_NAME_WORD.findall(text.lower())) for text in texts]
    stated = dict.fromkeys(item.name for item in identities if item.name)
    spoken_of = {name: sum(name <= one for one in words) for name in stated}
    best = max(stated, key=spoken_of.__getitem__, default=frozenset[str]())
    own = [item for item in identities if not item.name or item.name & best]
    return Identity(
        best,
        most([item.birth for item in own]),
        most([item.record for item in own]),
        most([item.member for item in own]),
    )
