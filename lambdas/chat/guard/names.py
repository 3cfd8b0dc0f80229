"""Names that the catalogue knows, found in a text however they are spaced or quoted, and set apart from its numbers."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Literal, NamedTuple

from lambdas.chat.guard.form import LOOSE, bare, squeezed
from megaticket.catalog.models import Performance

Kind = Literal["title", "actor", "role"]

_FIRST_MARK = 0xF0000
"""Marks stand in a private plane of Unicode, whose characters no visible text holds."""


@dataclass(frozen=True)
class Name:
    """A name and the performances that it belongs to."""

    kind: Kind
    text: str
    performances: frozenset[str]


class Found(NamedTuple):
    """A name in a text, from `start` to `end`."""

    start: int
    end: int
    number: int


class Names:
    """All names of a catalogue. Built once for each catalogue that is read, and shared by every turn."""

    def __init__(self, performances: Collection[Performance]) -> None:
        owners: dict[tuple[Kind, str], set[str]] = {}
        for performance in performances:
            for key in _names_of(performance):
                owners.setdefault(key, set()).add(performance.performance_id)
        self._names = [Name(kind, text, frozenset(ids)) for (kind, text), ids in owners.items() if len(text) > 1]
        self._by_start: dict[str, list[int]] = {}
        for index in sorted(range(len(self._names)), key=lambda index: -len(self._names[index].text)):
            self._by_start.setdefault(self._names[index].text[:2], []).append(index)
        claiming = {name.text for name in self._names if name.kind in {"actor", "role"}}
        self.claiming = frozenset(claiming | set(_grades_of(performances)))
        """Squeezed names with which a claim may begin: of the casts, and of grades like 스탠딩."""

    def __getitem__(self, mark: str) -> Name:
        """The name behind a mark."""
        return self._names[ord(mark) - _FIRST_MARK]

    def marked(self, text: str) -> str:
        """Bare text with each name as one private character, so that "열한 시에 온다" in a title is no time."""
        made, position = [], 0
        for found in self._find(text):
            made += [text[position : found.start], chr(_FIRST_MARK + found.number)]
            position = found.end
        return "".join([*made, text[position:]])

    def spelt(self, text: str) -> str:
        """Marked text with the names in the place of their marks."""
        return "".join(self[mark].text if mark >= chr(_FIRST_MARK) else mark for mark in text)

    def with_roles(self, text: str) -> str:
        """Marked text with the roles in the place of their marks: "손님" and "아이" are also words like others."""
        marks = (mark for mark in text if mark >= chr(_FIRST_MARK) and self[mark].kind == "role")
        return reduce(lambda spelt, mark: spelt.replace(mark, self[mark].text), marks, text)

    def _find(self, text: str) -> Iterator[Found]:
        tight, origins = _tight(text)
        position = 0
        while position < len(tight) - 1:
            index = self._at(tight, position, text, origins)
            if index is None:
                position += 1
                continue
            length = len(self._names[index].text)
            yield Found(origins[position], origins[position + length - 1] + 1, index)
            position += length

    def _at(self, tight: str, position: int, text: str, origins: list[int]) -> int | None:
        for index in self._by_start.get(tight[position : position + 2], ()):
            name = self._names[index]
            if tight.startswith(name.text, position) and (
                name.kind == "title" or _begins_word(text, origins[position])
            ):
                return index
        return None


def _names_of(performance: Performance) -> Iterator[tuple[Kind, str]]:
    title = bare(performance.title)
    yield "title", squeezed(title)
    for opening, closing in ("〈〉", "<>", "《》", "「」", "『』"):
        inner = title.partition(opening)[2].partition(closing)[0]
        if len(squeezed(inner)) > 2:
            yield "title", squeezed(inner)
    for role in performance.cast:
        yield "role", squeezed(role.role)
        for actor in role.actors:
            yield "actor", squeezed(actor)


def _grades_of(performances: Iterable[Performance]) -> Iterator[str]:
    """Names of grades in Hangul; one in Latin letters begins a claim as any letter does."""
    names = (squeezed(grade.name) for performance in performances for grade in performance.grades)
    return (name for name in names if len(name) > 1 and not name.isascii())


def _begins_word(text: str, position: int) -> bool:
    return position == 0 or not "가" <= text[position - 1] <= "힣"


def _tight(text: str) -> tuple[str, list[int]]:
    """The text without spaces and quotes, and where each of its characters comes from."""
    kept = [(mark, origin) for origin, mark in enumerate(text) if mark not in LOOSE]
    return "".join(mark for mark, _ in kept), [origin for _, origin in kept]


MARK = "[\U000f0000-\U000ffffd]"
"""A regular expression for any mark."""
