"""Numbers, amounts, days and times in the many ways in which an answer may write them."""

from collections.abc import Callable
from datetime import datetime

from hypothesis import strategies as st

from megaticket.clock import WEEKDAYS

ONES = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"]
COUNTING = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]
TENS = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
SINO = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]


def native(value: int) -> str:
    """ "열다섯" for 15, as before a unit."""
    return (TENS[value // 10] + COUNTING[value % 10]) if 0 < value < 100 else sino(value)


def sino(value: int) -> str:
    """ "십오만사천" for 154,000."""
    if value >= 10_000:
        return ("" if value < 20_000 else sino(value // 10_000)) + "만" + sino(value % 10_000)
    words = ""
    for scale, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = value // scale % 10
        words += ("" if digit == 1 and name else SINO[digit]) + name if digit else ""
    return words


def wide(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def hidden(value: int) -> str:
    return "\u200b".join(str(value))


def number(value: int, *spoken: Callable[[int], str]) -> st.SearchStrategy[str]:
    """A number in digits, mostly; also in full width, with invisible characters, or in Hangul."""
    plain = st.just(str(value))
    return st.one_of(
        plain,
        plain,
        plain,
        st.sampled_from([str(value), wide(value), hidden(value), *(form(value) for form in spoken)]),
    )


def amount(won: int) -> st.SearchStrategy[str]:
    """ "140,000원", "14만원", "14만 3천 원", "십사만 원", "₩140,000"."""
    great, rest = divmod(won, 10_000)
    forms = [
        f"{won:,}원",
        f"{won:,}원",
        f"**{won:,}원**",
        f"{won}원",
        f"{won:,} 원",
        f"₩{won:,}",
        f"{sino(won)} 원",
        wide(won) + "원",
    ]
    if great and not rest:
        forms += [f"{great}만원", f"{great}만 원"]
    if great and rest and rest % 1000 == 0:
        forms += [f"{great}만 {rest // 1000}천원", f"{great}만{rest:,}원"]
    return st.sampled_from(forms)


def day(moment: datetime, weekday: str | None = None) -> st.SearchStrategy[str]:
    """ "12월 5일 (토)", "12/5(토)", "2026-12-05", "2026년 12월 5일 토요일"."""
    named = weekday or WEEKDAYS[moment.weekday()]
    month, number_ = moment.month, moment.day
    forms = [
        f"{month}월 {number_}일 ({named})",
        f"{month}월 {number_}일({named})",
        f"{month}월 {number_}일 {named}요일",
        f"{month}/{number_}({named})",
        f"{moment.year}년 {month}월 {number_}일 ({named})",
        f"{moment.year}. {month}. {number_}. ({named})",
    ]
    if weekday is None:
        forms += [
            f"{month}월 {number_}일",
            f"{moment:%Y-%m-%d}",
            f"{sino(month) if month not in (6, 10) else month}월 {sino(number_)}일",
        ]
    return st.sampled_from(forms)


def clock(moment: datetime) -> st.SearchStrategy[str]:
    """ "14:00", "오후 2시", "낮 2시", "19시 30분", "저녁 7시 반", "두 시"."""
    hour, minute = moment.hour, moment.minute
    short = hour - 12 if hour > 12 else hour
    part = "오전" if hour < 12 else "오후"
    minutes = f" {minute}분" if minute else ""
    forms = [
        f"{hour:02}:{minute:02}",
        f"{part} {short}시{minutes}",
        f"{hour}시{minutes}",
        f"{short}시{minutes}",
        f"{part} {native(short)} 시{minutes}",
    ]
    if hour >= 18:
        forms.append(f"저녁 {short}시{' 반' if minute == 30 else minutes}")
    if 12 < hour < 17:
        forms.append(f"낮 {short}시{minutes}")
    return st.sampled_from(forms)


def graded(grade: str) -> str:
    """A grade as people say it: "A" is "A석", "스탠딩" stays."""
    return grade if grade.endswith("석") or not grade.isascii() else f"{grade}석"
