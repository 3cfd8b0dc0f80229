"""By how much one grade costs more or less than another, or than the seats that are spoken of."""

import re
from collections.abc import Iterator

from lambdas.chat.guard.labels import sums_of
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Kind, Token

_MORE = r"^(?:이|을|만큼)? ?(?:정도 |쯤 )?(?:더 )?"
_DEARER = re.compile(rf"{_MORE}(?:비싸|비쌉|비싼|높)")
_CHEAPER = re.compile(rf"{_MORE}(?:저렴|싸|쌉|싼|낮|아끼|절약)")
_APART = re.compile(rf"{_MORE}(?:의 )?차이")
_COMPARED = re.compile(r"^(?: ?\(?[\d,만천 ]+ ?원\)?)?(?:보다|에 ?비해|에 ?비하면| ?대비|와 ?비교)")

_SAID_TO_BE = re.compile(
    r"^[^\d.!?]{0,14}?(?:(?P<dearer>비싸(?!지)|비쌉|비싼)|저렴(?!하지)|(?<![가-힣])싸(?!지)|(?<![가-힣])쌉|(?<![가-힣])싼)"
)


def is_difference(token: Token, scene: Scene) -> bool:
    """Whether an amount is said to be how much more or less something costs."""
    return any(pattern.match(scene.after(token)) for pattern in (_DEARER, _CHEAPER, _APART))


def difference_holds(token: Token, scene: Scene) -> bool:
    """By how much the grade that is spoken of differs from the one that it is compared with; one may be the seats'."""
    amount, after, found = token.number(), scene.after(token), _differences(token, scene)
    if _APART.match(after):
        return amount in found or -amount in found
    return (amount if _DEARER.match(after) else -amount) in found


def _differences(token: Token, scene: Scene) -> set[int]:
    named = [grade for grade in scene.of(Kind.GRADE) if grade.end <= token.start][-2:]
    # "VIP석보다 R석이" and "R석이 VIP석보다" speak of R; without a comparison it is the one named last.
    named.sort(key=lambda grade: _is_compared(grade, scene))
    if len(named) > 1 and not _is_compared(named[1], scene):
        named.reverse()
    seats = {seat.price for bundle in sums_of(token, scene) for seat in bundle.seats if seat.price is not None}
    counts = {1} | {count.number() for count in scene.of(Kind.COUNT)}
    found: set[int] = set()
    for prices in (show.prices for show in scene.shows(token)):
        known = [prices[grade.word()] for grade in named if grade.word() in prices]
        subjects, others = (set(known[:1]), set(known[1:])) if len(known) > 1 else (set(known), seats)
        if len(known) == 1 and _is_compared(named[-1], scene):
            subjects, others = others, subjects
        found |= {(price - other) * count for price in subjects for other in others for count in counts}
    return found


def _is_compared(grade: Token, scene: Scene) -> bool:
    return _COMPARED.match(scene.after(grade)) is not None


def false_comparisons(scene: Scene) -> Iterator[str]:
    """That one grade is dearer or cheaper than another, where it is the other way round."""
    grades = scene.of(Kind.GRADE)
    for place, compared in enumerate(grades):
        behind = grades[place + 1 : place + 2]
        beside = [*behind, *grades[max(0, place - 1) : place]]
        said = _SAID_TO_BE.search(scene.after(behind[0] if behind else compared))
        if not (said and beside and _is_compared(compared, scene)):
            continue
        pairs = [
            (show.prices.get(beside[0].word()), show.prices.get(compared.word())) for show in scene.shows(compared)
        ]
        known = [price - other for price, other in pairs if price is not None and other is not None]
        if known and not any(more > 0 if said["dearer"] else more < 0 for more in known):
            yield said[0].strip()
