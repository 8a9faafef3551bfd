"""What may be typed behind bot.py."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Return what may be typed; `command` of what it reads is the command's name, "run" for none."""
    made = argparse.ArgumentParser(
        prog="bot.py",
        description="Khabar answers questions on the news in Hindi, English and Hinglish.",
        parents=[_shared()],
    )
    made.set_defaults(command="run", data_dir=None, debug=False)
    commands = made.add_subparsers(title="commands", metavar="")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text, parents=[_shared()])
        added.set_defaults(command=name)
        return added

    command("chat", "hold the conversation in the terminal")
    ask = command("ask", "answer one question")
    ask.add_argument("question", nargs="+", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    add = command(
        "add",
        "bring news into the index: addresses of pages and feeds, files and folders of .txt .md .html .json .jsonl .jsonl.gz .csv",
    )
    add.add_argument("sources", nargs="+", metavar="SOURCE")
    add.add_argument("--json", action="store_true", help="print one JSON object")
    feeds = command("feeds", "the list of feeds: show it, add to it, remove from it")
    feeds.add_argument("what", nargs="?", choices=("list", "add", "remove"), default="list")
    feeds.add_argument("addresses", nargs="*", metavar="ADDRESS")
    feeds.add_argument("--suggested", action="store_true", help="list well-known outlets in Hindi and English instead")
    refresh = command("refresh", "read the listed feeds, and the pages behind what is new in them")
    refresh.add_argument(
        "--recheck", action="store_true", help="look again at every page that is young enough to change (RECHECK_HOURS)"
    )
    refresh.add_argument("--due", action="store_true", help="leave out the feeds whose time has not come")
    refresh.add_argument("--json", action="store_true", help="print one JSON object")
    remove = command("remove", "remove articles from the index")
    remove.add_argument("ids", nargs="+", metavar="ID")
    status = command("status", "show what the index holds")
    status.add_argument("--json", action="store_true", help="print one JSON object")
    export = command("export", "write all articles with their earlier revisions as JSON lines")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file; .gz at its end packs it")
    imported = command("import", "bring back what `export` wrote, exactly as it was")
    imported.add_argument("file", type=Path, metavar="FILE")
    command("reindex", "embed every article again, after a change of model or program")
    feedback = command("feedback", "write the answers that readers judged in Telegram as evaluation questions")
    feedback.add_argument(
        "what", choices=("export",), help="print them as JSON lines; see docs/quality.md for the format"
    )
    score = command("evaluate", "score answers over question files, in a throw-away index")
    score.add_argument("--articles", action="append", required=True, type=Path, metavar="FILE")
    score.add_argument("--questions", action="append", required=True, type=Path, metavar="FILE")
    score.add_argument("--article-lang", choices=("hi", "en"), help="index articles of this language only")
    score.add_argument(
        "--chat-model",
        metavar="PROVIDER:MODEL",
        help="score also the answers that this chat model writes (with CHAT_MODEL_URL, CHAT_MODEL_KEY and the rest)",
    )
    score.add_argument("--json", action="store_true", help="print one JSON object")
    return made


def _shared() -> argparse.ArgumentParser:
    """What may stand before a command and after it. Each parser gets its own: `set_defaults` changes those of all that share one."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data-dir", type=Path, default=argparse.SUPPRESS, help="folder of the index (default: the setting DATA_DIR)"
    )
    shared.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks")
    return shared
