"""Compressed bodies, unpacked piece by piece: a bomb is stopped at the limit, not after it went off."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli

from index.fetch.limits import MAX_BYTES

ACCEPTED = "gzip, deflate, br"


class TooLarge(Exception):
    """There is more of the body than is taken."""


class Damaged(Exception):
    """The body is not what its header says, or was cut off."""


class Unpacker(Protocol):
    """One body on its way."""

    def feed(self, piece: bytes, room: int) -> bytes:
        """Unpack a piece.

        Args:
            piece: The next bytes of the body.
            room: How many bytes may come out.

        Raises:
            TooLarge: More would come out.
            Damaged: This is not in the compression that the header names.
        """
        ...

    def end(self) -> None:
        """Say that the body has ended.

        Raises:
            Damaged: There should be more.
        """
        ...


def unpacker(content_encoding: str) -> Unpacker:
    """Choose one by the Content-Encoding header.

    Raises:
        Damaged: It names a compression that was not asked for, or several on top of each other.
    """
    names = [name for each in content_encoding.lower().split(",") if (name := each.strip()) not in ("", "identity")]
    if not names:
        return _Plain()
    make = _UNPACKERS.get(names[0])
    if make is None or len(names) > 1:
        raise Damaged(f"it is packed as {', '.join(names)[:60]!r}")
    return make()


class _Plain:
    def feed(self, piece: bytes, room: int) -> bytes:
        if len(piece) > room:
            raise TooLarge
        return piece

    def end(self) -> None:
        return


class _Gzip:
    """One member or several, one behind the other; what is no member behind them is padding."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._begun = False

    def feed(self, piece: bytes, room: int) -> bytes:
        out = bytearray()
        while piece:
            if self._member.eof:
                if not piece.startswith(b"\x1f"):
                    break
                self._member = zlib.decompressobj(wbits=31)
            out += _inflate(self._member, piece, room - len(out))
            self._begun = True
            piece = self._member.unused_data
        return bytes(out)

    def end(self) -> None:
        if self._begun and not self._member.eof:
            raise Damaged("it was cut off")


class _Deflate:
    """With the header of zlib, as it should be, or without, as some servers send it."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._begun = False

    def feed(self, piece: bytes, room: int) -> bytes:
        if not piece or self._stream.eof:
            return b""
        if not self._begun and piece[0] & 0x0F != 8:
            self._stream = zlib.decompressobj(wbits=-15)
        self._begun = True
        return _inflate(self._stream, piece, room)

    def end(self) -> None:
        if self._begun and not self._stream.eof:
            raise Damaged("it was cut off")


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._begun = False

    def feed(self, piece: bytes, room: int) -> bytes:
        out = bytearray()
        self._begun = self._begun or bool(piece)
        try:
            while piece or not self._stream.can_accept_more_data():
                if self._stream.is_finished():
                    break
                out += self._stream.process(piece, output_buffer_limit=room - len(out) + 1)
                piece = b""
                if len(out) > room:
                    raise TooLarge
        except brotli.error as error:
            raise Damaged("it is not the Brotli that its header says") from error
        return bytes(out)

    def end(self) -> None:
        if self._begun and not self._stream.is_finished():
            raise Damaged("it was cut off")


def _inflate(stream: zlib._Decompress, piece: bytes, room: int) -> bytes:
    try:
        out = stream.decompress(piece, room + 1)
    except zlib.error as error:
        raise Damaged("it is not compressed as its header says") from error
    if len(out) > room or stream.unconsumed_tail:
        raise TooLarge
    return out


_UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
}


class Body:
    """Gathers a body within `MAX_BYTES`, counted as it comes and as it unpacks."""

    def __init__(self, content_encoding: str, max_bytes: int = MAX_BYTES) -> None:
        """Begin; as `unpacker`."""
        self._unpacker = unpacker(content_encoding)
        self._max_bytes = max_bytes
        self._came = 0
        self._out = bytearray()

    def feed(self, piece: bytes) -> None:
        """Take the next bytes; as `Unpacker.feed`."""
        self._came += len(piece)
        if self._came > self._max_bytes:
            raise TooLarge
        self._out += self._unpacker.feed(piece, self._max_bytes - len(self._out))

    def end(self) -> bytes:
        """Return the whole body; as `Unpacker.end`."""
        self._unpacker.end()
        return bytes(self._out)
