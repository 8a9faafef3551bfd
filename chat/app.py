"""The Telegram bot: builds the Application, and runs it until a signal comes."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import warnings
from collections.abc import Callable, Collection
from datetime import tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from telegram import LinkPreviewOptions
from telegram.ext import ApplicationBuilder, Defaults
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning

from chat.desk import Desk
from chat.front import Front
from chat.handlers import ask, buttons, duplicates, errors, help, new_topic, start, status
from chat.limiter import PerChatLimiter
from chat.memory import Memory
from chat.newsroom import Newsroom, Writer
from chat.polling import Poller
from chat.redaction import hide_from_logs
from chat.running import App, serve
from index.errors import SettingsError

ALLOWED_UPDATES = ("message", "callback_query")
CONCURRENT_UPDATES = 128
INDIA = ZoneInfo("Asia/Kolkata")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def build_application(
    token: str,
    api_url: str,
    newsroom: Newsroom,
    *,
    writer: Writer | None = None,
    admins: Collection[int] = (),
    zone: tzinfo = INDIA,
    answer_threads: int = 2,
    typing_after_s: float = 0.3,
    request_timeout_s: float = 15.0,
) -> App:
    """Build the bot; nothing is sent yet.

    Args:
        token: As BotFather gave it; kept out of all logs from here on.
        api_url: Bot API server, such as "https://api.telegram.org".
        newsroom: Who answers.
        writer: Who answers instead, where a chat model is set.
        admins: Telegram ids of those who may ask for the bot's own figures.
        zone: Time zone of the dates in answers.
        answer_threads: How many questions are answered at once.
        typing_after_s: Seconds after which a sign of typing is shown.
        request_timeout_s: Seconds that a request to Telegram may take, fetching updates excepted.

    Raises:
        SettingsError: The token or the address cannot be one.
    """
    token = token.strip()
    if not _TOKEN.fullmatch(token):
        raise SettingsError("TELEGRAM_BOT_TOKEN is not a token; it looks like 123456789:AbC… and comes from BotFather.")
    hide_from_logs(token)
    address = _checked(api_url)
    # The library announces a change of types that chat.waiting.seconds is ready for.
    warnings.filterwarnings("ignore", message=".*PTB_TIMEDELTA", category=PTBDeprecationWarning)
    front = Front(Desk(newsroom, threads=answer_threads, writer=writer), Memory(), zone, typing_after_s)

    async def close(application: App) -> None:
        front.desk.close()
        if writer:
            await writer.close()

    application: App = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{address}/bot")
        .base_file_url(f"{address}/file/bot")
        .request(
            HTTPXRequest(
                connect_timeout=request_timeout_s,
                read_timeout=request_timeout_s,
                write_timeout=request_timeout_s,
                pool_timeout=request_timeout_s,
            )
        )
        .rate_limiter(PerChatLimiter())
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .concurrent_updates(CONCURRENT_UPDATES)
        .updater(None)
        .job_queue(None)
        .post_shutdown(close)
        .build()
    )
    # Order matters: the first handler of a group that an update fits takes it.
    application.add_handlers(duplicates.handlers(), group=-1)
    application.add_handlers([*start.handlers(front), *new_topic.handlers(front), *status.handlers(admins, writer)])
    application.add_handlers(help.handlers(front))
    application.add_handlers([*ask.handlers(front), *buttons.handlers()])
    application.add_error_handler(errors.apologise)
    return application


def run_polling(
    application: App,
    *,
    on_ready: Callable[[str], None] = lambda username: None,
    poll_timeout_s: int = 25,
    grace_s: float = 20.0,
) -> None:
    """Run the bot by long polling until SIGINT or SIGTERM; answers under way are delivered first.

    Args:
        application: From `build_application`.
        on_ready: Called with the bot's username once it listens.
        poll_timeout_s: How long Telegram may hold a request when there is nothing new.
        grace_s: How long answers under way may take after the signal. A second signal ends the wait.

    Raises:
        SettingsError: Telegram refuses the token.
    """

    async def main() -> None:
        stop, loop, task = asyncio.Event(), asyncio.get_running_loop(), asyncio.current_task()

        def on_signal() -> None:
            if stop.is_set() and task:
                task.cancel()
            stop.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
                loop.add_signal_handler(number, on_signal)
        poller = Poller(application.bot, ALLOWED_UPDATES, timeout_s=poll_timeout_s)
        await serve(application, poller, stop, on_ready=on_ready, grace_s=grace_s)

    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(main())


def _checked(api_url: str) -> str:
    address = api_url.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError("TELEGRAM_API_URL is not an address; it looks like https://api.telegram.org.")
    return address
