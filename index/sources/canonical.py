"""The one address of a page that can be reached by several: what it claims itself, within reason, and without AMP."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from index.sources.addresses import canonical_url

_CACHED = re.compile(r"/(?:[a-z]/|amp/)?(?P<secure>s/)?(?P<rest>[\w-]+(?:\.[\w-]+)+(?::\d+)?/.*)$")
_WORDS = re.compile(r"[^\W_]+")
_MIN_SLUG_WORDS = 4
_MACHINES = ("www.", "m.", "amp.", "mobile.")
_AMP_PATH = re.compile(r"(?:/amp(?:/1)?/?|[.-]amp(?P<end>\.html?)?)$")
_AMP_QUERIES = frozenset({"amp", "amp=1", "amp=true", "outputtype=amp", "amp_js_v=0.1"})


def true_address(address: str, claimed: str, *, amp: bool = False) -> str:
    """Return the address under which a page that came from the web is to be known.

    Args:
        address: Where it came from.
        claimed: What it names as its canonical address; relative, wrong or somebody else's perhaps, or "".
        amp: The page says that it is the AMP version of another.

    Returns:
        Canonical (`canonical_url`). What the page claims is believed within its own site only, or anybody could publish
        in the name of another outlet; and a page that claims to be the front page or the section above it is not believed,
        or all articles there would be corrections of one.
    """
    here = canonical_url(address)
    there = _joined(address, claimed.strip())
    if there and _same_site(here, there) and not _is_above(there, here):
        return there
    return canonical_url(_without_amp(here)) if amp else here


def out_of_cache(url: str) -> str:
    """Return the publisher's own address of a page that an address in one of the AMP caches leads to; others as they are.

    Source of the shapes: https://developers.google.com/amp/cache/overview
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    path = parts.path
    if host.endswith(".cdn.ampproject.org") or (host.startswith("www.google.") and path.startswith("/amp/")):
        found = _CACHED.match(path)
        if found:
            query = f"?{parts.query}" if parts.query else ""
            return f"http{'s' if found['secure'] else ''}://{found['rest']}{query}"
    return url


def _is_above(there: str, here: str) -> bool:
    """Tell the front page or a section ("/desh", without the number or the many words of an article) above a page."""
    above, below = (urlsplit(url).path.strip("/") for url in (there, here))
    if above == below or not f"{below}/".startswith(f"{above}/" if above else ""):
        return False
    name = above.rpartition("/")[2]
    return not any(letter.isdigit() for letter in name) and len(_WORDS.findall(name)) < _MIN_SLUG_WORDS


def _joined(address: str, claimed: str) -> str:
    try:
        return canonical_url(urljoin(address, claimed)) if claimed else ""
    except ValueError:
        return ""


def _same_site(one: str, other: str) -> bool:
    first, second = _site(one), _site(other)
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    return "." in shorter and longer.endswith(f".{shorter}")


def _site(url: str) -> str:
    host = urlsplit(url).hostname or ""
    for machine in _MACHINES:
        if host.startswith(machine) and host.count(".") > 1:
            return host.removeprefix(machine)
    return host


def _without_amp(url: str) -> str:
    """Guess the address of the page whose AMP version stands at an address."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("amp.") if parts.netloc.count(".") > 1 else parts.netloc
    path = _AMP_PATH.sub(lambda match: match["end"] or "", re.sub(r"^/amp(?=/.)", "", parts.path))
    query = "&".join(each for each in parts.query.split("&") if each.lower() not in _AMP_QUERIES)
    return urlunsplit(SplitResult(parts.scheme, host, path or "/", query, ""))
