"""Letters that were read by people stay as they were read."""

from __future__ import annotations

import pytest

from tests.letters.golden_letters import FOLDER, GOLDEN


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_the_letter_is_as_it_was_read(name: str) -> None:
    kept = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert GOLDEN[name]() == kept, (
        "read the difference; if it is wished: python -m tests.letters.golden_letters"
    )
