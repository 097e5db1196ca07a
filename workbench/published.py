"""The JSON Schemas that the project publishes, generated from the models."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel


def published_models() -> dict[str, type[BaseModel]]:
    """File stem to model, for every model with a published schema."""
    from workbench.evals.baseline import Baseline
    from workbench.evals.suite import Suite
    from workbench.narrate.evidence.model import Library
    from workbench.policy.cases import PolicyTestFile
    from workbench.policy.model import PolicyFile
    from workbench.schema.appeal import AppealReview
    from workbench.schema.case import Case
    from workbench.schema.decision import Decision
    from workbench.schema.determination import Determination
    from workbench.schema.gold import GoldCase, SecondReading
    from workbench.schema.matter import Matter
    from workbench.schema.packet import Packet
    from workbench.schema.review import Review
    from workbench.store.case_file import CaseFile

    return {
        "packet": Packet,
        "case": Case,
        "policy": PolicyFile,
        "policy-tests": PolicyTestFile,
        "determination": Determination,
        "review": Review,
        "appeal": AppealReview,
        "matter": Matter,
        "decision": Decision,
        "gold": GoldCase,
        "gold-reading": SecondReading,
        "evidence-library": Library,
        "eval-suite": Suite,
        "eval-baseline": Baseline,
        "case-file": CaseFile,
    }


def schema_files() -> dict[str, str]:
    """File name to the text of each schema, byte for byte reproducible."""
    files = {}
    for stem, model in published_models().items():
        schema = model.model_json_schema()
        if stem == "policy":
            schema = _with_tests(schema)
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["$id"] = f"{stem}.schema.json"
        text = json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False)
        files[f"{stem}.schema.json"] = text + "\n"
    return files


def _with_tests(schema: dict[str, Any]) -> dict[str, Any]:
    """The policy schema with every test and its parameters, for editors."""
    from workbench.evaluate.schema_of_tests import node_schema

    node, definitions = node_schema()
    own = schema["$defs"]
    own |= {"TestNode": node} | {k: v for k, v in definitions.items() if k not in own}
    for name in ("CriterionEdit", "WaiverEdit"):
        own[name]["properties"]["test"] = {
            "anyOf": [{"$ref": "#/$defs/TestNode"}, {"type": "null"}],
            "default": None,
        }
    return schema
