"""A phrase while it is checked: its tokens, the facts, and what the answer has been about so far."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from lambdas.chat.guard.bundles import Bundle, Seat, Status
from lambdas.chat.guard.form import squeezed
from lambdas.chat.guard.grounding import Grounding
from lambdas.chat.guard.mentions import Mention, Named
from lambdas.chat.guard.predicates import clause_of, denies, status_of
from lambdas.chat.guard.shows import Show, Showing
from lambdas.chat.guard.tokens import Kind, Token


@dataclass(frozen=True)
class Thread:
    """What an answer has been about so far; None where it has not said.

    Attributes:
        titles: the performances named last.
        days: the days named last.
        showings: the dates that these came to.
        grades: the grades of which seats are told next.
        bundles: the seats named last, with their sums.
        status: what the last predicate said that seats are.
        row: a row that was named without a seat.
        cancelling: whether it is about cancelling.
    """

    titles: frozenset[str] | None = None
    days: frozenset[date] | None = None
    showings: tuple[Showing, ...] | None = None
    grades: frozenset[str] = frozenset()
    bundles: tuple[Bundle, ...] | None = None
    status: Status | None = None
    row: str | None = None
    cancelling: bool = False


class Scene:
    """The walk over one phrase's tokens. `thread` moves on with them."""

    def __init__(self, text: str, tokens: Sequence[Token], facts: Grounding, thread: Thread) -> None:
        self.text = text
        self.tokens = tokens
        self.facts = facts
        self.thread = thread
        self.begun = thread
        """What the answer was about before the phrase."""
        self.dates: list[Mention] = []
        self.seats: list[Named] = []

    def note(self, **changes: object) -> None:
        """Remembers what the answer is about now."""
        self.thread = replace(self.thread, **changes)  # type: ignore[arg-type]

    def settle_dates(self, token: Token, days: frozenset[date] | None, showings: Sequence[Showing]) -> None:
        """From this token on the phrase is about these days, and the dates that they came to."""
        ids = {showing.schedule_id for showing in showings}
        bundles = tuple(bundle for bundle in self.thread.bundles or () if bundle.schedule_id in ids)
        self.note(days=days, showings=tuple(showings) or None, bundles=bundles or None)
        start = self.dates.pop().start if self.narrows(token) else token.start
        self.dates.append(Mention(start, token.end, showings=tuple(showings)))

    def narrows(self, token: Token) -> bool:
        """Whether a time of day says more of the date before it: no seat stands between them."""
        if not self.dates or token.kind not in {Kind.CLOCK, Kind.PART}:
            return False
        return not any(self.dates[-1].end <= seat.start < token.start for seat in self.of(Kind.SEAT))

    def settle_seats(self, token: Token, bundles: Sequence[Bundle], seats: Sequence[Seat]) -> None:
        """This token named these seats, which are of these bundles."""
        self.note(bundles=tuple(bundles), row=None)
        self.seats.append(Named(token, tuple(bundles), tuple(seats)))

    @cached_property
    def seat_tokens(self) -> list[Token]:
        """The tokens of the phrase that name seats."""
        rows = self.of(Kind.SEAT, Kind.ROW)[:1]
        return [token for token in self.of(Kind.SEAT, Kind.NUMBER) if rows and token.start >= rows[0].start]

    def dates_of(self, token: Token) -> list[tuple[Showing, ...]]:
        """The dates that a token is said of: the last before it in the phrase, or those after it, or the answer's so far."""
        so_far = [self.begun.showings] if self.begun.showings else []
        return self.dates_named(token) or so_far

    def dates_named(self, token: Token) -> list[tuple[Showing, ...]]:
        """Of those the ones in the phrase."""
        before = [date.showings for date in self.dates if date.start < token.start]
        return before[-1:] or [date.showings for date in self.dates if date.start > token.start]

    def seats_of(self, token: Token) -> tuple[Bundle, ...]:
        """The seats that a token is said of, in the same way."""
        before = [named.bundles for named in self.seats if named.token.start < token.start]
        after = [named.bundles for named in self.seats if named.token.start > token.start]
        return next(iter(before[-1:] or after[:1]), self.thread.bundles or ())

    def before(self, token: Token, length: int = 200) -> str:
        """The words before a token."""
        return self.text[max(0, token.start - length) : token.start]

    def after(self, token: Token, length: int = 200) -> str:
        """The words after a token."""
        return self.text[token.end : token.end + length]

    def of(self, *kinds: Kind) -> list[Token]:
        """The phrase's tokens of some kinds."""
        return [token for token in self.tokens if token.kind in kinds]

    def last_before(self, token: Token, *kinds: Kind) -> Token | None:
        """The nearest token of some kinds before one."""
        return next((other for other in reversed(self.of(*kinds)) if other.end <= token.start), None)

    def clause(self, token: Token) -> str:
        """The words that judge a token."""
        alike = self.seat_tokens if token in self.seat_tokens else self.of(token.kind)
        later = [other.start for other in alike if other.start > token.start]
        return self.facts.names.with_roles(clause_of(self.text, token.end, later))

    def denied(self, token: Token) -> bool:
        """Whether the phrase does not vouch for a token."""
        return denies(self.clause(token))

    def status(self, token: Token) -> Status | None:
        """What the words after, before or around seats say that they are, or else the answer so far."""
        earlier = self.last_before(token, token.kind)
        leading = self.text[earlier.end if earlier else 0 : token.start]
        return status_of(self.clause(token)) or status_of(leading) or status_of(self.text) or self.thread.status

    def has(self, pattern: str) -> bool:
        """Whether the phrase holds a regular expression."""
        return re.search(pattern, self.text) is not None

    def in_texts(self, token: Token, value: int | str | None = None) -> bool:
        """Whether the catalogue's words about the performance hold the token's value."""
        item = (token.kind, token.values[0] if value is None else value)
        return any(item in show.said for show in self.shows(token))

    def quoted(self, token: Token) -> bool:
        """Whether the token stands in the catalogue's words with the word beside it, as it does here."""
        said = squeezed(self.text[token.start : token.end])
        before, after = self.before(token).split(), self.after(token).split()
        shapes = [squeezed(before[-1]) + said] if before else []
        # A particle alone is no word beside it.
        following = after[:2] if after and len(after[0]) < 2 else after[:1]
        shapes += [said + squeezed("".join(following))]
        longer = [shape for shape in shapes if len(shape) > len(said) + 1]
        return any(shape in show.texts for show in self.shows(token) for shape in longer)

    def was_said(self, token: Token, value: int | str | None = None) -> bool:
        """Whether the person's own words hold the token's value."""
        return (token.kind, token.values[0] if value is None else value) in self.facts.said

    def titles(self, token: Token) -> frozenset[str] | None:
        """The performances named before a token, or else after it in the phrase, or else before the phrase."""
        named = self.last_before(token, Kind.TITLE) or next(iter(self.of(Kind.TITLE)), None)
        return self.facts.names[named.word()].performances if named else self.thread.titles

    def shows(self, token: Token) -> list[Show]:
        """The performances that a token may be about."""
        return [self.facts.show(performance_id) for performance_id in self.titles(token) or self.facts.focus]

    def roles(self, token: Token) -> list[Token]:
        """The roles in the phrase of the performances that a token may be about."""
        shows = {show.performance_id for show in self.shows(token)}
        return [role for role in self.of(Kind.ROLE) if self.facts.names[role.word()].performances & shows]

    def showings(self, token: Token) -> list[Showing]:
        """Dates of the performances that a token may be about, and of what the person has where no title is named."""
        showings = [showing for show in self.shows(token) for showing in show.showings]
        if self.titles(token) is not None:
            return showings
        own = {bundle.schedule_id: bundle.performance_id for bundle in self.facts.bundles}
        held = [self.facts.show(performance_id) for performance_id in set(own.values()) & self.facts.told]
        return showings + [showing for show in held for showing in show.showings if showing.schedule_id in own]

    def titled(self, token: Token, *statuses: Status) -> list[Bundle]:
        """Seats of the performances that a token may be about."""
        titles = self.titles(token)
        return [
            bundle
            for bundle in self.facts.bundles
            if (not statuses or bundle.status in statuses)
            and (titles is None or not bundle.schedule_id or bundle.performance_id in titles)
        ]

    def bundles(self, token: Token, *statuses: Status) -> list[Bundle]:
        """Of those the seats of the date that is named, where one is."""
        dates = {showing.schedule_id for showings in self.dates_of(token) for showing in showings}
        titled = self.titled(token, *statuses)
        return [bundle for bundle in titled if not dates or not bundle.schedule_id or bundle.schedule_id in dates]
