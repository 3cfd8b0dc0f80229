"""The composition root of the chat: reads the environment once, makes the clients and hands them in."""

from botocore.config import Config
from starlette.applications import Starlette

from lambdas.chat import metrics
from lambdas.chat.api import Api
from lambdas.chat.bedrock.connection import ModelStream
from lambdas.chat.bedrock.fallback import Converser, Reports
from lambdas.chat.bedrock.registry import Registry
from lambdas.chat.conversation.allowance import Allowance
from lambdas.chat.conversation.history import HistoryLimit
from lambdas.chat.conversation.store import ConversationStore
from lambdas.chat.services import TurnServices
from lambdas.chat.settings import ChatSettings
from lambdas.chat.tools.base import Services
from lambdas.chat.tools.hold_service import HoldService
from megaticket import sdk
from megaticket.booking.assembly import build_booking
from megaticket.clock import utc_now
from megaticket.identity import TokenVerifier

MAX_CONNECTIONS = 64

DATABASE_CONFIG = Config(
    connect_timeout=1,
    read_timeout=3,
    max_pool_connections=MAX_CONNECTIONS,
    retries={"mode": "standard", "total_max_attempts": 3},
)
FUNCTION_CONFIG = Config(
    connect_timeout=1,
    # The function's own retries take up to 3 s; a repeat with the same request id is safe. Two tries fit WRITE_SECONDS.
    read_timeout=6,
    max_pool_connections=MAX_CONNECTIONS,
    retries={"mode": "standard", "total_max_attempts": 2},
)


def create_app() -> Starlette:
    """The ASGI application of this process. Raises pydantic.ValidationError for a wrong environment."""
    settings = ChatSettings()
    verifier = TokenVerifier(settings.oidc_issuers, settings.oidc_audience)
    services = build_turn_services(settings)
    return Api(services, verifier, services.tools.booking.control).app()


def model_config(registry: Registry) -> Config:
    """How the models are called."""
    return Config(
        connect_timeout=2,
        # The fallback policy bounds a silence; this ends what it has given up before the answer's head was there.
        read_timeout=1 + max(model.timeout_seconds for model in registry.order()),
        tcp_keepalive=True,
        max_pool_connections=MAX_CONNECTIONS,
        # The fallback policy owns the retries.
        retries={"mode": "standard", "total_max_attempts": 1},
    )


def build_turn_services(settings: ChatSettings) -> TurnServices:
    """What every turn shares: three clients, and the stores and services over them."""
    region = settings.aws_region
    database = sdk.client("dynamodb", region, DATABASE_CONFIG)
    functions = sdk.client("lambda", region, FUNCTION_CONFIG)
    registry = settings.registry()
    bedrock = sdk.client("bedrock-runtime", region, model_config(registry))
    booking = build_booking(database, settings)
    return TurnServices(
        store=ConversationStore(
            database,
            settings.dynamodb_conversations_table,
            utc_now,
            Allowance(settings.turns_per_minute, settings.daily_tokens),
        ),
        converser=Converser(
            lambda request: ModelStream(bedrock.converse_stream(**request)["stream"]),
            registry.order(),
            Reports(metrics.report_call, metrics.report_fallback, metrics.report_refused),
        ),
        tools=Services(booking.catalog, booking, HoldService(functions, settings.hold_seats_function_name)),
        clock=utc_now,
        history=HistoryLimit(settings.history_turns, settings.history_tokens),
    )
