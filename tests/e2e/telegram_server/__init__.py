"""A loopback Bot API server for tests, as strict as Telegram's own."""

from tests.e2e.telegram_server.faults import Fault, put_off
from tests.e2e.telegram_server.messages import BotMessage
from tests.e2e.telegram_server.server import TOKEN, Call, TelegramServer
from tests.e2e.telegram_server.world import Group, Person

__all__ = ["TOKEN", "BotMessage", "Call", "Fault", "Group", "Person", "TelegramServer", "put_off"]
