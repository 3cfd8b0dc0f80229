"""Dates that are over or too far ahead, and days from which on somebody has time."""

from datetime import date

import pytest

from megaticket.korean.dates import When, read_when
from megaticket.korean.unclear import Unclear

WEDNESDAY = date(2026, 11, 25)
A_YEAR_ON = date(2027, 11, 25)


@pytest.mark.parametrize(
    ("text", "first", "last", "told"),
    [
        ("이번 주", date(2026, 11, 25), date(2026, 11, 29), "11월 25일 (수) ~ 11월 29일 (일)"),
        ("12월 5일 이후", date(2026, 12, 5), A_YEAR_ON, "12월 5일 (토)부터"),
        ("다음 주부터", date(2026, 11, 30), A_YEAR_ON, "11월 30일 (월)부터"),
        ("크리스마스 지나고", date(2026, 12, 26), A_YEAR_ON, "12월 26일 (토)부터"),
        ("일요일까지", WEDNESDAY, date(2026, 11, 29), "11월 25일 (수) ~ 11월 29일 (일)"),
        ("크리스마스 전에", WEDNESDAY, date(2026, 12, 24), "11월 25일 (수) ~ 12월 24일 (목)"),
        ("평일이면 다 돼요", WEDNESDAY, A_YEAR_ON, "월·화·수·목·금요일마다"),
        ("월요일 빼고 다 괜찮아요", WEDNESDAY, A_YEAR_ON, "화·수·목·금·토·일요일마다"),
        ("12월 주말", date(2026, 12, 5), date(2026, 12, 27), "12월 5일 (토) ~ 12월 27일 (일) 중 토·일"),
        ("5월 5일", date(2027, 5, 5), date(2027, 5, 5), "5월 5일 (수)"),
        ("10월 5일", date(2027, 10, 5), date(2027, 10, 5), "2027년 10월 5일 (화)"),
    ],
)
def test_stretches_of_days_and_how_they_are_told(text: str, first: date, last: date, told: str) -> None:
    when = read_when(text, WEDNESDAY)

    assert isinstance(when, When)
    assert (when.first, when.last, when.text) == (first, last, told)


@pytest.mark.parametrize(
    "text",
    [
        "지난주 토요일",
        "저번 주말",
        "지난주",
        "어제",
        "그저께 공연",
        "이번 주 월요일",
        "2025년 12월 24일",
        "작년 크리스마스",
        "지난달",
        "지난 금요일",
    ],
)
def test_what_is_over_is_asked_back(text: str) -> None:
    answer = read_when(text, WEDNESDAY)

    assert isinstance(answer, Unclear)
    assert answer.message is not None
    assert "지난 날짜" in answer.message


@pytest.mark.parametrize("text", ["2028년 5월 5일", "내년 12월 24일", "내년 크리스마스", "28년 1월"])
def test_what_is_more_than_a_year_ahead_is_asked_back(text: str) -> None:
    answer = read_when(text, WEDNESDAY)

    assert isinstance(answer, Unclear)
    assert answer.message is not None
    assert "1년 안의 날짜" in answer.message
