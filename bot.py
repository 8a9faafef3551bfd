"""The command line of Khabar: arguments → objects → run.

python bot.py              run the Telegram bot; without a token, hold the conversation in the terminal
python bot.py ask QUESTION answer one question
python bot.py add SOURCE   bring news into the index
python bot.py refresh      read the listed feeds
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import KhabarError, SettingsError, SourceError, StoreMissing

if TYPE_CHECKING:
    from chat.transcriber import Transcriber
    from index.article import Article
    from index.embed.protocol import Embedder
    from index.feeds.refresh import Refresher
    from index.feeds.report import RefreshReport
    from index.feeds.watch import WatchedFeeds
    from index.fetch import Fetcher
    from index.ingest import IngestReport
    from index.store.protocol import Store
    from rag.answer import Answer
    from rag.generate.model import ChatModel
    from rag.generate.writer import Writer
    from rag.pipeline import Answerer
    from settings import Settings

DONE, FAILED, WRONG_USE = 0, 1, 2

_ADD_A_FEED = "add one with `python bot.py feeds add ADDRESS`; `python bot.py feeds list --suggested` names some."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0 done, 1 failed, 2 wrong use or configuration."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that has no Devanagari shows marks, not a traceback
    try:
        from settings import read_settings

        settings = read_settings()
        if options.data_dir:
            settings.data_dir = options.data_dir
        code: int = options.run(settings, options)
        return code
    except KeyboardInterrupt:
        print("\nStopped. What was stored stays stored.", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except KhabarError as error:
        if options.debug:
            raise
        print(error, file=sys.stderr)
        return WRONG_USE if isinstance(error, SettingsError) else FAILED
    except Exception as error:
        if options.debug:
            raise
        print(
            f"An unexpected error: {type(error).__name__}. Run the command again with --debug to see where.",
            file=sys.stderr,
        )
        return FAILED


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data-dir", type=Path, default=argparse.SUPPRESS, help="folder of the index (default: the setting DATA_DIR)"
    )
    shared.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks")
    parser = argparse.ArgumentParser(
        prog="bot.py",
        description="Khabar answers questions on the news in Hindi, English and Hinglish.",
        parents=[shared],
    )
    parser.set_defaults(run=_run, data_dir=None, debug=False)
    commands = parser.add_subparsers(title="commands", metavar="")

    def command(name: str, run: Callable[[Settings, argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text, parents=[shared])
        added.set_defaults(run=run)
        return added

    command("chat", _chat, "hold the conversation in the terminal")
    ask = command("ask", _ask, "answer one question")
    ask.add_argument("question", nargs="+", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    add = command(
        "add",
        _add,
        "bring news into the index: addresses of pages and feeds, files and folders of .txt .md .html .json .jsonl .jsonl.gz .csv",
    )
    add.add_argument("sources", nargs="+", metavar="SOURCE")
    add.add_argument("--json", action="store_true", help="print one JSON object")
    feeds = command("feeds", _feeds, "the list of feeds: show it, add to it, remove from it")
    feeds.add_argument("what", nargs="?", choices=("list", "add", "remove"), default="list")
    feeds.add_argument("addresses", nargs="*", metavar="ADDRESS")
    feeds.add_argument("--suggested", action="store_true", help="list well-known outlets in Hindi and English instead")
    refresh = command("refresh", _refresh, "read the listed feeds, and the pages behind what is new in them")
    refresh.add_argument(
        "--recheck", action="store_true", help="look again at every page that is young enough to change (RECHECK_HOURS)"
    )
    refresh.add_argument("--due", action="store_true", help="leave out the feeds whose time has not come")
    refresh.add_argument("--json", action="store_true", help="print one JSON object")
    remove = command("remove", _remove, "remove articles from the index")
    remove.add_argument("ids", nargs="+", metavar="ID")
    status = command("status", _status, "show what the index holds")
    status.add_argument("--json", action="store_true", help="print one JSON object")
    export = command("export", _export, "write all articles with their earlier revisions as JSON lines")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file; .gz at its end packs it")
    imported = command("import", _import, "bring back what `export` wrote, exactly as it was")
    imported.add_argument("file", type=Path, metavar="FILE")
    command("reindex", _reindex, "embed every article again, after a change of model or program")
    feedback = command(
        "feedback", _feedback, "write the answers that readers judged in Telegram as evaluation questions"
    )
    feedback.add_argument(
        "what", choices=("export",), help="print them as JSON lines; see docs/quality.md for the format"
    )
    score = command("evaluate", _evaluate, "score answers over question files, in a throw-away index")
    score.add_argument("--articles", action="append", required=True, type=Path, metavar="FILE")
    score.add_argument("--questions", action="append", required=True, type=Path, metavar="FILE")
    score.add_argument("--article-lang", choices=("hi", "en"), help="index articles of this language only")
    score.add_argument(
        "--chat-model",
        metavar="PROVIDER:MODEL",
        help="score also the answers that this chat model writes (with CHAT_MODEL_URL, CHAT_MODEL_KEY and the rest)",
    )
    score.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _run(settings: Settings, options: argparse.Namespace) -> int:
    if settings.telegram_bot_token is None:
        print(
            "No TELEGRAM_BOT_TOKEN is set, so the conversation is held here.\n"
            "For Telegram: ask @BotFather there for /newbot, and write TELEGRAM_BOT_TOKEN=… into the file .env."
        )
        return _hold_conversation(settings, show_examples=True)
    from chat.access import Access
    from chat.app import build_application
    from chat.listening import Address
    from chat.run import run_bot
    from chat.webhook import Webhook
    from index.archive import Archive
    from rag.bulletin.board import Bulletin

    model = _chat_model(settings)
    if model:
        _show_log("rag.generate")
    webhook = health_at = None
    if settings.webhook_url:
        address = Address(settings.webhook_host, settings.webhook_port, "WEBHOOK")
        webhook = Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value(), address)
    if settings.health_port:
        health_at = Address(settings.health_host, settings.health_port, "HEALTH")
    with _filled(settings) as (store, embedder):
        token = settings.telegram_bot_token.get_secret_value()
        answerer = _answerer(settings, store, embedder)
        writer = _writer(settings, answerer, embedder, model)
        application = build_application(
            token,
            settings.telegram_api_url,
            answerer,
            writer=writer,
            transcriber=_transcriber(settings),
            data_dir=settings.data_dir,
            zone=settings.timezone,
            bulletin=Bulletin(store, embedder, lambda question: bool(answerer.answer(question).citations)),
            archive=Archive(
                store, embedder, settings.timezone, settings.allow_private_hosts, 3600 * settings.recheck_hours
            ),
            feeds=_watched_feeds(settings, store, embedder),
            access=Access(settings.allowed_chats, settings.admins),
            questions_per_hour=settings.questions_per_hour,
            keep_days=settings.keep_days,
        )
        run_bot(
            application,
            webhook=webhook,
            health_at=health_at,
            on_ready=lambda name: print(f"Answering as @{name}. Ctrl-C stops.", file=sys.stderr),
        )
    return DONE


def _chat(settings: Settings, options: argparse.Namespace) -> int:
    return _hold_conversation(settings, show_examples=False)


def _hold_conversation(settings: Settings, show_examples: bool) -> int:
    from chat.terminal import hold_conversation
    from rag.bulletin.board import Bulletin

    model = _chat_model(settings)
    with _filled(settings) as (store, embedder):
        newsroom = _answerer(settings, store, embedder)
        hold_conversation(
            newsroom,
            sys.stdin,
            sys.stdout,
            writer=_writer(settings, newsroom, embedder, model),
            bulletin=Bulletin(store, embedder, lambda question: bool(newsroom.answer(question).citations)),
            examples_first=show_examples,
            colour=settings.colour(sys.stdout.isatty()),
            zone=settings.timezone,
        )
    return DONE


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    from chat.plain import answer_text
    from rag.answer import answer_json

    question = " ".join(options.question)
    model = _chat_model(settings)
    with _open(settings, create=False) as (store, embedder):
        answerer = _answerer(settings, store, embedder)
        writer = _writer(settings, answerer, embedder, model)
        answer = _watch(writer, question, show=not options.json) if writer else answerer.answer(question)
    zone = settings.timezone
    print(json.dumps(answer_json(answer, zone), ensure_ascii=False) if options.json else answer_text(answer, zone))
    return DONE


def _add(settings: Settings, options: argparse.Namespace) -> int:
    import time

    from index.feeds.known import note_pages
    from index.ingest import ingest

    with _open(settings, create=True) as (store, embedder):
        from_web: list[Article] = []
        report = ingest(_read(settings, options.sources, from_web), store, embedder, _progress())
        note_pages(store.agenda, from_web, time.time(), 3600 * settings.recheck_hours)
    for error in report.failed:
        print(error, file=sys.stderr)
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
    }
    if options.json:
        failed = [{"source": error.source, "error": error.reason} for error in report.failed]
        print(json.dumps({**counts, "failed": failed}, ensure_ascii=False))
    else:
        print(", ".join(f"{count} {name}" for name, count in counts.items()) + f", {len(report.failed)} failed.")
    return FAILED if report.failed and not any(counts.values()) else DONE


def _feeds(settings: Settings, options: argparse.Namespace) -> int:
    from index.feeds.listing import add_to_list, read_list, remove_from_list, suggested
    from index.store.embedded import read_manifest

    path = settings.feed_list
    if options.what == "list":
        if options.suggested:
            print(suggested(), end="")
            return DONE
        listed = read_list(path)
        for error in listed.wrong:
            print(error, file=sys.stderr)
        for url in listed.urls:
            print(url)
        if not listed.urls:
            print(f"No feeds are listed in {path}: {_ADD_A_FEED}", file=sys.stderr)
        return DONE
    if not options.addresses:
        raise SettingsError(f"Name at least one address: python bot.py feeds {options.what} https://…")
    change, done, not_done = {
        "add": (add_to_list, "is listed", "was listed already"),
        "remove": (remove_from_list, "is no longer listed", "is not listed"),
    }[options.what]
    changed = [change(path, address) for address in options.addresses]
    for address, is_done in zip(options.addresses, changed, strict=True):
        print(f"{address} {done if is_done else not_done} in {path}.")
    if options.what == "remove" and read_manifest(settings.data_dir) is not None:
        with _store(settings, create=False) as store:
            store.agenda.forget(read_list(path).urls, before=0.0)  # added again, it is as if it were new
    return DONE if any(changed) else FAILED


def _refresh(settings: Settings, options: argparse.Namespace) -> int:
    import asyncio

    from index.feeds.listing import read_list
    from index.feeds.progress import Progress, report_json, report_text

    listed = read_list(settings.feed_list)
    for error in listed.wrong:
        print(error, file=sys.stderr)
    if not listed.urls and not options.recheck:
        raise SourceError(str(settings.feed_list), f"no feeds are listed: {_ADD_A_FEED}")

    async def one_round(store: Store, embedder: Embedder) -> RefreshReport:
        async with _fetcher(settings) as fetcher:
            refresher = _refresher(settings, store, embedder, fetcher)
            with Progress(sys.stderr) as progress:
                return await refresher.refresh(
                    listed.urls, only_due=options.due, recheck=options.recheck, told=progress.tell
                )

    with _open(settings, create=True) as (store, embedder):
        report = asyncio.run(one_round(store, embedder))
    for error in (*report.failed, *report.articles.failed):
        print(error, file=sys.stderr)
    for url, new in report.moved:
        print(f"{url} has moved for good to {new}: list that address instead.", file=sys.stderr)
    print(json.dumps(report_json(report), ensure_ascii=False) if options.json else report_text(report))
    return FAILED if report.feeds and len(report.failed) >= report.feeds else DONE


def _read(settings: Settings, sources: Sequence[str], from_web: list[Article]) -> Iterator[Article | SourceError]:
    """Read files, folders and addresses, in their order; what comes from addresses is noted."""
    from itertools import groupby

    from index.feeds.known import noting
    from index.sources.files import is_address, read_source
    from index.sources.web import read_addresses

    zone = settings.timezone
    for on_the_web, some in groupby(sources, is_address):
        if on_the_web:
            read = read_addresses(list(some), timezone=zone, allow_private_hosts=settings.allow_private_hosts)
            yield from noting(read, from_web)
        else:
            for source in some:
                yield from read_source(source, timezone=zone)


def _remove(settings: Settings, options: argparse.Namespace) -> int:
    with _store(settings, create=False) as store, store.writing() as writer:
        removed = writer.remove(options.ids)
    missing = [article_id for article_id in options.ids if article_id not in removed]
    print(f"{len(removed)} removed.")
    if missing:
        print(f"Not in the index: {', '.join(missing)}. See `python bot.py ask --json` for ids.", file=sys.stderr)
    return FAILED if missing and not removed else DONE


def _status(settings: Settings, options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from index.feeds.listing import read_list
    from index.feeds.table import feed_rows, feed_table

    zone = settings.timezone
    with _store(settings, create=False) as store:
        status = asdict(store.status())
        listed = read_list(settings.feed_list).urls
        feeds = feed_rows(listed, store.agenda.feeds(), store.agenda.stored_by, zone)
    for name in ("oldest", "newest"):
        status[name] = status[name].astimezone(zone).isoformat() if status[name] else None
    status["feeds"] = feeds
    if options.json:
        print(json.dumps(status, ensure_ascii=False))
        return DONE
    languages = ", ".join(f"{count} {language}" for language, count in status["languages"].items()) or "none"
    print(f"Articles    {status['articles']} ({languages})\nChunks      {status['chunks']}")
    print(f"Dates       {status['oldest'] or '–'} to {status['newest'] or '–'}")
    print(
        f"Model       {status['model']}\nGeneration  {status['generation']}\nSize        {status['bytes'] / 1e6:.1f} MB"
    )
    print(f"Feeds       {len(feeds)} in {settings.feed_list}")
    if feeds:
        print(f"\n{feed_table(feeds)}")
    return DONE


def _export(settings: Settings, options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from index.exchange import export_lines, write_export

    with _store(settings, create=False) as store:
        lines = tqdm(export_lines(store), unit=" articles", disable=None, file=sys.stderr)
        count = write_export(lines, options.file)
    print(f"{count} articles are in {options.file}. `python bot.py import` brings them into another index.")
    return DONE


def _import(settings: Settings, options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from index.exchange import read_export
    from index.restore import restore

    with (
        _open(settings, create=True) as (store, embedder),
        tqdm(unit=" articles", disable=None, file=sys.stderr) as bar,
    ):
        report = restore(
            read_export(options.file),
            store,
            embedder,
            lambda done: _advance(bar, done.restored + done.present - int(bar.n)),
        )
    for error in report.failed:
        print(error, file=sys.stderr)
    print(f"{report.restored} restored, {report.present} were there, {len(report.failed)} failed.")
    return FAILED if report.failed and not report.restored + report.present else DONE


def _reindex(settings: Settings, options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from index.reindex import reindex

    embedder = _embedder(settings)
    with tqdm(unit=" articles", disable=None, file=sys.stderr) as bar:
        count = reindex(settings.data_dir, embedder, lambda done: _advance(bar, done))
    print(f"{count} articles embedded again.")
    return DONE


def _feedback(settings: Settings, options: argparse.Namespace) -> int:
    from chat.judgements import question_row
    from chat.state import ChatState, feedback
    from chat.state.database import FILE_NAME
    from index.errors import StateError

    path = settings.data_dir / FILE_NAME
    if not path.is_file():
        raise StateError(f"There is no {path}: nobody has talked to the bot in Telegram yet, or choose --data-dir.")
    state = ChatState(path)
    try:
        found = state.do(feedback.judged)
    finally:
        state.close()
    for judged in found:
        print(json.dumps(question_row(judged), ensure_ascii=False))
    print(f"{len(found)} judged answers.", file=sys.stderr)
    return DONE


def _evaluate(settings: Settings, options: argparse.Namespace) -> int:
    import tempfile

    from tqdm import tqdm

    from index.ingest import ingest
    from rag.evaluate import evaluate, read_articles, read_questions

    asked = read_questions(options.questions)
    settings.chat_model = options.chat_model or ""
    model = _chat_model(settings)
    with tempfile.TemporaryDirectory(prefix="khabar-evaluate-") as folder:
        settings.data_dir = Path(folder)
        with _open(settings, create=True) as (store, embedder):
            report = ingest(read_articles(options.articles, options.article_lang), store, embedder, _progress())
            if not report.added:
                raise SourceError(", ".join(map(str, options.articles)), "no article could be read from these files.")
            indexed = frozenset(article.id for article in store.articles())
            answerer = _answerer(settings, store, embedder)
            writer = _writer(settings, answerer, embedder, model)
            rounds = 2 if writer else 1
            with tqdm(total=rounds * len(asked), unit=" questions", disable=None, file=sys.stderr) as bar:
                figures = evaluate(answerer, asked, indexed, lambda done: _advance(bar, done))
                if writer:
                    from rag.evaluate_written import evaluate_written

                    figures["written"] = evaluate_written(writer, asked, indexed, lambda done: _advance(bar, done))
    print(
        json.dumps(figures, ensure_ascii=False) if options.json else json.dumps(figures, ensure_ascii=False, indent=1)
    )
    return DONE


def _fetcher(settings: Settings) -> Fetcher:
    from index.fetch import Fetcher

    return Fetcher(allow_private_hosts=settings.allow_private_hosts)


def _refresher(settings: Settings, store: Store, embedder: Embedder, fetcher: Fetcher) -> Refresher:
    from datetime import timedelta

    from index.feeds.refresh import Refresher

    keep = timedelta(days=settings.keep_articles_days) if settings.keep_articles_days else None
    return Refresher(
        store, embedder, fetcher, zone=settings.timezone, recheck_s=3600 * settings.recheck_hours, keep=keep
    )


def _watched_feeds(settings: Settings, store: Store, embedder: Embedder) -> WatchedFeeds:
    from index.feeds.watch import WatchedFeeds

    fetcher = _fetcher(settings)
    return WatchedFeeds(settings.feed_list, _refresher(settings, store, embedder, fetcher), fetcher)


def _embedder(settings: Settings) -> Embedder:
    from index.embed import load_embedder

    return load_embedder(
        settings.embedding_model,
        settings.model_dir,
        settings.embedding_backend,
        settings.embedding_threads,
        lambda line: print(line, file=sys.stderr),
    )


@contextmanager
def _store(settings: Settings, create: bool, embedder: Embedder | None = None) -> Iterator[Store]:
    from index.ingest import manifest_for
    from index.store.embedded import open_store, read_manifest

    manifest = manifest_for(embedder.card) if embedder else read_manifest(settings.data_dir)
    if manifest is None or (not create and read_manifest(settings.data_dir) is None):
        raise StoreMissing(f"There is no news in {settings.data_dir} yet: add some with `python bot.py add FILE`.")
    store = open_store(settings.data_dir, manifest, create=create)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _open(settings: Settings, create: bool) -> Iterator[tuple[Store, Embedder]]:
    """The store with the embedder that made it."""
    if not create:
        with _store(settings, create=False):
            pass  # says at once that there is nothing, before a model is loaded
    embedder = _embedder(settings)
    with _store(settings, create, embedder) as store:
        yield store, embedder


@contextmanager
def _filled(settings: Settings) -> Iterator[tuple[Store, Embedder]]:
    """The store for a conversation; an empty one is filled with the sample news first, unless feeds are to fill it."""
    from index.feeds.listing import read_list

    with _open(settings, create=True) as (store, embedder):
        if store.status().articles == 0:
            if read_list(settings.feed_list).urls:
                print(
                    "The index is empty: the bot in Telegram reads the feeds by itself, and so does `python bot.py refresh`."
                )
            else:
                _load_samples(settings, store, embedder)
        yield store, embedder


def _load_samples(settings: Settings, store: Store, embedder: Embedder) -> None:
    from importlib.resources import as_file, files

    from index.ingest import ingest
    from index.sources.files import read_source

    with as_file(files("index.samples")) as folder:
        read = (
            item
            for path in sorted(folder.glob("*.jsonl"))
            for item in read_source(str(path), timezone=settings.timezone)
        )
        report = ingest(read, store, embedder)
    print(
        f"The index was empty: {report.added} sample articles are loaded. Add your own news with `python bot.py add FILE`."
    )


def _answerer(settings: Settings, store: Store, embedder: Embedder) -> Answerer:
    from rag.pipeline import Answerer
    from rag.rerank import CrossEncoderReranker

    def tell(line: str) -> None:
        print(line, file=sys.stderr)

    reranker = CrossEncoderReranker(settings.reranker_model, tell=tell) if settings.reranker_model else None
    return Answerer(store, embedder, settings.timezone, reranker=reranker)


def _chat_model(settings: Settings) -> ChatModel | None:
    """The chat model, if one is set; what is wrong with it is said before anything is loaded."""
    if not settings.chat_model:
        return None
    from chat.redaction import hide_from_logs
    from rag.generate.model import load_chat_model

    key = settings.chat_model_key.get_secret_value() if settings.chat_model_key else ""
    hide_from_logs(key)
    return load_chat_model(
        settings.chat_model,
        url=settings.chat_model_url,
        key=key,
        timeout_s=settings.chat_timeout_s,
        max_tokens=settings.chat_max_tokens,
        temperature=settings.chat_temperature,
    )


def _writer(settings: Settings, answerer: Answerer, embedder: Embedder, model: ChatModel | None) -> Writer | None:
    if model is None:
        return None
    from rag.generate.writer import Writer

    return Writer(
        answerer,
        embedder,
        model,
        zone=settings.timezone,
        calls_per_day=settings.chat_calls_per_user_per_day,
    )


def _watch(writer: Writer, question: str, show: bool) -> Answer:
    """Let a chat model answer one question; on a terminal, show it writing."""
    import asyncio

    from chat.writing import watch

    async def main() -> Answer:
        try:
            return await watch(writer.stream(question), sys.stdout if show else None)
        finally:
            await writer.close()

    return asyncio.run(main())


def _show_log(name: str) -> None:
    """Write this part's log to standard error, with what is only for information."""
    import logging

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger(name).setLevel(logging.INFO)


def _transcriber(settings: Settings) -> Transcriber | None:
    if not settings.transcriber:
        return None
    from chat.transcriber import EndpointTranscriber

    key = settings.transcriber_key.get_secret_value() if settings.transcriber_key else ""
    return EndpointTranscriber(settings.transcriber, settings.transcriber_url, key)


def _advance(bar: Any, done: int) -> None:
    """Move a progress bar."""
    bar.update(done)


def _progress() -> Callable[[IngestReport], None] | None:
    """Tell on a terminal how many articles are done."""
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    bar: Any = tqdm(unit=" articles", file=sys.stderr)

    def tell(report: IngestReport) -> None:
        bar.update(report.added + report.updated + report.unchanged + report.duplicates - bar.n)

    return tell


if __name__ == "__main__":
    sys.exit(main())
