"""How digests, alerts and corrections are written, from the articles as they are when they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from chat.headlines import Written, correction, headlines, opening
from chat.layout import one_line, shorten
from chat.references import article_row
from chat.state.deliveries import Delivery
from chat.texts import TEXTS, date_text
from index.article import Article, Language
from rag.bulletin.board import Bulletin

CANCEL = "alert:"
"""Callback data of the button that cancels an alert: this and its number."""
_SUBJECT_UNITS = 120


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its buttons."""

    written: Written
    buttons: InlineKeyboardMarkup | None = None


def write(delivery: Delivery, bulletin: Bulletin, zone: tzinfo) -> Message | None:
    """Write a message.

    Returns:
        The message; None if nothing is left to tell, for the articles are gone.

    Raises:
        StoreError: The index cannot be read.
    """
    found = [(name, bulletin.article(name)) for name in delivery.content["articles"]]
    articles = {name: article for name, article in found if article}
    if not articles:
        return None
    if delivery.kind == "correction":
        return _correction(delivery, bulletin, zone)
    articles = {name: article for name, article in articles.items() if not article.gone_at}
    if not articles:
        return None
    if delivery.kind == "alert":
        return _alert(delivery, articles, zone)
    return _digest(delivery, articles, zone)


def cancel_row(alert_id: int, language: Language) -> list[InlineKeyboardButton]:
    """Return the button that cancels an alert."""
    return [InlineKeyboardButton(TEXTS[language].cancel_button, callback_data=f"{CANCEL}{alert_id}")]


def subject_text(subject: str) -> str:
    """Return what somebody waits for, as it is shown."""
    return shorten(one_line(subject), _SUBJECT_UNITS)


def _digest(delivery: Delivery, articles: dict[str, Article], zone: tzinfo) -> Message:
    texts, language = TEXTS[delivery.language], delivery.language
    day = date_text(datetime.fromtimestamp(delivery.content["day"], UTC), language, zone)
    heading = texts.digest_title.format(date=day)
    written = headlines(heading, list(articles.values()), language, zone, footer=texts.digest_footer)
    return Message(written, InlineKeyboardMarkup([article_row(list(articles))]))


def _alert(delivery: Delivery, articles: dict[str, Article], zone: tzinfo) -> Message:
    language = delivery.language
    heading = TEXTS[language].alert_title.format(subject=subject_text(delivery.content["subject"]))
    cancel = cancel_row(delivery.content["alert"], language)
    if len(articles) == 1:
        (article,) = articles.values()
        return Message(opening(article, language, zone, heading=heading), InlineKeyboardMarkup([cancel]))
    written = headlines(heading, list(articles.values()), language, zone)
    return Message(written, InlineKeyboardMarkup([article_row(list(articles)), cancel]))


def _correction(delivery: Delivery, bulletin: Bulletin, zone: tzinfo) -> Message | None:
    (article_id,) = delivery.content["articles"]
    found = bulletin.corrected(article_id, delivery.content["quotes"])
    return Message(correction(found, delivery.language, zone)) if found else None
