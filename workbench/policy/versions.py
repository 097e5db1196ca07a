"""A policy by its version: ``ID@VERSION``, where ID names a policy or a family."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from workbench.errors import ContentError, PolicyError
from workbench.policy.loader import list_policies, load_policy
from workbench.policy.model import Policy


def load_version(name: str) -> Policy:
    """The policy of an id, a file or a family, or one version: ``ID@VERSION``.

    Raises PolicyError naming the versions that there are.
    """
    wanted, at, version = name.rpartition("@")
    if not at or Path(name).is_file():
        return load_policy(name)
    found = versions_of(wanted)
    for policy in found:
        if policy.version == version:
            return policy
    if not found:
        return load_policy(wanted)  # says what there is
    known = ", ".join(f"{one.version} ({one.id})" for one in found)
    raise PolicyError(f"no version {version!r} of {wanted!r}", fix=f"one of: {known}")


def versions_of(name: str) -> list[Policy]:
    """The policies of an id or family, oldest first."""
    found = []
    for one in list_policies():
        with suppress(PolicyError, ContentError):
            policy = load_policy(one)
            if name in (policy.id, policy.family):
                found.append(policy)
    return sorted(found, key=lambda one: str(one.effective_from))
