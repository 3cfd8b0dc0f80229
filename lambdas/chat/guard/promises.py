"""Claims without a number of their own: what is said to be free, or to be possible again."""

import re
from collections.abc import Iterator

from lambdas.chat.guard.numerals import read_native
from lambdas.chat.guard.predicates import denies
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.shows import Show

_FREE = re.compile(r"(?<!취소 )(?<!취소)수수료(?:는|가|도)? ?(?:없|무료|공짜|안 ?(?:붙|들))")
_TIMES = r"(?P<times>\d+|(?<![가-힣])(?:한|두|세|네|다섯)) ?(?:번|회)"
_EXTENDED = re.compile(
    rf"{_TIMES}[^.]{{0,12}}?(?:(?<!공)연장|늘[려릴리])|(?:(?<!공)연장|늘[려릴리])[^.]{{0,12}}?{_TIMES.replace('times', 'after')}"
)


def false_promises(scene: Scene) -> Iterator[str]:
    """A booking fee that is said to be none, more extensions than there are."""
    shows = [scene.facts.show(performance_id) for performance_id in scene.thread.titles or scene.facts.focus]
    free = _FREE.search(scene.text)
    if free and not scene.has("취소|환불|이내") and all(show.performance.booking_fee_per_ticket for show in shows):
        yield free[0]
    extended = _EXTENDED.search(scene.text)
    if extended and not denies(scene.text) and _times(extended) > _most_extensions(scene, shows):
        yield extended[0]


def _times(found: re.Match[str]) -> int:
    said = found["times"] or found["after"]
    return int(said) if said.isdecimal() else read_native(said)


def _most_extensions(scene: Scene, shows: list[Show]) -> int:
    """Of the dates that the seats spoken of belong to, or else of any date."""
    own = {bundle.schedule_id for bundle in scene.facts.bundles}
    showings = [showing for show in shows for showing in show.showings]
    named = [showing for showing in showings if showing.schedule_id in own] or showings
    return max((showing.maximum_extensions for showing in named), default=0)
