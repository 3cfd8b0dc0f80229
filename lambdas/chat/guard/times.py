"""Claims about times: a time counts on its day, a deadline with the seats that it is of, what is left at most."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from lambdas.chat.conversation.state import PROPOSAL_SECONDS
from lambdas.chat.guard.bundles import Bundle, Status
from lambdas.chat.guard.days import SERVICE
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.shows import Showing
from lambdas.chat.guard.tokens import Kind, Token
from megaticket.booking.models import HOLD_SECONDS, MAX_HOLD_SECONDS
from megaticket.korean.hours import part_hours

TOLERANCE_SECONDS = 10
"""Between the reading of a hold and the words about it a few seconds pass."""
ROUNDING_SECONDS = 120
"""What is left is told in whole minutes, perhaps a while after it was read."""

_UNTIL = re.compile(
    r"^ ?(?:까지|전(?:에|까지)|이전|안에|에 ?(?:자동으로 |모두 |전부 )?(?:끝|만료|종료|해제|마감|풀)|이후|이 ?지나|을 ?넘|가 ?지나)"
)
_DEADLINE = re.compile(r"(?:만료|마감|종료|시한|기한|끝나는)[^\d]{0,10}$")
_NOW = re.compile(r"(?:지금|현재)[^\d]{0,8}$")
_IS_SHOW = re.compile(r"^ ?(?:\)|에)? ?(?:공연|회차|시작)")
_ENDS = re.compile(r"^ ?(?:쯤|경|께|정도)?(?:에)? ?(?:끝|마치|종료|막을 내)")
_LEFT = re.compile(r"^ ?(?:\d+ ?초)? ?(?:밖에|정도|쯤|가량)? ?(?:남|안에|이내|내에|뒤|후(?:에|면)|지나면)")

_LEFT_BEFORE = re.compile(r"남은 (?:[가-힣]+ )?시간[은이]?[^\d]{0,6}$")


def clock_holds(token: Token, scene: Scene) -> bool:
    """A time of day: a show's on the day that is named, a deadline's, or one of the catalogue's words."""
    times = set(_readings(token))
    if _ENDS.match(scene.after(token)) and not SERVICE.search(scene.text):
        return _show_ends(times, token, scene) or _deadline_holds(times, token, scene)
    if _is_deadline(token, scene):
        return _deadline_holds(times, token, scene)
    if _NOW.search(scene.before(token)) and (scene.facts.now.hour, scene.facts.now.minute) in times:
        return True
    if _show_starts(times, token, scene) or _sale_opens(times, token, scene):
        return True
    said = (Kind.CLOCK, _on_twelve(token))
    in_words = any(said in show.said for show in scene.shows(token))
    if in_words and (SERVICE.search(scene.text) or not (_IS_SHOW.match(scene.after(token)) or scene.thread.days)):
        return True
    return scene.quoted(token) or (said in scene.facts.said and scene.denied(token))


def part_holds(token: Token, scene: Scene) -> bool:
    """A part of the day: there is a show in it on the day that is named."""
    days, hours = scene.thread.days, part_hours(token.word())
    then = [
        s for s in scene.showings(token) if s.starts_at.hour in hours and (days is None or s.starts_at.date() in days)
    ]
    if then:
        scene.settle_dates(token, days, tuple(dict.fromkeys((*_of_same_day(token, scene), *then))))
    return bool(then) or scene.denied(token)


def minutes_hold(token: Token, scene: Scene) -> bool:
    """A span in minutes: what is left of a hold at most, else what the house or the catalogue says."""
    minutes = token.number()
    left = _LEFT.match(scene.after(token)) or _LEFT_BEFORE.search(scene.before(token))
    live = [bundle.expires_at for bundle in scene.bundles(token, Status.HELD) if bundle.expires_at]
    if left and live and scene.has("선점|결제|좌석|시간|남|만료|해제"):
        return any(_is_left(minutes, end - scene.facts.now, exactly="남" in left[0]) for end in live)
    if left and "남" in left[0]:
        return False
    if scene.has("선점") and re.match(" ?(?:동안|간)", scene.after(token)):
        return minutes == HOLD_SECONDS // 60
    run = {m for s in scene.shows(token) for m in (s.performance.running_minutes, s.performance.intermission_minutes)}
    people = token.number() in scene.facts.counts and not left
    in_texts = any({(Kind.MINUTES, minutes), (Kind.HOURS, minutes)} & show.said for show in scene.shows(token))
    return minutes in _policy_minutes(scene) | run or in_texts or people or scene.denied(token)


def _is_left(minutes: int, left: timedelta, *, exactly: bool) -> bool:
    """Whether so much time is left; where it is said to be all, not much less than there is."""
    seconds, least = left.total_seconds(), left.total_seconds() - ROUNDING_SECONDS if exactly else 0
    return least <= minutes * 60 <= seconds + TOLERANCE_SECONDS


def _policy_minutes(scene: Scene) -> set[int]:
    """What the house promises: a hold's ten minutes, a proposal's five; half an hour only as the most there can be."""
    longest = {MAX_HOLD_SECONDS // 60} if scene.has("최대|길어도|까지|넘") else set()
    return {HOLD_SECONDS // 60, PROPOSAL_SECONDS // 60} | longest


def _readings(token: Token) -> Iterable[tuple[int, int]]:
    """The times that "2시", "오후 2시" and "14:00" may be."""
    hour, minute, part = token.number() % 24, token.number(1), token.values[2]
    if part not in {"오후", "저녁", "밤"} or hour > 11:
        yield hour, minute
    if part not in {"오전", "새벽", "아침", "정각"} and 0 < hour < 12:
        yield hour + 12, minute
    if hour == 12 and part in {"오전", "밤", "새벽"}:
        yield 0, minute


def _on_twelve(token: Token) -> str:
    return f"{token.number() % 12}:{token.number(1)}"


def _show_starts(times: set[tuple[int, int]], token: Token, scene: Scene) -> bool:
    days = scene.thread.days
    at = [s for s in scene.showings(token) if (s.starts_at.hour, s.starts_at.minute) in times]
    on_day = [s for s in at if days is None or s.starts_at.date() in days]
    if on_day and (days is not None or _IS_SHOW.match(scene.after(token))):
        scene.settle_dates(token, days, tuple(dict.fromkeys((*_of_same_day(token, scene), *on_day))))
    return bool(on_day)


def _show_ends(times: set[tuple[int, int]], token: Token, scene: Scene) -> bool:
    """Whether a show that starts on the named day is over then."""
    days = scene.thread.days
    for show in scene.shows(token):
        length = timedelta(minutes=show.performance.running_minutes)
        ends = {s.starts_at + length for s in show.showings if days is None or s.starts_at.date() in days}
        if any((end.hour, end.minute) in times for end in ends):
            return True
    return False


def _of_same_day(token: Token, scene: Scene) -> tuple[Showing, ...]:
    """What earlier times of the same list of times have come to: "14:00, 19:00"."""
    before = scene.last_before(token, Kind.CLOCK, Kind.PART, Kind.DATE, Kind.WEEKDAY, Kind.RELATIVE)
    is_more = before is not None and before.kind in {Kind.CLOCK, Kind.PART} and scene.narrows(token)
    return (scene.thread.showings or ()) if is_more else ()


def _sale_opens(times: set[tuple[int, int]], token: Token, scene: Scene) -> bool:
    opens = [s.sale_opens_at for s in scene.showings(token)]
    known = [o for o in opens if scene.thread.days is None or o.date() in scene.thread.days]
    return scene.has("예매|오픈|열|판매") and any((o.hour, o.minute) in times for o in known)


def _is_deadline(token: Token, scene: Scene) -> bool:
    return bool(_UNTIL.match(scene.after(token)) or _DEADLINE.search(scene.before(token)))


def _deadline_holds(times: set[tuple[int, int]], token: Token, scene: Scene) -> bool:
    """The end of a hold, on its day; or the end of cancelling, or hours of service."""
    named = scene.seats_of(token)
    live = [bundle for bundle in scene.facts.bundles if bundle.expires_at and (not named or bundle in named)]
    if any(_ends(bundle, times, token, scene) for bundle in live):
        return True
    if (Kind.CLOCK, _on_twelve(token)) in {item for show in scene.shows(token) for item in show.said}:
        return SERVICE.search(scene.text) is not None or scene.thread.cancelling
    closings = [
        datetime.combine(s.starts_at.date() - timedelta(days=1), show.closing(s.starts_at.date()))
        for show in scene.shows(token)
        for s in show.showings
    ]
    on_days = [c for c in closings if scene.thread.days is None or c.date() in scene.thread.days]
    if scene.has("취소|환불") and any((c.hour, c.minute) in times for c in on_days):
        return True
    return not scene.has("선점|결제") and _show_starts(times, token, scene)


def _ends(bundle: Bundle, times: set[tuple[int, int]], token: Token, scene: Scene) -> bool:
    end = bundle.expires_at
    if end is None or (end.hour, end.minute) not in times:
        return False
    relative = scene.last_before(token, Kind.RELATIVE, Kind.DATE)
    tomorrow = relative is not None and relative.kind == Kind.RELATIVE and relative.word() == "내일"
    return tomorrow == (end.date() > scene.facts.now.date())
