from __future__ import annotations

import pytest

from index.fetch.headers import max_age_s, media_type, retry_after_s, validator

NOW = 1_720_000_000.0  # Wed, 03 Jul 2024 09:46:40 GMT


@pytest.mark.parametrize(
    ("header", "kind", "charset"),
    [
        ("text/html; charset=UTF-8", "text/html", "utf-8"),
        ("Application/RSS+XML", "application/rss+xml", ""),
        ('text/html; charset="windows-1252"; x=y', "text/html", "windows-1252"),
        ("text/html; charset='utf-8'", "text/html", "utf-8"),
        ("", "", ""),
        ("; charset=", "", ""),
        ("text/html; charset=" + "x" * 5000, "text/html", "x" * 40),
    ],
)
def test_media_type_and_charset_are_read(header: str, kind: str, charset: str) -> None:
    assert media_type(header) == (kind, charset)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=300"}, 300),
        ({"cache-control": "max-age=300", "age": "100"}, 200),
        ({"cache-control": "max-age=300", "age": "400"}, 0),
        ({"cache-control": "s-maxage=900"}, None),
        ({"cache-control": "no-cache, max-age=300"}, 0),
        ({"cache-control": "max-age=999999999"}, 366 * 24 * 3600),
        ({"expires": "Wed, 03 Jul 2024 10:46:40 GMT"}, 3600),
        ({"expires": "Wed, 03 Jul 2024 10:46:40 GMT", "date": "Wed, 03 Jul 2024 10:46:30 GMT"}, 10),
        ({"expires": "0"}, 0),
        ({"expires": "Wed, 03 Jul 2024 10:46:40 GMT", "cache-control": "max-age=60"}, 60),
    ],
)
def test_how_long_a_reply_stays_true_is_read(headers: dict[str, str], seconds: int | None) -> None:
    assert max_age_s(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Wed, 03 Jul 2024 09:48:40 GMT", 120.0),
        ("Wed, 03 Jul 2024 09:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("99999999999999", None),
        ("Wed, 03 Jul 99999 09:00:00 GMT", None),
    ],
)
def test_how_long_to_wait_is_read_in_seconds_and_as_a_date(header: str, seconds: float | None) -> None:
    assert retry_after_s(header, NOW) == seconds


def test_a_validator_that_could_not_be_sent_back_is_forgotten() -> None:
    assert validator('W/"abc"') == 'W/"abc"'
    assert validator('"ख़बर"') == ""
    assert validator("a\r\nX-Injected: 1") == ""
    assert validator("x" * 501) == ""
