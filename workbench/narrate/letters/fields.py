"""Fields of the matter as letters print them: a missing one is a visible blank.

Names and how to fill them are data (``prompts/letters/fields.yaml``).  A blank looks
like ``[member name: not given]``, so that nobody overlooks it and a check can find it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from workbench.content import expressions as re
from workbench.errors import ContentError
from workbench.narrate.letters.library import Language, Library, Worded
from workbench.schema.base import Model
from workbench.schema.matter import Address, Matter

FILE = "fields.yaml"
_NOT_GIVEN: dict[str, str] = {"en": "not given", "es": "falta"}
BLANK = re.compile(r"\[([^\[\]:]{1,80}): (?:not given|falta)\]")


class Field(Model):
    """One field: what it is called in a letter, and how it is filled."""

    name: Worded
    fix: str


class FieldFile(Model):
    """The data file: fields by their path in the matter."""

    fields: dict[str, Field]


class Fields:
    """Values of a matter by path, as text; a blank where there is none."""

    def __init__(self, matter: Matter, content: Library, language: Language) -> None:
        self.matter = _with_defaults(matter, content)
        self.known = content.data(FieldFile, FILE).fields
        self.language = language

    def given(self, path: str) -> str | None:
        """The value at a path as text, or None.  Raises ContentError off the schema."""
        value = _at(self.matter, path)
        if value is None or value == ():
            return None
        if isinstance(value, Address):
            value = value.lines
        if isinstance(value, tuple):
            return ", ".join(str(part) for part in value) or None
        return str(value)

    def __call__(self, path: str) -> str:
        """The value at a path, or its visible blank."""
        return self.given(path) or self.blank(path)

    def blank(self, path: str) -> str:
        """The visible blank of a field."""
        field = self.known.get(path)
        name = field.name.in_language(self.language) if field else path
        return f"[{name}: {_NOT_GIVEN[self.language]}]"

    def fix(self, path: str) -> str:
        """How the field is filled."""
        field = self.known.get(path)
        return field.fix if field else f"fill {path} of the matter"


def blanks(text: str) -> tuple[str, ...]:
    """Names of the visible blanks in a plain text, each once."""
    return tuple(dict.fromkeys(match[1] for match in BLANK.finditer(text)))


def _with_defaults(matter: Matter, content: Library) -> Matter:
    """The matter, with the plan's letterhead and departments where it has none."""
    own = content.own
    letterhead = matter.letterhead
    if letterhead == type(letterhead)():
        letterhead = own.letterhead
    contacts = own.contacts.model_copy(
        update={
            name: value
            for name in type(matter.contacts).model_fields
            if (value := getattr(matter.contacts, name)) is not None
        }
    )
    disclosure = matter.ai_disclosure
    if own.ai_disclosure and not disclosure.show:
        disclosure = own.ai_disclosure
    return matter.model_copy(
        update={
            "letterhead": letterhead,
            "contacts": contacts,
            "ai_disclosure": disclosure,
        }
    )


def _at(value: Any, path: str) -> Any:
    """The value at a dotted path; None behind a missing part."""
    for step in path.split("."):
        if value is None:
            return None
        if not isinstance(value, BaseModel) or step not in type(value).model_fields:
            raise ContentError(
                f"the matter has no field {path!r}",
                where=FILE,
                fix="use a path of the matter's schema",
            )
        value = getattr(value, step)
    return value


def printed_of(matter: Matter) -> Iterable[str]:
    """Every text of a matter that a letter may print: no ids of lines or events."""
    yield from strings(matter.model_copy(update={"decision": None, "events": ()}))
    if matter.decision:
        yield matter.decision.rationale
        yield from strings(matter.decision.sign_off)
        for line in matter.decision.lines:
            yield from strings(line.authorized)


def strings(value: Any) -> Iterable[str]:
    """Every text inside a model: what a letter may print of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from strings(getattr(value, name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
