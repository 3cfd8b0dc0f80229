"""What the words about people come to together: groups of one kind, totals, and what is added or taken away."""

import re
from dataclasses import dataclass, field

from megaticket.korean.party_group import PartyGroup
from megaticket.korean.party_words import PartyWord

_COUPLE = {"커플", "부부"}
_JOINING = re.compile("랑|와|하고|그리고|이렇게")


@dataclass
class HeardParty:
    """All that a message has said of who comes, word by word."""

    groups: list[PartyGroup] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    parts: list[int] = field(default_factory=list)
    only: set[int] = field(default_factory=set)
    strays: int = 0
    rest: bool = False
    named: bool = False
    """Whether a number was told with who they are behind it: "한 명 학생이에요"."""
    described_ages: list[int] = field(default_factory=list)
    describes: bool = False
    """Whether a word for people right behind tells of a part that was counted: "한 명은 학생"."""
    delta: int = 0
    vague: bool = False
    speaker: bool = False
    company: bool = False
    joins: bool = False
    by_grade: bool = False
    last_number: int = 0
    """Stands for all of them until others come beside it: "우리 둘이랑 친구 하나"."""

    @property
    def ages(self) -> tuple[int, ...]:
        """All ages that were named, in years."""
        return (*(age for group in self.groups for age in group.ages), *self.described_ages)

    def take(self, word: PartyWord, before: str) -> None:
        """Takes in one word; `before` is the kind of the word that it stands right behind."""
        joined = self.joins and bool(before)
        self._join(word, before, joined=joined)
        if word.kind == "number":
            self._take_number(word, "" if self.describes else before)
            self.describes = bool(word.part) and not word.delta
        elif self.describes and before and not word.apart and word.kind in {"age", "of_class", "of_kin"}:
            self.described_ages += [word.value] if word.kind == "age" else []
        elif word.kind == "age":
            self._group(fresh=before not in {"age", "of_class", "of_kin"}).ages.append(word.value)
        elif word.kind in {"of_class", "of_kin"}:
            group = self._group(fresh=before != "age")
            group.noun, group.kin, group.joined = word, word.kind == "of_kin", joined
            self.named |= before == "number" and not word.apart
        elif word.text in _COUPLE:
            self._group(fresh=True).number = 2
        elif word.kind == "pairs":
            group = self.groups[-1] if before == "alone" and self.groups else self._group(fresh=True)
            group.number = word.value
        elif word.kind == "alone":
            self.totals.add(1)
        elif word.kind == "not_":
            self._take_back(before)
        self.vague = self.vague or word.kind == "vague"
        self.rest = self.rest or word.kind == "rest"
        self.speaker = self.speaker or word.kind == "speaker"
        self.company = self.company or word.kind == "company"
        self.joins = word.kind == "with_" or (word.kind == "speaker" and _JOINING.search(word.text) is not None)

    def _take_back(self, before: str) -> None:
        """A number denied takes back all before it, a noun denied itself; "앞자리 말고" denies nobody."""
        if before in {"number", "alone", "speaker"}:
            self.groups, self.totals, self.speaker = [], set(), False
        elif self.groups and before in {"of_class", "of_kin", "age"}:
            self.groups.pop()

    def _join(self, word: PartyWord, before: str, *, joined: bool) -> None:
        """Those before a word such as "랑" come with whoever is named behind it."""
        if self.groups and (word.kind == "company" or (joined and before == "with_")):
            self.groups[-1].joined = True
        if joined and word.kind in {"of_class", "of_kin"} and self.last_number in self.totals:
            self.totals.discard(self.last_number)
            self.groups.append(PartyGroup(number=self.last_number))
        if word.kind != "with_":
            self.last_number = word.value if word.kind == "number" else 0

    def _group(self, *, fresh: bool) -> PartyGroup:
        self.describes = False
        if fresh or not self.groups or self.groups[-1].number is not None:
            self.groups.append(PartyGroup())
        return self.groups[-1]

    def _take_number(self, word: PartyWord, before: str) -> None:
        if word.delta and (word.counted or not word.text[0].isdecimal()):
            self.delta += word.delta * word.value
        elif before in {"age", "of_class", "of_kin"}:
            self._number_group(word)
        elif before == "of_kept":
            self.groups.append(PartyGroup(number=word.value, kept=True))
        elif word.part and (not word.part.startswith("만")):
            self.parts += [word.value] if word.part != "씩" else []
        elif word.counted or (before in {"all_of_us", "of_grade"} and not word.text[0].isdecimal()):
            self._take_total(word)
            self.by_grade = self.by_grade or before == "of_grade"
            self.strays += word.stray
        else:
            self.strays += word.stray

    def _take_total(self, word: PartyWord) -> None:
        """A total, which is none where it is told twice: "두 명 두 명 나눠 앉아도 돼요"."""
        self.vague = self.vague or word.text.rstrip("이요 ") in self.told
        self.told.add(word.text.rstrip("이요 "))
        self.totals.add(word.value)
        self.only |= {word.value} if word.part else set()

    def _number_group(self, word: PartyWord) -> None:
        group = self.groups[-1]
        if group.noun and group.noun.fixed and group.noun.value != word.value:
            self.totals.add(word.value)  # "엄마 둘이" are two with her
            return
        # Those before may be among them or not: "한 명은 어른, 아이 둘"
        all_told = any(other.number and not other.partly for other in self.groups)
        self.vague = self.vague or (bool(self.parts) and not word.part and not all_told)
        group.number, group.partly = word.value, bool(word.part)
        group.ages *= word.value if len(group.ages) == 1 else 1

    def count(self, before: int | None) -> int | None:
        """The tickets that all of it comes to; None where that cannot be told."""
        if self.vague:
            return None
        if self.delta:
            return before + self.delta if before is not None and not self.totals and before + self.delta > 0 else None
        unsure = len(self.totals) > 1 or self.strays > 1 or self.tells_of_a_part(before)
        return None if unsure else self._of_all()

    def _of_all(self) -> int | None:
        numbered = [group for group in self.groups if group.number is not None]
        total = next(iter(self.totals), None)
        if any(group.kept for group in numbered):
            return self._with_kept(sum(group.number or 0 for group in numbered if group.kept), total)
        if total is not None:
            return self._total(total, numbered)
        if not numbered or all(group.partly for group in numbered):
            pieces = self.parts + [group.number or 0 for group in numbered]
            return sum(pieces) if pieces else self._sum(with_speaker=True) if self.speaker else None
        speaker = self.speaker or (self.company and not any(group.is_adult for group in self.groups))
        if self.strays or (all(group.kin for group in self.groups) and not speaker):
            return None
        return self._sum(with_speaker=speaker)

    def leaves(self, before: int | None) -> bool:
        """Whether no more is told than what some of so many are: "한 명은 학생이에요"."""
        told = sum(self.parts)
        others = self.vague or self.delta or self.totals or any(group.number for group in self.groups)
        return bool(told and before and told <= before and not others and not self.speaker and not self.company)

    def tells_of_a_part(self, before: int | None) -> bool:
        """Whether every number may be that of some of those who come: "한 명은 학생이에요", "한 장만 R석으로"."""
        if self.speaker or self.company:
            return False
        below = before if before is not None else 0
        if self.totals:
            return max(self.totals) < below and (self.totals <= self.only or self.named)
        counted = [group for group in self.groups if group.people]
        pieces = self.parts + [group.people or 0 for group in counted]
        couple = any(not (group.noun or group.ages or group.kept) for group in counted)
        if not pieces or couple or (len(pieces) > 1 and any(not group.partly for group in counted)):
            return False
        alone = len(pieces) == 1 and (bool(self.parts) or counted[0].partly)
        return alone or self.rest or sum(pieces) < below

    def _total(self, total: int, numbered: list[PartyGroup]) -> int | None:
        """A total that was told, where those who were told of one by one fit it."""
        known = sum(group.people or 0 for group in self.groups)
        if sum(self.parts) > total or (self.strays and len(numbered) == 1):
            return None
        if not numbered or (any(group.partly for group in numbered) and known <= total):
            return total
        only_kin = all(group.kin for group in self.groups)
        return total if total in {known, sum(group.number or 0 for group in numbered), known + only_kin} else None

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
