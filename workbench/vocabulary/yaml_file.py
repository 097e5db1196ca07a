"""Reading YAML: fast, safe, duplicate keys refused, dates left as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from workbench.errors import ContentError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader without timestamps and without silent overwriting of keys."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"key {key!r} stands twice", key_node.start_mark
            )
        seen.add(key)
    loader.flatten_mapping(node)
    return {
        loader.construct_object(key, deep=True): loader.construct_object(
            value, deep=True
        )
        for key, value in node.value
    }


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith(":timestamp")]
    for first, pairs in _Loader.yaml_implicit_resolvers.items()
}


def load_yaml(path: Path) -> Any:
    """The content of a YAML file as plain data.

    Raises ContentError with file and line for unreadable or malformed YAML.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            f"cannot be read ({type(error).__name__})",
            where=str(path),
            fix="check that the file exists and is UTF-8",
        ) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f"{path}:{mark.line + 1}" if mark else str(path)
        raise ContentError(
            f"not valid YAML: {error.problem}", where=line, fix="correct that line"
        ) from None
