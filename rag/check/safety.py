"""What no answer may hold: links, addresses, commands, markup, words of the prompt."""

from __future__ import annotations

import regex

NO_ANSWER = "NO_ANSWER"
"""What the model is told to say where the passages do not answer."""

_UNSAFE = regex.compile(
    r"""
    [a-z][a-z0-9+.-]{1,20}://                                     # a link of any scheme
    | \b(?:javascript|data|vbscript|mailto|tg|tel)\s*:\s*\S       # one without slashes
    | \bwww\.                                                     # or without a scheme
    | \b(?:[a-z0-9-]+\.)+(?-i:com|org|net|info|biz|io|ai|app|dev|xyz|top|site|online|shop|link|click|live|news|tv|me|ly|gl|
        in|uk|us|ru|cn|de|fr|eu|co|gov|edu|nic|ac)(?:/\S*|\b(?!\.\s*\p{L}\.))
    | \b[\w.+-]+@[\w-]+\.\w+                                      # a mail address
    | (?<![\w])@[a-z]\w{3,}                                       # a name of Telegram
    | (?:^|(?<=\s))/[a-z_]{2,}\b                                  # a command, which Telegram makes a button
    | !?\[[^\]\n]*\]\s*\([^)\n]*\) | \[[^\]\n]+\]\s*:\s*\S+ | \[[^\]\n]*\]\s*\[[^\]\n]*\]   # Markdown links
    | </?[a-z!?][^>\n]*>? | &(?:[a-z]{2,8}|\#x?[0-9a-f]{1,6});    # HTML
    | <\|[^\n]{0,40} | \[/?inst\] | <<sys>>                       # how models mark who speaks
    | \bsystem\s*prompt\b | \bno_answer\b
    | (?:^|(?<=\s))(?:system|assistant|user|developer)\s*:        # a line of somebody else
    | ```
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_REFUSAL = regex.compile(rf"^[\W_]*{NO_ANSWER}\b", regex.IGNORECASE)


def is_unsafe(text: str) -> bool:
    """Tell whether a sentence holds what no answer may hold."""
    return _UNSAFE.search(text) is not None


def says_no_answer(draft: str) -> bool:
    """Tell whether a draft begins with the word for "no answer"."""
    return _REFUSAL.search(draft) is not None
