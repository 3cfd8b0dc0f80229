"""What can go wrong, in words for the person and with a remedy."""

from typing import Any

import httpx

REMEDIES = {
    "UNAUTHENTICATED": "make run 을 다시 시작했다면 이 창을 닫고 make chat 을 다시 실행해 주세요.",
    "CONVERSATION_NOT_FOUND": "/new 로 새 대화를 시작해 주세요.",
    "TURN_IN_PROGRESS": "잠시 뒤 다시 보내거나, /stop 으로 앞의 답변을 멈춰 주세요.",
}

SENTENCES = {
    401: "로그인을 확인하지 못했습니다.",
    404: "대화를 찾을 수 없습니다.",
    409: "앞의 질문에 아직 답하고 있습니다.",
    413: "메시지가 너무 깁니다. 2,000자 안으로 줄여 주세요.",
    429: "요청이 많습니다. 잠시 뒤 다시 보내 주세요.",
    503: "지금은 서비스를 이용할 수 없습니다. 잠시 뒤 다시 보내 주세요.",
}
"""For an answer that carries no sentence of the server's, by HTTP status."""


class ChatError(Exception):
    """A request that failed. `code` is the server's name for it, `message` and `remedy` are Korean."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.remedy = remedy


class ConnectionLostError(ChatError):
    """The connection broke after the message was sent; the server may have answered it."""

    def __init__(self) -> None:
        super().__init__(
            "CONNECTION_LOST",
            "답변을 받는 중에 연결이 끊겼습니다.",
            "같은 말을 다시 보내기 전에 /holds 로 선점된 좌석을 확인해 주세요.",
        )


def unreachable(url: str) -> ChatError:
    """Nothing listens at `url`."""
    remedy = "먼저 다른 터미널에서 make run 을 실행하고, ready 가 나오면 다시 해 주세요."
    return ChatError("UNREACHABLE", f"{url} 에서 실행 중인 MegaTicket 이 없습니다.", remedy)


def refusal(response: httpx.Response) -> ChatError:
    """The error of a response that is not a success, whose body has been read."""
    error = _error_body(response)
    code = str(error.get("code") or f"HTTP_{response.status_code}")
    sentence = SENTENCES.get(response.status_code, f"서버가 요청을 처리하지 못했습니다 (HTTP {response.status_code}).")
    return ChatError(code, str(error.get("message") or sentence), REMEDIES.get(code) or _wait(response))


def _error_body(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _wait(response: httpx.Response) -> str:
    seconds = response.headers.get("retry-after", "")
    return f"{seconds}초 뒤에 다시 보내 주세요." if seconds.isdigit() else ""
