"""Finding and reading policies: files, overlays, parameters, and the one that fits.

Policies are the ``*.yaml`` files of the ``policies`` content folders; files ending in
``.tests.yaml`` are their unit tests.  An error names the file, the line and the key.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from workbench import content
from workbench.errors import ContentError, PolicyError
from workbench.policy.choice import Chosen, choose, in_force
from workbench.policy.choice_each import Part, choose_each, set_aside
from workbench.policy.dated import marker, period
from workbench.policy.model import Policy, PolicyFile
from workbench.policy.parameters import UnknownParameter, fill_entry, worded
from workbench.schema.case import Case
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary.mistakes import further, mistakes, nearest
from workbench.vocabulary.places import line_of, line_with
from workbench.vocabulary.yaml_file import load_yaml

_EXTENDED_MOST = 8


def list_policies() -> tuple[str, ...]:
    """Ids of all policies in the content folders, sorted."""
    return tuple(sorted(_files()))


def load_policy(name: str, date: PartialDate | None = None) -> Policy:
    """The policy of an id, of a file path, or of a family as it stood on a date.

    Raises PolicyError.
    """
    files = _files()
    path = files.get(name) or Path(name)
    if not path.is_file():
        versions = _family(name)
        if versions:
            final = [one for one in versions if not one.is_draft]
            return in_force(final or versions, date)
        known = ", ".join(list_policies()) or "none found"
        near = get_close_matches(name, list_policies(), n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise PolicyError(
            f"no policy {name!r}",
            fix=f"{hint}one of: {known}, or the path of a policy file",
        )
    changed = tuple(file.stat().st_mtime_ns for file in (path, *files.values()))
    return _load(path, changed)


def _family(name: str) -> list[Policy]:
    """The versions of a family; a file that cannot be read is no reason to stop."""
    found = []
    for one in list_policies():
        with suppress(PolicyError, ContentError):
            policy = load_policy(one)
            if policy.family == name:
                found.append(policy)
    return found


def choose_policy(case: Case) -> tuple[Policy, str]:
    """The policy for a request when none is named, and why; see ``choice.choose``.

    Raises PolicyError where there is no policy at all.
    """
    chosen = choose_for(case)
    return chosen.policy, chosen.because


def choose_for(case: Case) -> Chosen:
    """The policy for a request, why, and whether it covers the request at all."""
    return choose(case, _all())


def choose_parts(case: Case) -> tuple[Chosen, list[Part]]:
    """The policy of a request, and that of each service where one is not enough."""
    return choose_each(case, _all())


def set_aside_for(case: Case, used: Policy) -> str | None:
    """Why a policy named by hand should stand back for another; None if it need not."""
    return set_aside(case, used, _all())


def _all() -> list[Policy]:
    policies = [load_policy(name) for name in list_policies()]
    if not policies:
        raise PolicyError("no policy found", fix="add one to the policies folder")
    return policies


def _files() -> dict[str, Path]:
    """Id to file; the user's own folder wins over the program's."""
    return {
        path.stem: path
        for folder in reversed(content.roots("policies"))
        for path in sorted(folder.glob("*.yaml"))
        if not path.name.endswith(".tests.yaml")
    }


def file_of(name: str) -> Path:
    """The file of a policy by id or path.  Raises PolicyError where there is none."""
    path = _files().get(name) or Path(name)
    if not path.is_file():
        load_policy(name)
        raise PolicyError(
            f"{name!r} is a family, not one policy",
            fix="name one of its versions; `workbench policy list` shows them",
        )
    return path


def chain_of(path: Path) -> tuple[Path, ...]:
    """The file itself and, one after the other, the files that it extends."""
    found = [path]
    while (base := load_yaml(found[-1]).get("extends")) and len(found) < _EXTENDED_MOST:
        parent = found[-1].with_name(f"{base}.yaml")
        parent = parent if parent.is_file() else _files().get(base, parent)
        if parent in found or not parent.is_file():
            break
        found.append(parent)
    return tuple(found)


def merged(path: Path) -> dict[str, Any]:
    """The plain data of a policy with its overlays applied and ``$names`` in place.

    Raises PolicyError or ContentError.
    """
    return _merged(path, ())


@lru_cache(maxsize=32)
def _load(path: Path, _changed: tuple[int, ...]) -> Policy:
    return resolved(_merged(path, ()), path)


def resolved(data: dict[str, Any], path: Path) -> Policy:
    """The policy of plain data as it stands in a file.  Raises PolicyError."""
    try:
        filled = _filled(data)
    except UnknownParameter as error:
        line = line_with(path, (f"${error.name}", f"{{{error.name}}}"))
        raise PolicyError(
            f"parameter {error.name!r} is not defined",
            where=f"{path}:{line}" if line else str(path),
            fix=error.fix,
        ) from None
    try:
        return Policy.model_validate_json(json.dumps(filled)).model_copy(
            update={"path": str(path)}
        )
    except ValidationError as error:
        raise _invalid(path, error, Policy, filled) from None


def _merged(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """The plain data of a file laid over the file that it extends."""
    data = _plain(path)
    base = data.get("extends")
    if base is None:
        return data
    parent = path.with_name(f"{base}.yaml")
    parent = parent if parent.is_file() else _files().get(base, parent)
    if parent in (path, *seen) or len(seen) > _EXTENDED_MOST:
        raise _wrong(path, "the policy extends itself", ("extends",))
    if not parent.is_file():
        near = nearest(str(base), _files().keys() - {path.stem})
        raise _wrong(path, f"there is no policy {base!r}{near}", ("extends",))
    under = _merged(parent, (path, *seen))
    _refuse_strays(path, under, data)
    return overlay(under, data)


def _refuse_strays(path: Path, under: dict[str, Any], over: dict[str, Any]) -> None:
    """Raise PolicyError for an edit of a criterion or waiver that the parent lacks."""
    for section, one in (("criteria", "criterion"), ("waivers", "waiver")):
        known = [entry["id"] for entry in under.get(section, [])]
        for entry in over.get(section, []):
            if entry["id"] not in known and "test" not in entry:
                near = nearest(entry["id"], known)
                what = f"the policy extended has no {one} of this id{near}"
                raise _wrong(path, what, (section, entry["id"]))


def _plain(path: Path) -> dict[str, Any]:
    data = load_yaml(path)
    try:
        PolicyFile.model_validate_json(json.dumps(data, default=str))
    except ValidationError as error:
        raise _invalid(path, error, PolicyFile, data) from None
    if data["id"] != path.stem:
        raise _wrong(
            path, f"the file is named {path.stem!r}; the id must be the same", ("id",)
        )
    return dict(data)


def overlay(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Plain policy data with the keys of a variant laid over it."""
    done = {**base, **over}
    done["parameters"] = {**base.get("parameters", {}), **over.get("parameters", {})}
    for key in ("criteria", "waivers"):
        done[key] = _edited(base.get(key, []), over.get(key, []))
    return done


def _edited(
    base: list[dict[str, Any]], over: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    entries = {entry["id"]: entry for entry in base}
    for entry in over:
        entries[entry["id"]] = {**entries.get(entry["id"], {}), **entry}
    return list(entries.values())


def values_of(data: dict[str, Any]) -> dict[str, Any]:
    """What each ``$name`` stands for."""
    return {name: _value(item) for name, item in data.get("parameters", {}).items()}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    parameters = data.get("parameters", {})
    values = values_of(data)
    words = {name: _words(item) for name, item in parameters.items()}
    done = dict(data)
    for key in ("criteria", "waivers"):
        done[key] = [fill_entry(entry, values, words) for entry in data.get(key, [])]
    return done


def _value(item: dict[str, Any]) -> Any:
    history = item.get("history")
    return marker(history) if history else item["value"]


def _words(item: dict[str, Any]) -> str:
    unit, history = item.get("unit", ""), item.get("history")
    if not history:
        return worded(item["value"], unit)
    return "; ".join(
        f"{worded(one['value'], unit)} ({period(one.get('from'), one.get('to'))})"
        for one in history
    )


def _invalid(
    path: Path, error: ValidationError, model: type[BaseModel], data: Any
) -> PolicyError:
    found = [
        one._replace(steps=_named(one.steps, data)) for one in mistakes(error, model)
    ]
    steps, text = found[0].steps, found[0].what + further(found)
    if "test" in steps and text.startswith("test"):
        inside, _, text = text.partition(": ")
        steps = (*steps, *inside.split(".")[1:])
    elif not steps and _PLACE.match(text):
        inside, _, text = text.partition(": ")
        steps = tuple(inside.split("."))
    return _wrong(path, text, steps)


_PLACE = re.compile(r"[a-z_]+(?:\.[\w-]+)*: ")
"""The place that a message about the whole policy begins with."""


def _named(steps: tuple[str, ...], data: Any) -> tuple[str, ...]:
    """Steps with the ids of criteria and waivers in place of their positions."""
    if len(steps) > 1 and steps[0] in ("criteria", "waivers") and steps[1].isdigit():
        entry = data[steps[0]][int(steps[1])]
        if isinstance(entry, dict) and steps[2:] != ("id",):
            return (steps[0], str(entry.get("id", steps[1])), *steps[2:])
    return steps


def _wrong(path: Path, what: str, steps: tuple[str, ...]) -> PolicyError:
    line = line_of(path, steps)
    where = f"{path}:{line}" if line else str(path)
    fix = "" if "; " in what else "correct it there"
    return PolicyError(what, where=where, fix=fix, key=".".join(steps))
