"""DynamoDB's condition, update and projection expressions, as far as the booking's builders use them."""

import re
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

Item = dict[str, Any]
TOKEN = re.compile(r"\s*(<>|<=|>=|[=<>(),]|[#:]?\w+)")
ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


class Expression:
    """One expression with its names and values; `request` is the part of a request that holds all three."""

    def __init__(self, text: str, request: Item) -> None:
        self._tokens = TOKEN.findall(text)
        self._names: dict[str, str] = request.get("ExpressionAttributeNames", {})
        self._values: Item = request.get("ExpressionAttributeValues", {})
        if "".join(self._tokens) != re.sub(r"\s", "", text):
            raise NotImplementedError(text)

    def holds(self, item: Item) -> bool:
        """Whether a condition holds of an item; {} is no item."""
        value = self._either(item)
        if self._tokens:
            raise NotImplementedError(self._tokens)
        return value

    def applied(self, item: Item) -> Item:
        """The item after an update."""
        after, verb = deepcopy(item), ""
        while self._tokens:
            verb = self._next() if self._tokens[0] in {"SET", "REMOVE", "ADD"} else verb
            self._change(verb, after)
            if self._tokens and self._tokens[0] == ",":
                self._next()
        return after

    def projected(self, item: Item) -> Item:
        """The attributes of an item that a projection names."""
        wanted = {self._name(token) for token in self._tokens if token != ","}
        return {name: value for name, value in item.items() if name in wanted}

    def _change(self, verb: str, item: Item) -> None:
        name = self._name(self._next())
        if verb == "SET":
            self._expect("=")
            item[name] = deepcopy(self._values[self._next()])
        elif verb == "REMOVE":
            item.pop(name, None)
        elif verb == "ADD":
            before = item.get(name, {"N": "0"})
            item[name] = {"N": str(Decimal(before["N"]) + Decimal(self._values[self._next()]["N"]))}
        else:
            raise NotImplementedError(verb)

    def _either(self, item: Item) -> bool:
        value = self._both(item)
        while self._tokens and self._tokens[0] == "OR":
            self._next()
            value = self._both(item) or value
        return value

    def _both(self, item: Item) -> bool:
        value = self._one(item)
        while self._tokens and self._tokens[0] == "AND":
            self._next()
            value = self._one(item) and value
        return value

    def _one(self, item: Item) -> bool:
        token = self._next()
        if token == "NOT":
            return not self._one(item)
        if token == "(":
            value = self._either(item)
            self._expect(")")
            return value
        if self._tokens[0] == "(":
            return self._function(token, item)
        return _compare(self._operand(token, item), self._next(), self._operand(self._next(), item))

    def _function(self, name: str, item: Item) -> bool:
        self._expect("(")
        attribute = item.get(self._name(self._next()))
        prefix = ""
        if name == "begins_with":
            self._expect(",")
            prefix = self._values[self._next()]["S"]
        self._expect(")")
        if name == "begins_with":
            return attribute is not None and str(attribute["S"]).startswith(prefix)
        return {"attribute_exists": attribute is not None, "attribute_not_exists": attribute is None}[name]

    def _operand(self, token: str, item: Item) -> Item | None:
        return self._values[token] if token[0] == ":" else item.get(self._name(token))

    def _name(self, token: str) -> str:
        return self._names[token] if token[0] == "#" else token

    def _next(self) -> str:
        return str(self._tokens.pop(0))

    def _expect(self, token: str) -> None:
        found = self._next()
        if found != token:
            raise NotImplementedError(f"{found} where {token} was expected")


def _compare(left: Item | None, sign: str, right: Item | None) -> bool:
    """A missing attribute and another type are unequal, and stand in no order."""
    same_type = left is not None and right is not None and left.keys() == right.keys()
    if sign in {"=", "<>"}:
        return (same_type and _plain(left) == _plain(right)) == (sign == "=")
    return same_type and ORDER[sign](_plain(left), _plain(right))


def _plain(value: Any) -> Any:
    [(kind, inner)] = value.items()
    return Decimal(inner) if kind == "N" else inner
