"""An optional model judge of narratives: lettered choices, never part of a gate.

A judge answers what no exact check can (is the text complete, is it neutral).  Its
answers are opinions of a model: they are counted apart from every figure, no bound can
name them, and a narrative holds packet quotes, so it goes to no host that may not have
packet text as it stands.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from jinja2 import Environment, StrictUndefined
from pydantic import BaseModel, ConfigDict, Field, model_validator

from workbench.content import find
from workbench.content.templates import check_variables, read_template
from workbench.evals.runlog import CaseRun
from workbench.evals.stats import Figure, Ratio, figure
from workbench.extract.llm.backend import Backend, BackendError, ChatRequest, Message
from workbench.extract.llm.strict import strict_schema
from workbench.schema.base import Model, parse_data
from workbench.vocabulary.yaml_file import load_yaml

QUESTIONS = "judge/questions.yaml"
TEMPLATE = "judge/question.j2"
NO_ANSWER = "-"
_TOKENS = 200
Letter = Literal["A", "B", "C", "D"]


class Question(Model):
    """One question with its lettered choices; ``good`` are those that please."""

    ask: str
    choices: dict[Letter, str]
    good: tuple[Letter, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _listed(self) -> Question:
        if not set(self.good) <= self.choices.keys():
            raise ValueError("good: names a choice that is not there")
        return self


class _Questions(Model):
    questions: dict[str, Question]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    because: str
    choice: Letter


class Opinion(NamedTuple):
    """What the judge said to one question of one narrative.

    ``choice`` is ``-`` where no usable answer came; ``because`` then says why.
    """

    case: str
    policy: str
    trial: int
    question: str
    choice: str
    because: str


class Judged(NamedTuple):
    """All opinions of a run, by one model."""

    model: str
    opinions: tuple[Opinion, ...]


@cache
def questions() -> Mapping[str, Question]:
    """The questions by name.  Raises ContentError or InputError naming file and key."""
    path = find("prompts", QUESTIONS)
    data = {"questions": load_yaml(path)}
    return parse_data(_Questions, data, where=str(path)).questions


def judge(results: Iterable[CaseRun], backend: Backend) -> Judged:
    """Ask every question of every narrative that was read from its packet.

    A call that fails is an opinion without an answer; the rest goes on.
    """
    opinions = [
        _opinion(run, outcome.policy, outcome.narrative, name, question, backend)
        for run in results
        if run.order == "as-is"
        for outcome in run.outcomes
        if outcome.source == "packet" and outcome.narrative
        for name, question in questions().items()
    ]
    return Judged(backend.model, tuple(opinions))


def _opinion(
    run: CaseRun,
    policy: str,
    narrative: str,
    name: str,
    question: Question,
    backend: Backend,
) -> Opinion:
    request = ChatRequest(
        step=f"judge {name} {run.case}",
        messages=(Message("user", _prompt(question, narrative)),),
        schema_name="Judgement",
        schema=strict_schema(_Answer),
        max_tokens=_TOKENS,
        trial=run.trial,
        answer=_Answer,
    )
    choice, because = NO_ANSWER, ""
    try:
        said = _Answer.model_validate(json.loads(backend.complete(request).text))
        if said.choice in question.choices:
            choice, because = said.choice, said.because
        else:
            because = "a letter that was not offered"
    except BackendError as error:
        because = error.what
    except ValueError:
        because = "an answer that is not the form asked for"
    return Opinion(run.case, policy, run.trial, name, choice, because)


def _prompt(question: Question, narrative: str) -> str:
    template = read_template(TEMPLATE)
    variables = {
        "ask": question.ask,
        "choices": list(question.choices.items()),
        "narrative": narrative,
    }
    check_variables(template, variables)
    environment = Environment(undefined=StrictUndefined, autoescape=False)
    return environment.from_string(template.body).render(variables)


def shares(judged: Judged) -> tuple[Figure, ...]:
    """Per question the share of pleasing answers among those given, with intervals."""
    return tuple(
        figure(name, _by_case(judged.opinions, name, question.good))
        for name, question in questions().items()
    )


def _by_case(
    opinions: Sequence[Opinion], name: str, good: Sequence[str]
) -> dict[str, Ratio]:
    found: dict[str, Ratio] = {}
    for item in opinions:
        if item.question == name and item.choice != NO_ANSWER:
            kept = found.get(item.case, Ratio(0, 0))
            found[item.case] = kept + Ratio(item.choice in good, 1)
    return found


def as_text(judged: Judged) -> str:
    """The opinions for a terminal: shares, letters, and each that does not please."""
    rows = [f"Opinions of {judged.model}; not a figure of the run and no gate"]
    for item in shares(judged):
        own = [one for one in judged.opinions if one.question == item.name]
        letters = Counter(one.choice for one in own)
        told = ", ".join(f"{key} {letters[key]}" for key in sorted(letters))
        rows.append(f"  {item.name}: {item.text()}; {told}")
    for one in judged.opinions:
        if one.choice not in questions()[one.question].good:
            because = " ".join(one.because.split())
            rows.append(f"  {one.case}, {one.question}: {one.choice} ({because})")
    return "\n".join(rows) + "\n"
