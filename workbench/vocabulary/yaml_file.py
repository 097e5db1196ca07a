"""Reading YAML: fast, safe, duplicate keys refused, dates left as text.

The C parser builds the node tree and a few lines here turn it into plain data: only
text, numbers, booleans, null, lists and mappings exist, so no tag can construct
anything else, and a review does not wait for the general constructor.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from workbench.content.kept import kept
from workbench.errors import ContentError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_TRUE = frozenset({"yes", "true", "on"})


def load_yaml(path: Path) -> Any:
    """The content of a YAML file as plain data.

    Raises ContentError with file and line for unreadable or malformed YAML.
    """
    try:
        return kept(path, lambda: parse_yaml(path.read_text(encoding="utf-8")))
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
            f"not valid YAML: {error.problem}", where=line, fix=_way_out(error)
        ) from None


_WAYS_OUT = {
    "mapping values are not allowed": "a text that holds a colon stands in quotes",
    "did not find expected '-'": "begin the keys of one thing in the same column",
    "did not find expected key": "a text that begins with a sign such as {, [, * or & "
    "stands in quotes; keys of one thing begin in the same column",
    "could not find expected ':'": "end a key with a colon, or put a text in quotes",
    "cannot start any token": "indent with spaces, not tabs; a text that begins "
    "with a sign such as @ or % stands in quotes",
    "undefined alias": "a text that begins with * stands in quotes",
    "tab character": "indent with spaces",
    "stands twice": "keep one of the two",
}


def _way_out(error: yaml.MarkedYAMLError) -> str:
    """How to mend a slip that authors make often."""
    problem = str(error.problem)
    found = (way for slip, way in _WAYS_OUT.items() if slip in problem)
    return next(found, "correct that line")


def parse_yaml(text: str) -> Any:
    """YAML text as plain data.  Raises yaml.MarkedYAMLError."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    return None if node is None else _data(node)


def _data(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_data(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node)
    raise _wrong("an unknown kind of node", node)


def _mapping(node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    merged: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        if key_node.tag == f"{_TAG}merge":
            for other in _merged(value_node):
                merged = {**other, **merged}
            continue
        key = _data(key_node)
        if isinstance(key, list | dict):
            raise _wrong("a key must be plain", key_node)
        if key in found:
            raise _wrong(f"key {key!r} stands twice", key_node)
        found[key] = _data(value_node)
    return {**merged, **found} if merged else found


def _merged(node: yaml.Node) -> list[dict[Any, Any]]:
    many = isinstance(node, yaml.SequenceNode)
    others = [_data(item) for item in node.value] if many else [_data(node)]
    if not all(isinstance(item, dict) for item in others):
        raise _wrong("<< takes a mapping", node)
    return others


def _scalar(node: yaml.ScalarNode) -> Any:
    kind = node.tag.removeprefix(_TAG)
    text: str = node.value
    if kind in ("str", "timestamp", "value"):
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in _TRUE
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0 if text[:2].lower() == "0x" else 10)
        if kind == "float":
            return float(text.replace("_", "").replace(".inf", "inf"))
    except ValueError:
        return text
    raise _wrong(f"tag {node.tag!r} is not read", node)


def _wrong(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
