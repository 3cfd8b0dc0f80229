"""From a proposal to a hold: only a plain yes to the one open proposal, in that very turn."""

import pytest

from megaticket.errors import ERRORS, ErrorCode
from tests.integration.chat.proposals import answer, codes, holds, proposal_id
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import calls, says, tool_use


@pytest.mark.parametrize("message", ["네", "좋아요!", "네, 이 좌석으로 할게요"])
def test_a_plain_yes_holds(world: World, proposed: Played, message: str) -> None:
    played = answer(world, proposed, message)
    hold = played.action("HOLD_CREATED")
    assert [held.hold_id for held in holds(world)] == [hold["holdId"]]
    assert played.done["step"] == "STEP_7_HOLDING"
    assert world.functions.commands[0]["requestId"] == proposal_id(proposed)


def test_the_button_holds_whatever_the_message_says(world: World, proposed: Played) -> None:
    played = answer(world, proposed, "이걸로", confirm=proposal_id(proposed))
    assert played.action("HOLD_CREATED")["totalPrice"] == 123_000


@pytest.mark.parametrize("message", ["네?", "응 아니야", "됐어요", "네 근데 수수료는요?", "좌석이 무대에서 멀어요?"])
def test_anything_else_is_no_consent(world: World, proposed: Played, message: str) -> None:
    played = answer(world, proposed, message)
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert world.functions.commands == []
    assert holds(world) == []
    assert [context_of(request, 4)["proposals"][0]["consented"] for request in world.model.requests[2:]] == [False] * 2


@pytest.mark.parametrize(
    "changed", ["12월 12일로 바꿀게요", "그 다음 날이 낫겠다", "애들은 빼 주세요", "S석은 너무 비싸네요"]
)
def test_the_old_seats_shown_again_are_not_agreed_to(world: World, proposed: Played, changed: str) -> None:
    labels = ", ".join(seat["label"] for seat in proposed.action("PROPOSAL")["seats"])
    world.script(says(f"{labels} 좌석이에요. 이 좌석으로 선점할까요?"))
    world.turn(changed, proposed.conversation_id)
    assert codes(answer(world, proposed, "네"), world) != []
    assert holds(world) == []


def test_a_yes_counts_in_its_own_turn_only(world: World, proposed: Played) -> None:
    world.script(says("선점할게요."))
    world.turn("네", proposed.conversation_id)
    answer(world, proposed, "고마워요, 날씨가 좋네요")
    assert holds(world) == []


@pytest.mark.parametrize("then", ["날씨가 좋네요. 다른 날짜로 찾아볼까요?", "이 좌석 말고 다른 좌석을 찾아볼까요?"])
def test_a_yes_to_what_was_asked_beside_the_proposal_holds_nothing(world: World, then: str) -> None:
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"}
    world.script(calls(tool_use("get_available_seats", asked)), says(then))
    proposed = world.turn("S석 두 장이요")
    assert proposed.action("CHOICES")["items"][0]["confirm"] == proposal_id(proposed), (
        "the button is there all the same"
    )
    assert codes(answer(world, proposed, "네"), world) == ["CONSENT_REQUIRED"]
    assert answer(world, proposed, "이걸로", confirm=proposal_id(proposed)).action("HOLD_CREATED")


def test_after_a_no_the_next_yes_only_asks_again(world: World, proposed: Played) -> None:
    world.script(says("그럼 다른 좌석을 볼까요?"))
    world.turn("응 아니야", proposed.conversation_id)
    seats = ", ".join(seat["label"] for seat in proposed.action("PROPOSAL")["seats"])
    played = answer(world, proposed, "네", then=f"{seats}으로 선점할까요?")
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert holds(world) == []
    assert answer(world, proposed, "네").action("HOLD_CREATED"), "the question was put once more, and answered"


@pytest.mark.parametrize("tool", ["get_my_reservations", "get_venue_info", "get_seat_grades"])
def test_a_yes_to_another_question_does_not_mean_the_proposal(world: World, proposed: Played, tool: str) -> None:
    asked = {"get_venue_info": {"venueId": "VX1"}, "get_seat_grades": {"performanceId": "PX1"}}.get(tool, {})
    world.script(calls(tool_use(tool, asked)), says("다른 공연이나 날짜를 찾아드릴까요?"))
    world.turn("그건 어때요?", proposed.conversation_id)
    assert codes(answer(world, proposed, "네"), world) == ["CONSENT_REQUIRED"]
    assert holds(world) == []


@pytest.mark.parametrize("message", ["3명으로 할게요", "R석은요?", "12월 5일 낮 공연은요?"])
def test_after_a_change_of_mind_a_yes_means_nothing_yet(world: World, proposed: Played, message: str) -> None:
    world.script(says("그렇군요."))
    world.turn(message, proposed.conversation_id)
    assert codes(answer(world, proposed, "네"), world) == ["CONSENT_REQUIRED"]
    assert holds(world) == []


@pytest.mark.parametrize("tool", ["get_performances", "get_performance_schedules"])
def test_a_yes_after_another_list_does_not_mean_the_proposal(world: World, proposed: Played, tool: str) -> None:
    asked = {"performanceId": "PX1"} if tool == "get_performance_schedules" else {}
    world.script(calls(tool_use(tool, asked)), says("이런 것도 있어요."))
    world.turn("또 뭐 있어요?", proposed.conversation_id)
    assert codes(answer(world, proposed, "ㅇㅇ"), world) == ["CONSENT_REQUIRED"]
    assert answer(world, proposed, "이걸로", confirm=proposal_id(proposed)).action("HOLD_CREATED")


def test_seats_picked_on_the_map_are_no_yes_to_what_lay_open(world: World, proposed: Played) -> None:
    selection = {"scheduleId": AFTERNOON, "seatIds": ["1F-A-99-1"]}
    played = answer(world, proposed, "이 좌석으로 할게요", selection=selection)
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert holds(world) == []
    context = context_of(world.model.requests[-1], 4)
    assert (context["proposals"], context["notice"]) == ([], ERRORS[ErrorCode.SEAT_UNKNOWN].message)
    assert ERRORS[ErrorCode.SEAT_UNKNOWN].message in played.text


def test_taken_seats_picked_on_the_map_give_way_to_the_next_best(world: World) -> None:
    world.hold(AFTERNOON, ("1F-A-2-5",), 91_500)
    world.script(says("그 좌석은 나갔어요. 이 좌석은 어떠세요?"))
    selection = {"scheduleId": AFTERNOON, "seatIds": ["1F-A-2-5", "1F-A-2-6"]}
    played = world.turn("이 좌석이요", selection=selection)
    offered = played.action("PROPOSAL")
    assert {seat["grade"] for seat in offered["seats"]} == {"R석"}
    assert "1F-A-2-5" not in {seat["seatId"] for seat in offered["seats"]}
    context = context_of(world.model.requests[-1])
    assert context["notice"] == ERRORS[ErrorCode.SEAT_TAKEN].message
    assert answer(world, played, "네").action("HOLD_CREATED")["seats"] == offered["seats"]


def test_whoever_holds_seats_is_offered_others_in_exchange(world: World, proposed: Played) -> None:
    held = answer(world, proposed, "네").action("HOLD_CREATED")
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"}
    world.script(calls(tool_use("get_available_seats", asked)), says("이 좌석으로 바꿀까요?"))
    offered = world.turn("자리 바꿔 주세요", proposed.conversation_id)
    seats = [{seat["seatId"] for seat in shown["seats"]} for shown in (held, offered.action("PROPOSAL"))]
    assert seats[0].isdisjoint(seats[1])
    replaced = answer(world, offered, "네").action("HOLD_REPLACED")
    assert replaced["holdId"] == held["holdId"]
    assert {seat["seatId"] for seat in replaced["seats"]} == seats[1]
    assert [hold.hold_id for hold in holds(world)] == [held["holdId"]]


@pytest.mark.parametrize("words", ["이 좌석으로 바꿔 드릴까요?", "좌석을 찾았어요."])
def test_a_wish_to_exchange_agrees_to_the_question_for_it(world: World, proposed: Played, words: str) -> None:
    """The model's question or, where it asked none, the server's."""
    answer(world, proposed, "네")
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"}
    world.script(calls(tool_use("get_available_seats", asked)), says(words))
    offered = world.turn("다른 자리로 바꿔 주세요", proposed.conversation_id)
    assert answer(world, offered, "응 바꿔줘").action("HOLD_REPLACED")


def test_a_wish_to_exchange_agrees_to_no_other_question(world: World, proposed: Played) -> None:
    played = answer(world, proposed, "네 바꿔주세요")
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert holds(world) == []


def test_a_yes_after_five_minutes_is_too_late(world: World, proposed: Played) -> None:
    world.clock.pass_seconds(300)
    played = answer(world, proposed, "네")
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert world.functions.commands == []


@pytest.mark.parametrize("confirm", ["P00000000000000000000", "anything"])
def test_a_button_of_another_proposal_agrees_to_nothing(world: World, proposed: Played, confirm: str) -> None:
    # Not even with a yes: the person pressed something else.
    played = answer(world, proposed, "네", confirm=confirm)
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert world.functions.commands == []


def test_another_persons_button_agrees_to_nothing(world: World, proposed: Played) -> None:
    world.script(calls(tool_use("hold_seats", {"proposalId": proposal_id(proposed)})), says("안 돼요."))
    begun = world.begin("네", user="person-bora")
    played = Played(begun.head.conversation_id, begun.number)
    world.run(begun, "네", played.events.append, confirm=proposal_id(proposed))
    assert codes(played, world) == ["CONSENT_REQUIRED"]
    assert world.functions.commands == []


def test_a_model_that_holds_twice_in_one_turn_holds_once(world: World, proposed: Played) -> None:
    hold = tool_use("hold_seats", {"proposalId": proposal_id(proposed)}, "t1")
    again = tool_use("hold_seats", {"proposalId": proposal_id(proposed)}, "t2")
    world.script(calls(hold, again), says("끝났어요."))
    played = world.turn("네", proposed.conversation_id)
    assert len(holds(world)) == 1
    assert played.action("HOLD_CREATED")
    assert codes(played, world) == ["CONSENT_REQUIRED"]


def test_after_seats_are_taken_a_new_proposal_is_shown_and_not_held(world: World, proposed: Played) -> None:
    seats = [seat["seatId"] for seat in proposed.action("PROPOSAL")["seats"]]
    world.hold(AFTERNOON, (seats[0],), 61_500)
    played = answer(world, proposed, "네", then="대신 이 좌석은 어떠세요?")
    assert codes(played, world) == ["SEAT_TAKEN"]
    assert played.action("PROPOSAL")["proposalId"] != proposal_id(proposed)
    assert holds(world) == []
    assert context_of(world.model.requests[-1], 4)["proposals"][0]["consented"] is False


def test_the_hold_is_told_in_the_context_until_it_is_over(world: World, proposed: Played) -> None:
    hold = answer(world, proposed, "네").action("HOLD_CREATED")
    context = context_of(world.model.requests[-1], 4)
    assert [held["holdId"] for held in context["holds"]] == [hold["holdId"]]
    assert context["proposals"] == []
    world.clock.pass_seconds(600)
    world.script(says("끝났어요."))
    world.turn("아직 있어요?", proposed.conversation_id)
    assert context_of(world.model.requests[-1])["holds"] == []
