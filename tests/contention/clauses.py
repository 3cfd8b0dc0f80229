"""Conditions taken apart clause by clause: what the negative controls leave out."""

from collections.abc import Iterator

from tests.doubles.expressions import Clause, Joined, Tree


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
