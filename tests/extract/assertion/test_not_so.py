"""What is told of as planned, refused, supposed, warned of or denied is not there.

The texts stand in ``not_so.yaml`` in the format of ``frames.py``, grouped by the class
of wording that they are of, each class with texts that do tell of something present.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.assertion.frames import frames, results

_GROUPS = list(frames(Path(__file__).with_name("not_so.yaml")))


@pytest.mark.parametrize("group", _GROUPS, ids=[group[0].id for group in _GROUPS])
def test_what_is_not_so_is_not_told(group: list) -> None:
    (made,) = results([group])
    pairs = zip(made.group, made.sevens, strict=True)
    assert [(one.mention, said) for one, said in pairs if said not in one.right] == []
    assert [
        one.mention for one, ok in zip(made.group, made.fulls, strict=True) if not ok
    ] == []
    assert made.false == []
