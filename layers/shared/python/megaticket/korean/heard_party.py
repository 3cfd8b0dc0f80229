"""What the words about people come to together: groups of one kind, totals, and what is added or taken away."""

import re
from dataclasses import dataclass, field

from megaticket.korean.party_words import PartyWord

_COUPLE = {"커플", "부부"}
_ADULTS = ("어른", "성인", "대인", "일반")
_JOINING = re.compile("랑|와|하고|그리고|이렇게")


@dataclass
class _Group:
    """People of one kind: "어른 둘", "일곱 살 하나".

    Attributes:
        kin: people beside the one who writes.
        noun: the word for them, None where only their age is told.
        joined: whether they are told with others who come: "부모님이랑 저".
        kept: whether they are told by seats for a wheelchair and its company: "휠체어석 하나, 동반 하나".
    """

    kin: bool = False
    noun: PartyWord | None = None
    ages: list[int] = field(default_factory=list)
    number: int | None = None
    joined: bool = False
    kept: bool = False

    @property
    def people(self) -> int | None:
        """How many they are; an age alone is one person."""
        return self.number if self.number is not None else len(self.ages) or None

    @property
    def is_adult(self) -> bool:
        """Whether the one who writes may be among them."""
        return self.noun is not None and self.noun.text.startswith(_ADULTS)

    @property
    def people_meant(self) -> int | None:
        """How many they are beside somebody who says to come with them: "여자친구" is one, "부모님" two."""
        by_noun = self.noun.value if self.noun and self.joined else 0
        return self.people or by_noun or None


@dataclass
class HeardParty:
    """All that a message has said of who comes, word by word."""

    groups: list[_Group] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    delta: int = 0
    vague: bool = False
    speaker: bool = False
    company: bool = False
    joins: bool = False
    by_grade: bool = False
    last_number: int = 0
    """Stands for all of them until others come beside it: "우리 둘이랑 친구 하나"."""

    def take(self, word: PartyWord, before: str) -> None:
        """Takes in one word; `before` is the kind of the word that it stands right behind."""
        joined = self.joins and bool(before)
        self._join(word, before, joined=joined)
        if word.kind == "number":
            self._take_number(word, before)
        elif word.kind == "age":
            self._group(fresh=before not in {"age", "of_class", "of_kin"}).ages.append(word.value)
        elif word.kind in {"of_class", "of_kin"}:
            group = self._group(fresh=before != "age")
            group.noun, group.kin, group.joined = word, word.kind == "of_kin", joined
        elif word.text in _COUPLE:
            self._group(fresh=True).number = 2
        elif word.kind == "alone":
            self.totals.add(1)
        elif word.kind == "not_":
            self._take_back(before)
        self.vague = self.vague or word.kind == "vague"
        self.speaker = self.speaker or word.kind == "speaker"
        self.company = self.company or word.kind == "company"
        self.joins = word.kind == "with_" or (word.kind == "speaker" and _JOINING.search(word.text) is not None)

    def _take_back(self, before: str) -> None:
        """A number denied takes back all before it, a noun denied itself; "앞자리 말고" denies nobody."""
        if before in {"number", "alone", "speaker"}:
            self.groups, self.totals, self.speaker = [], set(), False
        elif before in {"of_class", "of_kin", "age"}:
            self.groups.pop()

    def _join(self, word: PartyWord, before: str, *, joined: bool) -> None:
        """Those before a word such as "랑" come with whoever is named behind it."""
        if self.groups and (word.kind == "company" or (joined and before == "with_")):
            self.groups[-1].joined = True
        if joined and word.kind in {"of_class", "of_kin"} and self.last_number in self.totals:
            self.totals.discard(self.last_number)
            self.groups.append(_Group(number=self.last_number))
        if word.kind != "with_":
            self.last_number = word.value if word.kind == "number" else 0

    def _group(self, *, fresh: bool) -> _Group:
        if fresh or not self.groups or self.groups[-1].number is not None:
            self.groups.append(_Group())
        return self.groups[-1]

    def _take_number(self, word: PartyWord, before: str) -> None:
        if word.delta and (word.counted or word.text.startswith("하나")):
            self.delta += word.delta * word.value
        elif before in {"age", "of_class", "of_kin"}:
            group = self.groups[-1]
            if group.noun and group.noun.fixed and group.noun.value != word.value:
                self.totals.add(word.value)  # "엄마 둘이" are two with her
                return
            group.number = word.value
            group.ages *= word.value if len(group.ages) == 1 else 1
        elif before == "of_kept":
            self.groups.append(_Group(number=word.value, kept=True))
        elif word.counted or (before in {"all_of_us", "of_grade"} and not word.text[0].isdecimal()):
            self.totals.add(word.value)
            self.by_grade = self.by_grade or before == "of_grade"

    def count(self, before: int | None) -> int | None:
        """The tickets that all of it comes to; None where that cannot be told."""
        if self.vague or len(self.totals) > 1:
            return None
        if self.delta:
            return before + self.delta if before is not None and not self.totals and before + self.delta > 0 else None
        numbered = [group for group in self.groups if group.number is not None]
        total = next(iter(self.totals), None)
        if any(group.kept for group in numbered):
            return self._with_kept(sum(group.number or 0 for group in numbered if group.kept), total)
        if not numbered:
            return total if total is not None or not self.speaker else self._sum(with_speaker=True)
        only_kin = all(group.kin for group in self.groups)
        known = sum(group.people or 0 for group in self.groups)
        if total is not None:
            return total if total in {known, sum(group.number or 0 for group in numbered), known + only_kin} else None
        speaker = self.speaker or (self.company and not any(group.is_adult for group in self.groups))
        return None if only_kin and not speaker else self._sum(with_speaker=speaker)

    def _with_kept(self, kept: int, total: int | None) -> int | None:
        """Seats for wheelchairs and their company are all that is asked for, or some of a number of people."""
        if total is not None:
            return total if total >= kept and not self.by_grade else None
        beside_somebody = self.speaker or (self.company and len(self.groups) == 1)
        return kept if all(group.kept for group in self.groups) and not beside_somebody else None

    def _sum(self, *, with_speaker: bool) -> int | None:
        """All groups and the one who writes; None where nobody else is named, or one of them is not counted."""
        counts = [group.people_meant if with_speaker else group.people for group in self.groups]
        if not counts or None in counts:
            return None
        return sum(filter(None, counts)) + with_speaker
