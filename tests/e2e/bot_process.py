"""The Telegram bot as a process of its own, with a fake newsroom.

python -m tests.e2e.bot_process URL TOKEN DELAY_S [FOLDER [NEWS]]
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from chat.app import build_application
from chat.run import run_bot
from index.errors import SettingsError
from tests.e2e.fake_newsroom import FakeNewsroom
from tests.e2e.handmade import Handmade


def main() -> int:
    """Run the bot, logging all there is; exit 2 where a setting is wrong."""
    url, token, delay_s, *folder = sys.argv[1:]
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    try:
        newsroom = FakeNewsroom(delay_s=float(delay_s))
        bulletin = Handmade(Path(folder[1])).bulletin if len(folder) > 1 else None
        data_dir = Path(folder[0]) if folder else None
        application = build_application(token, url, newsroom, bulletin=bulletin, data_dir=data_dir, press_every_s=0.2)
        for name in ("httpx", "httpcore", "telegram"):
            logging.getLogger(name).setLevel(logging.DEBUG)  # louder than the bot lets them be
        run_bot(application, on_ready=lambda username: print(f"@{username}", flush=True), poll_timeout_s=5)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
