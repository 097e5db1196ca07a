"""Complaints that only name an institution: "Harbor Headache & Pain Group".

The words stand in capitals, within one line, before or behind what such a house calls
itself; "the pain clinic saw her for neck pain" tells of a pain.
"""

from __future__ import annotations

from workbench.content import expressions as re

_HOUSE = (
    r"(?:Cent(?:er|re)s?|Clinics?|Group|Associates|Institute|Specialists|Consultants"
    r"|Physicians|Partners|Practice|Hospital|Society|Foundation|Academy|Alliance)"
)
_LOUD = (
    r"(?:CENT(?:ER|RE)S?|CLINICS?|GROUP|ASSOCIATES|INSTITUTE|SPECIALISTS|CONSULTANTS"
    r"|PHYSICIANS|PARTNERS|PRACTICE|HOSPITAL|SOCIETY|FOUNDATION|ACADEMY|ALLIANCE)"
)
_BEHIND = re.compile(
    rf"(?:[ ](?:&|and|[A-Z][\w'-]*),?){{0,5}}?[ ]{_HOUSE}(?![\w:])"
    rf"|(?:[ ](?:&|AND|[A-Z][A-Z'-]*),?){{0,5}}?[ ]{_LOUD}(?![\w:])"
)
_BEFORE = re.compile(
    r"\b(?:Cent(?:er|re)|CENTER|CENTRE|Clinic|CLINIC|Institute|INSTITUTE|Specialists"
    r"|SPECIALISTS|Associates|ASSOCIATES|Society|SOCIETY)[ ](?:for|of|in|FOR|OF|IN)[ ]"
    r"(?:(?:the|and|&|AND|[A-Z][\w'-]*),?[ ]){0,5}\Z"
)
_CAPITAL = re.compile(r"[A-Z][\w'-]*(?:[ /&-]+[A-Z][\w'-]*)*")


def names_house(text: str, start: int, end: int) -> bool:
    """Whether the words of a complaint are part of an institution's name.

    ``text`` keeps its line breaks: a name does not run over the end of a line.
    """
    if not _CAPITAL.fullmatch(text[start:end]):
        return False
    lead = text[max(start - 90, 0) : start]
    return bool(_BEHIND.match(text, end) or _BEFORE.search(lead))
