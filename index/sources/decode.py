"""Bytes to text: byte order mark, UTF-8, what the page declares, and only then a guess."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

import regex

from index.errors import SourceError

SAMPLE_BYTES = 64 * 1024
"""Enough to tell text from anything else, and one encoding from another."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = {b"%PDF-": "a PDF", b"{\\rtf": "rich text", b"PK\x03\x04": "a zip or office file", b"\x1f\x8b": "gzip"}
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
_MAX_CONTROL_SHARE = 0.1
_UTF8_PER_DAMAGE = 10
"""So many sound letters to each damaged one say that a text is UTF-8 with damage, and not another encoding."""

_DECLARED = regex.compile(
    rb"<meta\s[^>]{0,300}?charset\s?=\s?[\"']?\s?([\w.:-]{2,40})|<\?xml\s[^>]{0,200}?encoding\s?=\s?[\"']([\w.:-]{2,40})",
    regex.IGNORECASE,
)
_DECLARED_WITHIN_BYTES = 8192
# What browsers read under these names: https://encoding.spec.whatwg.org/#names-and-labels
_AS_BROWSERS_DO = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "iso8859-9": "cp1254"}


def declared_encoding(page: bytes) -> str:
    """Return the name of the encoding that an HTML or XML page declares for itself; empty if it declares none."""
    match = _DECLARED.search(page[:_DECLARED_WITHIN_BYTES])
    return (match[1] or match[2]).decode("ascii", "replace") if match else ""


def decode(content: bytes, place: str, *declared: str) -> str:
    """Decode a whole file.

    Args:
        content: Its bytes.
        place: For the error message.
        declared: The encodings that its server and the file itself declare, if any; the first that fits is used.

    Raises:
        SourceError: This is no text.
    """
    encoding, errors = encoding_of(content, place, *declared)
    return content.decode(encoding, errors)


def encoding_of(content: bytes, place: str, *declared: str, whole: bool = True) -> tuple[str, str]:
    """Tell how to decode a file.

    Valid UTF-8 is believed before any declaration: other encodings almost never look like it, and many a page declares
    what its server long ceased to send.

    Args:
        content: Its bytes, or their beginning.
        place: For the error message.
        declared: As for `decode`.
        whole: The bytes are all there, so that a letter cut at the end is damage.

    Returns:
        Codec and error handler.

    Raises:
        SourceError: This is no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, "replace"
    _refuse_binary(content[:SAMPLE_BYTES], place)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content, final=whole)
    except UnicodeDecodeError:
        return _legacy_encoding(content, place, declared, whole=whole)
    return "utf-8", "replace"


def _legacy_encoding(content: bytes, place: str, declared: Sequence[str], *, whole: bool) -> tuple[str, str]:
    for codec in filter(None, map(_usable, declared)):
        try:
            content.decode(codec)
        except UnicodeDecodeError:
            pass
        else:
            return codec, "replace"
    if whole:
        try:
            content.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8", "surrogatepass"
    sample = content[:SAMPLE_BYTES]
    read = sample.decode("utf-8", "replace")
    damaged = read.count("\ufffd")
    if sum(letter > "\x7f" for letter in read) - damaged >= _UTF8_PER_DAMAGE * damaged:
        return "utf-8", "replace"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise SourceError(place, "its encoding cannot be told; save it as UTF-8 and add it again.")
    return best.encoding, "replace"


def _usable(declared: str) -> str:
    """The codec of a declared encoding; empty if Python has none, or none that a page may choose."""
    try:
        codec = codecs.lookup(declared)
        "".encode(codec.name)  # codecs such as "hex" turn bytes into bytes and are refused here
    except (LookupError, ValueError, UnicodeError):
        return ""
    if codec.name.startswith(("utf", "unicode", "raw", "idna", "punycode", "undefined", "mbcs", "oem")):
        return ""  # no page that declares itself in ASCII is in UTF-16; the others decode more than letters
    return _AS_BROWSERS_DO.get(codec.name, codec.name)


def _refuse_binary(sample: bytes, place: str) -> None:
    for start, kind in _FOREIGN.items():
        if sample.startswith(start):
            raise SourceError(place, f"this is {kind}, whatever its name says; save its text as .txt and add that.")
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > len(sample) * _MAX_CONTROL_SHARE:
        raise SourceError(place, "this is not text, whatever its name says; save its text as UTF-8 and add that.")
