"""Bundles printed as text: what their resources tell is not what they ask for.

    ServiceRequest/sr-1
      code .... 64575
    Procedure/p-1
      code .... trial of a nerve stimulator
      status .. completed

Only a resource that requests asks; the lines of the others are left out, and so are
those that an export nests under a key of the past ("history:") and a list of claims.
"""

from __future__ import annotations

from bisect import bisect_right

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.signs import appeals_now
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_HEAD = re.compile(
    r"\W*(?:entry\s?\[\d{1,3}\]\W*)?(?P<name>[A-Z][a-z]+(?:[A-Z][a-z]+)*)"
    r"(?:/(?P<id>[\w.-]{1,40}))?(?:[ ]{2,}.*|[ ]\.{2,}.*|\W*)"
)
_TELL = frozenset(
    "Procedure Condition Observation DiagnosticReport ImagingStudy DocumentReference"
    " MedicationStatement MedicationRequest MedicationAdministration Encounter Patient"
    " Coverage Practitioner Organization AllergyIntolerance FamilyMemberHistory"
    " Immunization CareTeam Provenance".split()
)
_ASK = frozenset("ServiceRequest DeviceRequest Claim RequestGroup Task".split())


def without_told(document: DocumentView) -> DocumentView:
    """The document without the lines of resources that ask for nothing."""
    heads = _heads(document)
    if not any(name in _ASK for _, name in heads):
        heads = []
    lines = [number for number, _ in heads]
    claims = _claims(document)
    past = _PAST - _DENIED if _appeals(document) else _PAST
    kept: list[Sentence] = []
    for one in document.sentences:
        number = document.source.line_index(one.start)
        place = bisect_right(lines, number) - 1
        tells = place >= 0 and heads[place][1] in _TELL
        paid = number in claims
        if not (tells or paid or _is_nested_past(document, number, past)):
            kept.append(one)
    if len(kept) == len(document.sentences):
        return document
    return document.with_sentences(kept)


_CLAIMS = sought(
    r"\W*(?:[\w-]+ ){0,2}?(?:claims? (?:history|hx|look-?back|look-?up|data|search)"
    r"|paid claims|(?:billing|service) history)\b[^.]{0,90}",
    re.IGNORECASE,
)


_DAY = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\s*\d{4}-\d\d-\d\d")


def _claims(document: DocumentView) -> frozenset[int]:
    """Lines of a list of paid claims, from its title to the empty line behind its rows.

    Word and HTML set their tables apart by empty lines: behind one the list goes on
    with its head, right below the title, and with every row that its day begins.
    """
    found: set[int] = set()
    inside = titled = parted = False
    for number, line in enumerate(document.document.lines):
        if not line.text.strip():
            parted = True
            continue
        opens = _CLAIMS.fullmatch(line.text.strip()[:140]) is not None
        goes_on = titled or not parted or _DAY.match(line.text) is not None
        inside = opens or (inside and goes_on)
        titled, parted = opens, False
        if inside:
            found.add(number)
    return frozenset(found)


_KEY = re.compile(r"(?P<indent>[ ]*)(?:-[ ])?(?P<key>[A-Za-z_]{2,24}):[ ]*")
_PAST = frozenset(
    "history past prior previous surgicalhistory surgical_history past_surgery denied"
    " withdrawn completed alternatives past_procedures prior_procedures".split()
)
_DENIED = frozenset({"denied"})
"""A key of what an appeal still asks for."""


def _appeals(document: DocumentView) -> bool:
    """Whether a document that names a denial asks for it to be overturned."""
    if "denied" not in document.source.text.lower():
        return False
    return appeals_now(one.text for one in document.sentences)


def _is_nested_past(document: DocumentView, number: int, past: frozenset[str]) -> bool:
    """Whether a line is nested under a key of the past ("history:" with two blanks)."""
    lines = document.document.lines
    depth = _depth(lines[number].text)
    while depth and number and lines[number - 1].text.strip():
        number -= 1
        text = lines[number].text
        if _depth(text) >= depth:
            continue
        depth = _depth(text)
        match = _KEY.fullmatch(text)
        if match is None:
            return False
        if match["key"].lower() in past:
            return True
    return False


def _depth(line: str) -> int:
    """The blanks before a line's first sign; a list mark counts as blanks."""
    return len(line) - len(line.lstrip(" -"))


def _heads(document: DocumentView) -> list[tuple[int, str]]:
    """The lines that open a resource, with its type."""
    return [
        (number, match["name"])
        for number, line in enumerate(document.document.lines)
        if (match := _HEAD.fullmatch(line.text[:200])) and match["name"] in _TELL | _ASK
    ]
