from __future__ import annotations

import gzip
import json
import os
import random
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import SourceError
from index.sources.files import READERS, read_source

DELHI = ZoneInfo("Asia/Kolkata")
NOW = datetime(2024, 8, 1, 12, tzinfo=DELHI)
GOOD = json.dumps({"text": "Rain fell on the old city."}) + "\n"


def read(source: Path | str) -> tuple[list[Article], list[str]]:
    found = list(read_source(str(source), timezone=DELHI, now=NOW))
    return (
        [each for each in found if isinstance(each, Article)],
        [str(each) for each in found if isinstance(each, SourceError)],
    )


def only_error(source: Path | str) -> str:
    """The one sentence that a source gives."""
    articles, errors = read(source)
    assert articles == []
    assert len(errors) == 1
    assert "\n" not in errors[0]
    assert errors[0].endswith(".")
    return errors[0]


@pytest.mark.parametrize("ending", [*READERS, ".jsonl.gz"])
@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_one_error(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(gzip.compress(content) if ending.endswith(".gz") else content)
    assert only_error(path).startswith(f"{path}: ")


def test_a_folder_with_nothing_readable_is_one_error_that_names_the_endings(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "empty").mkdir()
    error = only_error(tmp_path)
    assert all(ending in error for ending in (*READERS, ".gz"))


def test_a_file_of_another_kind_is_one_error_that_names_the_endings(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    assert ".jsonl" in only_error(tmp_path / "a.docx")


@pytest.mark.parametrize(
    "source", ["", " ", "no/such/file.txt", "a\0b.txt", "x" * 5000 + ".txt", "file:///a.txt", "\udcff.txt"]
)
def test_a_source_that_is_not_there_is_one_error(source: str) -> None:
    only_error(source).encode()  # can be printed


@pytest.mark.parametrize("address", ["https://news.example/a", "HTTP://news.example/feed.xml"])
def test_an_address_is_one_error_that_says_what_to_do(address: str) -> None:
    assert "this is an address of the web and no file" in only_error(address)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "neither a file nor a folder" in only_error(tmp_path / "a.txt")
    assert "no file" in only_error(tmp_path)


def test_a_link_to_nothing_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert "link to none" in only_error(tmp_path)


def test_a_file_name_of_any_bytes_is_read_and_can_be_printed(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.jsonl")
    with open(path, "wb") as file:
        file.write(GOOD.encode() + b"broken\n")
    articles, errors = read(tmp_path)
    assert len(articles) == 1
    assert len(errors) == 1
    errors[0].encode()


def test_binary_named_txt_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(random.Random(1).randbytes(100_000))
    assert "this is not text" in only_error(tmp_path / "a.txt")


def test_broken_json_on_line_17_costs_only_that_line(tmp_path: Path) -> None:
    lines = [GOOD] * 30
    lines[16] = '{"text": "cut off\n'
    (tmp_path / "news.jsonl").write_text("".join(lines))
    articles, errors = read(tmp_path / "news.jsonl")
    assert len(articles) == 29
    assert len(errors) == 1
    assert errors[0].startswith(f"{tmp_path / 'news.jsonl'}:17: this is not valid JSON")


def test_a_csv_without_a_text_column_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,amount\na,1\nb,2\n")
    assert "it has name, amount" in only_error(tmp_path / "a.csv")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href='/a'>Home</a> <a href='/b'>News</a></nav></body></html>",
        "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>",
        "<html><body><ul>"
        + "".join(f"<li><a href='/{n}'>Minister visits district {n}</a></li>" for n in range(200))
        + "</ul>",
        "<!-- -->",
        "<" * 10_000,
        "<div>" * 20_000,
        "{}",
    ],
)
def test_html_without_an_article_is_one_error(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page)
    assert "no article was found" in only_error(tmp_path / "a.html")


@pytest.mark.parametrize(("ending", "before", "after"), [
    (".txt", "", ""), (".md", "# Title\n\n", ""), (".jsonl", '{"text": "', '"}'), (".jsonl.gz", '{"text": "', '"}'),
    (".json", '[{"text": "', '"}]'), (".csv", "text\n", "\n"), (".html", "<html><body><p>", "</p></body></html>"),
])  # fmt: skip
def test_20_mb_of_text_in_one_article_is_one_sentence(tmp_path: Path, ending: str, before: str, after: str) -> None:
    sentence = "The ministers met again and agreed on nothing at all. "
    content = f"{before}{sentence * (20_000_000 // len(sentence))}{after}".encode()
    path = tmp_path / f"a{ending}"
    path.write_bytes(gzip.compress(content, 1) if ending.endswith(".gz") else content)
    assert len(only_error(path)) < 300 + len(str(path))


def test_20_mb_in_one_line_cost_only_that_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{GOOD}{{"text": "{"x" * 20_000_000}"}}\n{GOOD}')
    articles, errors = read(tmp_path / "a.jsonl")
    assert len(articles) == 2
    assert errors[0].startswith(f"{tmp_path / 'a.jsonl'}:2: ")


@pytest.mark.parametrize("word", ["खबर", "news"])
def test_a_million_words_without_a_space_or_an_end_are_one_sentence(tmp_path: Path, word: str) -> None:
    (tmp_path / "a.txt").write_text(word * 1_000_000)
    assert "characters and an article may have 1,000,000; split it" in only_error(tmp_path / "a.txt")


def test_as_long_a_text_as_is_allowed_is_read_even_without_a_space(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("खबर" * 333_000)
    (article,), errors = read(tmp_path / "a.txt")
    assert errors == []
    assert len(article.text) == 999_000
    assert len(article.title) <= 90


def test_surrogates_nul_zero_width_bidi_and_control_characters_are_taken_out(tmp_path: Path) -> None:
    dirty = "Ra\u200bin\0 fell\ud800 on\u202e the\x07 old\ufeff city\u2066."
    records = [
        {"title": dirty, "text": dirty, "source": dirty, "url": "https://a.example/\u202e", "lang": dirty, "id": dirty}
    ]
    (tmp_path / "a.jsonl").write_text(json.dumps(records[0]))
    (tmp_path / "b.txt").write_bytes(dirty.encode("utf-8", "surrogatepass"))
    (one, other), errors = read(tmp_path)
    assert errors == []
    assert (one.title, one.text, one.source, one.url) == (*["Rain fell on the old city."] * 3, "")
    assert other.text == "Rain fell on the old city."
    assert one.id.isprintable()


@pytest.mark.parametrize("text", ["\u200b", "\0\0", "...", "🙂", "<p></p>", "\ud800"])
def test_a_text_of_nothing_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Rain", "text": text}))
    assert "it has no text" in only_error(tmp_path / "a.jsonl")


def test_a_gzip_bomb_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b" " * 80_000_000))
    assert "unpacks to more than 200 times its size" in only_error(tmp_path / "a.jsonl.gz")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"a" * 80_000_000))
    only_error(tmp_path / "b.txt.gz")


@pytest.mark.parametrize("spoil", ["cut", "changed", "not gzip"])
def test_a_damaged_gzip_gives_what_it_holds_and_one_error(tmp_path: Path, spoil: str) -> None:
    whole = gzip.compress("".join(GOOD.replace("old", f"old {n}") for n in range(5000)).encode())
    middle = len(whole) // 2
    content = {
        "cut": whole[:-200],
        "changed": whole[:middle] + bytes(50) + whole[middle + 50 :],
        "not gzip": GOOD.encode(),
    }
    (tmp_path / "a.jsonl.gz").write_bytes(content[spoil])
    _, errors = read(tmp_path / "a.jsonl.gz")
    assert "it is damaged or was cut off" in errors[-1]


def test_a_file_larger_than_the_bound_is_one_error(tmp_path: Path) -> None:
    with open(tmp_path / "a.txt", "wb") as file:
        file.truncate(60_000_000)
    assert "more than 50 MB" in only_error(tmp_path / "a.txt")


def test_a_file_that_fails_while_it_is_read_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/proc/self/mem")  # a regular file whose first byte nobody may read
    assert "it cannot be read (Input/output error)" in only_error(tmp_path / "a.txt")


_FRAGMENTS = st.sampled_from(
    [
        *(
            b'{"text": "',
            b'"}\n',
            b"<p>",
            b"<html><body><p>",
            b"</p>",
            b"text,title\n",
            b'"',
            b"---\n",
            b"title: ",
            b"# ",
        ),
        *(b"\n\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\xed\xa0\x80", b"Date: 3/7/24\n", b'<meta charset="koi8-r">'),
        b'<script type="application/ld+json">{"datePublished": 5, "@type": {}}</script>',
        "नई दिल्ली, 5 जनवरी (भाषा)। बारिश हुई।".encode(),
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("ending", [*READERS, ".jsonl.gz", ".txt.gz"])
@given(content=st.lists(_FRAGMENTS | st.binary(max_size=40), max_size=12).map(b"".join))
def test_no_bytes_make_reading_raise(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(gzip.compress(content) if ending.endswith(".gz") and len(content) % 2 else content)
    articles, errors = read(path)
    assert articles or errors
    assert all(article.text.strip() and article.title and article.id for article in articles)
    json.dumps([article.text for article in articles]).encode()
