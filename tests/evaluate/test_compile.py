from __future__ import annotations

import pytest

from tests.evaluate.engine_factory import REGISTRY, criterion, policy
from workbench.errors import PolicyError
from workbench.evaluate.compile import compile_policy


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ({"tolled": {"about": "x"}}, "there is no test 'tolled'; did you mean 'told'"),
        ({"told": {}}, "about"),
        ({"told": {"about": "x", "near": True}}, "near"),
        ({"told": {"about": 3}}, "about"),
        ({"all": [{"told": {"about": "x"}}, {"told": {}}]}, "all.1.told"),
        (
            {
                "any": [
                    {
                        "pathway": {
                            "id": "a",
                            "title": "A",
                            "test": {"told": {"about": "x"}},
                        }
                    },
                    {
                        "pathway": {
                            "id": "a",
                            "title": "B",
                            "test": {"told": {"about": "x"}},
                        }
                    },
                ]
            },
            "pathway 'a' stands twice",
        ),
    ],
)
def test_mistakes_in_a_test_are_found_without_a_case(node, words):
    wrong = policy(
        criteria=[criterion("care", test=node), criterion("imaging")],
    )
    with pytest.raises(PolicyError) as caught:
        compile_policy(wrong, REGISTRY)
    assert words in str(caught.value)
    assert "criteria.care.test" in str(caught.value)
