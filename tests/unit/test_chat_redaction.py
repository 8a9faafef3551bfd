from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from chat import redaction

TOKEN = "987654:AAunitTestSecret_ofNobody-0123456789"
SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    redaction.hide_from_logs(TOKEN)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger = logging.getLogger("tests.redaction")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)


def fail() -> None:
    raise ConnectionError(f"POST https://api.telegram.org/bot{TOKEN}/getMe") from ValueError(f"the token `{TOKEN}`")


def test_the_token_is_taken_out_of_messages_and_arguments(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.info("https://api.telegram.org/bot%s/getMe", TOKEN)
    logger.info(f"bot{TOKEN.replace(':', '%3A')}/getMe")  # noqa: G004
    logger.info("%s", {"url": TOKEN})
    logger.info("harmless %s", "words")
    assert written.getvalue() == (
        "https://api.telegram.org/bot<token>/getMe\nbot987654%3A<token>/getMe\n{'url': '<token>'}\nharmless words\n"
    )


def test_the_token_is_taken_out_of_tracebacks_and_the_rest_of_them_stays(
    log: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, written = log
    try:
        fail()
    except ConnectionError:
        logger.exception("failed", stack_info=True)
    assert SECRET not in written.getvalue()
    assert "ConnectionError: POST https://api.telegram.org/bot<token>/getMe" in written.getvalue()
    assert "ValueError: the token `<token>`" in written.getvalue()


def test_arguments_that_do_not_fit_the_message_do_not_let_the_token_through(
    log: tuple[logging.Logger, io.StringIO], capsys: pytest.CaptureFixture[str]
) -> None:
    logger, written = log
    logger.info("no place for it", TOKEN)
    assert SECRET not in written.getvalue() + capsys.readouterr().err
    assert "<token>" in written.getvalue()


def test_a_record_without_the_token_stays_as_it_was(
    log: tuple[logging.Logger, io.StringIO], caplog: pytest.LogCaptureFixture
) -> None:
    logger, _ = log
    error = ValueError("harmless")
    logger.info("%s and %s", "a", "b", exc_info=error)
    (record,) = caplog.records
    assert record.args == ("a", "b")
    assert record.exc_info
    assert record.exc_info[1] is error


def test_httpx_and_telegram_are_kept_from_logging_addresses_and_what_people_write() -> None:
    redaction.hide_from_logs(TOKEN)
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("telegram.ext.ExtBot").isEnabledFor(logging.DEBUG)


def test_a_key_that_is_no_secret_garbles_no_log(caplog: pytest.LogCaptureFixture) -> None:
    redaction.hide_from_logs("")
    redaction.hide_from_logs("none")
    logging.getLogger("somewhere").error("none of it")
    assert caplog.messages == ["none of it"]
