"""Decides what to answer."""

from devstack.bedrock.model.reading import Conversation
from devstack.bedrock.model.reply import Reply


def plan(conversation: Conversation) -> Reply:
    """The reply to a conversation."""
    if not conversation.instructed:
        return Reply(
            "죄송해요, 지금은 안내에 필요한 지침을 받지 못해서 도와드리기 어려워요. 잠시 뒤에 다시 말씀해 주세요."
        )
    return Reply("안녕하세요! 어떤 공연을 찾으세요?")
