"""People of one kind, as a message tells of them."""

from dataclasses import dataclass, field

from megaticket.korean.party_words import PartyWord

_ADULTS = ("어른", "성인", "대인", "일반")


@dataclass
class PartyGroup:
    """People of one kind: "어른 둘", "일곱 살 하나".

    Attributes:
        kin: people beside the one who writes.
        noun: the word for them, None where only their age is told.
        joined: whether they are told with others who come: "부모님이랑 저".
        kept: whether they are told by seats for a wheelchair and its company: "휠체어석 하나, 동반 하나".
        partly: whether something is told of them alone: "아이 한 명은 7살".
    """

    kin: bool = False
    noun: PartyWord | None = None
    ages: list[int] = field(default_factory=list)
    number: int | None = None
    joined: bool = False
    kept: bool = False
    partly: bool = False

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
