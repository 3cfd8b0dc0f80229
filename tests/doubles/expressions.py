"""DynamoDB's condition, update and projection expressions, as far as the booking's builders use them.

`request` is the part of a request that holds an expression's names and values; items and values are typed, as the
low-level client has them. What is not understood is an error, as is a name or value that is not bound.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from megaticket.dynamo import Item

_TOKEN = re.compile(r"\s*(<=|>=|<>|[()=<>,]|[#:]?\w+)")
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_FUNCTIONS = {"attribute_exists": 1, "attribute_not_exists": 1, "begins_with": 2}
"""How many operands each takes."""


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


@cache
def parse(text: str) -> Tree:
    """The tree of a condition. Raises ValueError for what it does not understand, IndexError for one cut short."""
    tree, rest = _joined("OR", _tokens(text))
    if rest:
        raise ValueError(text)
    return tree


def _tokens(text: str) -> list[str]:
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise ValueError(text)
    return tokens


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
    end = tokens.index(")")
    operands = tuple(tokens[2:end:2])
    if tokens[1] != "(" or len(operands) != _FUNCTIONS.get(tokens[0]) or set(tokens[3:end:2]) - {","}:
        raise ValueError(" ".join(tokens))
    return Clause(tokens[0], operands), tokens[end + 1 :]


def holds(tree: Tree, item: Item, request: Mapping[str, Any]) -> bool:
    """Whether a condition is true of an item; one that is not there is {}."""
    if isinstance(tree, Joined):
        # Every part is judged, so that what is not bound is found wherever it stands.
        results = [holds(part, item, request) for part in tree.parts]
        return not results[0] if tree.operator == "NOT" else (all if tree.operator == "AND" else any)(results)
    left, *others = [_operand(token, item, request) for token in tree.operands]
    if tree.operator == "attribute_exists":
        return left is not None
    if tree.operator == "attribute_not_exists":
        return left is None
    if tree.operator == "begins_with":
        return left is not None and str(left["S"]).startswith(others[0]["S"])
    return _compares(left, tree.operator, others[0])


def copied(item: Item) -> Item:
    """A copy of attributes, which are dictionaries and lists of what never changes: many times as fast as deepcopy."""
    return {name: _copied(value) for name, value in item.items()}


def updated(item: Item, text: str, request: Mapping[str, Any]) -> Item:
    """The item after an update. Raises ValueError for a change that it does not understand."""
    after, verb, tokens = copied(item), "", iter(_tokens(text))
    for token in tokens:
        if token in {"SET", "REMOVE", "ADD"}:
            verb = token
        elif token != ",":
            _change(after, verb, _name(token, request), tokens, request)
    return after


def projected(item: Item, text: str, request: Mapping[str, Any]) -> Item:
    """The attributes of an item that a projection names."""
    wanted = {_name(token, request) for token in _tokens(text) if token != ","}
    return {name: value for name, value in item.items() if name in wanted}


def _copied(value: Any) -> Any:
    if isinstance(value, list):
        return [_copied(inner) for inner in value]
    return copied(value) if isinstance(value, dict) else value


def _change(item: Item, verb: str, name: str, tokens: Iterator[str], request: Mapping[str, Any]) -> None:
    if verb == "SET" and next(tokens, "") == "=":
        item[name] = copied(request["ExpressionAttributeValues"][next(tokens, "")])
    elif verb == "REMOVE":
        item.pop(name, None)
    elif verb == "ADD":
        added = request["ExpressionAttributeValues"][next(tokens, "")]["N"]
        item[name] = {"N": str(Decimal(item.get(name, {"N": "0"})["N"]) + Decimal(added))}
    else:
        raise ValueError(f"{verb} {name}")


def _operand(token: str, item: Item, request: Mapping[str, Any]) -> Any:
    return request["ExpressionAttributeValues"][token] if token[0] == ":" else item.get(_name(token, request))


def _name(token: str, request: Mapping[str, Any]) -> str:
    return str(request["ExpressionAttributeNames"][token]) if token[0] == "#" else token


def _compares(left: Item | None, sign: str, right: Item | None) -> bool:
    """A missing attribute and another type are unequal, and stand in no order."""
    if left is None or right is None or left.keys() != right.keys():
        return sign == "<>"
    return _COMPARISONS[sign](_plain(left), _plain(right))


def _plain(value: Item) -> Any:
    [(kind, inner)] = value.items()
    return Decimal(inner) if kind == "N" else inner
