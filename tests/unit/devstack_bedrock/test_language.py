"""Korean as people write it: particles, counts, dates, choices, grades, titles, wishes."""

from typing import Any

import pytest

from devstack.bedrock.model.choices import chosen_place
from devstack.bedrock.model.counts import read_count, read_more
from devstack.bedrock.model.dates import at_time, date_words, names_day
from devstack.bedrock.model.grades import ANY, read_grade
from devstack.bedrock.model.intents import asks_cancel, is_no, is_yes, topics_of
from devstack.bedrock.model.particles import with_particle
from devstack.bedrock.model.titles import match_titles, search_words, without_title

GRADES: list[dict[str, Any]] = [
    {"grade": "골드", "priceText": "140,000원"},
    {"grade": "A석", "price": 90000},
    {"grade": "AA석", "price": 110000},
    {"grade": "B석", "price": 40000},
]
BRACKETED = "연극 〈두 번째 토요일의 손님〉"
TITLES = {"q1": "은하 정거장", "q2": "고래의 정원", "q3": "고래의 노래", "q4": "토요일 밤의 라디오: 재연"}


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("좌석", "을/를", "좌석을"),
        ("고래의 노래", "은/는", "고래의 노래는"),
        ("**은하 정거장**", "은/는", "**은하 정거장**은"),
        ("서울", "으로/로", "서울로"),
        ("정원", "으로/로", "정원으로"),
        ("A", "이/가", "A가"),
        ("R", "이/가", "R이"),
        ("2", "을/를", "2를"),
        ("3", "을/를", "3을"),
        ("!", "은/는", "!는"),
    ],
)
def test_particles(word: str, pair: str, expected: str) -> None:
    assert with_particle(word, pair) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("두 장", 2), ("2명이요", 2), ("둘이 갈게요", 2), ("둘이서요", 2), ("혼자요", 1), ("네 명이요", 4), ("열두 명", 12),
        ("어른 둘에 아이 하나", 3), ("저랑 친구 한 명", 2), ("부모님 두 분이랑 저요", 3), ("2장 말고 3장", 3), ("A석 두자리", 2),
        ("네", None), ("두 시", None), ("30분", None), ("7열 15번", None), ("두 번째 거", None), ("R석", None), ("12월 5일", None),
    ],
)  # fmt: skip
def test_counts(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "more"),
    [("하나 더 추가해줘", 1), ("두 장 더요", 2), ("10분만 더", 0), ("더 앞쪽", 0), ("한 번 더 말해줘", 0)],
)
def test_more_than_before(text: str, more: int) -> None:
    assert read_more(text) == more


@pytest.mark.parametrize(("text", "count"), [("2", 2), ("셋이요", 3), ("네", None), ("네 명", 4), ("하나요", 1)])
def test_a_bare_number_answers_the_question(text: str, count: int | None) -> None:
    assert read_count(text, expected=True) == count


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("이번 주 토요일 저녁 7시에 두 장", "이번 주 토요일 저녁 7시", True),
        ("12월 5일로 할게요", "12월 5일", True),
        ("12/5 2시", "12/5 2시", True),
        ("토요일이나 일요일 낮", "토요일이나 일요일 낮", True),
        ("금요일 말고 토요일", "금요일 말고 토요일", True),
        ("크리스마스 이브에 두 명", "크리스마스 이브", True),
        ("다음 달 초에 볼래요", "다음 달", True),
        ("열흘 뒤 저녁", "열흘 뒤 저녁", True),
        ("낼모레 오후", "낼모레 오후", True),
        ("2시 거", "2시", False),
        ("낮공이요", "낮공", False),
        ("다시 볼래요", "", False),
        ("두 장이요", "", False),
        ("별밤의 편지", "", False),
    ],
)
def test_date_words_are_the_persons_own(text: str, words: str, day: bool) -> None:
    assert (date_words(text), names_day(date_words(text))) == (words, day)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2시 거", {"14:00"}),
        ("저녁", {"19:30", "19:00"}),
        ("낮공", {"14:00", "11:00"}),
        ("오전", {"11:00"}),
        ("7시 반", {"19:30"}),
        ("오후 일곱 시", {"19:00"}),
        ("19:30", {"19:30"}),
        ("오전 7시", set()),
        ("아무거나", {"11:00", "14:00", "19:00", "19:30"}),
    ],
)
def test_times_choose_among_starts(text: str, hours: set[str]) -> None:
    starts = ("11:00", "14:00", "19:00", "19:30")
    assert {start for start in starts if at_time(text, f"1월 9일 (토) {start}")} == hours


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1번이요", 0),
        ("두 번째 거", 1),
        ("마지막 거요", 3),
        ("첫번째", 0),
        ("9번", None),
        ("젤 위에꺼", 0),
        ("제일 밑에 거", 3),
        ("7열 2번", None),
    ],
)
def test_places_in_a_list(text: str, place: int | None) -> None:
    assert chosen_place(text, 4) == place


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("a석으로요", "A석"),
        ("AA석 두 장", "AA석"),
        ("골드로 할게요", "골드"),
        ("제일 싼 거", "B석"),
        ("너무 비싼데", None),
        ("에이석이요", "A석"),
        ("비싼 자리로", "골드"),
        ("가장 좋은 자리", "골드"),
        ("A석 말고 B석", "B석"),
        ("아무거나요", ANY),
        ("VIP석", None),
        ("토요일", None),
    ],
)
def test_grades(text: str, grade: str | None) -> None:
    assert read_grade(text, GRADES) == grade


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("은하정거장 예매할래요", ["q1"]),
        ("은하로 할게요", ["q1"]),
        ("정거장이요", ["q1"]),
        ("고래 보고 싶어요", ["q2", "q3"]),
        ("고래의 노래요", ["q3"]),
        ("고래노래", ["q3"]),
        ("토요일 밤의 라디오 일요일 공연", ["q4"]),
        ("토요일에 두 장", []),
        ("뮤지컬 뭐 있어?", []),
    ],
)
def test_titles(text: str, ids: list[str]) -> None:
    assert match_titles(text, TITLES) == ids


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("'푸른 문' 예매할래요", "푸른 문"),
        ("오로라의 약속 토요일 2장 예매하고 싶어요", "오로라의 약속"),
        ("예매하고 싶어요", ""),
        ("안녕하세요", ""),
        ("ㅇㅋ ㄱㄱ", ""),
        ("오로라의 약속 에이석", "오로라의 약속"),
    ],
)
def test_search_words(text: str, keyword: str) -> None:
    assert search_words(text) == keyword


def test_a_title_in_brackets_is_called_by_what_they_hold() -> None:
    titles = {"b1": BRACKETED, "b2": "연극 〈바람〉"}
    assert match_titles("두 번째 토요일의 손님이요", titles) == ["b1"]
    assert match_titles("연극 보고 싶어요", titles) == []
    assert without_title("두번째 토요일의 손님 일요일", BRACKETED).split() == ["일요일"]


def test_a_title_is_taken_for_no_date() -> None:
    assert date_words(without_title("토요일 밤의 라디오 일요일에", TITLES["q4"])) == "일요일"


@pytest.mark.parametrize(
    "text", ["네", "네 좋아요!", "응 그걸로 해줘", "ㅇㅇ", "네, 선점해 주세요", "이 자리로 할게요"]
)
def test_yes(text: str) -> None:
    assert is_yes(text)


@pytest.mark.parametrize(
    "text", ["네?", "응 아니야", "됐어요", "네 근데 수수료는요?", "예매", "네 명이요", "어디서 해요", "어른 둘"]
)
def test_not_a_yes(text: str) -> None:
    assert not is_yes(text)


def test_no() -> None:
    assert is_no("응 아니야")
    assert is_no("됐어요")
    assert not is_no("네 좋아요")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("주차 되나요? 출연진도 알려주세요", ["cast", "venue"]),
        ("취소 수수료 얼마예요?", ["cancel"]),
        ("몇 살부터 볼 수 있어요?", ["age"]),
        ("어른 둘에 아이 하나", []),
        ("두 장에 얼마예요?", ["price"]),
    ],
)
def test_topics(text: str, topics: list[str]) -> None:
    assert topics_of(text) == topics


def test_a_wish_to_cancel_is_not_a_question_about_it() -> None:
    assert asks_cancel("취소해 주세요")
    assert asks_cancel("그 좌석 놓아줘")
    assert not asks_cancel("취소 수수료 얼마예요?")
    assert not asks_cancel("나중에 취소할 수 있나요?")
    assert not asks_cancel("취소하지 마세요")
