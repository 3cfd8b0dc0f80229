"""Claims about days: a day counts with its weekday and with what happens on it."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from lambdas.chat.guard.bundles import Status
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.shows import Show
from lambdas.chat.guard.tokens import Kind, Token
from megaticket.clock import WEEKDAYS

SERVICE = re.compile(r"고객센터|상담|문의|전화|운영|매표|수령|입장|막차|셔틀|취소|환불|전날|토요일이면|평일|매일")
"""Words of opening hours and deadlines, whose days and times are not those of a show."""

_UNTIL = re.compile(r"(?: ?(?:오전|오후|낮)? ?\d{1,2}(?::\d\d| ?시(?: ?\d+ ?분)?))? ?까지")
_OF_DAY = re.compile(r" ?[은는이가] ?")
_LAST = re.compile(r"(?:마지막 ?(?:공연|회차|날)|막공)[은이]? ?$")
_RELATIVE = {"오늘": 0, "내일": 1, "모레": 2, "글피": 3}
_WEEKS = {"이번": 0, "다음": 1, "다다음": 2}


def date_holds(token: Token, scene: Scene) -> bool:
    """A day of the year, with its weekday where one is named; that nothing is on a day may be said of any."""
    known = [day for day in _days_known(token, scene) if _is_day(day, token, scene)]
    weekday = token.values[3]
    fitting = [day for day in known if weekday in {None, WEEKDAYS[day.weekday()]}]
    if fitting and any(_has_business(day, token, scene) for day in fitting):
        _settle(frozenset(fitting), token, scene)
        return True
    return scene.denied(token) and _weekday_fits_next(token, scene)


def relative_holds(token: Token, scene: Scene) -> bool:
    """Today, tomorrow: where a show is said to be then, there is one."""
    day = scene.facts.now.date() + timedelta(days=_RELATIVE[token.word()])
    showings = scene.showings(token)
    about_show = re.match(r"(?:의|은|에|도)? ?(?:공연|회차)", scene.after(token))
    scene.settle_dates(token, frozenset({day}), [s for s in showings if s.starts_at.date() == day])
    return not about_show or scene.denied(token) or any(s.starts_at.date() == day for s in showings)


def weekday_holds(token: Token, scene: Scene) -> bool:
    """A weekday with a show, or the one of a certain week, or of the day that it is said of: "12월 5일은 토요일"."""
    wanted = WEEKDAYS.index(token.word(1))
    said_of = scene.last_before(token, Kind.DATE)
    if said_of and _OF_DAY.fullmatch(scene.text[said_of.end : token.start]) and scene.thread.days:
        return any(day.weekday() == wanted for day in scene.thread.days) or scene.denied(token)
    days = {s.starts_at.date() for s in scene.showings(token) if s.starts_at.weekday() == wanted}
    if token.values[0]:
        monday = scene.facts.now.date() - timedelta(days=scene.facts.now.weekday())
        days &= {monday + timedelta(weeks=_WEEKS[token.word()], days=wanted)}
    if days:
        _settle(frozenset(days), token, scene)
        return True
    return SERVICE.search(scene.text) is not None or scene.denied(token)


def month_holds(token: Token, scene: Scene) -> bool:
    """A month in which something happens."""
    months = {day.month for show in scene.shows(token) for day in _run(show)}
    months |= {day.month for day in _days_known(token, scene)}
    return token.values[0] in months or scene.denied(token) or scene.was_said(token)


def days_hold(token: Token, scene: Scene) -> bool:
    """A number of days, in the fee policy or in the catalogue's words."""
    if not re.search("취소|환불|수수료|예매|공제", scene.text) and not scene.thread.cancelling:
        return True
    policies = [show.performance.cancellation for show in scene.shows(token)]
    bounds = {bound for policy in policies for tier in policy.tiers for bound in (tier.from_days, tier.to_days)}
    free = {policy.free_days_after_booking for policy in policies}
    return token.values[0] in bounds | free or scene.in_texts(token) or scene.was_said(token)


def _run(show: Show) -> Iterable[date]:
    return (show.performance.period_start, show.performance.period_end)


def _days_known(token: Token, scene: Scene) -> set[date]:
    days = {scene.facts.now.date()} | {day for show in scene.shows(token) for day in _run(show)}
    for showing in scene.showings(token):
        start = showing.starts_at.date()
        days |= {start, start - timedelta(days=1), showing.sale_opens_at.date()}
    return days


def _is_day(day: date, token: Token, scene: Scene) -> bool:
    year, month, number, _ = token.values
    if month is None:
        month = next((d.month for d in scene.thread.days or ()), None)
    return year in {None, day.year} and month in {None, day.month} and number == day.day


def _has_business(day: date, token: Token, scene: Scene) -> bool:
    """Whether the phrase says of a day what happens on it."""
    showings = scene.showings(token)
    if _UNTIL.match(scene.after(token)) and scene.has("취소|환불"):
        own = {bundle.schedule_id for bundle in (scene.thread.bundles or scene.titled(token, Status.BOOKED))}
        dates = [s for s in showings if s.schedule_id in own] or showings
        return any(s.starts_at.date() - timedelta(days=1) == day for s in dates)
    if _LAST.search(scene.before(token)):
        return any(
            day in {show.performance.period_end, max(show.show_days, default=day)} for show in scene.shows(token)
        )
    if any(showing.starts_at.date() == day for showing in showings):
        return True
    if any(day in _run(show) for show in scene.shows(token)) and scene.has(
        "~|-|부터|까지|기간|개막|폐막|첫|마지막|막공"
    ):
        return True
    if any(s.sale_opens_at.date() == day for s in showings) and scene.has("예매|오픈|열리|열려|열립|판매|시작"):
        return True
    is_eve = any(s.starts_at.date() - timedelta(days=1) == day for s in showings)
    is_today = day == scene.facts.now.date()
    return (is_eve and scene.has("취소|환불|마감|까지")) or (is_today and scene.has("오늘|지금|현재"))


def _weekday_fits_next(token: Token, scene: Scene) -> bool:
    _, month, day, weekday = token.values
    today = scene.facts.now.date()
    if not weekday or not isinstance(month, int) or not isinstance(day, int):
        return True
    for year in (today.year, today.year + 1):
        try:
            named = date(year, month, day)
        except ValueError:
            continue
        if named >= today:
            return WEEKDAYS[named.weekday()] == weekday
    return False


def _settle(days: frozenset[date], token: Token, scene: Scene) -> None:
    """The answer is about these days from here on."""
    scene.settle_dates(token, days, [s for s in scene.showings(token) if s.starts_at.date() in days])
