"""Which of many options one person is offered: among near-equal ones another than everybody else."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from megaticket.seating.options import Option

OPTIONS = 3
"""How many options are offered at most; they share no seat."""

NEAR = 1.0
"""Options of one rank whose distances differ by no more than one seat are as good as equal."""


Source = Callable[[Sequence[Option]], Iterable[Option]]
"""Gives the options that share no seat with those chosen before."""


def besides(options: Iterable[Option]) -> Source:
    """A source that holds all its options from the beginning."""
    ranked = sorted(options, key=lambda option: option.order)
    return lambda chosen: [option for option in ranked if not any(map(option.overlaps, chosen))]


def choose(source: Source, seed: str | None = None, crowd: int = 0) -> tuple[Option, ...]:
    """The options for one person, best first.

    Args:
        source: everything there is.
        seed: stands for the person; None gives the best in plain order.
        crowd: how many people choose among the same seats now; the choice is widened to as many options.
    """
    chosen: list[Option] = []
    while len(chosen) < OPTIONS:
        left = sorted(source(chosen), key=lambda option: option.order)
        if not left:
            break
        chosen.append(left[0] if seed is None else _picked(left, seed, crowd))
    return tuple(chosen)


def _picked(ranked: Sequence[Option], seed: str, crowd: int) -> Option:
    best = ranked[0]
    alike = list(takewhile(lambda option: option.likeness == best.likeness, ranked))
    near = list(takewhile(lambda option: option.distance <= best.distance + NEAR, alike))
    pool = _tidy(near)
    if crowd > len(pool):
        pool = max(pool, _tidy(alike)[:crowd], key=len)
    return min(pool, key=lambda option: _lot(seed, option))


def _tidy(options: Sequence[Option]) -> Sequence[Option]:
    return [option for option in options if option.is_tidy] or options


def _lot(seed: str, option: Option) -> bytes:
    """What a person draws for an option: always the same, so that asking again gives the same seats."""
    place = ",".join(map(str, option.seats))
    return hashlib.blake2b(f"{seed}\x00{place}".encode(), digest_size=8).digest()
