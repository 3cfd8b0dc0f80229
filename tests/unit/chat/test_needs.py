"""A need is there from its being spoken of until it is denied; a question about it makes none."""

import pytest

from lambdas.chat.conversation.needs import needs_after, read_needs
from lambdas.chat.conversation.reading import read_message
from lambdas.chat.conversation.state import ConversationState, Need
from lambdas.chat.protocol import ChatRequest

RESTRICTED: tuple[Need, ...] = ("restricted_view", "only_restricted_view")


@pytest.mark.parametrize(
    "text",
    [
        "휠체어 아니에요", "휠체어는 필요 없어요", "휠체어 안 타요", "휠체어 대여 되나요?", "휠체어를 빌릴 수 있나요",
        "휠체어 반입이 되나요?", "시야 제한 있나요?", "시야 방해는 없나요?", "여기 시야 제한이 심한가요?", "시야제한석은 피해 주세요",
    ],
)  # fmt: skip
def test_no_need(text: str) -> None:
    assert read_needs(text) == ()


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("휠체어석 있나요?", ("wheelchair",)),
        ("시야제한석 있어요?", RESTRICTED),
        ("시야 제한이 있어도 괜찮아요", ("restricted_view",)),
        ("휠체어 이용자예요", ("wheelchair",)),
        ("휠체어 말고 시야제한석이요", RESTRICTED),
    ],
)
def test_a_need(text: str, needs: tuple[Need, ...]) -> None:
    assert read_needs(text) == needs


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (("wheelchair",), "아 휠체어는 아니에요", ()),
        (("wheelchair",), "휠체어석 필요 없어요", ()),
        (("wheelchair",), "휠체어 대여도 되나요?", ("wheelchair",)),
        (("wheelchair", *RESTRICTED), "시야제한석은 빼고요", ("wheelchair",)),
        (RESTRICTED, "시야제한석이어도 되지만 아니어도 괜찮아요", ("restricted_view",)),
        (RESTRICTED, "두 명이요", RESTRICTED),
        ((), "휠체어석으로 주세요", ("wheelchair",)),
    ],
)
def test_needs_come_and_go(before: tuple[Need, ...], text: str, after: tuple[Need, ...]) -> None:
    assert needs_after(before, text) == after
    state = ConversationState(needs=before)
    assert read_message(ChatRequest(message=text), state, 1_795_424_520).apply(state).needs == after
