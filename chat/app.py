"""The Telegram bot: builds the Application. What runs it is in chat/run.py."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from telegram import LinkPreviewOptions
from telegram.ext import ApplicationBuilder, Defaults
from telegram.warnings import PTBDeprecationWarning

from chat.access import Access
from chat.address_book import AddressBook
from chat.desk import Desk
from chat.editor import Editor
from chat.figures import Figures
from chat.front import Front
from chat.handlers import access as door
from chat.handlers import (
    add,
    admin,
    alerts,
    ask,
    buttons,
    chats,
    errors,
    feedback,
    forget,
    help,
    inline,
    language,
    links,
    new_topic,
    news,
    offers,
    privacy,
    start,
    subscribe,
    voice,
)
from chat.housekeeping import keep_house
from chat.inbox import Inbox
from chat.languages import Languages
from chat.ledger import Ledger
from chat.limiter import PerChatLimiter
from chat.measured import MeasuredLimiter, MeasuredRequest
from chat.newsroom import Newsroom, Writer
from chat.press.work import EVERY_S, work
from chat.preview import Pace
from chat.rates import Rates
from chat.recovery import Recovery
from chat.redaction import hide_from_logs
from chat.refreshing import EVERY_S as REFRESH_EVERY_S
from chat.refreshing import Feeds, keep_current
from chat.running import App, Companion
from chat.state import ChatState
from chat.state.database import FILE_NAME
from chat.transcriber import Transcriber
from index.archive import Archive
from index.errors import SettingsError
from rag.bulletin.board import Bulletin

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "message_reaction",
)
CONCURRENT_UPDATES = 128
INDIA = ZoneInfo("Asia/Kolkata")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def build_application(
    token: str,
    api_url: str,
    newsroom: Newsroom,
    *,
    writer: Writer | None = None,
    transcriber: Transcriber | None = None,
    data_dir: Path | None = None,
    zone: tzinfo = INDIA,
    bulletin: Bulletin | None = None,
    archive: Archive | None = None,
    feeds: Feeds | None = None,
    access: Access = Access(),  # noqa: B008 - it never changes
    questions_per_hour: int = 0,
    keep_days: int = 30,
    answer_threads: int = 2,
    typing_after_s: float = 0.3,
    pace: Pace = Pace(),  # noqa: B008 - it never changes
    request_timeout_s: float = 15.0,
    press_every_s: float = EVERY_S,
    refresh_every_s: float = REFRESH_EVERY_S,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> App:
    """Build the bot and open its state; nothing is sent yet.

    Args:
        token: As BotFather gave it; kept out of all logs from here on.
        api_url: Bot API server, such as "https://api.telegram.org".
        newsroom: Who answers.
        writer: Who answers instead, where a chat model is set.
        transcriber: Who writes down spoken questions; None: they are politely not understood.
        data_dir: Folder in which the state of the chats is kept; None keeps it in memory, as long as the bot runs.
        zone: Time zone of the dates in answers.
        bulletin: The news without a question; None: there are no lists and no subscriptions.
        archive: What admins change; None: nothing can be changed by Telegram.
        feeds: What keeps the news current; None: nothing does.
        access: Whom the bot serves.
        questions_per_hour: How many questions a person may ask in an hour; 0: as many as they like.
        keep_days: How many days answers are kept.
        answer_threads: How many questions are answered at once.
        typing_after_s: Seconds after which a sign of typing is shown.
        pace: When an answer that is being written is shown.
        request_timeout_s: Seconds that a request to Telegram may take, fetching updates excepted.
        press_every_s: Seconds between two looks for digests, alerts and corrections that are due.
        refresh_every_s: Seconds between two looks for feeds and pages that are due.
        clock: Tells the present, timezone-aware.

    Raises:
        SettingsError: The token or the address cannot be one.
        StateError: The state cannot be opened.
    """
    token = token.strip()
    if not _TOKEN.fullmatch(token):
        raise SettingsError("TELEGRAM_BOT_TOKEN is not a token; it looks like 123456789:AbC… and comes from BotFather.")
    hide_from_logs(token)
    address = _checked(api_url)
    # The library announces a change of types that chat.waiting.seconds is ready for.
    warnings.filterwarnings("ignore", message=".*PTB_TIMEDELTA", category=PTBDeprecationWarning)
    state = ChatState(data_dir / FILE_NAME, alone=True) if data_dir else ChatState()
    languages = Languages(state)
    figures, ledger = Figures(), Ledger()
    recovery = Recovery(AddressBook(PerChatLimiter(), state), ledger, figures)
    desk, rates = Desk(newsroom, threads=answer_threads, writer=writer, figures=figures), Rates(questions_per_hour)
    front = Front(
        desk,
        state,
        languages,
        zone,
        typing_after_s=typing_after_s,
        pace=pace,
        keep_days=keep_days,
        access=access,
        rates=rates,
        article=bulletin.article if bulletin else None,
        clock=clock,
    )
    editor = Editor(archive) if archive else None
    inbox = Inbox(state, at_once=CONCURRENT_UPDATES, access=access, figures=figures, ledger=ledger, clock=clock)
    companions: list[Companion] = [
        lambda: keep_house(state, languages, timedelta(days=keep_days), clock=clock),
        front.afterwards.run,
    ]

    if feeds:
        companions.append(lambda: keep_current(feeds, every_s=refresh_every_s))

    async def close(application: object) -> None:
        front.desk.close()
        if writer:
            await writer.close()
        if transcriber:
            await transcriber.close()
        if editor:
            editor.close()
        state.close()

    application = (
        ApplicationBuilder()
        .application_class(
            App,
            {
                "inbox": inbox,
                "companions": companions,
                "news": bulletin is not None,
                "state": state,
                "figures": figures,
            },
        )
        .token(token)
        .base_url(f"{address}/bot")
        .base_file_url(f"{address}/file/bot")
        .request(
            MeasuredRequest(
                f"{address}/bot{token}",
                figures,
                connect_timeout=request_timeout_s,
                read_timeout=request_timeout_s,
                write_timeout=request_timeout_s,
                pool_timeout=request_timeout_s,
            )
        )
        .rate_limiter(MeasuredLimiter(recovery, figures))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .concurrent_updates(inbox)
        .updater(None)
        .job_queue(None)
        .post_shutdown(close)
        .build()
    )
    assert isinstance(application, App)
    recovery.connect(application.bot)
    # Order matters: the first handler of a group that an update fits takes it.
    application.add_handlers(door.handlers(front), group=-1)
    application.add_handlers(chats.handlers(front))
    if editor:
        application.add_handlers([*admin.handlers(front, editor, writer), *add.handlers(front, editor)])
    if bulletin:
        companions.append(lambda: work(front, bulletin, application.bot, every_s=press_every_s))
        application.add_handlers([*news.handlers(front, bulletin), *subscribe.handlers(front, bulletin)])
        application.add_handlers(alerts.handlers(front, bulletin))
    follow = links.follower(front, bulletin) if bulletin else None
    application.add_handlers([*start.handlers(front, follow), *new_topic.handlers(front), *language.handlers(front)])
    if transcriber:
        application.add_handlers(voice.handlers(front, transcriber))
    application.add_handlers(
        [
            *feedback.handlers(front),
            *privacy.handlers(front, spoken=transcriber is not None, written=writer is not None),
            *forget.handlers(front),
            *help.handlers(front),
        ]
    )
    application.add_handlers([*offers.handlers(front), *inline.handlers(front)])
    application.add_handlers([*ask.handlers(front), *buttons.handlers(front)])
    application.add_error_handler(errors.handler(front))
    return application


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
