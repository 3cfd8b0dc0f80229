"""Reading what people want to spend."""

import pytest

from megaticket.korean.money import Budget, Scope, amounts, read_budget

TICKET, TOTAL = Scope


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("15만 5천원", 155_000), ("15만5천", 155_000), ("150,000원", 150_000), ("150000원", 150_000), ("오만원", 50_000), ("만원", 10_000),
        ("만 오천원", 15_000), ("십오만 오천 원", 155_000), ("8만8천원", 88_000), ("9만 9000원", 99_000), ("3.5만원", 35_000), ("5천원", 5_000),
        ("2천 5백원", 2_500), ("이천원", 2_000), ("백이십만원", 1_200_000), ("오만까지", 50_000), ("１５만원", 150_000),
    ],
)  # fmt: skip
def test_an_amount(text: str, amount: int) -> None:
    assert amounts(text) == [amount]


@pytest.mark.parametrize("text", ["이만 갈게요", "15번", "2명", "천천히 할게요", "10시", ""])
def test_no_amount(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("10만원 이하", Budget(None, 100_000)),
        ("10만원 미만", Budget(None, 99_999)),
        ("10만원까지", Budget(None, 100_000)),
        ("10만원 안쪽으로", Budget(None, 100_000)),
        ("10만 이내", Budget(None, 100_000)),
        ("10만원 안 넘는 거", Budget(None, 100_000)),
        ("10만원보다 싼 거", Budget(None, 99_999)),
        ("10만원 이상", Budget(100_000, None)),
        ("10만원 넘는 좌석", Budget(100_001, None)),
        ("10만원 정도", Budget(90_000, 110_000)),
        ("15만원선", Budget(135_000, 165_000)),
        ("10만원선으로 부탁해요", Budget(90_000, 110_000)),
        ("최대 15만", Budget(None, 150_000)),
        ("최대 20만원 정도요", Budget(None, 200_000)),
        ("많아야 8만원이요", Budget(None, 80_000)),
        ("10만원대", Budget(100_000, 199_999)),
        ("십만원대", Budget(100_000, 199_999)),
        ("15만원대", Budget(150_000, 159_999)),
        ("5만 원대", Budget(50_000, 59_999)),
        ("15만원짜리", Budget(150_000, 150_000)),
        ("5~7만원", Budget(50_000, 70_000)),
        ("5만원에서 7만원 사이", Budget(50_000, 70_000)),
        ("5만원 이상 7만원 이하", Budget(50_000, 70_000)),
        ("50,000~70,000원", Budget(50_000, 70_000)),
        ("예산 20만원이요", Budget(None, 200_000, TOTAL)),
        ("예산은 20만원 정도", Budget(180_000, 220_000, TOTAL)),
        ("30만원 예산으로 셋이요", Budget(None, 300_000, TOTAL)),
        ("예산은 인당 10만원이요", Budget(None, 100_000, TICKET)),
        ("한 장 예산 10만원", Budget(None, 100_000, TICKET)),
        ("셋이요 17만원 이하로", Budget(None, 170_000)),
        ("20만원으로 볼 수 있어요?", Budget(None, 200_000)),
        ("1인당 10만원 이하", Budget(None, 100_000, TICKET)),
        ("한 장에 10만원 이하", Budget(None, 100_000, TICKET)),
        ("둘이 합쳐서 30만원 이하", Budget(None, 300_000, TOTAL)),
        ("총 예산 30만원", Budget(None, 300_000, TOTAL)),
        ("다 해서 30만원 안으로", Budget(None, 300_000, TOTAL)),
        ("둘이 합쳐 30만원", Budget(None, 300_000, TOTAL)),
        ("총 30만원 안에서", Budget(None, 300_000, TOTAL)),
        ("셋이 다 해서 25만원이요", Budget(None, 250_000, TOTAL)),
        ("넷이서 40만원 생각하고 있어요", Budget(None, 400_000, TOTAL)),
        ("합쳐서 20만원으로", Budget(None, 200_000, TOTAL)),
        ("다 합쳐서 15만 5천원!", Budget(None, 155_000, TOTAL)),
        ("모두 해서 30만원 정도", Budget(270_000, 330_000, TOTAL)),
        ("제일 싼 거", Budget(cheapest=True)),
        ("가장 저렴한 자리", Budget(cheapest=True)),
        ("싼 자리로 주세요", Budget(cheapest=True)),
        ("제일 비싼 자리", Budget(dearest=True)),
        ("젤 좋은 자리요", Budget(dearest=True)),
        ("10만원 이하에서 제일 좋은 거", Budget(None, 100_000, dearest=True)),
    ],
)
def test_a_budget(text: str, budget: Budget) -> None:
    assert read_budget(text) == budget


@pytest.mark.parametrize(
    "text",
    [
        "", "10만원", "수수료가 2천원이에요?", "R석 15만원 2장", "비싸네요", "더 싼 거 있어요?", "제일 싼 거 말고", "제일 싼 거랑 제일 비싼 거",
        "최대 30만원인가요", "최대 10만원이네요", "15만원 선물", "총 30만원이에요?", "총 30만원이네요", "둘이 합쳐 30만원 맞죠", "다 해서 30만원 나왔어요", "합쳐서 30만원?", "둘이서 30만원이면 비싼데", "두 장 합계 30만원인가요",
        "10만원 이하 아니면 15만원 이하", "7만원~5만원", "좋은 자리", "10시 이후", "2명까지",
    ],
)  # fmt: skip
def test_no_budget(text: str) -> None:
    assert read_budget(text) is None


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("10만원 이상은 안돼요", Budget(None, 99_999)),
        ("10만원 이상은 좀 부담돼요", Budget(None, 99_999)),
        ("10만원 이상이면 안 할래요", Budget(None, 99_999)),
        ("15만원부터는 곤란해요", Budget(None, 149_999)),
        ("10만원 넘는 건 빼주세요", Budget(None, 100_000)),
        ("10만원 넘는 자리는 제외해 주세요", Budget(None, 100_000)),
        ("10만원 초과는 안돼요", Budget(None, 100_000)),
        ("12만원보다 비싼 건 싫어요", Budget(None, 120_000)),
        ("10만원 넘으면 싫어요", Budget(None, 100_000)),
        ("10만원 이하는 싫어요", Budget(100_001, None)),
        ("10만원 미만은 별로예요", Budget(100_000, None)),
        ("5만원 이상 10만원 이상은 말고", Budget(50_000, 99_999)),
        ("10만원 이하는 안 되나요?", Budget(None, 100_000)),
        ("10만원 이상은 안 될까요", Budget(100_000, None)),
        ("10만원 이하 자리 안 되면 취소할게요", Budget(None, 100_000)),
        ("20만원까지도 괜찮아요", Budget(None, 200_000)),
        ("제일 싼 자리 안 되나요", Budget(cheapest=True)),
        ("제일 싼 거 앞자리 말고", Budget(cheapest=True)),
    ],
)
def test_a_refused_bound_is_the_other_way_round(text: str, budget: Budget) -> None:
    assert read_budget(text) == budget


@pytest.mark.parametrize(
    "text",
    [
        "20만원짜리도 상관없어요", "20만원대도 괜찮아요", "15만원 이상이어도 돼요", "10만원짜리는 싫어요", "10만원대 말고", "10만원까지는 안 돼요",
        "싼 자리는 싫어요", "제일 싼 건 별로예요", "제일 비싼 건 너무 부담돼요", "제일 비싼 자리는 빼주세요",
    ],
)  # fmt: skip
def test_what_is_refused_or_merely_allowed_sets_no_bound(text: str) -> None:
    assert read_budget(text) is None
