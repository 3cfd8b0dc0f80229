"""The buttons under an answer."""

from typing import Any

import pytest

from megaticket.booking.models import Hold
from megaticket.booking.payment_transitions import Payment
from megaticket.booking.payments import Payments
from tests.booking_model.fake_provider import FakeProvider
from tests.integration.chat.proposals import answer
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import USER, Played, World
from tests.unit.chat.scripted import calls, says, tool_use


def pay(world: World, held: dict[str, Any]) -> None:
    """On the web, at a provider that approves."""
    payments = Payments(world.booking, FakeProvider(world.clock.pass_seconds))
    payments.start(USER, held["holdId"])
    paid = payments.confirm(USER, held["holdId"], Payment("key-1", held["totalPrice"]))
    assert isinstance(paid, Hold), paid


def test_a_turn_ends_with_the_buttons_of_its_step(world: World) -> None:
    world.script(says("안녕하세요."))
    labels = [choice["label"] for choice in world.turn("안녕하세요").action("CHOICES")["items"]]
    assert "지금 하는 공연" in labels


def test_a_tools_own_choices_come_first(world: World) -> None:
    world.script(calls(tool_use("get_performances")), says("무엇을 볼까요?"))
    items = world.turn("뭐 해요?").action("CHOICES")["items"]
    assert [item["label"] for item in items] == ["은하 정거장", "고래의 정원"]


def labels(played: Played) -> list[str]:
    return [item["label"] for item in played.action("CHOICES")["items"]]


def test_the_buttons_answer_what_the_booking_needs_whatever_else_was_looked_up(world: World) -> None:
    dates = calls(tool_use("get_performance_schedules", {"performanceId": "PX1", "when": "12월 5일"}))
    grades = calls(tool_use("get_seat_grades", {"performanceId": "PX1"}))
    world.script(dates, grades, says("어느 회차로 할까요?"))
    asked = world.turn("은하 정거장 12월 5일 R석 3장")
    assert labels(asked) == ["12월 5일 (토) 14:00", "12월 5일 (토) 19:00"]
    world.script(says("어느 회차로 할까요?"))
    assert labels(world.turn("4장으로", asked.conversation_id)) == labels(asked)


def test_a_list_of_performances_that_led_to_a_date_is_no_longer_asked_about(world: World) -> None:
    found = calls(tool_use("get_performances", {"keyword": "고래"}))
    dates = calls(tool_use("get_performance_schedules", {"performanceId": "PX2", "when": "12월 6일"}))
    world.script(found, dates, says("몇 분이 관람하세요?"))
    asked = world.turn("고래의 정원 12월 6일")
    assert labels(asked) == ["1명", "2명", "3명", "4명"]
    world.script(found, says("몇 분이 관람하세요?"))
    assert labels(world.turn("음", asked.conversation_id)) == labels(asked)
    world.script(calls(tool_use("get_performances")), says("어느 공연을 볼까요?"))
    assert labels(world.turn("다른 공연 보여 주세요", asked.conversation_id)) == ["은하 정거장", "고래의 정원"]


def test_whoever_wants_more_tickets_than_are_sold_is_offered_the_numbers_that_are(world: World) -> None:
    world.script(
        calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 5})), says("몇 장으로 할까요?")
    )
    assert labels(world.turn("5장이요")) == ["1명", "2명", "3명", "4명"]


@pytest.mark.parametrize("message", ["내 예약 보여 주세요", "취소"])
@pytest.mark.parametrize("pressed", ["label", "message"])
def test_under_ones_own_hold_is_a_button_that_releases_it(
    world: World, proposed: Played, message: str, pressed: str
) -> None:
    hold = answer(world, proposed, "네").action("HOLD_CREATED")
    world.script(says("선점하신 좌석이 있어요."))
    *_, release = world.turn(message, proposed.conversation_id).action("CHOICES")["items"]
    world.script(calls(tool_use("cancel_hold", {"holdId": hold["holdId"]})), says("해제했어요."))
    played = world.turn(release[pressed], proposed.conversation_id)
    assert played.action("HOLD_RELEASED") == {"holdId": hold["holdId"]}
    assert release not in played.action("CHOICES")["items"]


def test_a_proposals_buttons_confirm_it(world: World) -> None:
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 2})), says("어떠세요?"))
    played = world.turn("두 장이요")
    items = played.action("CHOICES")["items"]
    assert items[0]["confirm"] == played.action("PROPOSAL")["proposalId"]
    assert [item.get("confirm") for item in items[1:]] == [None] * (len(items) - 1)
    assert played.done["step"] == "STEP_6_CONFIRM"


def test_a_question_in_between_is_answered_in_its_own_mode_and_the_booking_goes_on(world: World) -> None:
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 2})), says("어떠세요?"))
    proposed = world.turn("두 장이요")
    world.script(says("1매당 1,500원이에요."))
    asked = world.turn("네 근데 수수료는요?", proposed.conversation_id)
    assert asked.done["step"] == context_of(world.model.requests[-1])["step"] == "INFO_MODE"
    assert asked.action("CHOICES")["items"][0]["confirm"] == proposed.action("PROPOSAL")["proposalId"]
    world.script(says("다른 좌석이에요."))
    assert world.turn("다른 좌석이요", proposed.conversation_id).done["step"] == "STEP_6_CONFIRM"


def test_after_the_payment_the_booking_is_told_as_done(world: World) -> None:
    asked = {"scheduleId": AFTERNOON, "count": 2}
    world.script(calls(tool_use("get_available_seats", asked)), says("어떠세요?"))
    proposed = world.turn("두 장이요")
    proposal = proposed.action("PROPOSAL")["proposalId"]
    world.script(calls(tool_use("hold_seats", {"proposalId": proposal})), says("선점했어요."))
    held = world.turn("네", proposed.conversation_id).action("HOLD_CREATED")
    pay(world, held)
    world.script(says("예매가 완료되었어요."))
    paid = world.turn("결제했어요", proposed.conversation_id)
    told = context_of(world.model.requests[-1])
    assert paid.done["step"] == told["step"] == "STEP_8_RESERVATION"
    assert (told["holds"], [paid["holdId"] for paid in told["reserved"]]) == ([], [held["holdId"]])
    assert "paymentUrl" not in told["reserved"][0]
    world.script(calls(tool_use("get_performance_schedules", {"performanceId": "PX2"})), says("언제가 좋으세요?"))
    assert world.turn("고래의 정원도 볼래", proposed.conversation_id).done["step"] == "STEP_2_SCHEDULE"
