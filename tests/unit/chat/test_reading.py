"""The server's own reading of a message, against what was said before."""

from datetime import datetime

import pytest

from lambdas.chat.conversation.needs import read_wheelchairs
from lambdas.chat.conversation.reading import read_message
from lambdas.chat.conversation.state import ConversationState, OfferedSchedule, Proposal
from lambdas.chat.protocol import ChatRequest
from megaticket.clock import KST, epoch
from megaticket.korean.consent import Release

NOW = epoch(datetime(2026, 11, 23, 12, tzinfo=KST))


def offered(*starts: tuple[int, int, int]) -> tuple[OfferedSchedule, ...]:
    return tuple(
        OfferedSchedule(schedule_id=f"S{index}", starts_at=epoch(datetime(2026, month, day, hour, tzinfo=KST)))
        for index, (month, day, hour) in enumerate(starts, start=1)
    )


LISTED = ConversationState(offered=offered((12, 5, 14), (12, 5, 19), (12, 6, 14)), count=2, grades=("VIP석", "R석"))


@pytest.mark.parametrize(
    ("message", "schedule_id"),
    [
        ("두 번째 거요", "S2"),
        ("3번", "S3"),
        ("0번", None),
        ("9번", None),
        ("12월 5일 낮", "S1"),
        ("12월 5일", None),
        ("저녁이요", "S2"),
        ("일욜", "S3"),
        ("일요일 낮공", "S3"),
        ("이번 주 일요일", None),
        ("7열 2번", None),
        ("좋아요", None),
    ],
)
def test_a_listed_date_is_meant_by_its_place_or_by_words_that_fit_it_alone(
    message: str, schedule_id: str | None
) -> None:
    schedule = read_message(ChatRequest(message=message), LISTED, NOW).schedule
    assert (schedule.schedule_id if schedule else None) == schedule_id


NEXT_WEEK = ConversationState(offered=offered((12, 5, 14), (12, 12, 14), (12, 13, 14)), schedule_id="S1")


@pytest.mark.parametrize(
    ("message", "schedule_id"),
    [
        ("아니 12일이요", "S2"),
        ("아니 토요일 낮이요", "S1"),
        ("아니 일요일 낮이요", None),
        ("다다음 주 토요일이요", "S2"),
    ],
)
def test_a_weekday_is_of_the_week_of_the_chosen_date(message: str, schedule_id: str | None) -> None:
    schedule = read_message(ChatRequest(message=message), NEXT_WEEK, NOW).schedule
    assert (schedule.schedule_id if schedule else None) == schedule_id


@pytest.mark.parametrize(
    ("message", "count"), [("한 장 더요", 3), ("두 명 추가할게요", 4), ("세 장", 3), ("더 좋은 자리", None)]
)
def test_more_adds_to_what_was_said(message: str, count: int | None) -> None:
    assert read_message(ChatRequest(message=message), LISTED, NOW).party.count == count


def test_more_than_nothing_is_not_known() -> None:
    assert read_message(ChatRequest(message="한 장 더"), ConversationState(), NOW).party.count is None


@pytest.mark.parametrize(("message", "grade"), [("vip로", "VIP석"), ("R석 주세요", "R석"), ("알려 주세요", None)])
def test_a_grade_is_one_of_those_listed(message: str, grade: str | None) -> None:
    assert read_message(ChatRequest(message=message), LISTED, NOW).grade == grade


PROPOSED = LISTED.model_copy(
    update={
        "proposals": (
            Proposal(
                proposal_id="P1",
                schedule_id="S1",
                seats=(),
                subtotal=0,
                booking_fee=0,
                total_price=0,
                adjacent=True,
                expires_at=NOW + 1,
            ),
        )
    }
)


@pytest.mark.parametrize("message", ["취소하면 수수료 있어요?", "취소 수수료 얼마예요", "환불 규정 알려줘"])
def test_a_question_about_fees_gives_nothing_back(message: str) -> None:
    asked = read_message(ChatRequest(message=message), LISTED, NOW)
    assert asked.asks_information
    assert asked.release.said != Release.WANTED


@pytest.mark.parametrize("release", Release)
def test_a_yes_to_a_proposal_gives_nothing_back(release: Release) -> None:
    state = PROPOSED.model_copy(update={"release": release})
    agreed = read_message(ChatRequest(message="네, 이 좌석으로 할게요", confirm="P1"), state, NOW)
    assert (agreed.consented, agreed.release.said, agreed.asks_information) == ("P1", Release.NOT_MENTIONED, False)
    assert agreed.apply(state).release == Release.NOT_MENTIONED


@pytest.mark.parametrize("message", ["내 예약 보여 주세요", "예매 내역", "환불해 줘", "환불받고 싶어요"])
def test_wishes_about_ones_own_bookings_are_heard(message: str) -> None:
    assert read_message(ChatRequest(message=message), LISTED, NOW).asks_reservations


def test_who_comes_is_told_anew_with_the_next_number() -> None:
    family = read_message(ChatRequest(message="어른 둘에 일곱 살 하나요"), LISTED, NOW).apply(LISTED)
    assert (family.count, family.ages) == (3, (7,))
    told = family.model_copy(update={"age_told": "c1:1"})
    alone = read_message(ChatRequest(message="그럼 두 명만 갈게요"), told, NOW).apply(told)
    assert (alone.count, alone.ages, alone.age_told) == (2, (), None)
    asked = read_message(ChatRequest(message="몇 시에 끝나요?"), told, NOW).apply(told)
    assert (asked.count, asked.ages, asked.age_told) == (3, (7,), "c1:1")


@pytest.mark.parametrize(
    ("message", "needs"),
    [
        ("휠체어석 하나랑 동반석 하나 주세요", ("wheelchair",)),
        ("휠체어 타시는 어머니랑 가요", ("wheelchair",)),
        ("시야제한석도 괜찮아요", ("restricted_view",)),
        ("시야 제한이어도 상관없어요", ("restricted_view",)),
        ("좀 가려도 되니까 싼 데로요", ("restricted_view",)),
        ("시야제한석이라도 상관없어요", ("restricted_view",)),
        ("시야제한석으로 두 장이요", ("restricted_view", "only_restricted_view")),
        ("시야 방해석 있으면 그걸로 주세요", ("restricted_view", "only_restricted_view")),
        ("시야제한석 말고요", ()),
        ("시야제한석은 싫어요", ()),
        ("휠체어석 빼고 보여 주세요", ()),
        ("R석 두 장이요", ()),
    ],
)
def test_needs_are_those_that_the_person_speaks_of(message: str, needs: tuple[str, ...]) -> None:
    assert read_message(ChatRequest(message=message), LISTED, NOW).apply(LISTED).needs == needs


def test_a_need_is_remembered() -> None:
    state = LISTED.model_copy(update={"needs": ("wheelchair",)})
    assert read_message(ChatRequest(message="두 명이요"), state, NOW).apply(state).needs == ("wheelchair",)


@pytest.mark.parametrize(("message", "seats"), [("휠체어 두 대 갈 거예요", 2), ("휠체어석이요", 1), ("두 명이요", 0)])
def test_wheelchairs_are_counted(message: str, seats: int) -> None:
    assert read_wheelchairs(message) == seats


def test_a_budget_and_a_grade_end_each_other() -> None:
    graded = LISTED.model_copy(update={"grade": "R석"})
    budgeted = read_message(ChatRequest(message="10만원 이하로 볼게요"), graded, NOW).apply(graded)
    assert (budgeted.grade, budgeted.budget_words) == (None, "10만원 이하로 볼게요")
    named = read_message(ChatRequest(message="그냥 VIP석으로요"), budgeted, NOW).apply(budgeted)
    assert (named.grade, named.budget_words) == ("VIP석", None)
    assert read_message(ChatRequest(message="두 명이요"), budgeted, NOW).apply(budgeted).budget_words


@pytest.mark.parametrize("message", ["제일 싼 자리는 얼마예요?", "5만원 이하 자리는 할인 되나요?"])
def test_a_question_about_prices_chooses_none(message: str) -> None:
    graded = LISTED.model_copy(update={"grade": "R석"})
    asked = read_message(ChatRequest(message=message), graded, NOW).apply(graded)
    assert asked.asked_for_information
    assert (asked.grade, asked.budget_words) == ("R석", None)


@pytest.mark.parametrize(
    ("message", "grade"), [("토요일 저녁 R석 2장", "R석"), ("vip 석으로", "VIP석"), ("좌석 두 장", None)]
)
def test_a_grade_is_kept_until_the_performance_is_known(message: str, grade: str | None) -> None:
    state = read_message(ChatRequest(message=message), ConversationState(), NOW).apply(ConversationState())
    assert state.grade == grade
    chosen = state.choose_performance("PX1", "은하 정거장", ("VIP석", "R석"))
    assert (chosen.grade, chosen.count, chosen.grades) == (grade, state.count, ("VIP석", "R석"))
    assert state.choose_performance("PX2", "고래의 정원", ("전석",)).grade is None
