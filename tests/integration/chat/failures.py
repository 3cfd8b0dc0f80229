"""What is true after a turn that failed."""

from megaticket.errors import ERRORS, ErrorCode
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import says


def assert_failed(world: World, played: Played, code: ErrorCode) -> None:
    """The error, in the table's words, and then done; stored like that; the next turn runs."""
    assert played.names[-2:] == ["error", "done"]
    info = ERRORS[code]
    assert played.of("error") == [{"code": code.value, "message": info.message, "retryable": info.retryable}]
    assert played.done["stopReason"] == "error"
    assert world.stored(played).status == "failed"
    assert [event["name"] for event in world.stored(played).events][-2:] == ["error", "done"]


def assert_goes_on(world: World, played: Played) -> None:
    world.script(says("이어서 할게요."))
    assert world.turn("계속해 주세요", played.conversation_id).text == "이어서 할게요."
