"""A letter polished by a model: judged as every letter is, and never turned."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.letters.made import matter, reviewed
from workbench.cli.main import app
from workbench.errors import InputError
from workbench.extract.llm.backend import ChatRequest, EndpointDown
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.narrate.letters.letter import Letter, Rewrite, render_letter
from workbench.narrate.letters.polished import Render, polish_letter
from workbench.narrate.polish.polish import polish

CASE = "seed-staged-revision"
KIND = "request-for-information"


@cache
def plain() -> Letter:
    """The letter without a model."""
    return renderer()(None)


def renderer() -> Render:
    review, policy = reviewed(CASE)
    about = matter()

    def render(rewrite: Rewrite | None) -> Letter:
        return render_letter(KIND, review, policy, about, rewrite=rewrite)

    return render


def model(change: Callable[[str], str]) -> ScriptedBackend:
    """A model that changes each paragraph that it sees in the same way."""

    def said(request: ChatRequest) -> str:
        content = request.messages[-1].content
        line = next(one for one in content.split("\n") if one.startswith('"'))
        return json.dumps({"paragraph": change(json.loads(line))})

    return ScriptedBackend([said] * 200)


def test_a_model_that_changes_nothing_leaves_the_letter_as_it_was() -> None:
    done = polish_letter(renderer(), model(str))

    assert done.letter.markdown == plain().markdown
    assert {outcome.state for _, outcome in done.outcomes} == {"unchanged"}
    assert {part for part, _ in done.outcomes} <= {"member", "clinical"}


def test_small_words_change_and_the_letter_is_as_sound_as_before() -> None:
    before = plain()
    done = polish_letter(renderer(), model(lambda text: re.sub(r"\bthe ", "", text)))

    assert "polished" in {outcome.state for _, outcome in done.outcomes}
    assert done.worse or done.letter.markdown != before.markdown
    assert len(done.letter.untraced) <= len(before.untraced)
    assert len(done.letter.obstacles) <= len(before.obstacles)
    for passage in done.letter.passages:
        part = next(one for one in done.letter.parts if one.name == passage.part)
        assert passage.markdown in part.markdown


LIES: list[Callable[[str], str]] = [
    lambda text: re.sub(r"\b(?:do|does|did|is|are|have|has) not\b", "do", text),
    lambda text: re.sub(r"\bmay\b|\bcan\b", "will", text),
    lambda text: re.sub(r"\[K(\d+)\]", lambda m: f"{m[1]} weeks", text),
    lambda text: text + " Your request is approved.",
    lambda text: text + " See D1:1.",
    lambda text: text + " Ask Dr. Invented.",
    lambda text: text.replace("your doctor", "our doctor").replace("Your", "Our"),
    lambda text: " ".join(reversed(text.split(" "))),
    lambda _: "We approve everything.",
]


@pytest.mark.parametrize("lie", LIES)
def test_no_lie_gets_into_any_paragraph(lie: Callable[[str], str]) -> None:
    asked = 0
    for part in plain().parts:
        done = polish(part.markdown, model(lie), approved=plain().sources.printed)
        asked += len(done.outcomes)

        assert done.markdown.strip() == part.markdown.strip()
        assert {one.state for one in done.outcomes} <= {"kept", "unchanged"}
    assert asked > 3


def test_a_lying_model_leaves_the_whole_letter_as_it_was() -> None:
    lies = iter(LIES * 30)
    done = polish_letter(renderer(), model(lambda text: next(lies)(text)))

    assert done.letter.markdown == plain().markdown


def test_approved_wording_is_never_asked_about() -> None:
    seen = model(str)
    letter = polish_letter(renderer(), seen).letter

    asked = " ".join(request.messages[-1].content for request in seen.history)
    for text in letter.sources.printed:
        for line in text.splitlines():
            assert len(line) < 60 or line not in asked


def test_the_member_is_never_named_to_the_model() -> None:
    seen = model(str)
    polish_letter(renderer(), seen)
    about = matter()

    asked = " ".join(request.messages[-1].content for request in seen.history)
    assert about.member.name
    for word in about.member.name.split():
        assert word not in asked


def test_an_endpoint_that_is_down_leaves_the_letter_whole() -> None:
    down = ScriptedBackend([EndpointDown("no server", where="x", fix="y")] * 9)
    done = polish_letter(renderer(), down)

    assert done.letter.markdown == plain().markdown
    assert {outcome.state for _, outcome in done.outcomes} == {"not asked"}


@pytest.mark.parametrize(
    ("change", "says"), [({"language": "es"}, "English"), ({"final": True}, "signed")]
)
def test_what_cannot_be_checked_or_is_signed_is_not_polished(
    change: dict[str, Any], says: str
) -> None:
    seen = model(str)
    with pytest.raises(InputError, match=says):
        polish_letter(lambda rewrite: replace(plain(), **change), seen)

    assert seen.history == []


def test_the_command_tells_what_it_kept_without_its_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    review, _ = reviewed(CASE)
    lying = model(lambda text: text + " Your request is approved.")
    monkeypatch.setattr(
        "workbench.extract.llm.configure.live_backend", lambda settings: lying
    )
    words = ["letter", KIND, "-", "--polish", "--model", "m", "--base-url"]
    done = CliRunner().invoke(
        app, [*words, "http://127.0.0.1:1/v1"], input=review.model_dump_json()
    )

    assert done.exit_code == 0, done.output
    assert "is approved." not in done.stdout
    assert re.search(r"member, paragraph \d+: kept \(changed: ", done.stderr)
