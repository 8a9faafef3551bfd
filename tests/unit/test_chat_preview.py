from __future__ import annotations

import asyncio

import pytest
from telegram.error import BadRequest, TelegramError

from chat import preview as module
from chat.limiter import FrameDropped
from chat.preview import Preview, frame_text
from tests.e2e.telegram_server.entities import tappable


class Frames:
    """Keeps what is shown, and fails as told."""

    def __init__(self, *errors: TelegramError | None) -> None:
        self.errors = list(errors)
        self.tried: list[str] = []
        self.at: list[float] = []

    async def show(self, text: str) -> None:
        self.tried.append(text)
        self.at.append(asyncio.get_running_loop().time())
        error = self.errors.pop(0) if self.errors else None
        if error:
            raise error

    async def discard(self) -> None:
        """Nothing is kept."""


async def shown(frames: Frames, words: list[str], *, first_after_s: float = 0.0, keep_alive: bool = False) -> list[str]:
    """Write a word every 30 ms, with frames 10 ms apart."""
    view = Preview(frames, 0.01, first_after_s, keep_alive=keep_alive)
    task = asyncio.create_task(view.run())
    for word in words:
        await asyncio.sleep(0.03)
        view.write(word)
    await asyncio.sleep(0.03)
    view.end()
    await task
    return frames.tried


async def test_frames_grow_with_what_is_written_and_nothing_is_shown_twice() -> None:
    frames = await shown(Frames(), ["वे ", "दिल्ली ", "में मिले।"])
    assert frames[0] == ""
    assert frames[-1] == "वे दिल्ली में मिले। …"
    assert len(set(frames)) == len(frames)


async def test_what_is_ready_soon_is_not_shown_before() -> None:
    assert await shown(Frames(), ["वे मिले।"], first_after_s=5.0) == []


async def test_after_three_failures_there_are_no_more_frames() -> None:
    frames = await shown(Frames(BadRequest("a"), None, BadRequest("b"), BadRequest("c")), list("कखगघङच"))
    assert len(frames) == 4


async def test_a_dropped_frame_is_no_failure_and_the_next_shows_what_it_would_have_shown() -> None:
    frames = await shown(Frames(*[FrameDropped()] * 5), list("कखगघङच"))
    assert len(frames) > 5
    assert frames[-1] == "कखगघङच …"


async def test_a_draft_is_shown_again_before_it_vanishes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_DRAFT_LASTS_S", 0.02)
    assert (await shown(Frames(), [""] * 5, keep_alive=True)).count("") > 1
    assert (await shown(Frames(), [""] * 5)).count("") == 1


@pytest.mark.parametrize(
    "written",
    [
        "देखिए https://evil.example/x?y=1 यहाँ",
        "evil.com/path और www.evil.co.in",
        "@scam_bot से पूछिए, /start दबाइए, #tag $USD",
        "[यहाँ](https://evil.example) <a href='tg://user?id=1'>x</a>",
        "ev\u2060il.com",
        "mail a.b@evil.example",
    ],
)
def test_nothing_can_be_tapped_in_a_frame(written: str) -> None:
    assert tappable(written.replace("\u2060", "")) != []
    assert tappable(frame_text(written)) == []


def test_a_frame_keeps_numbers_and_paragraphs_and_fits() -> None:
    assert (
        frame_text("3.5 करोड़, 4 जुलाई 2024\n\nफिर 1-0 से।").replace("\u2060", "") == "3.5 करोड़, 4 जुलाई 2024\nफिर 1-0 से। …"
    )
    assert len(frame_text("क" * 10_000)) < 4_096
    assert frame_text("\n \u202e") == ""
