"""How the feeds do, as a few lines for those who keep the news. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat.texts import Texts

_MOST_TROUBLED = 5
_MAX_URL_CHARS, _MAX_ERROR_CHARS = 100, 120


def feeds_text(feeds: Sequence[dict[str, Any]], texts: Texts) -> str:
    """Write how many feeds there are, when one was last read, and what is wrong with which.

    Args:
        feeds: As `index.feeds.table.feed_rows` gives them.
        texts: In the words of a language; reasons are in English, as in the log.
    """
    if not feeds:
        return texts.no_feeds
    troubled = [feed for feed in feeds if feed["gone_since"] or feed["last_error"]]
    read = max((feed["last_success"] for feed in feeds if feed["last_success"]), default="")
    lines = [
        texts.feed_figures.format(
            listed=len(feeds), last=read[:16].replace("T", " ") if read else "–", trouble=len(troubled)
        )
    ]
    lines += [
        f"• {feed['url'][:_MAX_URL_CHARS]}: {texts.feed_gone if feed['gone_since'] else feed['last_error'][:_MAX_ERROR_CHARS]}"
        for feed in troubled[:_MOST_TROUBLED]
    ]
    if len(troubled) > _MOST_TROUBLED:
        lines.append(texts.more_feeds.format(count=len(troubled) - _MOST_TROUBLED))
    return "\n".join(lines)
