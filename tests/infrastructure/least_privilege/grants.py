"""A policy in parts: what can be taken away of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.infrastructure.roles import Statement

KEYS = ("ForAllValues:StringLike", "dynamodb:LeadingKeys")


@dataclass(frozen=True, order=True)
class Grant:
    """One action on one resource, and of a table one pattern of its partition keys ("" where no key is named)."""

    action: str
    resource: str
    key: str = ""


def grants_of(policy: list[Statement]) -> dict[Grant, Statement]:
    """The smallest parts of a policy, each as a statement of its own."""
    return {
        Grant(action, resource, key): statement
        | {"Action": [action], "Resource": [resource]}
        | ({"Condition": {KEYS[0]: {KEYS[1]: [key]}}} if key else {})
        for statement in policy
        for action in statement["Action"]
        for resource in statement["Resource"]
        for key in _keys(statement)
    }


def without_one_statement_or_action(policy: list[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    """The policy without each of its statements, and without each action of one; with a word on what is missing."""
    for position, statement in enumerate(policy):
        before, after = policy[:position], policy[position + 1 :]
        yield f"statement {position}: {statement}", [*before, *after]
        for action in statement["Action"]:
            kept = [each for each in statement["Action"] if each != action]
            if kept:
                yield f"{action} of statement {position}", [*before, statement | {"Action": kept}, *after]


def with_one_pattern_widened(policy: list[Statement]) -> Iterator[Statement]:
    """Each statement with one of its patterns of keys shortened: to nothing, or by its "#"."""
    for statement in policy:
        keys = [key for key in _keys(statement) if key]
        for place, key in enumerate(keys):
            for wide in sorted({"*", key.replace("#*", "*")} - {key}):
                yield statement | {"Condition": {KEYS[0]: {KEYS[1]: [*keys[:place], wide, *keys[place + 1 :]]}}}


def _keys(statement: Statement) -> list[str]:
    condition = statement.get("Condition", {})
    found: list[str] = condition.get(KEYS[0], {}).get(KEYS[1], [""])
    # A further condition would be lost where a statement is taken apart.
    assert found == [""] or list(condition) == [KEYS[0]]
    return found
