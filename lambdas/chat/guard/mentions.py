"""The seats that a phrase names, and what it says that seats have: a date, a grade."""

from dataclasses import dataclass
from typing import NamedTuple

from lambdas.chat.guard.bundles import Bundle, Seat
from lambdas.chat.guard.shows import Showing
from lambdas.chat.guard.tokens import Token


class Named(NamedTuple):
    """Seats that a token named, and the bundles that they are of."""

    token: Token
    bundles: tuple[Bundle, ...]
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class Mention:
    """Words from `start` to `end` that name dates or grades. Seats have what is mentioned if they are of one of them."""

    start: int
    end: int
    showings: tuple[Showing, ...] = ()
    grades: frozenset[str] = frozenset()

    def says_something(self) -> bool:
        """Whether it came to any date or grade that there is."""
        return bool(self.showings or self.grades)

    def fits(self, bundle: Bundle, seat: Seat) -> bool:
        """Whether a seat of a bundle has it; what is not known of a seat it may have."""
        if self.grades:
            return seat.grade is None or seat.grade in self.grades
        return not bundle.schedule_id or any(bundle.schedule_id == showing.schedule_id for showing in self.showings)
