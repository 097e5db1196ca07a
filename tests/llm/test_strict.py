"""The schema that is sent, and the backends that need no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.backend import BackendError, ChatRequest, Message
from workbench.extract.llm.families import families, sent_schema
from workbench.extract.llm.replay import RecordingBackend, ReplayBackend
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.extract.llm.strict import faults, strict_schema


def request(text: str = "hello") -> ChatRequest:
    return ChatRequest(
        step="read D1:1-1",
        messages=(Message("user", text),),
        schema_name="DocumentFacts",
        schema={},
        max_tokens=10,
    )


def test_the_sent_schema_is_strict() -> None:
    assert faults(strict_schema(DocumentFacts)) == []
    for family in families().values():
        assert faults(sent_schema(family.lists)) == []


def test_faults_are_found() -> None:
    class Loose(BaseModel):
        name: str = "x"
        extra: dict[str, int]

    found = faults(Loose.model_json_schema())

    assert any("default" in item for item in found)
    assert any("not required" in item for item in found)
    assert any("open object" in item for item in found)


def test_a_property_may_be_called_title_or_default() -> None:
    class Named(BaseModel):
        title: str
        default: int

    schema = strict_schema(Named)

    assert set(schema["properties"]) == {"title", "default"}
    assert schema["required"] == ["title", "default"]


def test_recordings_replay_and_a_changed_request_has_none(tmp_path: Path) -> None:
    recording = RecordingBackend(ScriptedBackend(["one"]), tmp_path)
    first = recording.complete(request())

    again = ReplayBackend(tmp_path, "scripted").complete(request())

    assert again.text == first.text
    assert all(one.reused for one in again.attempts)
    with pytest.raises(BackendError, match="no recorded answer"):
        ReplayBackend(tmp_path, "scripted").complete(request("other"))
    with pytest.raises(BackendError, match="no recorded answer"):
        ReplayBackend(tmp_path, "another-model").complete(request())


def test_a_torn_recording_is_an_error_with_its_file(tmp_path: Path) -> None:
    RecordingBackend(ScriptedBackend(["one"]), tmp_path).complete(request())
    file = next(tmp_path.glob("*.json"))
    file.write_text("{")

    with pytest.raises(BackendError, match=file.name):
        ReplayBackend(tmp_path, "scripted").complete(request())


def test_the_scripted_backend_remembers_and_runs_dry() -> None:
    backend = ScriptedBackend(["one"])
    backend.complete(request())

    with pytest.raises(BackendError, match="no answer left"):
        backend.complete(request("two"))
    assert [item.messages[0].content for item in backend.history] == ["hello", "two"]
