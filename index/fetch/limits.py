"""How much of the web is taken at a time, and how politely."""

from __future__ import annotations

MAX_BYTES = 5_000_000
"""Of one page or feed, decompressed. A long news page has a tenth of that."""

MAX_TIME_S = 20.0
"""On the network for one page, redirects included; waiting for one's turn at a busy host does not count."""

MAX_ROBOTS_TIME_S = 10.0
"""The same for robots.txt, which stands before the page."""

CONNECT_TIME_S = 6.0
"""For one address of a host; then its next is tried."""

MAX_ADDRESSES = 4
"""Of one host that are tried."""

MAX_REDIRECTS = 5

AT_ONCE = 64
"""Requests under way in all: at `MAX_BYTES` each, 320 MB."""

AT_ONCE_PER_HOST = 2

PAUSE_S = 0.5
"""Between the starts of two visits to one host."""

MAX_PAUSE_S = 10.0
"""The longest Crawl-delay of a robots.txt that is kept; some ask for minutes."""

AT_ONCE_PER_OWN_HOST = 64
"""For a host that the operator named in ALLOW_PRIVATE_HOSTS, which is theirs to burden: no pause there either."""
