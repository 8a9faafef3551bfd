from __future__ import annotations

import pytest

from index.errors import SourceError
from index.sources.front_matter import split_front_matter
from index.sources.markup import has_markup, text_of
from index.sources.text_files import read_markdown, read_plain
from index.text import clean

BODY = (
    "Rain fell on the old city for the third day, and the river rose above the mark of last year. Schools stay closed."
)


def test_yaml_front_matter_gives_the_fields() -> None:
    text = f'---\ntitle: "Rain: day three"\ndate: 2024-07-03\nsource: The Star\ntags:\n  - rain\n---\n{BODY}\n'
    (item,) = read_plain(text, "a.txt")
    assert (item.title, item.source, item.text) == ("Rain: day three", "The Star", BODY)
    assert "2024-07-03" in item.dates


def test_front_matter_that_is_no_yaml_is_read_line_by_line() -> None:
    fields, rest = split_front_matter("---\ntitle: Rain: day three\nsource: The Star\n---\nBody")
    assert fields == {"title": "Rain: day three", "source": "The Star"}
    assert rest == "Body"


def test_yaml_values_stay_what_was_written() -> None:
    fields, _ = split_front_matter("---\ntitle: No\nid: 0123\n---\nBody")
    assert fields == {"title": "No", "id": "0123"}


@pytest.mark.parametrize(
    "block", ["[" * 5000, "a: &a [*a]", "!!python/object/apply:os.system [ls]", "\x00", "- a\n- b", "a: b: c: d"]
)
def test_yaml_that_makes_no_sense_is_no_front_matter(block: str) -> None:
    text = f"---\n{block}\n---\n{BODY}"
    assert split_front_matter(text) == ({}, text)


def test_header_lines_in_hindi_give_the_fields() -> None:
    text = f"शीर्षक: तीसरे दिन भी बारिश\nस्रोत: दैनिक तारा\nतारीख: 3 जुलाई 2024\n\n{BODY}"
    (item,) = read_plain(text, "a.txt")
    assert (item.title, item.source, item.text) == ("तीसरे दिन भी बारिश", "दैनिक तारा", BODY)
    assert "3 जुलाई 2024" in item.dates


@pytest.mark.parametrize("text", [f"Delhi: {BODY}", f"Text: {BODY}\n\n{BODY}", f"Title: Rain\n{BODY}"])
def test_a_sentence_with_a_colon_is_no_header(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_front_matter_with_a_title_makes_the_file_one_article() -> None:
    text = f"Title: Rain\n\n{BODY}\n\nWhat comes next week\n\n{BODY}"
    (item,) = read_plain(text, "a.txt")
    assert item.title == "Rain"
    assert "What comes next week" in item.text


def test_front_matter_without_a_title_holds_for_every_item() -> None:
    text = f"Source: The Star\n\nRain in the old city\n\n{BODY}\n\nWhat comes next week\n\n{BODY}"
    items = list(read_plain(text, "a.txt"))
    assert [(item.title, item.source) for item in items] == [
        ("Rain in the old city", "The Star"),
        ("What comes next week", "The Star"),
    ]
    assert items[1].place == "a.txt (item 2)"


def test_front_matter_above_nothing_is_an_error() -> None:
    for read in (read_plain, read_markdown):
        with pytest.raises(SourceError, match="its text is empty"):
            list(read("---\ntitle: Rain\n---\n", "a.txt"))


def test_the_line_below_a_headline_may_be_its_date() -> None:
    (item,) = read_plain(f"Rain in the old city\n\nJuly 3, 2024\n\n{BODY}", "a.txt")
    assert item.dates == ("July 3, 2024",)


def test_markdown_loses_its_marks() -> None:
    text = (
        "# Rain *again*\n\nThe **river** rose, [officials](https://x.example/a) said\non `Monday`.\n\n"
        "- one\n- two\n\n![map](m.png)\n"
    )
    (item,) = read_markdown(text, "a.md")
    assert item.title == "Rain again"
    assert item.text == "The river rose, officials said on Monday.\n\none\n\ntwo"


def test_each_first_heading_in_markdown_is_an_item() -> None:
    items = list(read_markdown("# One\n\nFirst text.\n\n## Part\n\nMore.\n\n# Two\n\nSecond text.", "a.md"))
    assert [(item.title, item.text) for item in items] == [
        ("One", "First text.\n\nPart\n\nMore."),
        ("Two", "Second text."),
    ]


def test_markdown_headed_by_a_lower_heading_is_one_item() -> None:
    (item,) = read_markdown("## Rain\n\nText.\n\n## Later\n\nMore.", "a.md")
    assert (item.title, item.text) == ("Rain", "Text.\n\nLater\n\nMore.")


def test_empty_files_hold_nothing() -> None:
    assert list(read_plain(" \n\u200b\n", "a.txt")) == []
    assert list(read_markdown("\n", "a.md")) == []


def test_markup_in_a_field_becomes_paragraphs() -> None:
    html = "<p>One &amp; <b>two</b>.</p><script>x()</script><p>Three<br>four.</p><!-- no -->"
    assert has_markup(html)
    assert clean(text_of(html)) == "One & two.\n\nThree\nfour."


@pytest.mark.parametrize("text", ["5 < 6 and 7 > 3", "AT&amp;T rose", "a <b c", "<3"])
def test_a_mere_angle_bracket_is_no_markup(text: str) -> None:
    assert not has_markup(text)
