"""What a conversation has settled: performance, date, count and grade, and the facts that tools have told."""

from dataclasses import dataclass, field
from typing import Any, Literal

Facts = dict[str, Any]


@dataclass
class State:
    """The fold over a conversation. Slots are None while they are open; the grade is "" where any will do."""

    performances: dict[str, Facts] = field(default_factory=dict)
    schedules: dict[str, Facts] = field(default_factory=dict)
    genres: list[str] = field(default_factory=list)
    listed: tuple[Literal["performances", "schedules", ""], list[str]] = ("", [])
    """What was listed last, for "두 번째 거"."""
    performance: str | None = None
    schedule: str | None = None
    last_schedule: str | None = None
    """The date that was settled last, also where another one is looked for since."""
    count: int | None = None
    grade: str | None = None
    proposed: list[Facts] = field(default_factory=list)
    """Results that proposed seats, oldest first."""
    wish: str = ""
    """Words for a date that no tool was asked about yet."""
    matches: list[str] = field(default_factory=list)
    """The performances that the last words fit equally well."""

    @property
    def titles(self) -> dict[str, str]:
        """Known titles by id."""
        return {identifier: str(facts["title"]) for identifier, facts in self.performances.items() if "title" in facts}

    @property
    def title(self) -> str:
        """The title of the settled performance, "" where there is none or its title is unknown."""
        return self.titles.get(self.performance or "", "")

    @property
    def grades(self) -> list[Facts]:
        """The grades of the settled performance, as far as a tool has told them."""
        return list(self.performances.get(self.performance or "", {}).get("grades", []))

    def settle_performance(self, identifier: str) -> None:
        """Choose a performance; what was chosen of another one is void."""
        if identifier != self.performance:
            self.performance, self.schedule, self.grade = identifier, None, None
            self.last_schedule = None
