"""Procedures of a plan's own stand beside those that ship, and are checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import ContentError
from workbench.vocabulary import procedures

KNEE = """\
procedures:
  genicular-block:
    title: block of the nerves of the knee
    codes: ["64624"]
    sided: true
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    path = tmp_path / "vocabulary" / "procedures.yaml"
    path.parent.mkdir()

    def written(text: str) -> Path:
        path.write_text(text, encoding="utf-8")
        return path

    yield written
    procedures.cache_clear()


def read() -> object:
    procedures.cache_clear()
    return procedures()


def test_they_are_laid_beside_what_ships(own):
    own(KNEE)
    read()
    found = procedures().procedures["genicular-block"]
    assert (found.codes, found.sided, found.unit) == (("64624",), True, "target")
    assert "acdf" in procedures().procedures


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("64624", "64454", 4, "64454 is a code of nerve-block"),
        ("genicular-block", "acdf", 2, "there is a procedure of this name"),
        ("sided", "sidet", 5, "did you mean 'sided'?"),
        ("64624", "6462", 4, 'written as "64624"'),
        ('["64624"]', "[]", 4, "is empty"),
        ("procedures:", "procedure:", 1, "did you mean 'procedures'?"),
    ],
)
def test_a_slip_is_named_with_file_line_and_key(own, old, new, line, told):
    path = own(KNEE.replace(old, new))
    with pytest.raises(ContentError) as error:
        read()
    assert str(error.value).startswith(f"{path}:{line}: procedure")
    assert told in str(error.value)
