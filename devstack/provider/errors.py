"""What the provider refuses, with the codes and Korean messages of its kind."""


class ProviderError(Exception):
    """A refusal: HTTP status, code and message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message


def invalid_request() -> ProviderError:
    """The request's form, or an order or amount that is not the session's."""
    return ProviderError(400, "INVALID_REQUEST", "잘못된 요청입니다.")


def unauthorized_key() -> ProviderError:
    """The secret key is missing or another's."""
    return ProviderError(401, "UNAUTHORIZED_KEY", "인증되지 않은 시크릿 키 혹은 클라이언트 키 입니다.")


def already_processed() -> ProviderError:
    """The payment or its order has been charged before."""
    return ProviderError(400, "ALREADY_PROCESSED_PAYMENT", "이미 처리된 결제 입니다.")


def declined() -> ProviderError:
    """The card company says no."""
    return ProviderError(403, "REJECT_CARD_PAYMENT", "한도초과 혹은 잔액부족으로 결제에 실패했습니다.")


def no_session() -> ProviderError:
    """The key is unknown, or its session has ended: nobody will be charged by it any more."""
    return ProviderError(404, "NOT_FOUND_PAYMENT_SESSION", "결제 시간이 만료되어 결제 진행 데이터가 존재하지 않습니다.")


def no_payment() -> ProviderError:
    """The provider has never heard of the order or key."""
    return ProviderError(404, "NOT_FOUND_PAYMENT", "존재하지 않는 결제 정보 입니다.")


def already_canceled() -> ProviderError:
    """Everything has gone back before."""
    return ProviderError(400, "ALREADY_CANCELED_PAYMENT", "이미 취소된 결제 입니다.")


def not_cancelable() -> ProviderError:
    """Nothing has been charged that could go back."""
    return ProviderError(403, "NOT_CANCELABLE_PAYMENT", "취소 할 수 없는 결제 입니다.")


def over_balance() -> ProviderError:
    """More is asked back than is left."""
    return ProviderError(403, "NOT_CANCELABLE_AMOUNT", "취소 할 수 없는 금액 입니다.")


def no_route() -> ProviderError:
    """There is no such call."""
    return ProviderError(404, "NOT_FOUND", "존재하지 않는 정보 입니다.")


def failed() -> ProviderError:
    """The provider's own fault."""
    return ProviderError(
        500, "FAILED_INTERNAL_SYSTEM_PROCESSING", "내부 시스템 처리 작업이 실패했습니다. 잠시 후 다시 시도해주세요."
    )


def unavailable() -> ProviderError:
    """The provider is down."""
    return ProviderError(503, "SERVICE_UNAVAILABLE", "일시적으로 서비스를 이용할 수 없습니다.")
