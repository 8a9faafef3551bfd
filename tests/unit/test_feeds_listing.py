from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SettingsError, SourceError
from index.feeds.listing import add_to_list, read_list, remove_from_list, suggested

TEXT = """# हिन्दी
https://tara.example/rss  दैनिक तारा # the best
  HTTPS://Lantern.example/feed?utm_source=x
# https://off.example/rss
https://tara.example/rss
"""

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="हिन्दी"><outline type="rss" text="Tara" xmlUrl="https://tara.example/rss"/></outline>
<outline text="L" XMLURL="https://lantern.example/feed"/><outline text="no feed"/></body></opml>"""

URLS = ("https://tara.example/rss", "https://lantern.example/feed")


@pytest.mark.parametrize(
    "written", [TEXT, OPML, "\ufeff" + TEXT, "\ufeff" + OPML], ids=["text", "opml", "mark", "both"]
)
def test_feeds_are_listed_in_text_or_opml(tmp_path: Path, written: str) -> None:
    path = tmp_path / "feeds"
    path.write_text(written, "utf-8")
    assert read_list(path).urls == URLS
    assert read_list(path).wrong == ()


@pytest.mark.parametrize("written", [TEXT, OPML], ids=["text", "opml"])
def test_a_feed_is_added_once_and_removed_and_all_else_stays(tmp_path: Path, written: str) -> None:
    path = tmp_path / "feeds"
    path.write_text(written, "utf-8")
    assert add_to_list(path, "https://new.example/a&b")
    assert not add_to_list(path, "https://NEW.example/a&b")
    assert read_list(path).urls == (*URLS, "https://new.example/a&b")
    assert remove_from_list(path, "https://tara.example/rss")
    assert not remove_from_list(path, "https://tara.example/rss")
    assert read_list(path).urls == (URLS[1], "https://new.example/a&b")
    assert "हिन्दी" in path.read_text("utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["feeds"]


def test_a_list_begins_with_well_known_outlets_that_are_all_commented_out(tmp_path: Path) -> None:
    path = tmp_path / "new" / "feeds.txt"
    assert read_list(path).urls == ()
    add_to_list(path, "https://tara.example/rss")
    assert read_list(path).urls == ("https://tara.example/rss",)
    assert path.read_text("utf-8").startswith(suggested().rstrip())
    path.write_text(suggested().replace("# https://", "https://"), "utf-8")
    everything = read_list(path)
    assert everything.wrong == ()
    assert len(everything.urls) >= 20
    assert any("hindi" in url for url in everything.urls)


def test_what_is_no_address_is_named_with_its_line_and_the_others_count(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text("tara.example/rss\nftp://tara.example/rss\nhttps://tara.example/rss\n", "utf-8")
    listed = read_list(path)
    assert listed.urls == ("https://tara.example/rss",)
    assert [error.source for error in listed.wrong] == [f"{path}:1", f"{path}:2"]
    with pytest.raises(SourceError, match="https://"):
        add_to_list(path, "tara")


@pytest.mark.parametrize("written", ["<opml", "<rss/>", "<html><body>x</body></html>"])
def test_a_list_that_is_broken_is_one_sentence(tmp_path: Path, written: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(written, "utf-8")
    with pytest.raises(SettingsError, match="OPML"):
        read_list(path)
    with pytest.raises(SettingsError, match="FEEDS"):
        read_list(tmp_path)


def test_a_list_defines_nothing_and_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://secret.example/", "utf-8")
    path = tmp_path / "feeds.opml"
    path.write_text(
        f'<!DOCTYPE opml [<!ENTITY s SYSTEM "{secret.as_uri()}">]><opml><body><outline text="&s;">&s;'
        '<outline xmlUrl="https://tara.example/rss"/></outline></body></opml>',
        "utf-8",
    )
    try:
        urls = read_list(path).urls
    except SettingsError:
        return
    assert urls == ("https://tara.example/rss",)
