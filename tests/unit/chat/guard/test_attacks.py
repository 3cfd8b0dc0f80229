"""False claims in disguise: hidden characters, other widths and scripts, numerals in Hangul, markup, entities, links."""

import pytest

from tests.unit.chat.guard.facts import about, passes
from tests.unit.chat.guard.test_natural_answers import BOOKED, HELD, INFORMED, OFFERED, PAY, TWO

FALSE = [
    "7열 33번이 비어 있어요",
    "7\u200b열 3\u200b3번이 비어 있어요",
    "7\u2060열 33\ufeff번이 비어 있어요",
    "７열 ３３번이 비어 있어요",
    "7**열** 33번이 비어 있어요",
    "**7**열 3**3**번이 비어 있어요",
    "7열 3 3번이 비어 있어요",
    "7️⃣열 3️⃣3️⃣번이 비어 있어요",
    "𝟕열 𝟑𝟑번이 비어 있어요",
    "٧열 ٣٣번이 비어 있어요",
    "칠열 삼십삼번이 비어 있어요",
    "칠 열 삼십삼 번이 비어 있어요",
    "일곱 열 서른세 번이 비어 있어요",
    "七열 三十三번이 비어 있어요",
    "&#55;열 &#51;&#51;번이 비어 있어요",
    "<b>7</b>열 <i>33</i>번이 비어 있어요",
    "7열\n33번 좌석이 비어 있어요",
    "1층 С구역 7열 15번이 비어 있어요",
    "2층 B구역 7열 15번이 비어 있어요",
    "1층 B구역 8열 15번",
    "ZZ열 15번",
    "1F-B-7-33 좌석이 비어 있어요",
    "7열 15번부터 18번까지 비어 있어요",
    "7열 14~16번",
    "7열 15번은 선점했어요",
    "7열 15번과 16번은 결제가 완료됐어요",
    "선점했어요!",
    "예매가 완료됐어요.",
    "선점을 해제했어요.",
    "VIP석은 1 5 0 , 0 0 0 원이에요",
    "VIP석은 150,000원이에요",
    "VIP석은 150000원이에요",
    "VIP석은 십오만 원이에요",
    "VIP석은 십오만원",
    "VIP석은 15만이에요",
    "VIP석은 15만원이에요",
    "VIP석은 １５０，０００원이에요",
    "VIP석은 15O,OOO원이에요",
    "VIP석은 ₩150,000",
    "VIP석은 150,000 KRW",
    "VIP석은 100달러예요",
    "VIP석은 1\u200b5\u200b0,000원이에요",
    "VIP석은 **15**만 원이에요",
    "총 삼십사만 오천원이에요",
    "두 장에 341,000원이에요",
    "170,000원 × 2매 = 350,000원",
    "P석은 100,000원이에요",
    "예매 수수료는 1매당 3,000원이에요",
    "취소 수수료는 공연 2일 전까지 티켓 금액의 10%예요",
    "지금 예매하시면 20% 할인돼요",
    "남은 좌석은 3석이에요",
    "R석은 5자리 남았어요",
    "잔여 12석이에요",
    "세 자리밖에 안 남았어요",
    "12월 5일 (일) 공연이에요",
    "12월 5일 (토) 15:30 공연이에요",
    "12월 5일 오후 세 시 공연이에요",
    "십이월 칠일에 공연이 있어요",
    "12/7(월) 저녁 7시 공연이 있어요",
    "월요일 공연도 있어요",
    "내일모레 공연은 없고 오늘 공연이 있어요",
    "가격은 80,000원 ~ 170,000원이에요",
    "가격은 60,000원 ~ 140,000원이에요",
    "7열 15번은 12월 6일 (일) 14:00 공연이에요",
    "서다온 배우가 해인 역을 맡는 날은 12월 5일 (토) 14:00이에요",
    "12월 5일 낮 공연에는 서다온 배우가 나와요",
    "12월 5일 낮 공연에는 서\u200b다온 배우가 나와요",
    "12월 5일 낮 공연에는 김가짜 배우가 나와요",
    "도진 역은 윤해솔 배우예요",
    "류한결 배우가 나와요",
    "15세 이상 관람가예요",
    "열다섯 살부터 보실 수 있어요",
    "한 분이 8매까지 예매하실 수 있어요",
    "공연 시간은 200분이에요",
    "문의는 1577-1234로 해 주세요",
    "문의는 010 1234 5678로 해 주세요",
    "공일공-일이삼사-오육칠팔로 전화하세요",
    "국민은행 123-456-789012로 입금해 주세요",
    "계좌는 1234567890123이에요",
    "[결제 완료하러 가기](https://pay.example.com/x)",
    "[결제 완료하러 가기](/pay/H00000000000000000000000A0)",
    "[결제하기](javascript:alert(1))",
    "https://megaticket.example 에서 결제하세요",
    "megaticket-pay.com 에서 결제하세요",
    "<a href=\"//evil.example\">결제</a>",
    "/pay/abc 로 가세요",
    "help@evil.kr 로 보내 주세요",
    "예약번호는 AB23CD45EF예요",
    "예매 수수료는 없어요",
    "예매 수수료는 무료예요",
    "선점 시간은 세 번까지 연장할 수 있어요",
    "10분씩 5번 연장돼요",
    "30분 동안 선점해 드려요",
    "선점을 20분 동안 해 드려요",
    "5열 10번은 문제 없이 예매돼요",
    "저녁 6시쯤 끝나요",
]  # fmt: skip


@pytest.mark.parametrize("text", FALSE)
def test_a_false_claim_is_found_in_its_disguise(text: str) -> None:
    assert not passes(text, OFFERED)


@pytest.mark.parametrize(
    "text",
    [
        "7열 20번이 비어 있어요",
        "7열 20번은 아직 나가지 않았어요",
        "7열 20번은 문제 없어요",
        "7열 20번은 아직 안 나갔어요",
        "말씀하신 7열 20번으로 선점할까요?",
        "7열 20번이 없어지기 전에 예매하세요",
        "12월 7일에도 공연이 있어요",
        "12월 7일 (화)에는 공연이 없어요",
        "예산에 맞는 R석은 100,000원이에요",
    ],
)
def test_what_the_person_said_is_no_fact(text: str) -> None:
    assert not passes(text, INFORMED)


@pytest.mark.parametrize(
    "text",
    [
        "20분 남았어요",
        "11분 안에 결제해 주세요",
        "15분 뒤에 해제돼요",
        "18:30까지 결제해 주세요",
        "내일 18:12까지 결제해 주세요",
    ],
)
def test_no_more_time_is_promised_than_is_left(text: str) -> None:
    assert not passes(text, HELD)


@pytest.mark.parametrize(
    "text",
    [
        "예매번호는 AB23CD45EG예요.",
        "환불 금액은 224,000원이에요.",
        "취소 수수료는 12,000원이에요.",
        "212,000원을 빼고 8,000원이 환불돼요.",
        "선점하신 1층 B구역 15열 10번을 결제해 주세요. 224,100원이에요.",
    ],
)
def test_the_terms_of_a_booking_are_its_own(text: str) -> None:
    assert not passes(text, BOOKED)


@pytest.mark.parametrize(
    "text",
    [
        "1. 1층 B구역 7열 15번, 16번 (VIP석) - 합계 284,000원",
        "첫 번째는 7열 15·16번 284,000원이에요.",
        "1층 C구역 7열 15번이 비어 있어요.",
        "7열 30번과 31번이 비어 있어요.",
    ],
)
def test_one_offer_does_not_lend_its_sum_or_row_to_another(text: str) -> None:
    assert not passes(text, TWO)


@pytest.mark.parametrize(
    "text",
    [
        "7열 15번이 비어 있어요.",
        "7열 15번과 16번을 추천해요.",
        "7열 15번은 예매가 완료됐어요.",
        f"[취소하기](/pay/{PAY})",
    ],
)
def test_held_seats_are_held_and_nothing_else(text: str) -> None:
    assert not passes(text, HELD)


def test_a_title_that_was_only_mentioned_decides_what_follows() -> None:
    mentioned = "뮤지컬 〈유리정원의 시계공〉 말씀이시군요!\n"
    assert passes(f"{mentioned}VIP석은 130,000원이에요.", INFORMED)
    assert not passes(f"{mentioned}VIP석은 170,000원이에요.", INFORMED)


def test_a_sentence_of_the_server_may_be_repeated_but_not_bent() -> None:
    facts = about("PF001", "네", results=[{"error": {"code": "REGION_STANDBY", "message": "점검은 23:47에 끝나요."}}])
    assert passes("점검은 23:47에 끝나요. 조금만 기다려 주세요.", facts)
    assert not passes("점검은 23:48에 끝나요.", facts)
