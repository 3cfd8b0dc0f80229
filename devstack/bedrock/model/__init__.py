"""A deterministic Korean booking assistant that works from the request alone."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.model.planner import plan
from devstack.bedrock.model.reading import read_request
from devstack.bedrock.model.reply import Reply

__all__ = ["last_words", "respond"]


def respond(body: Mapping[str, Any]) -> Reply:
    """The reply to a valid ConverseStream request. A pure function of its JSON."""
    return plan(read_request(body))


def last_words(body: Mapping[str, Any]) -> str:
    """The person's words of the current turn; "" where there are none."""
    return read_request(body).words
