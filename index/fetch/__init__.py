"""The one safe way to the web: `Fetcher.get` brings a page or a feed, or says why not."""

from index.errors import FetchError
from index.fetch.fetched import Fetched
from index.fetch.fetcher import Fetcher

__all__ = ["FetchError", "Fetched", "Fetcher"]
