"""What the server tells of the moment: its reading of the words, and seats that the person picked on the map."""

import pytest

from tests.unit.devstack_bedrock.product import Product
from tests.unit.devstack_bedrock.theatre import refusal

PERFORMANCE = {"performanceId": "px-11", "title": "은하 정거장"}
AFTERNOON = {"scheduleId": "sc-2", "startsAtText": "1월 9일 (토) 14:00"}
EVENING = {"scheduleId": "sc-3", "startsAtText": "1월 9일 (토) 18:30"}
PICKED = {"proposalId": "pp-70", "scheduleId": "sc-3", "seatLabels": ["2층 다블록 1열 7번"], "totalText": "80,500원"}


@pytest.fixture
def listed(product: Product) -> Product:
    """Two dates were just listed."""
    for words in ("뮤지컬 보여줘", "은하 정거장 토요일"):
        product.say(words)
    return product


@pytest.mark.parametrize("words", ["첫 번째", "토요일 낮이요", "1월 9일 (토) 14:00", "위에 걸로"])
def test_a_date_that_the_server_read_is_confirmed_with_its_casting(listed: Product, words: str) -> None:
    listed.context = {"performance": PERFORMANCE, "schedule": AFTERNOON}
    answer = listed.say(words)
    assert listed.calls == []
    assert "14:00" in answer
    assert "윤새벽" in answer
    assert answer.endswith("몇 분이 관람하세요?")


def test_the_same_choice_again_is_confirmed_again(listed: Product) -> None:
    listed.say("첫 번째")
    listed.context = {"performance": PERFORMANCE, "schedule": AFTERNOON}
    assert "윤새벽" in listed.say("첫 번째")


def test_with_a_known_count_the_grades_follow(listed: Product) -> None:
    listed.context = {"performance": PERFORMANCE, "schedule": AFTERNOON, "count": 3}
    answer = listed.say("첫 번째")
    assert "윤새벽" in answer
    assert "3명이시군요" in answer


def test_the_servers_reading_wins(listed: Product) -> None:
    listed.context = {"performance": PERFORMANCE, "schedule": EVENING, "count": 4, "grade": "B석"}
    listed.say("첫 번째로 두 명 B석이요")
    assert dict(listed.calls[-1].input) == {"scheduleId": "sc-3", "count": 4, "grade": "B석"}


def test_an_old_date_does_not_undo_the_wish_for_another(listed: Product) -> None:
    listed.say("첫 번째")
    listed.context = {"performance": PERFORMANCE, "schedule": AFTERNOON}
    assert "1월 8일 (금) 19:30" in listed.say("다른 날짜 보여줘")
    assert "어느 날짜" in listed.say("두 명이요")


def test_a_long_conversation_whose_beginning_is_cut_off_takes_no_for_no(listed: Product) -> None:
    listed.say("두 번째 거")
    beginning = len(listed.history)
    listed.say("두 명 A석")
    listed.history = listed.history[beginning:]
    listed.context = {"performance": PERFORMANCE, "schedule": EVENING, "count": 2, "grade": "A석"}
    assert "선점하지 않을게요" in listed.say("ㄴㄴ")


def test_a_count_for_dates_that_were_listed_needs_no_second_listing(listed: Product) -> None:
    assert listed.say("세 명이요") == "네, 3명으로 알아볼게요. 어느 날짜, 몇 시 공연이 좋으세요?"
    assert "B석으로" in listed.say("제일 싼 거")
    listed.say("첫 번째")
    assert dict(listed.calls[-1].input) == {"scheduleId": "sc-2", "count": 3, "grade": "B석"}


def test_seats_picked_on_the_map_are_named_and_asked_about_once(product: Product) -> None:
    product.theatre.proposals["pp-70"] = PICKED
    product.context = {"performance": PERFORMANCE, "schedule": EVENING, "count": 1}
    answer = product.say("이 좌석으로 할게요")
    assert product.calls == []
    assert "2층 다블록 1열 7번" in answer
    assert "80,500원" in answer
    assert "선점할까요?" in answer
    assert "105분" in product.say("몇 분짜리예요? 공연 시간이요")


def test_picked_seats_that_are_taken_are_replaced_by_others_of_their_date(product: Product) -> None:
    product.theatre.proposals["pp-70"] = PICKED
    product.context = {"performance": PERFORMANCE, "schedule": EVENING, "count": 1}
    product.say("이 좌석으로 할게요")
    product.theatre.refuse["hold_seats"] = refusal("SEAT_TAKEN", "방금 다른 분이 선점하셨어요.")
    assert "이 좌석으로 선점할까요?" in product.say("네")
    assert dict(product.calls[-1].input) == {"scheduleId": "sc-3", "count": 1}


def test_a_question_mark_after_a_proposal_repeats_it(listed: Product) -> None:
    listed.say("두 번째 거 두 명 A석")
    answer = listed.say("네?")
    assert listed.calls == []
    assert "3열 1번" in answer
    assert "선점할까요?" in answer


def test_a_no_is_followed_by_nothing_that_a_yes_could_answer(listed: Product) -> None:
    listed.say("두 번째 거 두 명 A석")
    assert "?" not in listed.say("응 아니야")


def test_a_price_that_is_too_high_leads_to_the_other_grades(listed: Product) -> None:
    listed.say("두 번째 거 두 명 A석")
    assert "61,000원" in listed.say("너무 비싸요")
    assert dict(listed.calls[-1].input) == {"performanceId": "px-11"}


def test_a_date_that_cannot_be_read_is_told_so(listed: Product) -> None:
    listed.theatre.refuse["get_performance_schedules"] = refusal("DATE_UNCLEAR", "날짜를 정확히 알려 주세요.")
    assert listed.say("그믐달 뜰 적에") == "날짜를 정확히 알려 주세요."


@pytest.mark.parametrize("words", ["ㅇㅋ ㄱㄱ", "넵", "ㄴㄴ 딴데"])
def test_what_is_no_date_is_not_looked_up_as_one(listed: Product, words: str) -> None:
    listed.say(words)
    assert listed.calls == []


def test_the_earliest_date_is_the_first_that_is_sold(listed: Product) -> None:
    answer = listed.say("젤 빠른 날로")
    assert dict(listed.calls[-1].input) == {"performanceId": "px-11"}
    assert "1월 8일 (금) 19:30" in answer
    assert answer.endswith("몇 분이 관람하세요?")


def test_one_more_is_added_to_the_count(listed: Product) -> None:
    listed.say("두 번째 거 두 명 A석")
    listed.say("하나 더 추가해줘")
    assert dict(listed.calls[-1].input)["count"] == 3


def test_another_grade_is_asked_about_while_a_proposal_is_open(listed: Product) -> None:
    listed.say("두 번째 거 두 명 A석")
    assert "61,000원" in listed.say("다른 등급은 뭐 있어?")


def test_words_of_a_question_are_searched_for_as_no_title(product: Product) -> None:
    product.say("이거 환불돼?")
    assert [dict(call.input) for call in product.calls] == [{}]


def test_a_weekday_alone_means_the_one_that_was_listed(product: Product) -> None:
    for words in ("뮤지컬 보여줘", "은하 정거장", "금욜이요"):
        answer = product.say(words)
    assert product.calls == []
    assert "1월 8일 (금) 19:30" in answer


def test_new_seats_are_told_whole_though_the_context_knows_them_already(listed: Product) -> None:
    listed.say("두 번째 거 두 명 B석")
    listed.theatre.proposals.clear()
    assert "좌석을 찾았어요" in listed.say("에이석")
    assert listed.names() == ["get_available_seats"]
