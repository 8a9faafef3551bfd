from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetch.unpack import Body, Damaged, TooLarge

TEXT = "नगर निगम ने सड़कों की मरम्मत मंज़ूर की। ".encode() * 50


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def whole(name: str, packed: bytes) -> bytes:
    body = Body(name)
    body.feed(packed)
    return body.end()


PACKED = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@given(
    content=st.binary(max_size=3000),
    size=st.integers(1, 700),
    how=st.sampled_from([("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate), ("br", brotli.compress), ("", bytes), ("identity", bytes)]),
)  # fmt: skip
def test_what_was_packed_comes_out_whatever_pieces_it_comes_in(content: bytes, size: int, how: tuple) -> None:  # type: ignore[type-arg]
    packed = how[1](content)
    body = Body(how[0])
    for start in range(0, len(packed), size):
        body.feed(packed[start : start + size])
    assert body.end() == content


@pytest.mark.parametrize("name", PACKED)
def test_a_bomb_is_stopped_at_the_limit(name: str) -> None:
    bomb = PACKED[name](bytes(10_000_000))
    assert len(bomb) < 100_000
    body = Body(name, max_bytes=1_000_000)
    with pytest.raises(TooLarge):
        body.feed(bomb)


@pytest.mark.parametrize("name", PACKED)
def test_a_body_of_exactly_the_limit_is_taken(name: str) -> None:
    body = Body(name, max_bytes=1_000_000)
    body.feed(PACKED[name](bytes(1_000_000)))
    assert len(body.end()) == 1_000_000


@pytest.mark.parametrize("name", PACKED)
def test_a_packed_body_that_was_cut_off_or_is_none_is_damaged(name: str) -> None:
    body = Body(name)
    body.feed(PACKED[name](TEXT)[:-20])
    with pytest.raises(Damaged):
        body.end()
    with pytest.raises(Damaged):
        whole(name, b"<html>plain all the same</html>")


def test_what_comes_is_counted_too_when_nothing_comes_out() -> None:
    body = Body("gzip", max_bytes=1000)
    with pytest.raises(TooLarge):
        body.feed(gzip.compress(b"") * 100)


def test_gzip_in_several_members_with_padding_is_read_whole() -> None:
    body = Body("gzip")
    body.feed(gzip.compress(b"one ") + gzip.compress(b"two") + bytes(8))
    assert body.end() == b"one two"


@pytest.mark.parametrize("name", ["zstd", "gzip, gzip", "br, gzip", "x" * 1000])
def test_a_compression_that_was_not_asked_for_is_refused(name: str) -> None:
    with pytest.raises(Damaged):
        Body(name)
