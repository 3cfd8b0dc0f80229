"""Phrasings that nobody tuned to: how many are understood, and which are not. `make phrasings` prints the report."""

from collections.abc import Iterator

import pytest

from tests.scenarios.phrasings import Said, Wish, is_understood, say, wishes
from tests.scenarios.stage import Stage

MOST_FAILURES = 13
"""As measured and listed in docs/scenarios.md. Lower it when fewer fail; a rule made for one of these sentences is no progress."""

NO_YES = "no plain yes to the offer"


def test_there_are_over_a_hundred() -> None:
    every = [phrasing for wish in wishes() for phrasing in wish.phrasings]
    assert len(set(every)) == len(every) >= 100
    assert len(wishes()) >= 10


@pytest.mark.slow
def test_no_more_phrasings_fail_than_did(stage: Stage) -> None:
    failures = {wish.name: list(failing(wish, stage)) for wish in wishes()}
    print("\n".join(report(failures)))  # noqa: T201 - the report
    failed = sum(map(len, failures.values()))
    assert failed <= MOST_FAILURES
    assert failures[NO_YES] == [], "what is no plain yes must never hold"


def failing(wish: Wish, stage: Stage) -> Iterator[tuple[str, Said]]:
    """The phrasings of a wish that are not understood, as they were said."""
    for phrasing in wish.phrasings:
        message, said = say(wish, phrasing, stage)
        if not is_understood(wish.expect, said):
            yield message, said


def report(failures: dict[str, list[tuple[str, Said]]]) -> Iterator[str]:
    """A line for each wish, and under it what failed with the beginning of the answer."""
    counts = {wish.name: len(wish.phrasings) for wish in wishes()}
    for name, failed in failures.items():
        yield f"{counts[name] - len(failed):>3} of {counts[name]}  {name}"
        yield from (f"            {message}  <  {_begun(said)}" for message, said in failed)
    total = sum(counts.values())
    yield f"{total - sum(map(len, failures.values()))} of {total} understood"


def _begun(said: Said) -> str:
    return " ".join(said.answer.text.split())[:70] if said.answer.status == 200 else str(said.answer.body)
