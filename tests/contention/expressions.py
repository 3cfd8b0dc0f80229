"""Condition expressions of DynamoDB as trees: read, written, evaluated, and taken apart clause by clause."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\s*(<=|>=|<>|[()=<>,]|[#:]?\w+)")
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Clause:
    """A comparison (`expiresAt < :over`) or a function (`attribute_exists(paying)`): what nothing smaller is in."""

    operator: str
    operands: tuple[str, ...]

    def __str__(self) -> str:
        if self.operator in _COMPARISONS:
            return f" {self.operator} ".join(self.operands)
        return f"{self.operator}({', '.join(self.operands)})"


@dataclass(frozen=True)
class Joined:
    """Parts joined by AND or OR, or the one part of a NOT."""

    operator: str
    parts: tuple["Tree", ...]

    def __str__(self) -> str:
        texts = [f"({part})" if isinstance(part, Joined) else str(part) for part in self.parts]
        return f"NOT {texts[0]}" if self.operator == "NOT" else f" {self.operator} ".join(texts)


Tree = Clause | Joined


def parse(text: str) -> Tree:
    """The tree of an expression. Raises ValueError for what it does not understand."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise ValueError(text)
    tree, rest = _joined("OR", tokens)
    if rest:
        raise ValueError(text)
    return tree


def _joined(word: str, tokens: list[str]) -> tuple[Tree, list[str]]:
    """OR binds weaker than AND, AND weaker than NOT."""

    def part(tokens: list[str]) -> tuple[Tree, list[str]]:
        return _joined("AND", tokens) if word == "OR" else _negated(tokens)

    first, rest = part(tokens)
    parts = [first]
    while rest and rest[0] == word:
        following, rest = part(rest[1:])
        parts.append(following)
    return (Joined(word, tuple(parts)) if len(parts) > 1 else first), rest


def _negated(tokens: list[str]) -> tuple[Tree, list[str]]:
    if tokens[0] == "NOT":
        inner, rest = _negated(tokens[1:])
        return Joined("NOT", (inner,)), rest
    if tokens[0] == "(":
        inner, rest = _joined("OR", tokens[1:])
        if rest[:1] != [")"]:
            raise ValueError("a bracket is open")
        return inner, rest[1:]
    return _clause(tokens)


def _clause(tokens: list[str]) -> tuple[Tree, list[str]]:
    if tokens[1] in _COMPARISONS:
        return Clause(tokens[1], (tokens[0], tokens[2])), tokens[3:]
    if tokens[1] != "(":
        raise ValueError(" ".join(tokens))
    end = tokens.index(")")
    return Clause(tokens[0], tuple(token for token in tokens[2:end] if token != ",")), tokens[end + 1 :]


def holds(tree: Tree, item: Mapping[str, Any], names: Mapping[str, str], bound: Mapping[str, Any]) -> bool:
    """Whether the expression is true of an item, in plain data; an item that is not there is an empty one."""
    if isinstance(tree, Joined):
        results = (holds(part, item, names, bound) for part in tree.parts)
        return not next(results) if tree.operator == "NOT" else (all if tree.operator == "AND" else any)(results)
    attribute = names.get(tree.operands[0], tree.operands[0])
    if tree.operator == "attribute_exists":
        return attribute in item
    if tree.operator == "attribute_not_exists":
        return attribute not in item
    value = bound[tree.operands[1]]
    if tree.operator == "begins_with":
        return str(item.get(attribute, "")).startswith(value)
    # Nothing compares with an attribute that is not there, but it differs from everything.
    return _COMPARISONS[tree.operator](item[attribute], value) if attribute in item else tree.operator == "<>"


def without_each_clause(tree: Tree) -> Iterator[tuple[str, Tree | None]]:
    """Every way to remove one part, with the part's text: the whole (None is left), and each operand at each depth."""
    yield str(tree), None
    yield from _without(tree)


def _without(tree: Tree) -> Iterator[tuple[str, Tree]]:
    if isinstance(tree, Clause):
        return
    if tree.operator == "NOT":
        for removed, rest in _without(tree.parts[0]):
            yield removed, Joined("NOT", (rest,))
        return
    for position, part in enumerate(tree.parts):
        before, after = tree.parts[:position], tree.parts[position + 1 :]
        left = before + after
        yield str(part), left[0] if len(left) == 1 else Joined(tree.operator, left)
        for removed, rest in _without(part):
            yield removed, Joined(tree.operator, (*before, rest, *after))
