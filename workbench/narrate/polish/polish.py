"""A text polished paragraph by paragraph, each kept as it was unless proven the same.

Only plain paragraphs are asked about: no heading, table, list, quote, address, blank
to fill in, or approved wording.  A model sees one paragraph with marks for its numbers
and names; an answer counts only if ``compare.difference`` finds none.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal, NamedTuple

from jinja2 import Environment, StrictUndefined
from pydantic import BaseModel, ConfigDict

from workbench.content.templates import check_variables, read_template
from workbench.extract.llm.backend import (
    Backend,
    BackendError,
    ChatRequest,
    EndpointDown,
    Message,
    tokens_of,
)
from workbench.extract.llm.strict import strict_schema
from workbench.narrate.markdown import escape
from workbench.narrate.pages.blocks import BREAK, Line, Paragraph, said
from workbench.narrate.pages.blocks import words as shown
from workbench.narrate.pages.read import read
from workbench.narrate.pages.write import write
from workbench.narrate.polish.compare import difference
from workbench.narrate.polish.cover import covered
from workbench.narrate.polish.words import words

TEMPLATE = "polish/rewrite.j2"
_SHORTEST = 60
_BLANK = "]"
_SPARE_TOKENS = 120
State = Literal["polished", "kept", "unchanged", "not asked"]


class Outcome(NamedTuple):
    """What became of one paragraph: its number in the text, from 1, and why.

    ``why`` names a kind of change and never quotes the text.
    """

    paragraph: int
    state: State
    why: str = ""


class Change(NamedTuple):
    """A block of the Markdown before and after."""

    before: str
    after: str


class Polished(NamedTuple):
    """The text, what changed in it, and what became of each paragraph asked about."""

    markdown: str
    changes: tuple[Change, ...]
    outcomes: tuple[Outcome, ...]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    paragraph: str


def polish(
    markdown: str,
    backend: Backend,
    *,
    approved: Sequence[str] = (),
    inside: Sequence[str] = (),
    names: Collection[str] = (),
) -> Polished:
    """The text with every paragraph that a model improved without changing its sense.

    ``approved`` is wording that stands as it is, ``inside`` Markdown that must be found
    again within its paragraph; ``names`` identify people and leave only as marks.  A
    failed call keeps its paragraph; an endpoint that is down ends
    the asking, and nothing is lost.
    """
    fixed = frozenset(line for text in approved for line in _lines(text))
    blocks = markdown.strip("\n").split("\n\n")
    outcomes: list[Outcome] = []
    changes: list[Change] = []
    down = ""
    for index, block in enumerate(blocks):
        asked = _asked(block, fixed)
        if asked is None or any(one in block and one != block for one in inside):
            continue
        if down:
            outcomes.append(Outcome(index + 1, "not asked", down))
            continue
        lead, text = asked
        try:
            new, outcome = _one(text, backend, index + 1, names)
        except EndpointDown as error:
            down = error.what
            outcomes.append(Outcome(index + 1, "not asked", down))
            continue
        outcomes.append(outcome)
        if new is not None:
            blocks[index] = f"{lead}{escape(new)}"
            changes.append(Change(block, blocks[index]))
    return Polished("\n\n".join(blocks) + "\n", tuple(changes), tuple(outcomes))


def _lines(markdown: str) -> list[str]:
    return [" ".join(line.split()) for line in said(read(markdown)) if line.strip()]


def _asked(block: str, fixed: frozenset[str]) -> tuple[str, str] | None:
    """A block's bold lead as Markdown and its plain text; None where it stays."""
    found = read(block)
    if len(found) != 1 or not isinstance(found[0], Paragraph):
        return None
    line = found[0].line
    lead: Line = ()
    if line and line[0].bold and not line[0].italic:
        lead, line = line[:1], line[1:]
    text = shown(line)
    plain = not any(s.bold or s.italic or s.code for s in line) and BREAK not in line
    if not plain or len(text.strip()) < _SHORTEST or _BLANK in text:
        return None
    whole = " ".join(_lines(block))
    if any(line in whole for line in fixed if len(line) >= _SHORTEST) or whole in fixed:
        return None
    head = write([Paragraph(lead)]).strip() + " " if lead else ""
    return head, text.strip()


def _one(
    text: str, backend: Backend, number: int, names: Collection[str]
) -> tuple[str | None, Outcome]:
    table = words()
    sent = covered(text, table, names)
    try:
        answer = backend.complete(_request(sent.text, number)).text
        told = _Answer.model_validate(json.loads(answer)).paragraph
    except EndpointDown:
        raise
    except BackendError as error:
        return None, Outcome(number, "kept", error.what)
    except ValueError:
        return None, Outcome(number, "kept", "an answer that is not the form asked for")
    new = sent.shown(told.strip())
    if new is None:
        return None, Outcome(number, "kept", "a mark is missing, new or moved")
    if new == text:
        return None, Outcome(number, "unchanged")
    why = difference(text, new, table)
    if why:
        return None, Outcome(number, "kept", f"changed: {why}")
    return new, Outcome(number, "polished")


def _request(text: str, number: int) -> ChatRequest:
    return ChatRequest(
        step=f"polish paragraph {number}",
        messages=(Message("user", _prompt(text)),),
        schema_name="Paragraph",
        schema=strict_schema(_Answer),
        max_tokens=2 * tokens_of(text) + _SPARE_TOKENS,
        answer=_Answer,
    )


def _prompt(text: str) -> str:
    variables = {
        "paragraph": json.dumps(text, ensure_ascii=False),
        "same": words().same,
    }
    template = read_template(TEMPLATE)
    check_variables(template, variables)
    return str(_environment().from_string(template.body).render(variables))


@cache
def _environment() -> Environment:
    return Environment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
