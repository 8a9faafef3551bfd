"""What stands above a text: YAML between lines of "---", or lines such as "Title: …" and "स्रोत: …"."""

from __future__ import annotations

import regex
import yaml

from index.sources.records import field_of
from index.text import clean

_YAML = regex.compile(r"\s{0,100}---[ \t]*\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", regex.DOTALL)
_LINE = regex.compile(r"([\p{L}\p{M} _-]{1,30}?)\s?[:：]\s?(.{0,2000})")


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Take the front matter off a text.

    Returns:
        Its fields by the names that `records.read_record` knows, without any text; and the rest of the text.
    """
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    if match := _YAML.match(text):
        if (fields := _yaml_fields(match[1])) or (fields := _line_fields(match[1].split("\n"))):
            return fields, text[match.end() :]
        return {}, text
    above, _, below = text.lstrip().partition("\n\n")
    lines = above[:10_000].split("\n")
    fields = _line_fields(lines)
    if len(fields) == len(lines):
        return fields, below
    if len(fields) > 1:  # more than one is no accident, even without a blank line below
        return fields, text.lstrip().split("\n", len(fields))[len(fields)]
    return {}, text


def _yaml_fields(block: str) -> dict[str, object]:
    try:
        # This loader leaves every value a string: "Title: No" is a title, and dates are read by `dates`.
        value = yaml.BaseLoader(block).get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(value, dict):
        return {}
    return {name: each for name, each in value.items() if isinstance(name, str) and field_of(name) not in ("", "text")}


def _line_fields(lines: list[str]) -> dict[str, object]:
    """Read the leading lines that name a field; it ends at the first that does not."""
    fields: dict[str, object] = {}
    for line in lines:
        match = _LINE.fullmatch(clean(line))
        if match is None or field_of(match[1]) in ("", "text") or match[1] in fields:
            break
        fields[match[1]] = match[2]
    return fields
