"""What every turn of a process shares."""

import time
from dataclasses import dataclass

from lambdas.chat.bedrock.circuit import Now
from lambdas.chat.bedrock.fallback import Converser
from lambdas.chat.conversation.history import HistoryLimit
from lambdas.chat.conversation.store import ConversationStore
from lambdas.chat.tools.base import Services
from megaticket.clock import Clock


@dataclass(frozen=True)
class TurnServices:
    """`history` is how much of the conversation models are sent, `now` what deadlines go by."""

    store: ConversationStore
    converser: Converser
    tools: Services
    clock: Clock
    history: HistoryLimit
    now: Now = time.monotonic
