"""The errors that the service answers before a stream begins."""

STATUS = {
    "ValidationException": 400,
    "AccessDeniedException": 403,
    "ResourceNotFoundException": 404,
    "ModelTimeoutException": 408,
    "ModelErrorException": 424,
    "ThrottlingException": 429,
    "InternalServerException": 500,
    "ServiceUnavailableException": 503,
}
"""HTTP status by error type, from the service's API model."""


class ServiceError(Exception):
    """An error of the service with its type, HTTP status and message."""

    def __init__(self, error_type: str, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.error_type = error_type
        self.message = message
        self.status = status or STATUS[error_type]


class ValidationException(ServiceError):  # noqa: N818 - the service's own name
    """HTTP 400: the request is not one that the model takes."""

    def __init__(self, message: str) -> None:
        super().__init__("ValidationException", message)


class ResourceNotFoundException(ServiceError):  # noqa: N818 - the service's own name
    """HTTP 404: there is no such model."""

    def __init__(self, model_id: str) -> None:
        super().__init__("ResourceNotFoundException", f"Could not resolve the foundation model from {model_id!r}.")
