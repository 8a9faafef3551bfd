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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from chat.commands import DONE, FAILED, WRONG_USE
from chat.commands.arguments import parser
from index.errors import KhabarError, SettingsError, StoreMissing

if TYPE_CHECKING:
    from chat.transcriber import Transcriber
    from index.embed.protocol import Embedder
    from index.feeds.refresh import Refresher
    from index.feeds.report import RefreshReport
    from index.feeds.watch import WatchedFeeds
    from index.fetch import Fetcher
    from index.store.protocol import Store
    from rag.answer import Answer
    from rag.generate.model import ChatModel
    from rag.generate.writer import Writer
    from rag.pipeline import Answerer
    from settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0 done, 1 failed, 2 wrong use or configuration."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that has no Devanagari shows marks, not a traceback
    try:
        from settings import read_settings

        settings = read_settings()
        if options.data_dir:
            settings.data_dir = options.data_dir
        return _COMMANDS[options.command](settings, options)
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
                store,
                embedder,
                settings.timezone,
                settings.allow_private_hosts,
                3600 * settings.recheck_hours,
                settings.feed_list,
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
    from rag.question import cleaned_question

    question = " ".join(options.question)
    cleaned_question(question)  # says at once that it is none, before a model is loaded
    model = _chat_model(settings)
    with _open(settings, create=False) as (store, embedder):
        answerer = _answerer(settings, store, embedder)
        writer = _writer(settings, answerer, embedder, model)
        answer = _watch(writer, question, show=not options.json) if writer else answerer.answer(question)
    zone = settings.timezone
    print(json.dumps(answer_json(answer, zone), ensure_ascii=False) if options.json else answer_text(answer, zone))
    return DONE


def _add(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands.news import add

    with _open(settings, create=True) as (store, embedder):
        return add(
            options.sources,
            store,
            embedder,
            zone=settings.timezone,
            allow_private_hosts=settings.allow_private_hosts,
            recheck_s=3600 * settings.recheck_hours,
            as_json=options.json,
        )


def _remove(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands.news import remove

    with _store(settings, create=False) as store:
        return remove(options.ids, store)


def _status(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands.news import status

    with _store(settings, create=False) as store:
        return status(store, settings.feed_list, settings.timezone, options.json)


def _reindex(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands.news import reindex

    return reindex(settings.data_dir, _embedder(settings))


def _feeds(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands import feeds
    from index.store.embedded import read_manifest

    if options.what == "list":
        return feeds.show(settings.feed_list, options.suggested)
    code = feeds.change(settings.feed_list, options.what, options.addresses)
    if options.what == "remove" and read_manifest(settings.data_dir) is not None:
        with _store(settings, create=False) as store:
            store.agenda.forget(feeds.listed(settings.feed_list), before=0.0)  # added again, it is as if it were new
    return code


def _refresh(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands import feeds

    urls = feeds.to_refresh(settings.feed_list, options.recheck)

    async def one_round(urls: Sequence[str], told: Callable[[RefreshReport], None]) -> RefreshReport:
        async with _fetcher(settings) as fetcher:
            refresher = _refresher(settings, store, embedder, fetcher)
            return await refresher.refresh(urls, only_due=options.due, recheck=options.recheck, told=told)

    with _open(settings, create=True) as (store, embedder):
        return feeds.refresh(urls, one_round, options.json)


def _export(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands.copies import export

    with _store(settings, create=False) as store:
        return export(store, options.file)


def _import(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands.copies import bring_back

    with _open(settings, create=True) as (store, embedder):
        return bring_back(options.file, store, embedder)


def _feedback(settings: Settings, options: argparse.Namespace) -> int:
    from chat.commands.scores import export_feedback

    return export_feedback(settings.data_dir)


def _evaluate(settings: Settings, options: argparse.Namespace) -> int:
    import tempfile

    from chat.commands.scores import evaluate, fill
    from rag.evaluate import read_questions

    asked = read_questions(options.questions)
    settings.chat_model = options.chat_model or ""
    model = _chat_model(settings)
    with tempfile.TemporaryDirectory(prefix="khabar-evaluate-") as folder:
        settings.data_dir = Path(folder)
        with _open(settings, create=True) as (store, embedder):
            indexed = fill(options.articles, options.article_lang, store, embedder)
            answerer = _answerer(settings, store, embedder)
            return evaluate(asked, indexed, answerer, _writer(settings, answerer, embedder, model), options.json)


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
    if create:
        from index.store.embedded import make_folder

        make_folder(settings.data_dir)  # says at once where that cannot be, before a model is loaded
    else:
        with _store(settings, create=False):
            pass  # or that there is nothing
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


_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "run": _run,
    "chat": _chat,
    "ask": _ask,
    "add": _add,
    "feeds": _feeds,
    "refresh": _refresh,
    "remove": _remove,
    "status": _status,
    "export": _export,
    "import": _import,
    "reindex": _reindex,
    "feedback": _feedback,
    "evaluate": _evaluate,
}


if __name__ == "__main__":
    sys.exit(main())
