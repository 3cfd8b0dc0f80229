"""Ways in which people name days, beside plain dates."""

from datetime import UTC, date, datetime, timedelta

import pytest

from megaticket.korean.dates import When, read_when
from megaticket.korean.unclear import Unclear

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)


def day_of(digits: str) -> date:
    """The day of "1224" or, where it is not this year's, "270101"."""
    return date(2000 + int(digits[:-4] or 26), int(digits[-4:-2]), int(digits[-2:]))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # nearby days, typed in haste
        ("금일", "1123"), ("낼", "1124"), ("낼모레", "1125"), ("모래 공연", "1125"), ("글피", "1126"), ("그글피", "1127"),
        ("이번주토욜", "1128"), ("담주 금욜 저녁", "1204"), ("다담주 일욜", "1213"), ("차주 화요일", "1201"), ("불금", "1127"),
        ("사흘 뒤", "1126"), ("보름 후", "1208"), ("2주 뒤", "1207"), ("2주 뒤 토요일", "1212"), ("한 달 뒤", "1223"),
        ("돌아오는 토요일", "1128"), ("이번 토요일", "1128"), ("담주말", "1205 1206"),
        # numbers in words
        ("십이월 이십사일", "1224"), ("십이월 십일", "1210"), ("십이월 십일일", "1211"), ("유월 육일", "270606"), ("시월 삼일", "271003"),
        # numbers alone
        ("1205", "1205"), ("1224 저녁", "1224"), ("그럼 0103이요", "270103"), ("12-05", "1205"), ("01-15로", "270115"), ("12-05 두 장", "1205"),
        # named days
        ("설날", "270207"), ("구정", "270207"), ("설 당일", "270207"), ("추석", "270915"), ("한글날", "271009"), ("신정", "270101"),
        ("석가탄신일", "270513"), ("광복절", "270815"), ("화이트데이", "270314"), ("크리스마스 이브", "1224"), ("내년 어린이날", "270505"),
        ("설 연휴", "270206 270207 270208 270209"), ("추석 연휴", "270914 270915 270916"), ("설날 전날", "270206"),
        ("크리스마스 다음 날", "1226"), ("크리스마스 전 주말", "1219 1220"), ("크리스마스 전 토요일", "1219"),
        # anniversaries with their date
        ("결혼기념일이 5월 3일이라 그 주 주말", "270508 270509"), ("100일이 12월 20일이에요", "1220"), ("생일이 12월 3일인데 그 다음 날", "1204"),
        ("12월 3일 그 주말", "1205 1206"), ("50일 기념으로 토요일", "1128"),
        # parts of a month
        ("12월 첫째 토요일", "1205"), ("마지막 일요일", "1129"), ("12월 셋째 주 토요일", "1219"), ("12월 둘째 주말", "1212 1213"),
        ("12월 20일 토요일 아니고 일요일", "1220"), ("다음 달 5일", "1205"),
        # a weekday of a stretch
        ("12월 토요일", "1205 1212 1219 1226"), ("다음 주 화, 목요일", "1201 1203"), ("다음주 월,수 중에", "1130 1202"), ("토일", "1128 1129"),
        # alternatives
        ("토요일이나 일요일", "1128 1129"), ("토요일 또는 일요일", "1128 1129"), ("12월 5일이나 12일", "1205 1212"), ("1월 5일이나 7일", "270105 270107"),
        ("다음 주 토요일이나 일요일", "1205 1206"), ("20, 21일", "1220 1221"), ("5일 아니면 19일", "1205 1219"),
        # ranges
        ("12일부터 15일까지", "1212 1213 1214 1215"), ("20~22일", "1220 1221 1222"), ("12월 30일부터 1월 1일", "1230 1231 270101"),
        ("금요일부터 월요일까지", "1127 1128 1129 1130"), ("12/20 ~ 12/21", "1220 1221"), ("다음 주 토요일~일요일", "1205 1206"),
        # what is meant in the place of what is not
        ("토요일 말고 일요일", "1129"), ("이번 주말 말고 다음 주말", "1205 1206"), ("다음 주 말고 그 다음 주 화요일", "1208"),
        ("금요일은 안 되고 토요일", "1128"), ("5일 말고 6일", "1206"),
        ("금요일 빼고 이번 주", "1123 1124 1125 1126 1128 1129"),
        ("토요일은 좀 그렇고 일요일", "1129"),
        ("토요일, 아니 일요일", "1129"),
        ("다음 달 마지막 날", "1231"),
        ("토욜 일욜", "1128 1129"),
        ("12/5,6 중에", "1205 1206"),
        ("12월 20, 21일", "1220 1221"),
        ("12월 20일~22일", "1220 1221 1222"),
        ("12월 12일 토요일이나 일요일", "1212 1213"), ("이번 주 토요일 빼고", "1123 1124 1125 1126 1127 1129"),
        ("12월 5일 저녁 말고 낮", "1205"),
    ],
)  # fmt: skip
def test_these_days_are_meant(text: str, days: str) -> None:
    when = read_when(text, MONDAY)

    assert isinstance(when, When), when
    assert when.days == frozenset(map(day_of, days.split()))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("다음 토요일", "11월 28일 (토) / 12월 5일 (토)"),
        ("1월 첫째 주", "1월 1일 (금) ~ 1월 3일 (일) / 1월 4일 (월) ~ 1월 10일 (일)"),
        ("12월 24일 토요일", "12월 24일 (목)이라 요일이 맞지 않아요"),
        ("이번 주 토요일 12월 5일", "11월 23일 (월) ~ 11월 29일 (일) / 12월 5일 (토)"),
        ("금요일 저녁이나 토요일 낮", "날짜마다 시간이 달라요"),
        ("이번 주랑 다음 주 토요일", "어느 주의 무슨 요일"),
        ("토요일에 쉬고 일요일에 일하는데", "무슨 요일인지"),
        ("결혼기념일이에요", "기념일이나 생일이 며칠"),
        ("엄마 생일 선물로요", "기념일이나 생일이 며칠"),
        ("황금연휴에", "어느 연휴"),
        ("12월 5일 말고", "언제가 좋으신지"),
        ("12월 20일부터 12월 10일까지", "시작보다"),
        ("12월 다섯째 토요일", "달력에 없는"),
        ("25시 공연", "달력에 없는"),
        ("저녁 공연 2시", "달력에 없는"),
    ],
)
def test_what_has_no_one_reading_is_asked_back(text: str, asked: str) -> None:
    answer = read_when(text, MONDAY)

    assert isinstance(answer, Unclear)
    assert answer.message is not None
    assert asked in answer.message


def test_next_saturday_is_plain_on_a_sunday() -> None:
    when = read_when("다음 토요일", SUNDAY)

    assert isinstance(when, When)
    assert when.days == frozenset({date(2026, 12, 5)})


@pytest.mark.parametrize(
    ("text", "hours", "minute"),
    [
        ("두시반", {14}, 30), ("저녁 일곱 시", {19}, None), ("19시 30분", {19}, 30), ("14:00", {14}, 0), ("2시 거", {14}, None),
        ("낮공", set(range(18)), None), ("밤공", set(range(18, 24)), None), ("마티네", set(range(18)), None), ("오전", set(range(12)), None),
        ("오후 공연", set(range(12, 18)), None), ("오전 공연 11시", {11}, None), ("낮 11시", {11}, None), ("밤 10시", {22}, None),
        ("6시 이후", set(range(18, 24)), None), ("7시 전에", set(range(19)), None), ("2시에서 5시 사이", {14, 15, 16, 17}, None),
        ("2시나 7시", {14, 19}, None), ("낮이든 저녁이든", set(range(24)), None), ("저녁 말고 낮", set(range(18)), None),
        ("내일 저녁 말고", set(range(18)), None), ("토요일 낮공 묻지말고 잡아줘", set(range(18)), None), ("12월 5일 저녁 공연 7시", {19}, None), ("6시부터 볼 수 있는 거", set(range(18, 24)), None),
    ],
)  # fmt: skip
def test_the_hours_that_are_meant(text: str, hours: set[int], minute: int | None) -> None:
    when = read_when(text, MONDAY)

    assert isinstance(when, When), when
    assert (when.hours, when.minute) == (frozenset(hours), minute)


def test_a_minute_that_was_named_must_fit() -> None:
    when = read_when("12월 5일 두시 반", MONDAY)
    half_past_two = datetime(2026, 12, 5, 5, 30, tzinfo=UTC)

    assert isinstance(when, When)
    assert when.fits(half_past_two)
    assert not when.fits(half_past_two - timedelta(minutes=30))


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("막공", [3]), ("마지막 공연", [3]), ("첫공", [0]), ("토요일 막공", [2]), ("토요일 첫 공연", [1]), ("토요일", [1, 2]), ("12월 막공", []),
    ],
)  # fmt: skip
def test_the_first_and_the_last_show_are_picked_from_what_fits(text: str, picked: list[int]) -> None:
    shows = [datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((27, 10), (28, 5), (28, 10), (29, 5))]
    when = read_when(text, MONDAY)

    assert isinstance(when, When)
    assert when.pick(shows, lambda show: show) == [shows[index] for index in picked]


@pytest.mark.parametrize(
    "text",
    [
        "이 일 때문에 급해요", "할 수 있나요", "일정 알려줘", "수수료는요", "월급날", "금액이 얼마예요", "토론 공연", "목소리가 좋은 배우", "이번 주연 배우가 누구예요",
        "화가 나요", "5만원대", "3시간짜리", "2박 3일", "10일간", "설명해 주세요", "저 주세요", "100일", "낼게요", "다음 주문", "뮤지컬이랑 연극",
        "표 2장이나 3장", "3번이랑 4번", "4.5점", "다시 보여줘", "1205번", "1205원", "010-1205", "1234 1205", "1205호", "1300", "12-05-1", "7열 10-05", "10-05번", "한시도", "전설의 배우",
    ],
)  # fmt: skip
def test_other_words_are_no_date(text: str) -> None:
    assert isinstance(read_when(text, MONDAY), Unclear)
