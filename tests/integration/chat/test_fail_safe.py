"""Whatever the model writes or fails to write: who holds seats is told until when, and how to pay."""

from typing import Any

import pytest

from lambdas.chat.closing import NOTHING_SAID
from lambdas.chat.conversation.view import conversation_view
from lambdas.chat.situation import RESCUED
from lambdas.chat.tools.reservations import RESERVATIONS_LINK
from megaticket.clock import epoch
from megaticket.errors import ErrorCode
from megaticket.regions import RegionControl
from tests.integration.chat.proposals import proposal_id
from tests.integration.chat.test_turn_buttons import pay
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import USER, Played, World
from tests.unit.chat.scripted import Answer, calls, says, service_error, tool_use

DOWN = service_error("ServiceUnavailableException", 503)


@pytest.fixture
def proposed(world: World) -> Played:
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 2})), says("어떠세요?"))
    return world.turn("두 장이요")


def held(world: World, proposed: Played, *then: Answer) -> Played:
    world.script(calls(tool_use("hold_seats", {"proposalId": proposal_id(proposed)})), *then)
    return world.turn("네", proposed.conversation_id)


def assert_told(played: Played) -> dict[str, Any]:
    hold = played.action("HOLD_CREATED")
    assert played.text.count(f"[결제 완료하러 가기](/pay/{hold['holdId']})") == 1
    for seat in hold["seats"]:
        assert seat["label"] in played.text
    assert f"{hold['totalPrice']:,}원" in played.text
    assert hold["expiresAtText"] in played.text
    return hold


@pytest.mark.parametrize("said", ["네!", "", "찾았어요."])
def test_seats_that_are_proposed_are_asked_for_so_that_a_yes_means_them(world: World, said: str) -> None:
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 2})), says(said))
    offered = world.turn("두 장이요")
    for seat in offered.action("PROPOSAL")["seats"]:
        assert seat["label"] in offered.text
    assert offered.text.endswith("이 좌석으로 선점할까요?")
    held(world, offered, says("선점했어요.")).action("HOLD_CREATED")


def test_a_question_of_the_models_own_stays_the_last_one(world: World) -> None:
    found = calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 2}))
    world.script(found, says("찾았어요. 다른 날짜도 볼까요?"))
    offered = world.turn("두 장이요")
    assert offered.text.endswith("다른 날짜도 볼까요?")
    refused = held(world, offered, says("네."))
    assert "HOLD_CREATED" not in [action["type"] for action in refused.of("action")]


@pytest.mark.parametrize(
    "said",
    [
        "선점했어요.",
        "",
        "선점하지 못했어요. 죄송해요.",
        "[결제 완료하러 가기](/pay/H123)",
        "[결제](https://pay.example)",
    ],
)
def test_the_way_to_pay_is_told_whatever_the_model_says(world: World, proposed: Played, said: str) -> None:
    assert_told(held(world, proposed, says(said)))


def test_a_model_that_says_nothing_is_no_reason_to_try_again(world: World, proposed: Played) -> None:
    assert NOTHING_SAID not in held(world, proposed, says("")).text


def test_what_the_model_has_told_is_not_told_again(world: World, proposed: Played) -> None:
    seats = proposed.action("PROPOSAL")["seats"]
    labels = ", ".join(seat["label"] for seat in seats)
    played = held(world, proposed, says(f"{labels}, 합계 183,000원, 18:12까지예요."))
    hold = assert_told(played)
    assert played.text.count(labels) == 1
    whole = f"선점했어요. [결제 완료하러 가기](/pay/{hold['holdId']})"
    world.script(calls(tool_use("extend_hold", {"holdId": hold["holdId"]})), says(whole))
    assert world.turn("시간 더 주세요", proposed.conversation_id).text == whole


def test_both_models_may_fail_after_the_hold(world: World, proposed: Played) -> None:
    played = held(world, proposed, *[DOWN] * 8)
    assert played.error is ErrorCode.MODEL_UNAVAILABLE
    assert_told(played)
    assert played.names.index("error") > max(i for i, name in enumerate(played.names) if name == "text")
    assert world.store.turns(played.conversation_id, 1)[0].text == played.text


def test_a_function_that_has_written_and_gives_no_answer_is_no_failure(world: World, proposed: Played) -> None:
    invoke = world.functions.invoke

    def lost(**request: Any) -> dict[str, Any]:
        invoke(**request)
        raise service_error("ServiceException", 500)

    world.functions.invoke = lost  # type: ignore[method-assign]
    played = held(world, proposed, says("선점했어요."))
    assert played.error is None
    assert_told(played)
    assert len(world.booking.holds_of(USER)) == 1


def test_a_split_or_a_restricted_view_is_told_by_the_server(world: World) -> None:
    world.script(
        calls(
            tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 2, "seats": "2층 B구역 2열 1번, 3번"})
        ),
        says("좋은 자리예요!"),
    )
    played = world.turn("2층 B구역 2열 1번이랑 3번이요")
    for note in played.action("PROPOSAL")["notes"]:
        assert note in played.text
    assert len(played.action("PROPOSAL")["notes"]) == 2


def rescue(world: World) -> None:
    """Seoul is lost a minute later, and Tokyo stands in for it."""
    world.clock.pass_seconds(60)
    start = epoch(world.clock())
    world.control = RegionControl("ap-northeast-1", "dr", recovery_mode=True, recovery_start=start, outage_start=start)


def test_a_rescued_hold_is_told_of_once(world: World, proposed: Played) -> None:
    hold = held(world, proposed, says("선점했어요.")).action("HOLD_CREATED")
    rescue(world)
    world.clock.pass_seconds(700)
    world.script(says("무엇을 도와드릴까요?"))
    played = world.turn("안녕하세요", proposed.conversation_id)
    notice = played.action("DR_NOTICE")
    assert (notice["holdId"], notice["message"]) == (hold["holdId"], "\n".join(RESCUED))
    assert notice["remainingSeconds"] == 15 * 60 - 700
    for sentence in RESCUED:
        assert sentence in played.text
    world.script(says("네."))
    again = world.turn("네", proposed.conversation_id)
    assert not [action for action in again.of("action") if action["type"] == "DR_NOTICE"]
    assert again.text == "네."


def test_outside_of_recovery_nobody_is_told_of_it(world: World, proposed: Played) -> None:
    held(world, proposed, says("선점했어요."))
    world.script(says("네."))
    assert world.turn("안녕하세요", proposed.conversation_id).text == "네."


def test_in_recovery_a_rescued_hold_is_listed_as_one(world: World, proposed: Played) -> None:
    held(world, proposed, says("선점했어요."))
    rescue(world)
    world.script(calls(tool_use("get_my_reservations")), says("여기 있어요."))
    (card,) = world.turn("내 예약", proposed.conversation_id).action("MY_RESERVATIONS")["reservations"]
    assert (card["recoveryStatus"], card["remainingSeconds"]) == ("dr_recovered", 15 * 60)


def test_in_recovery_a_reloaded_page_shows_how_long_a_rescued_hold_has(world: World, proposed: Played) -> None:
    hold = held(world, proposed, says("선점했어요.")).action("HOLD_CREATED")
    rescue(world)
    head = world.store.head(USER, proposed.conversation_id)
    assert head is not None
    (shown,) = conversation_view(head, (), world.booking.holds_of(USER), world.booking.moment())["holds"]
    assert (shown["holdId"], shown["remainingSeconds"]) == (hold["holdId"], 15 * 60)


@pytest.mark.parametrize("tool", ["get_my_reservations", "cancel_hold"])
def test_a_paid_booking_is_explained_and_linked_and_stays(world: World, proposed: Played, tool: str) -> None:
    hold = held(world, proposed, says("선점했어요.")).action("HOLD_CREATED")
    pay(world, hold)
    asked = {"holdId": hold["holdId"]} if tool == "cancel_hold" else {}
    world.script(calls(tool_use(tool, asked)), says("취소해 드릴 수 없어요."))
    played = world.turn("예매한 거 취소해 줘", proposed.conversation_id)
    assert RESERVATIONS_LINK in played.text
    result = world.model.requests[-1]["messages"][-1]["content"][-1]["toolResult"]["content"][0]["json"]
    paid = result if tool == "cancel_hold" else result["reservations"][0]
    assert paid["cancellation"] == {"feeText": "0원", "refundText": "183,000원", "deadlineText": "12월 4일 (금) 17:00"}
    assert paid["supportText"] == "고객센터 02-555-0100 (09:00~18:00)"
    assert [h.state.value for h in world.booking.holds_of(USER)] == ["CONFIRMED"]


def test_a_booking_that_can_no_longer_be_cancelled_says_so(world: World, proposed: Played) -> None:
    pay(world, held(world, proposed, says("선점했어요.")).action("HOLD_CREATED"))
    world.clock.pass_seconds(11.5 * 24 * 3600)
    world.script(calls(tool_use("get_my_reservations")), says("기한이 지났어요."))
    world.turn("취소할 수 있어요?", None)
    result = world.model.requests[-1]["messages"][-1]["content"][-1]["toolResult"]["content"][0]["json"]
    assert result["reservations"][0]["cancellation"] == {"closedText": "취소할 수 있는 기한이 지났어요."}
