from __future__ import annotations

import pytest

from index.errors import SourceError
from index.sources.decode import declared_encoding, decode

TEXT = "दिल्ली में बारिश हुई। Rain fell — 5 °C."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_or_without_its_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_tells_the_byte_order(encoding: str) -> None:
    assert decode(("\ufeff" + TEXT).encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (b'<html><head><meta charset="windows-1252">', "windows-1252"),
        (b"<META http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>", "ISO-8859-1"),
        (b'<?xml version="1.0" encoding="koi8-r"?><html>', "koi8-r"),
        (b"<html><head><title>charset</title>", ""),
    ],
)
def test_a_page_declares_its_encoding(page: bytes, name: str) -> None:
    assert declared_encoding(page) == name


def test_a_declared_encoding_is_used() -> None:
    assert decode("Привет, мир".encode("koi8-r"), "a.html", "koi8-r") == "Привет, мир"


def test_a_page_declared_as_latin_is_read_as_browsers_read_it() -> None:
    assert decode(b"\x93quoted\x94 \x97 5 \x80", "a.html", "iso-8859-1") == "“quoted” — 5 €"


def test_valid_utf_8_is_believed_before_a_wrong_declaration() -> None:
    assert decode(TEXT.encode(), "a.html", "iso-8859-1") == TEXT


@pytest.mark.parametrize(
    "declared", ["", "no-such", "hex", "rot13", "utf-7", "unicode_escape", "idna", "undefined", "\0"]
)
def test_a_declaration_that_is_of_no_use_is_passed_over(declared: str) -> None:
    legacy = ("It was a caf\xe9 in the old town where the ministers met. " * 20).encode("cp1252")
    assert "café" in decode(legacy, "a.html", declared)


def test_a_legacy_text_without_a_declaration_is_guessed() -> None:
    text = "The ministers met in a café in Zürich – “a good talk”, said one. " * 20
    assert decode(text.encode("cp1252"), "a.txt") == text


def test_a_few_damaged_letters_do_not_spoil_a_text() -> None:
    damaged = (TEXT * 5).encode() + b"\xe0\xa4" + TEXT.encode()
    read = decode(damaged, "a.txt")
    assert read.startswith(TEXT)
    assert read.endswith(TEXT)


def test_lone_surrogates_are_let_through_to_cleaning() -> None:
    assert decode(b"one \xed\xa0\x80 two", "a.txt") == "one \ud800 two"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04word/document.xml",
        b"{\\rtf1\\ansi text}",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4,
        bytes(1000),
        b"\x7fELF\x02\x01\x01" + bytes(60),
    ],
)
def test_what_is_no_text_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.txt: this is .*save"):
        decode(content, "a.txt")
