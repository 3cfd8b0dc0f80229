"""Whoever holds seats of several shows gives back those that they mean, whatever hold a model picks."""

import pytest

from megaticket.booking.models import HoldState
from tests.integration.chat.proposals import codes, holds
from tests.integration.chat.theatre import AFTERNOON, SUNDAY
from tests.integration.chat.world import USER, Played, World
from tests.unit.chat.scripted import calls, says, tool_use

LIST = "1. 은하 정거장\n2. 고래의 정원\n\n"


def played(world: World, told: str, message: str, *released: str, shown: bool = False) -> Played:
    """An answer before, then a message to which the model releases these holds, one call after another."""
    asked = [calls(tool_use("get_my_reservations", {}))] if shown else []
    world.script(*asked, says(told))
    before = world.turn("내 선점 취소할 수 있어?")
    world.script(*(calls(tool_use("cancel_hold", {"holdId": hold_id})) for hold_id in released), says("끝났어요."))
    return world.turn(message, before.conversation_id)


def live(world: World) -> set[str]:
    return {hold.hold_id for hold in holds(world) if hold.state == HoldState.HOLDING}


@pytest.fixture
def held(world: World) -> tuple[str, str]:
    """Holds of two shows, in the order of LIST."""
    first = world.hold(AFTERNOON, ("2F-B-1-1",), 61_500, user=USER)
    second = world.hold(SUNDAY, ("2F-B-1-2",), 60_000, user=USER)
    assert (first["performanceTitle"], second["performanceTitle"]) == ("은하 정거장", "고래의 정원")
    return first["holdId"], second["holdId"]


@pytest.mark.parametrize(
    ("told", "message", "meant"),
    [
        (LIST, "두 번째 거 취소해줘", 1),
        (LIST, "1번 해제해 주세요", 0),
        (f"{LIST}어느 공연의 좌석을 놓아 드릴까요?", "두 번째 거요", 1),
        (f"{LIST}고래의 정원 선점을 해제할까요?", "네", 1),
        ("은하 정거장 선점을 해제해 드릴까요?", "응 해줘", 0),
    ],
)
def test_the_one_that_is_meant_goes(world: World, held: tuple[str, str], told: str, message: str, meant: int) -> None:
    other = held[1 - meant]
    assert codes(played(world, told, message, other), world) == ["CONSENT_REQUIRED"]
    assert live(world) == set(held)
    assert played(world, told, message, held[meant]).action("HOLD_RELEASED") == {"holdId": held[meant]}
    assert live(world) == {other}


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (LIST, "선점 취소해줘"),
        (LIST, "세 번째 거 취소해줘"),
        ("두 건이 있어요.", "두 번째 거 취소해줘"),
        (LIST, "방금 잡은 자리 취소해줘"),
        (f"{LIST}선점을 해제할까요?", "네"),
    ],
)
def test_who_does_not_say_which_is_asked(world: World, held: tuple[str, str], told: str, message: str) -> None:
    for hold_id in held:
        assert codes(played(world, told, message, hold_id), world) == ["CONSENT_REQUIRED"]
    assert live(world) == set(held)


@pytest.mark.parametrize("message", ["전부 취소해줘", "선점한 거 다 풀어줘", "모두 해제해 주세요"])
def test_all_are_all(world: World, held: tuple[str, str], message: str) -> None:
    played(world, LIST, message, *held)
    assert live(world) == set()


def test_a_place_is_one_of_the_card_that_the_page_shows(world: World, held: tuple[str, str]) -> None:
    played(world, "예약 내역이에요.", "첫 번째 거 취소해줘", shown=True)
    card = [hold.hold_id for hold in holds(world)]
    assert played(world, "예약 내역이에요.", "첫 번째 거 취소해줘", card[0], shown=True).action("HOLD_RELEASED")
    assert live(world) == set(card[1:])


def test_the_one_made_just_now_is_that_of_this_conversation(world: World) -> None:
    older = world.hold(SUNDAY, ("2F-B-1-1",), 60_000, user=USER)["holdId"]
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"}
    world.script(calls(tool_use("get_available_seats", asked)), says("이 좌석 어떠세요?"))
    offered = world.turn("S석 두 장이요")
    proposal_id = offered.action("PROPOSAL")["proposalId"]
    world.script(calls(tool_use("hold_seats", {"proposalId": proposal_id})), says("끝났어요."))
    made = world.turn("네", offered.conversation_id).action("HOLD_CREATED")["holdId"]
    for hold_id, left in ((older, {older, made}), (made, {older})):
        world.script(calls(tool_use("cancel_hold", {"holdId": hold_id})), says("끝났어요."))
        world.turn("방금 잡은 자리 취소해줘", offered.conversation_id)
        assert live(world) == left
