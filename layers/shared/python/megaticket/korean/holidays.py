"""Days that go by a name: public holidays, the feasts of the Korean lunar calendar, the days on which couples go out."""

from datetime import date, timedelta
from functools import lru_cache

from korean_lunar_calendar import KoreanLunarCalendar

FIXED = {
    "크리스마스 ?이브|성탄절? ?이브|(?<![가-힣])이브(?!닝)": (12, 24), "크리스마스|성탄절|크리스마쓰|기독탄신일": (12, 25),
    "발렌타인 ?데이|밸런타인 ?데이": (2, 14), "화이트 ?데이": (3, 14), "빼빼로 ?데이": (11, 11), "핼러윈|할로윈": (10, 31),
    "신정|새해": (1, 1), "삼일절|3\\.1절": (3, 1), "식목일": (4, 5), "노동절|근로자의 ?날": (5, 1), "어린이날": (5, 5),
    "어버이날": (5, 8), "스승의 ?날": (5, 15), "현충일": (6, 6), "제헌절": (7, 17), "광복절": (8, 15),
    "개천절": (10, 3), "한글날": (10, 9),
}  # fmt: skip
"""Month and day by how the day is written."""

LUNAR = (
    "설날|구정|(?<![가-힣])설(?=[에은을이]? |[에은을이]?$| ?당일| ?전날| ?다음)"
    "|정월 ?대보름|대보름|부처님 ?오신 ?날|석가 ?탄신일|초파일|추석|한가위"
)
"""Feasts of the lunar year, as a pattern."""

BREAKS = "(?:설날?|구정|추석|한가위) ?연휴"
"""The days off around such a feast, as a pattern."""

_LUNAR_DAYS = {"설": (1, 1), "구정": (1, 1), "추석": (8, 15), "한가위": (8, 15), "정월": (1, 15), "대보름": (1, 15)}
_BUDDHAS_BIRTHDAY = (4, 8)

_CLOSED_IN_AUTUMN = {(10, 3), (10, 9)}


def lunar_date(text: str) -> tuple[int, int]:
    """Month and day of the lunar year for a text that LUNAR or BREAKS matched."""
    return next((when for name, when in _LUNAR_DAYS.items() if text.startswith(name)), _BUDDHAS_BIRTHDAY)


@lru_cache(maxsize=64)
def lunar(year: int, month: int, day: int) -> date:
    """The day of the lunar calendar as Korea's astronomical institute computes it; raises ValueError after 2050."""
    calendar = KoreanLunarCalendar()
    if not calendar.setLunarDate(year, month, day, False):
        raise ValueError("the lunar calendar ends here")
    return date.fromisoformat(calendar.SolarIsoFormat())


def break_around(feast: date) -> list[date]:
    """The days off around Seollal or Chuseok: the day before and after, a substitute for a Sunday, weekends beside them."""
    days = [feast + timedelta(days=offset) for offset in (-1, 0, 1)]
    if any(day.weekday() == 6 or (day.month, day.day) == (10, 3) for day in days):
        days.append(days[-1] + timedelta(days=1))
    while _is_off(days[0] - timedelta(days=1)):
        days.insert(0, days[0] - timedelta(days=1))
    while _is_off(days[-1] + timedelta(days=1)):
        days.append(days[-1] + timedelta(days=1))
    return days


def _is_off(day: date) -> bool:
    return day.weekday() >= 5 or (day.month, day.day) in _CLOSED_IN_AUTUMN
