"""What came back from the web."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page or a feed, or the word that it has not changed.

    Attributes:
        url: Where the body came from, after redirects.
        moved_to: The address to remember: where every redirect on the way was permanent (301, 308), else "".
        status: 200, or 304 where the caller's `etag` or `last_modified` still holds.
        body: Decompressed; empty for 304.
        content_type: Media type in lower case, "" if the server named none.
        charset: Of the Content-Type header, "" if it names none.
        etag: To be sent next time, "" if the server gave none.
        last_modified: The same.
        max_age_s: For how many seconds the server says that nothing changes; None if it does not say.
    """

    url: str
    moved_to: str
    status: int
    body: bytes
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    max_age_s: int | None = None
