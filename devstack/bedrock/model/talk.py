"""What is said without any tool."""

from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.holding import ask_again
from devstack.bedrock.model.wording import join, payment_link

NO_INSTRUCTIONS = "죄송해요, 지금은 안내에 필요한 지침을 받지 못해서 도와드리기 어려워요. 잠시 뒤에 다시 말씀해 주세요."
OFF_LIMITS = "그 부탁은 들어드릴 수 없어요. 저는 공연 예매를 도와드리는 상담원이에요."
IDENTITY = "저는 공연 예매를 도와드리는 AI 상담원이에요."
OFF_TOPIC = "그 이야기는 제가 도와드리기 어려워요. 저는 공연 예매를 도와드려요."
NOT_UNDERSTOOD = "죄송해요, 잘 알아듣지 못했어요."
HOW_TO_ASK = "제목이나 장르, 날짜로 말씀해 주시면 찾아드릴게요."
THANKS = "별말씀을요!"
HELLO = "안녕하세요! "


def back_to_booking(desk: Desk) -> str:
    """The question that leads back to where the booking stands."""
    if desk.proposals:
        return ask_again(desk)
    if desk.holds and "performance" not in desk.context:
        until = desk.holds[0].get("expiresAtText")
        reminder = f"선점하신 좌석은 {until}까지 결제해 주세요." if until else "선점하신 좌석의 결제를 잊지 마세요."
        return join([reminder, payment_link(desk.holds[0])], " ")
    if desk.state.performance is None:
        return "어떤 공연을 찾으세요?"
    if desk.state.schedule is None:
        return "어느 날짜로 알아볼까요?"
    return "몇 분이 관람하세요?" if desk.state.count is None else "어느 등급으로 찾아드릴까요?"


def decline(desk: Desk) -> str:
    """The person refuses what was asked."""
    if desk.proposals:
        # No question that a yes could answer: a yes would agree to the proposal, which is still open.
        return "네, 선점하지 않을게요. 다른 좌석이나 다른 날짜를 원하시면 말씀해 주세요."
    return "네, 알겠어요. 더 필요하신 것이 있으면 말씀해 주세요."
