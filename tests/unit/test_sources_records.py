from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from index.errors import SourceError
from index.sources.item import Item
from index.sources.json_files import read_json, read_jsonl
from index.sources.records import field_of, read_record
from index.sources.tables import read_csv


def numbered(text: str) -> Iterable[tuple[int, str | None]]:
    return enumerate(text.splitlines(keepends=True), start=1)


def errors(found: Iterable[Item | SourceError]) -> list[str]:
    return [str(each) for each in found if isinstance(each, SourceError)]


def texts(found: Iterable[Item | SourceError]) -> list[str]:
    return [each.text for each in found if isinstance(each, Item)]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Headline", "title"),
        ("शीर्षक", "title"),
        ("articleBody", "text"),
        ("पाठ", "text"),
        ("ख़बर", "text"),
        ("खबर", "text"),
        ("Language", "language"),
        ("स्रोत", "source"),
        ("अखबार", "source"),
        ("datePublished", "dates"),
        ("Published At", "dates"),
        ("pubDate", "dates"),
        ("तारीख़", "dates"),
        ("guid", "id"),
        ("link", "url"),
        ("author", "author"),
        ("Category", "section"),
        ("dateModified", "modified"),
        ("priority", ""),
        ("", ""),
    ],
)
def test_a_field_is_known_by_its_usual_names(name: str, field: str) -> None:
    assert field_of(name) == field


def test_the_usual_name_goes_before_the_others_whatever_the_order() -> None:
    item = read_record(
        {"summary": "short", "Content": "long", "date": "2024-07-03", "published": "2024-07-04"}, "a.jsonl:1"
    )
    assert item.text == "long"
    assert item.dates == ("2024-07-04", "2024-07-03")


def test_an_empty_field_gives_way_to_the_next() -> None:
    assert read_record({"text": None, "body": "", "content": "words"}, "a.jsonl:1").text == "words"


def test_a_publisher_may_be_an_object_with_a_name_and_an_id_a_number() -> None:
    item = read_record({"text": "x", "publisher": {"@type": "Organization", "name": "Star"}, "id": 42}, "a.jsonl:1")
    assert (item.source, item.id) == ("Star", "42")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (5, "a number"),
        (["a"], "a list"),
        ({"a": 1}, "an object"),
        (True, "true or false"),
        (None, "empty"),
        ("", "empty"),
    ],
)
def test_a_text_of_another_type_is_refused_in_words(value: object, kind: str) -> None:
    with pytest.raises(SourceError, match=f"a.jsonl:3: its text is {kind}"):
        read_record({"text": value, "title": "T"}, "a.jsonl:3")


def test_fields_of_another_type_do_not_spoil_the_article() -> None:
    item = read_record(
        {"text": "x", "title": ["a"], "url": {}, "lang": 1.5, "date": [], "id": False, "source": None}, "a"
    )
    assert item == Item(place="a", text="x")


def test_broken_json_on_line_17_names_the_line_and_the_rest_goes_on() -> None:
    lines = [json.dumps({"text": f"text {number}"}) for number in range(1, 31)]
    lines[16] = '{"text": "text 17"'
    found = list(read_jsonl(numbered("\n".join(lines)), "news.jsonl"))
    assert len(texts(found)) == 29
    assert len(errors(found)) == 1
    assert errors(found)[0].startswith("news.jsonl:17: this is not valid JSON")


@pytest.mark.parametrize(
    "line",
    ["[1, 2]", '"text"', "null", "17", "{}", "{'text': 'x'}", "[" * 100_000, '{"text": ' + "9" * 5000 + "}", "\ufffd"],
)
def test_a_line_that_is_no_article_is_one_error(line: str) -> None:
    found = list(read_jsonl(numbered(f'{{"text": "one"}}\n\n{line}\n{{"text": "two"}}'), "a.jsonl"))
    assert texts(found) == ["one", "two"]
    assert len(errors(found)) == 1
    assert errors(found)[0].startswith("a.jsonl:3: ")


def test_a_line_too_long_is_one_error() -> None:
    found = list(read_jsonl([(1, '{"text": "one"}'), (2, None), (3, '{"text": "two"}')], "a.jsonl"))
    assert texts(found) == ["one", "two"]
    assert errors(found)[0].startswith("a.jsonl:2: this line has more than 8,000,000 characters")


def test_a_json_file_holds_one_article_or_a_list() -> None:
    assert texts(read_json('{"text": "one"}', "a.json")) == ["one"]
    found = list(read_json('[{"text": "one"}, 5, {"text": "two"}]', "a.json"))
    assert texts(found) == ["one", "two"]
    assert errors(found)[0].startswith("a.json (article 2): ")


def test_a_json_file_with_an_article_a_line_is_read_as_such() -> None:
    assert texts(read_json('{"text": "one"}\n{"text": "two"}\n', "a.json")) == ["one", "two"]


def test_a_broken_json_file_is_one_error() -> None:
    found = list(read_json('[\n{"text": "one"},\n{"text": \n]', "a.json"))
    assert texts(found) == []
    assert len(errors(found)) == 1
    assert "line 4" in errors(found)[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_with_any_usual_delimiter(delimiter: str) -> None:
    rows = [["शीर्षक", "पाठ", "तारीख"], ["पहला", '"एक, दो; तीन | चार"', "2024-07-03"], ["दूसरा", '"पाँच\nछह ""सात"""', ""]]
    found = list(read_csv(numbered("\n".join(delimiter.join(row) for row in rows)), "a.csv"))
    assert texts(found) == ["एक, दो; तीन | चार", 'पाँच\nछह "सात"']
    assert [each.title for each in found if isinstance(each, Item)] == ["पहला", "दूसरा"]


def test_a_table_without_a_text_column_is_one_error_that_names_the_columns() -> None:
    found = list(read_csv(numbered("name;amount\na;1\nb;2\n"), "a.csv"))
    assert errors(found) == [
        "a.csv: no column holds the texts; it has name, amount; "
        "name one of them text, body, content, article in the first row."
    ]
    assert len(found) == 1


def test_a_row_with_too_many_fields_is_an_error_and_not_half_an_article() -> None:
    found = list(read_csv(numbered("title,text\na,one\nb,two, three\n\nc,four\n"), "a.csv"))
    assert texts(found) == ["one", "four"]
    assert len(errors(found)) == 1
    assert errors(found)[0].startswith("a.csv:3: it has 3 fields and the header 2")


def test_an_unclosed_quotation_mark_does_not_swallow_the_table() -> None:
    rows = "".join(f'"title {number}","text {number}"\n' for number in range(3, 20))
    found = list(read_csv(numbered(f'title,text\n"title 2","text 2\n{rows}'), "a.csv"))
    assert len(texts(found)) >= 16
    assert errors(found)[0].startswith("a.csv:2: this row cannot be read")


def test_a_field_beyond_all_bounds_is_one_error() -> None:
    found = list(read_csv(numbered(f"text\none\n{'x' * 2_100_000}\ntwo\n"), "a.csv"))
    assert texts(found) == ["one", "two"]
    assert len(errors(found)) == 1
    assert errors(found)[0].startswith("a.csv:3: ")


def test_a_header_too_long_is_one_error() -> None:
    assert len(errors(read_csv([(1, None), (2, "a,b")], "a.csv"))) == 1


def test_an_empty_table_holds_nothing() -> None:
    assert list(read_csv(numbered("\n\n"), "a.csv")) == []
