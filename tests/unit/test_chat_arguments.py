"""What may be typed behind bot.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.commands.arguments import parser


@pytest.mark.parametrize(
    "typed",
    [
        ["--data-dir", "news", "--debug", "ask", "कौन?"],
        ["ask", "--data-dir", "news", "--debug", "कौन?"],
        ["--debug", "ask", "कौन?", "--data-dir", "news"],
    ],
)
def test_what_goes_for_all_commands_may_stand_before_the_command_or_after_it(typed: list[str]) -> None:
    read = parser().parse_args(typed)
    assert (read.command, read.data_dir, read.debug) == ("ask", Path("news"), True)


@pytest.mark.parametrize(("typed", "command"), [([], "run"), (["status"], "status")])
def test_what_is_not_said_is_left_to_the_settings(typed: list[str], command: str) -> None:
    read = parser().parse_args(typed)
    assert (read.command, read.data_dir, read.debug) == (command, None, False)
