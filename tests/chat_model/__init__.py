"""Chat models on 127.0.0.1 for tests: a server that plays what it is told, and a small real model."""

from tests.chat_model.replies import Babbles, Cuts, Hangs, Refuses, Reply, Says, rate_limited
from tests.chat_model.server import KEY, ChatServer, Request
from tests.chat_model.small_model import SmallModel, why_no_small_model

__all__ = [
    "KEY",
    "Babbles",
    "ChatServer",
    "Cuts",
    "Hangs",
    "Refuses",
    "Reply",
    "Request",
    "Says",
    "SmallModel",
    "rate_limited",
    "why_no_small_model",
]
