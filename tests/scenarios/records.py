"""A scenario as data: what is given, what the person does, and which state of the database is expected of it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from megaticket.base import Record

HERE = Path(__file__).parent
FAMILIES = HERE / "families"

Outcome = Literal["changed", "refused", "information"]
Manner = Literal[
    "invents_seats",
    "wrong_prices",
    "skips_consent",
    "drops_button",
    "calls_wrongly",
    "breaks_json",
    "loops",
    "gullible",
    "mishears",
]
EVERYWHERE: tuple[Manner, ...] = ("mishears",)
"""Manners that each scenario is played with."""


class Act(Record):
    """What happens to the tables beside the conversation. `act` is a function of `acts.py`."""

    act: Literal[
        "hold", "others_hold", "pay", "start_payment", "expire", "expire_proposal", "sell_out", "take_proposed",
        "take_row", "recover", "stand_by", "new_conversation",
    ]  # fmt: skip
    count: int = 2
    grade: str | None = None
    skip: int = 0


class Press(Record):
    """A button of the last turn: the one that agrees, or the one whose label holds these words."""

    press: str = "agree"


class Pick(Record):
    """Seats picked on the page's map: so many side by side, or exactly these."""

    pick: int = 0
    seats: tuple[str, ...] = ()
    say: str = "이 좌석이요"
    skip: int = 0


class Raw(Record):
    """A message with other fields than a page would send, or with a token that is none."""

    say: str
    confirm: str | None = None
    conversation_id: str | None = None
    token: str | None = None


class AtOnce(Record):
    """The same button pressed so often at the same time."""

    press_at_once: int


Move = str | AtOnce | Press | Pick | Raw | Act


class ExpectedHold(Record):
    """A hold of the person in the end. `on` is a date of the scenario, None any date."""

    seats: int
    state: Literal["HOLDING", "PAYING", "CONFIRMED", "RELEASED", "CANCELLED", "EXPIRED"] = "HOLDING"
    grade: str | None = None
    on: str | None = "house"
    together: bool = True
    extensions: int = 0
    given: bool = False
    """Whether it is a hold that was there before: the seats may be others, the hold is the same."""
    same_seats: bool = False
    """Whether its seats are the ones that were there before."""


class Expectation(Record):
    """What must be true in the end.

    `holds` are all that the person has or had. `code` is a refusal that was given; `code_when` one that a manner leads to.
    `actions` came, `no_actions` did not. All of `says` and one of `says_one_of` stand in what a well-behaved model's answers
    show; nothing that fits a pattern of `forbidden` ever does.
    """

    outcome: Outcome
    holds: tuple[ExpectedHold, ...] = ()
    code: str | None = None
    code_when: dict[Manner, str] = Field(default_factory=dict)
    actions: tuple[str, ...] = ()
    no_actions: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    says_one_of: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class Scenario(Record):
    """One person's conversation. `house` is a date of `houses.py`, `grade` how dear: top, middle or cheapest."""

    name: str
    house: str = "small"
    grade: Literal["top", "middle", "cheapest"] = "middle"
    given: tuple[Act, ...] = ()
    say: tuple[Move, ...]
    expect: Expectation
    manners: tuple[Manner, ...]
    missing: str | None = None
    """What the product, or the stand-in model, cannot do yet; the scenario is then expected to fail."""
    quick: bool = False
    """Whether it is one of the few that run in `make test`."""


class Family(Record):
    """The scenarios of a file."""

    scenario: tuple[Scenario, ...]


@cache
def families() -> dict[str, tuple[Scenario, ...]]:
    """All scenarios by family. Raises pydantic.ValidationError for a file in another form."""
    files = sorted(FAMILIES.glob("*.toml"))
    return {path.stem: Family.model_validate(tomllib.loads(path.read_text("utf-8"))).scenario for path in files}
