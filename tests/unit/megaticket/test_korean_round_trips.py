"""What is written in any of many forms is read back as what it was."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from megaticket.clock import WEEKDAYS
from megaticket.contracts import won
from megaticket.korean.counts import read_count
from megaticket.korean.dates import When, read_when
from megaticket.korean.money import amounts, read_budget
from megaticket.korean.unclear import Unclear

FEW, MANY = 30, 10_000
"""Cases of the fast run and of the slow one."""

TODAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
ONES = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
MONTHS = ["", "일", "이", "삼", "사", "오", "유", "칠", "팔", "구", "시", "십일", "십이"]
NATIVE = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"]
BEFORE_UNIT = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]


def sino(number: int) -> str:
    """A number below 10,000 as it is read out: "이십사"."""
    said = ""
    for value, unit in ((1000, "천"), (100, "백"), (10, "십")):
        digit, number = divmod(number, value)
        said += ("" if digit == 1 else ONES[digit]) + unit if digit else ""
    return said + ONES[number]


def native(number: int) -> str:
    """A number below 30 as people count: "열네"."""
    tens, ones = divmod(number, 10)
    return ["", "열", "스물" if ones else "스무"][tens] + BEFORE_UNIT[ones]


def weekday_of(day: date) -> str:
    return WEEKDAYS[day.weekday()]


DATE_FORMS: list[Callable[[date], str]] = [
    lambda day: f"{day.month}월 {day.day}일",
    lambda day: f"{day.month}월{day.day}일",
    lambda day: f"{day.month}월 {day.day}일에 두 장이요",
    lambda day: f"{day.month} 월 {day.day} 일",
    lambda day: f"{day.month}/{day.day}",
    lambda day: f"{day.month}.{day.day} 공연",
    lambda day: f"{day.year}-{day.month:02}-{day.day:02}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}년 {day.month}월 {day.day}일",
    lambda day: f"{day.year % 100}년 {day.month}월 {day.day}일",
    lambda day: f"{MONTHS[day.month]}월 {sino(day.day)}일",
    lambda day: f"{MONTHS[day.month]}월{sino(day.day)}일 저녁",
    lambda day: f"{day.month}월 {day.day}일 {weekday_of(day)}요일",
    lambda day: f"{day.month}월 {day.day}일 ({weekday_of(day)}) 19:30",
    lambda day: f"{day.month}/{day.day} {weekday_of(day)}욜 낮공",
    lambda day: f"기념일이 {day.month}월 {day.day}일이라 그날 보고 싶어요",
    lambda day: f"１{day.month:02}"[1:].lstrip("0") + f"월 {day.day}일",
]


def a_day_is_read_back(today: date, ahead: int, form: Callable[[date], str]) -> None:
    day = today + timedelta(days=ahead)

    when = read_when(form(day), today)

    assert isinstance(when, When), (form(day), when)
    assert when.days == frozenset({day}), form(day)


def another_weekday_is_asked_back(today: date, ahead: int, off: int, form: str) -> None:
    day = today + timedelta(days=ahead)
    wrong = WEEKDAYS[(day.weekday() + off) % 7]

    answer = read_when(form.format(month=day.month, day=day.day, weekday=wrong), today)

    assert isinstance(answer, Unclear)
    assert answer.message


def a_stretch_is_read_back(today: date, ahead: int, length: int, form: str) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)

    when = read_when(form.format(m1=first.month, d1=first.day, m2=last.month, d2=last.day), today)

    assert isinstance(when, When), (first, last, when)
    assert when.days == frozenset(first + timedelta(days=day) for day in range(length + 1))


def a_weekday_of_a_week_is_read_back(today: date, weekday: int, week: tuple[str, int], form: str) -> None:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(weeks=week[1], days=weekday)

    answer = read_when(form.format(week=week[0], weekday=WEEKDAYS[weekday]), today)

    if day < today:
        assert isinstance(answer, Unclear)
        assert "지난" in str(answer.message)
    else:
        assert isinstance(answer, When), answer
        assert answer.days == frozenset({day})


def an_amount_is_read_back(thousands: int, form: Callable[[int], str]) -> None:
    assert amounts(form(thousands * 1000)) == [thousands * 1000], form(thousands * 1000)


def a_limit_is_read_back(thousands: int, form: Callable[[int], str], bound: str) -> None:
    budget = read_budget(f"{form(thousands * 1000)} {bound}")

    assert budget is not None
    assert budget.maximum == thousands * 1000


def a_count_is_read_back(count: int, form: str) -> None:
    assert read_count(form.format(digits=count, native=native(count))) == count


def a_family_is_added_up(adults: int, children: int, form: str) -> None:
    assert read_count(form.format(a=NATIVE[adults], c=NATIVE[children], na=adults, nc=children)) == adults + children


AMOUNT_FORMS: list[Callable[[int], str]] = [
    won,
    lambda amount: f"{amount}원",
    lambda amount: (
        f"{amount // 10_000}만 {amount % 10_000 // 1000}천원" if amount % 10_000 else f"{amount // 10_000}만원"
    ),
    lambda amount: (
        f"{amount // 10_000}만{amount % 10_000 // 1000}천원" if amount % 10_000 else f"{amount // 10_000}만 원"
    ),
    lambda amount: f"{amount // 10_000}만 {amount % 10_000}원" if amount % 10_000 else f"{amount // 10_000}만원",
    lambda amount: f"{amount / 10_000:g}만원",
    lambda amount: ("" if amount < 20_000 else sino(amount // 10_000)) + "만" + sino(amount % 10_000) + "원",
    lambda amount: ("" if amount < 20_000 else sino(amount // 10_000)) + "만 " + sino(amount % 10_000) + "원",
]
WRONG_WEEKDAYS = [
    "{month}월 {day}일 {weekday}요일",
    "{month}/{day} ({weekday})",
    "{month}월 {day}일 {weekday}욜 저녁",
    "{weekday}요일 {month}월 {day}일",
]
STRETCHES = [
    "{m1}월 {d1}일부터 {m2}월 {d2}일까지",
    "{m1}/{d1} ~ {m2}/{d2}",
    "{m1}월 {d1}일~{m2}월 {d2}일 사이",
    "{m1}/{d1}-{m2}/{d2} 중에",
]
WEEKS = [("이번 주", 0), ("이번주", 0), ("다음 주", 1), ("담주", 1), ("다음주", 1), ("다다음 주", 2), ("차주", 1)]
COUNTS = [
    "{digits}장",
    "{digits}명이요",
    "{native} 장",
    "{native}명",
    "R석 {native} 장",
    "R석{native}장이요",
    "7시 {digits}장",
    "12월 3일 {native} 자리",
    "{native} 명이서",
]
FAMILIES = [
    "어른 {a}에 아이 {c}",
    "어른 {a} 아이 {c}이요",
    "성인 {na}명 청소년 {nc}명",
    "어른 {na}, 어린이 {nc}",
    "성인{na}명 소인{nc}명",
    "어른 {a}이랑 일곱 살 {c}",
]

ABOVE_MYRIAD = st.integers(10, 999)
PROPERTIES: list[tuple[Callable[..., None], dict[str, Any]]] = [
    (a_day_is_read_back, {"today": TODAYS, "ahead": st.integers(0, 364), "form": st.sampled_from(DATE_FORMS)}),
    (
        another_weekday_is_asked_back,
        {"today": TODAYS, "ahead": st.integers(0, 364), "off": st.integers(1, 6), "form": st.sampled_from(WRONG_WEEKDAYS)},
    ),
    (
        a_stretch_is_read_back,
        {"today": TODAYS, "ahead": st.integers(0, 300), "length": st.integers(1, 60), "form": st.sampled_from(STRETCHES)},
    ),
    (
        a_weekday_of_a_week_is_read_back,
        {"today": TODAYS, "weekday": st.integers(0, 6), "week": st.sampled_from(WEEKS), "form": st.sampled_from(["{week} {weekday}요일", "{week}{weekday}욜", "{week} {weekday}요일 저녁 공연"])},
    ),
    (an_amount_is_read_back, {"thousands": ABOVE_MYRIAD, "form": st.sampled_from(AMOUNT_FORMS)}),
    (a_limit_is_read_back, {"thousands": ABOVE_MYRIAD, "form": st.sampled_from(AMOUNT_FORMS), "bound": st.sampled_from(["이하", "까지", "이내로", "안쪽"])}),
    (a_count_is_read_back, {"count": st.integers(1, 29), "form": st.sampled_from(COUNTS)}),
    (a_family_is_added_up, {"adults": st.integers(1, 9), "children": st.integers(1, 9), "form": st.sampled_from(FAMILIES)}),
]  # fmt: skip
NAMES = [judge.__name__ for judge, _ in PROPERTIES]


@pytest.mark.parametrize(("judge", "cases"), PROPERTIES, ids=NAMES)
def test_a_few(judge: Callable[..., None], cases: dict[str, Any]) -> None:
    settings(max_examples=FEW)(given(**cases)(judge))()


@pytest.mark.slow
@pytest.mark.parametrize(("judge", "cases"), PROPERTIES, ids=NAMES)
def test_many(judge: Callable[..., None], cases: dict[str, Any]) -> None:
    settings(max_examples=MANY)(given(**cases)(judge))()
